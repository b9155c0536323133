/** The methods of set and frozenset. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { boolRef, FALSE, NONE, NULL, Ref, TRUE } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { loopNext, loopStart } from "../object/loop";
import { mapFirstEntry } from "../object/map-pop";
import { findMember, mapLength, mapPosition, mapRemoveEntry } from "../object/map-table";
import { MANY, method1, method2, methodArgs } from "../object/native-function";
import { hasPending, raise, raiseValue } from "../object/raise";
import { reserveNames, typeOfKind } from "../object/type";
import { isSet, PySet, setAdd, setTable, setTableOwner } from "./set";
import {
  setCopy,
  setDifference,
  setIntersect,
  setIntersection,
  setSubtract,
  setSymmetricDifference,
  setToggle,
  setUnion,
  setUnite,
} from "./set-algebra";
import { isSubset, setContains, setFromIterable } from "./set-operators";

export function initSetMethods(): void {
  const set = typeOfKind(Kind.Set);
  reserveNames(set, 18);
  initShared(set);
  method2(set, Q.add, set_add);
  method1(set, Q.clear, set_clear);
  method2(set, Q.discard, set_discard);
  methodArgs(set, Q.difference_update, 1, MANY, set_difference_update);
  method2(set, Q.intersection_update, set_intersection_update);
  method1(set, Q.pop, set_pop);
  method2(set, Q.remove, set_remove);
  method2(set, Q.symmetric_difference_update, set_symmetric_difference_update);
  methodArgs(set, Q.update, 1, MANY, set_update);
  const frozenset = typeOfKind(Kind.Frozenset);
  reserveNames(frozenset, 9);
  initShared(frozenset);
}

function initShared(type: Ref): void {
  method1(type, Q.copy, setCopy);
  methodArgs(type, Q.difference, 1, MANY, set_difference);
  method2(type, Q.intersection, setIntersection);
  method2(type, Q.isdisjoint, set_isdisjoint);
  method2(type, Q.issubset, set_issubset);
  method2(type, Q.issuperset, set_issuperset);
  method2(type, Q.symmetric_difference, setSymmetricDifference);
  method2(type, Q.union, setUnion);
  method2(type, Q.__contains__, setContains);
}

function set_add(self: Ref, item: Ref): Ref {
  return setAdd(self, item) ? NONE : NULL;
}

function set_clear(self: Ref): Ref {
  store<u32>(setTableOwner(self), NULL);
  return NONE;
}

function set_discard(self: Ref, item: Ref): Ref {
  const entry = findMember(setTable(self), item);
  if (entry != 0) mapRemoveEntry(setTable(self), entry);
  else if (hasPending()) return NULL;
  return NONE;
}

function set_remove(self: Ref, item: Ref): Ref {
  const entry = findMember(setTable(self), item);
  if (entry == 0) return hasPending() ? NULL : raiseValue(Exc.KeyError, item);
  mapRemoveEntry(setTable(self), entry);
  return NONE;
}

/** Takes the item that was added first, as a rule. */
function set_pop(self: Ref): Ref {
  const set = changetype<PySet>(<usize>self);
  const table = set.table;
  if (mapLength(table) == 0) return raise(M.popEmptySet);
  let entry = mapFirstEntry(table, set.skipped);
  if (entry == 0) entry = mapFirstEntry(table, 0);
  const item = load<u32>(entry);
  mapRemoveEntry(table, entry);
  set.skipped = mapLength(table) == 0 ? 0 : mapPosition(table, entry);
  return item;
}

function set_difference(n: i32, args: usize): Ref {
  if (n == 1) return setCopy(load<u32>(args));
  const mark = rootMark();
  const result = setDifference(load<u32>(args), load<u32>(args, 4));
  if (result == NULL) return NULL;
  root(result);
  for (let i = 2; i < n; i++) {
    if (!setSubtract(result, load<u32>(args + ((<usize>i) << 2)))) return NULL;
  }
  rootReset(mark);
  return result;
}

function set_difference_update(n: i32, args: usize): Ref {
  for (let i = 1; i < n; i++) {
    if (!setSubtract(load<u32>(args), load<u32>(args + ((<usize>i) << 2)))) return NULL;
  }
  return NONE;
}

function set_intersection_update(self: Ref, other: Ref): Ref {
  return setIntersect(self, other) ? NONE : NULL;
}

function set_symmetric_difference_update(self: Ref, other: Ref): Ref {
  return setToggle(self, other) ? NONE : NULL;
}

function set_update(n: i32, args: usize): Ref {
  for (let i = 1; i < n; i++) {
    if (!setUnite(load<u32>(args), load<u32>(args + ((<usize>i) << 2)))) return NULL;
  }
  return NONE;
}

function set_isdisjoint(self: Ref, other: Ref): Ref {
  const mark = rootMark();
  const loop = loopStart(other);
  if (loop == 0) return NULL;
  let item = loopNext(loop);
  while (item != NULL) {
    root(item);
    if (findMember(setTable(self), item) != 0) {
      rootReset(mark);
      return FALSE;
    }
    if (hasPending()) return NULL;
    rootReset(loop + 16);
    item = loopNext(loop);
  }
  rootReset(mark);
  return hasPending() ? NULL : TRUE;
}

/** `x` itself, or a set of the items of what is none; roots that. */
function asSet(x: Ref): Ref {
  if (isSet(x)) return x;
  const set = setFromIterable(Kind.Set, x);
  root(set);
  return set;
}

function set_issubset(self: Ref, other: Ref): Ref {
  const mark = rootMark();
  const set = asSet(other);
  const yes = set != NULL && isSubset(self, set);
  if (hasPending()) return NULL;
  rootReset(mark);
  return boolRef(yes);
}

function set_issuperset(self: Ref, other: Ref): Ref {
  const mark = rootMark();
  const set = asSet(other);
  const yes = set != NULL && isSubset(set, self);
  if (hasPending()) return NULL;
  rootReset(mark);
  return boolRef(yes);
}
