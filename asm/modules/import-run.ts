/** Running the file of a module. */
import { Q } from "../generated/qstrs";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { builderData, builderLength } from "../object/builder";
import { internBytes } from "../object/qstr";
import { strData, strLength } from "../object/str";
import { dictSet } from "../types/dict";
import { newFunction } from "../types/function";
import { loadCompiled, loadSource } from "../vfs/import-files";
import { runBody } from "../vm/invoke";
import { loadMpy } from "../vm/loader";
import { frozenCode, frozenPathLength } from "./frozen";
import { Found } from "./import-find";

/** Runs the file whose path stands in a builder, with these globals. false: an exception is pending. */
export function runFile(file: Ref, found: Found, globals: Ref): bool {
  const mark = rootMark();
  const data = builderData(file);
  const length = builderLength(file);
  const prefix = frozenPathLength(data, length);
  const name = internBytes(data + prefix, length - prefix);
  if (name == NULL || !dictSet(globals, qstrRef(Q.__file__), name)) return false;
  const code = prefix != 0 ? loadFrozen(file, globals) : loadFile(file, found, globals);
  if (code == NULL) return false;
  root(code);
  const f = newFunction(code, globals, NULL, NULL, NULL);
  if (f == NULL) return false;
  root(f);
  if (runBody(f, globals, NULL) == NULL) return false;
  rootReset(mark);
  return true;
}

/** Frozen code is used where it lies. */
function loadFrozen(file: Ref, globals: Ref): Ref {
  return loadMpy(frozenCode(builderData(file), builderLength(file)), NULL, globals);
}

/** The code of a source file or `.mpy` file. */
function loadFile(file: Ref, found: Found, globals: Ref): Ref {
  const path = builderData(file);
  const length = builderLength(file);
  return found == Found.Source
    ? loadSource(path, length, globals)
    : loadCompiled(path, length, globals);
}

/** The code of the source file with this name, a str. NULL: an exception is pending. */
export function compileFile(name: Ref, globals: Ref): Ref {
  return loadSource(strData(name), strLength(name), globals);
}
