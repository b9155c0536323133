/** Union, intersection, difference of sets, in place and as new sets. */
import { LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { DELETED, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { loopNext, loopStart } from "../object/loop";
import {
  findMember,
  mapCopy,
  mapKeyAt,
  mapLength,
  mapRemoveEntry,
  mapUsed,
} from "../object/map-table";
import { hasPending } from "../object/raise";
import { Cost } from "../vm/cost";
import { isSet, newSet, setAdd, setTable, setTableOwner } from "./set";

/** A set of the same type with the same items. NULL: an exception is pending. */
export function setCopy(x: Ref): Ref {
  const mark = rootMark();
  const copy = newSet(load<u8>(x));
  if (copy == NULL || mapLength(setTable(x)) == 0) return copy;
  root(copy);
  const table = mapCopy(setTable(x), 0);
  if (table == NULL) return NULL;
  store<u32>(setTableOwner(copy), table);
  rootReset(mark);
  return copy;
}

/** Adds the items of an iterable. false: an exception is pending. */
export function setUnite(x: Ref, iterable: Ref): bool {
  const mark = rootMark();
  const loop = loopStart(iterable);
  if (loop == 0) return false;
  let item = loopNext(loop);
  while (item != NULL) {
    Cost.cycles(LoopCost.setItem);
    if (!setAdd(x, item)) return false;
    item = loopNext(loop);
  }
  rootReset(mark);
  return !hasPending();
}

/** Removes the items of an iterable. */
export function setSubtract(x: Ref, iterable: Ref): bool {
  if (x == iterable) {
    store<u32>(setTableOwner(x), NULL);
    return true;
  }
  return removeItems(x, iterable, false);
}

/** Removes the items of an iterable that are there and adds the others. */
export function setToggle(x: Ref, iterable: Ref): bool {
  return removeItems(x, iterable, true);
}

function removeItems(x: Ref, iterable: Ref, addsOthers: bool): bool {
  const mark = rootMark();
  const loop = loopStart(iterable);
  if (loop == 0) return false;
  let item = loopNext(loop);
  while (item != NULL) {
    root(item);
    const entry = findMember(setTable(x), item);
    if (entry != 0) mapRemoveEntry(setTable(x), entry);
    else if (hasPending() || (addsOthers && !setAdd(x, item))) return false;
    rootReset(loop + 16);
    item = loopNext(loop);
  }
  rootReset(mark);
  return !hasPending();
}

/** A copy of `x` with the items of an iterable. NULL: an exception is pending. */
export function setUnion(x: Ref, iterable: Ref): Ref {
  const mark = rootMark();
  const copy = setCopy(x);
  if (copy == NULL) return NULL;
  root(copy);
  if (!setUnite(copy, iterable)) return NULL;
  rootReset(mark);
  return copy;
}

/** A copy of `x` without the items of an iterable that it has, with those it has not. */
export function setSymmetricDifference(x: Ref, iterable: Ref): Ref {
  const mark = rootMark();
  const copy = setCopy(x);
  if (copy == NULL) return NULL;
  root(copy);
  if (!setToggle(copy, iterable)) return NULL;
  rootReset(mark);
  return copy;
}

/** A new set (never frozen) of the items of an iterable that are in `x`, in the iterable's order. */
export function setIntersection(x: Ref, iterable: Ref): Ref {
  if (x == iterable) return setCopy(x);
  const mark = rootMark();
  const result = newSet(Kind.Set);
  if (result == NULL) return NULL;
  root(result);
  const loop = loopStart(iterable);
  if (loop == 0) return NULL;
  let item = loopNext(loop);
  while (item != NULL) {
    root(item);
    Cost.cycles(LoopCost.setItem);
    if (findMember(setTable(x), item) != 0) {
      if (!setAdd(result, item)) return NULL;
    } else if (hasPending()) return NULL;
    rootReset(loop + 16);
    item = loopNext(loop);
  }
  if (hasPending()) return NULL;
  rootReset(mark);
  return result;
}

/** Keeps the items that an iterable has, too. */
export function setIntersect(x: Ref, iterable: Ref): bool {
  if (x == iterable) return true;
  const both = setIntersection(x, iterable);
  if (both == NULL) return false;
  store<u32>(setTableOwner(x), setTable(both));
  return true;
}

/** A new set of the items of `x` that an iterable does not have. */
export function setDifference(x: Ref, iterable: Ref): Ref {
  const mark = rootMark();
  if (!isSet(iterable)) {
    const copy = setCopy(x);
    if (copy == NULL) return NULL;
    root(copy);
    if (!setSubtract(copy, iterable)) return NULL;
    rootReset(mark);
    return copy;
  }
  const result = newSet(load<u8>(x));
  if (result == NULL) return NULL;
  root(result);
  for (let i: u32 = 0; i < mapUsed(setTable(x)); i++) {
    const item = mapKeyAt(setTable(x), i);
    if (item == DELETED) continue;
    root(item);
    if (findMember(setTable(iterable), item) == 0 && (hasPending() || !setAdd(result, item)))
      return NULL;
    rootReset(mark + 4);
  }
  rootReset(mark);
  return result;
}
