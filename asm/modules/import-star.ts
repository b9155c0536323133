/** `from module import *`. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { DELETED, isKind, isPointer, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { loadAttr } from "../object/attribute";
import { lookupName, mapKeyAt, mapUsed, mapValueAt } from "../object/map-table";
import { storeName } from "../object/names";
import { intern } from "../object/qstr";
import { raise1 } from "../object/raise";
import { sequenceItems, sequenceLength } from "../object/sequence";
import { isStr, strData, strLength } from "../object/str";
import { dictTable } from "../types/dict";
import { moduleAt } from "../types/module";

/** Puts the names of a module, or those in its `__all__`, among the names of a frame. false: an exception is pending. */
export function importStar(frame: usize, module: Ref): bool {
  if (!isKind(module, Kind.Module)) {
    raise1(M.moduleNeeded, module);
    return false;
  }
  const globals = moduleAt(module).globals;
  const all = lookupName(dictTable(globals), qstrRef(Q.__all__));
  return all == NULL ? importPublic(frame, globals) : importListed(frame, module, all);
}

/** What `__all__` names, even when a module's `__getattr__` has to make it. */
function importListed(frame: usize, module: Ref, all: Ref): bool {
  if (!isPointer(all) || (!isKind(all, Kind.Tuple) && !isKind(all, Kind.List))) {
    raise1(M.sequenceNeeded, all);
    return false;
  }
  const mark = rootMark();
  root(all);
  for (let i = 0; i < sequenceLength(all); i++) {
    const item = load<u32>(sequenceItems(all) + ((<usize>i) << 2));
    if (!isStr(item)) {
      raise1(M.cannotConvertToStr, item);
      return false;
    }
    if (!importName(frame, item, loadAttrNamed(module, item))) return false;
  }
  rootReset(mark);
  return true;
}

function loadAttrNamed(module: Ref, name: Ref): Ref {
  const interned = intern(name);
  return interned == NULL ? NULL : loadAttr(module, interned);
}

function importName(frame: usize, name: Ref, value: Ref): bool {
  if (value == NULL) return false;
  const mark = rootMark();
  root(value);
  const interned = intern(name);
  if (interned == NULL || !storeName(frame, interned, value)) return false;
  rootReset(mark);
  return true;
}

/** All names that do not start with an underscore. */
function importPublic(frame: usize, globals: Ref): bool {
  // The table may be replaced when a module imports everything from itself.
  for (let i: u32 = 0; i < mapUsed(dictTable(globals)); i++) {
    const name = mapKeyAt(dictTable(globals), i);
    if (name == DELETED || !isStr(name)) continue;
    if (strLength(name) != 0 && load<u8>(strData(name)) == 0x5f) continue;
    if (!importName(frame, name, mapValueAt(dictTable(globals), i))) return false;
  }
  return true;
}
