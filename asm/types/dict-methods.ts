/** The methods of dict and OrderedDict. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { FLAG_GLOBALS, hasFlag } from "../memory/header";
import { permanentObject } from "../memory/permanent";
import { DELETED, NONE, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { loopNext, loopStart } from "../object/loop";
import { mapLastEntry } from "../object/map-pop";
import {
  findEntry,
  mapEntry,
  mapKeyAt,
  mapLength,
  mapRemoveEntry,
  mapUsed,
} from "../object/map-table";
import {
  functionArgs,
  method1,
  method2,
  method3,
  methodArgs,
  methodKeywords,
} from "../object/native-function";
import { getItem, setItem } from "../object/operators";
import { hasPending, raise, raiseValue } from "../object/raise";
import { defineName, reserveNames, typeOfKind } from "../object/type";
import { dictSet, dictTable, dictTableOwner, dictWritable, newDict } from "./dict";
import { dictCopy, dictMerge, mergeKeywords } from "./dict-operators";
import { newItemsView, newKeysView, newValuesView } from "./dict-view";
import { pairOf } from "./tuple";

export function initDictMethods(kind: Kind): void {
  const type = typeOfKind(kind);
  reserveNames(type, 14);
  method1(type, Q.clear, dict_clear);
  method1(type, Q.copy, dictCopy);
  defineName(type, Q.fromkeys, classMethod(functionArgs(Q.fromkeys, 2, 3, dict_fromkeys)));
  methodArgs(type, Q.get, 2, 3, dict_get);
  method1(type, Q.items, newItemsView);
  method1(type, Q.keys, newKeysView);
  methodArgs(type, Q.pop, 2, 3, dict_pop);
  method1(type, Q.popitem, dict_popitem);
  methodArgs(type, Q.setdefault, 2, 3, dict_setdefault);
  methodKeywords(type, Q.update, 1, 2, dict_update);
  method1(type, Q.values, newValuesView);
  method2(type, Q.__getitem__, getItem);
  method3(type, Q.__setitem__, dict_setitem);
  method2(type, Q.__delitem__, dict_delitem);
}

/** A classmethod in permanent memory. */
function classMethod(callee: Ref): Ref {
  const x = permanentObject(Kind.ClassMethod, 8);
  store<u32>(x, callee, 4);
  return x;
}

function dict_clear(self: Ref): Ref {
  const table = dictTable(self);
  if (table == NULL) return NONE;
  if (!dictWritable(self)) return NULL;
  if (!hasFlag(table, FLAG_GLOBALS)) {
    store<u32>(dictTableOwner(self), NULL);
    return NONE;
  }
  // Globals keep their table: names that are set later must still be noticed.
  for (let i: u32 = 0; i < mapUsed(table); i++) {
    if (mapKeyAt(table, i) != DELETED) mapRemoveEntry(table, mapEntry(table, i));
  }
  return NONE;
}

function dict_fromkeys(n: i32, args: usize): Ref {
  const mark = rootMark();
  const dict = newDict(0);
  if (dict == NULL) return NULL;
  root(dict);
  const value = n > 2 ? load<u32>(args, 8) : NONE;
  const loop = loopStart(load<u32>(args, 4));
  if (loop == 0) return NULL;
  let key = loopNext(loop);
  while (key != NULL) {
    if (!dictSet(dict, key, value)) return NULL;
    key = loopNext(loop);
  }
  if (hasPending()) return NULL;
  rootReset(mark);
  return dict;
}

function dict_get(n: i32, args: usize): Ref {
  const entry = findEntry(dictTable(load<u32>(args)), load<u32>(args, 4));
  if (entry != 0) return load<u32>(entry, 4);
  if (hasPending()) return NULL;
  return n > 2 ? load<u32>(args, 8) : NONE;
}

function dict_pop(n: i32, args: usize): Ref {
  if (!dictWritable(load<u32>(args))) return NULL;
  const table = dictTable(load<u32>(args));
  const key = load<u32>(args, 4);
  const entry = findEntry(table, key);
  if (entry != 0) {
    const value = load<u32>(entry, 4);
    mapRemoveEntry(table, entry);
    return value;
  }
  if (hasPending()) return NULL;
  return n > 2 ? load<u32>(args, 8) : raiseValue(Exc.KeyError, key);
}

function dict_popitem(self: Ref): Ref {
  if (!dictWritable(self)) return NULL;
  const table = dictTable(self);
  if (mapLength(table) == 0) return raise(M.popEmptyDict);
  const entry = mapLastEntry(table);
  const pair = pairOf(load<u32>(entry), load<u32>(entry, 4));
  if (pair != NULL) mapRemoveEntry(table, entry);
  return pair;
}

function dict_setdefault(n: i32, args: usize): Ref {
  const self = load<u32>(args);
  if (!dictWritable(self)) return NULL;
  const key = load<u32>(args, 4);
  const entry = findEntry(dictTable(self), key);
  if (entry != 0) return load<u32>(entry, 4);
  if (hasPending()) return NULL;
  const value = n > 2 ? load<u32>(args, 8) : NONE;
  return dictSet(self, key, value) ? value : NULL;
}

function dict_update(n: i32, nkw: i32, args: usize): Ref {
  const self = load<u32>(args);
  if (!dictWritable(self)) return NULL;
  if (n > 1 && !dictMerge(self, load<u32>(args, 4))) return NULL;
  return mergeKeywords(self, nkw, args + ((<usize>n) << 2)) ? NONE : NULL;
}

function dict_setitem(self: Ref, key: Ref, value: Ref): Ref {
  return setItem(self, key, value) ? NONE : NULL;
}

function dict_delitem(self: Ref, key: Ref): Ref {
  return setItem(self, key, NULL) ? NONE : NULL;
}
