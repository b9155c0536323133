/** From relative to absolute names of modules. */
import { Exc } from "../generated/exceptions";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { builderData, builderLength, newBuilder, putByte, putBytes } from "../object/builder";
import { lookupName } from "../object/map-table";
import { internBytes } from "../object/qstr";
import { raise, raise1, raiseValue } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { dictTable } from "../types/dict";

/** The name of the module whose globals these are; of one run with `-m` the name under which it was found. */
function moduleName(globals: Ref): Ref {
  const table = dictTable(globals);
  let key = qstrRef(Q.__name__);
  let name = lookupName(table, key);
  if (name == qstrRef(Q.__main__)) {
    key = qstrRef(Q.__main__);
    name = lookupName(table, key);
  }
  if (name == NULL) return raiseValue(Exc.KeyError, key);
  return isStr(name) ? name : raise1(M.cannotConvertToStr, name);
}

/**
 * What `level` dots and `name` mean in a module with these globals, interned: its package for one dot, the
 * package above for two. NULL: an exception is pending.
 */
export function absoluteName(name: Ref, globals: Ref, level: i32): Ref {
  const current = moduleName(globals);
  if (current == NULL) return NULL;
  // A package's own dots start inside of it.
  const isPackage = lookupName(dictTable(globals), qstrRef(Q.__path__)) != NULL;
  const kept = parentLength(current, isPackage ? level - 1 : level);
  if (kept == 0) return raise(M.relativeImport);
  const mark = rootMark();
  root(current);
  const p = newBuilder(kept + 1 + strLength(name));
  if (p == NULL) return NULL;
  root(p);
  if (!putBytes(p, strData(current), kept)) return NULL;
  if (strLength(name) != 0) {
    if (!putByte(p, 0x2e) || !putBytes(p, strData(name), strLength(name))) return NULL;
  }
  const result = internBytes(builderData(p), builderLength(p));
  if (result != NULL) rootReset(mark);
  return result;
}

/** How much of a dotted name is left without its last `levels` parts. */
function parentLength(name: Ref, levels: i32): u32 {
  let length = strLength(name);
  for (let i = 0; i < levels && length != 0; i++) {
    length--;
    while (length != 0 && load<u8>(strData(name) + length) != 0x2e) length--;
  }
  return length;
}
