/** Calls with `*iterable` and `**mapping` among the arguments. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { countTemporary } from "../memory/heap";
import { DELETED, isKind, NULL, qstrRef, Ref, smallValue } from "../memory/ref";
import { root, rootMark, rootReset, rootTop } from "../memory/roots";
import { loadAttr } from "../object/attribute";
import { call, call0 } from "../object/call";
import { getIter, next } from "../object/iterate";
import { mapKeyAt, mapUsed, mapValueAt } from "../object/map-table";
import { getItem } from "../object/operators";
import { intern } from "../object/qstr";
import { hasPending, raise1 } from "../object/raise";
import { isStr } from "../object/str";
import { dictTable, isDict } from "../types/dict";
import { tupleGet, tupleLength } from "../types/tuple";
import { Cost } from "./cost";
import { enterCall } from "./enter-call";

/** The board has a list of the arguments during the call, with room for the object whose method is called. */
const POINTER: u32 = 4;

/** As `callVarKw`, for callers outside the interpreter's loop: a Python function is run to its end. */
export function callVarKwNow(callee: Ref, self: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const all = rootTop;
  const count = spreadArgs(self, n, nkw, args);
  if (count < 0) return NULL;
  const result = call(callee, count, (<i32>((rootTop - all) >> 2) - count) >> 1, all);
  rootReset(mark);
  return result;
}

/**
 * Calls within the interpreter's loop; the result is as of `enterCall`. The `n` arguments and `nkw` pairs lie at `args`, behind them a bit mask of the starred positional ones. A pair
 * with a NULL name is a `**` argument. `self` goes in front unless it is NULL.
 */
export function callVarKw(callee: Ref, self: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const all = rootTop;
  const count = spreadArgs(self, n, nkw, args);
  if (count < 0) return NULL;
  const result = enterCall(callee, count, (<i32>((rootTop - all) >> 2) - count) >> 1, all);
  rootReset(mark);
  return result;
}

/** Pushes all arguments as roots; the number of the positional ones, or -1 with an exception pending. */
function spreadArgs(self: Ref, n: i32, nkw: i32, args: usize): i32 {
  const stars = <u32>smallValue(load<u32>(args + ((<usize>(n + 2 * nkw)) << 2)));
  const all = rootTop;
  Cost.charge(BoardCost.callStar);
  if (self != NULL) root(self);
  for (let i = 0; i < n; i++) {
    const value = load<u32>(args + ((<usize>i) << 2));
    if (i < 31 && (stars >> i) & 1) {
      if (!pushAll(value)) return -1;
    } else {
      root(value);
    }
  }
  const count = <i32>((rootTop - all) >> 2);
  if (BOARD && !countTemporary(((<u32>count + 2 * <u32>nkw) << 2) + POINTER)) return -1;
  const pairs = args + ((<usize>n) << 2);
  for (let i = 0; i < nkw; i++) {
    const name = load<u32>(pairs + ((<usize>i) << 3));
    const value = load<u32>(pairs + ((<usize>i) << 3), 4);
    if (name == NULL) {
      if (!pushPairs(value)) return -1;
    } else {
      root(name);
      root(value);
    }
  }
  return count;
}

/** Pushes the items of an iterable as roots. */
function pushAll(x: Ref): bool {
  if (isKind(x, Kind.Tuple)) {
    for (let i = 0; i < tupleLength(x); i++) root(tupleGet(x, i));
    return true;
  }
  const iterator = getIter(x);
  if (iterator == NULL) return false;
  // The iterator's own root would lie among the arguments: it is kept in their last place.
  while (true) {
    root(iterator);
    const value = next(iterator);
    rootReset(rootTop - 4);
    if (value == NULL) return !hasPending();
    root(value);
  }
}

/** Pushes the entries of a mapping as pairs. */
function pushPairs(x: Ref): bool {
  if (!isDict(x)) return pushMapping(x);
  const table = dictTable(x);
  for (let i: u32 = 0; i < mapUsed(table); i++) {
    const key = mapKeyAt(table, i);
    if (key == DELETED) continue;
    if (!pushName(key)) return false;
    root(mapValueAt(table, i));
  }
  return true;
}

function pushName(key: Ref): bool {
  if (!isStr(key)) {
    raise1(M.cannotConvertToStr, key);
    return false;
  }
  const name = intern(key);
  root(name);
  return name != NULL;
}

/** Any object with `keys` and `__getitem__`. */
function pushMapping(x: Ref): bool {
  const keys = loadAttr(x, qstrRef(Q.keys));
  if (keys == NULL) return false;
  const list = call0(keys);
  if (list == NULL) return false;
  const iterator = getIter(list);
  if (iterator == NULL) return false;
  while (true) {
    root(iterator);
    const key = next(iterator);
    rootReset(rootTop - 4);
    if (key == NULL) return !hasPending();
    if (!pushName(key)) return false;
    root(iterator);
    const value = getItem(x, key);
    rootReset(rootTop - 4);
    if (value == NULL) return false;
    root(value);
  }
}
