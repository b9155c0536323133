/** Running a module as a program (`-m`). */
import { Q } from "../generated/qstrs";
import { FALSE, NULL, qstrRef, Ref } from "../memory/ref";
import { root } from "../memory/roots";
import { importDotted } from "../modules/import";
import { loadAttrOrNull } from "../object/attribute";
import {
  BUFFER_DATA,
  builderData,
  builderLength,
  newBuilder,
  putBytes,
  putText,
} from "../object/builder";
import { internBytes } from "../object/qstr";
import { hasPending } from "../object/raise";
import { strData, strLength } from "../object/str";
import { runScheduled } from "../vm/schedule";
import { filledBuffer } from "./exchange";
import { abandon } from "./run";

/**
 * Imports the module whose dotted name fills the host's buffer, as `__main__`; of a package its `__main__`.
 * false: an exception is pending.
 */
export function runModule(length: i32): bool {
  const done = importMain(internBytes(<usize>filledBuffer() + BUFFER_DATA, length));
  if (done) runScheduled();
  abandon();
  return !hasPending();
}

function importMain(name: Ref): bool {
  if (name == NULL) return false;
  const module = importDotted(name, NULL, FALSE, 0);
  if (module == NULL) return false;
  root(module);
  if (loadAttrOrNull(module, qstrRef(Q.__path__)) == NULL) return !hasPending();
  const inside = mainOf(name);
  return inside != NULL && importDotted(inside, NULL, FALSE, 0) != NULL;
}

/** The name of a package's program. */
function mainOf(name: Ref): Ref {
  const p = newBuilder(strLength(name) + 10);
  if (p == NULL) return NULL;
  root(p);
  if (!putBytes(p, strData(name), strLength(name)) || !putText(p, ".__main__")) return NULL;
  return internBytes(builderData(p), builderLength(p));
}
