/**
 * tuple.
 *
 *     0        4        8
 *     +--------+--------+-----------------+
 *     | header | length | items …         |
 *     +--------+--------+-----------------+
 */
import { Kind } from "../generated/kinds";
import { allocate } from "../memory/heap";
import { describe } from "../memory/layout";
import { permanentObject } from "../memory/permanent";
import { isKind, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { copyWords } from "../memory/words";

@unmanaged
export class Tuple {
  header: u32;
  length: i32;
}

export const TUPLE_ITEMS: usize = 8;

/** The tuple without items; there is only one. */
export let EMPTY_TUPLE: Ref = 0;

export function initTuple(): void {
  describe(Kind.Tuple, 0, TUPLE_ITEMS);
  EMPTY_TUPLE = permanentObject(Kind.Tuple, <u32>TUPLE_ITEMS);
}

export function isTuple(x: Ref): bool {
  return isKind(x, Kind.Tuple);
}

/** Whether a value is a tuple, a namedtuple or an attrtuple. */
export function isTupleLike(x: Ref): bool {
  return isKind(x, Kind.Tuple) || isKind(x, Kind.NamedTuple) || isKind(x, Kind.Attrtuple);
}

/** A tuple of `n` items, all NULL for now. NULL: an exception is pending. */
export function newTuple(n: i32): Ref {
  if (n == 0) return EMPTY_TUPLE;
  const x = allocate(Kind.Tuple, <u32>TUPLE_ITEMS + ((<u32>n) << 2));
  if (x != NULL) changetype<Tuple>(<usize>x).length = n;
  return x;
}

/** A tuple with a copy of `n` items, which are rooted where they are. */
export function tupleFrom(n: i32, items: usize): Ref {
  const x = newTuple(n);
  if (x != NULL) copyWords(tupleItems(x), items, n);
  return x;
}

export function tupleLength(x: Ref): i32 {
  return changetype<Tuple>(<usize>x).length;
}

export function tupleItems(x: Ref): usize {
  return <usize>x + TUPLE_ITEMS;
}

export function tupleGet(x: Ref, i: i32): Ref {
  return load<u32>(<usize>x + TUPLE_ITEMS + ((<usize>i) << 2));
}

/** A tuple of two values, which the caller need not have rooted. NULL: an exception is pending. */
export function pairOf(a: Ref, b: Ref): Ref {
  const mark = rootMark();
  root(a);
  root(b);
  const x = newTuple(2);
  if (x == NULL) return NULL;
  rootReset(mark);
  store<u32>(x, a, TUPLE_ITEMS);
  store<u32>(x, b, TUPLE_ITEMS + 4);
  return x;
}
