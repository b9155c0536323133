/** Unpacking into several targets. The first value ends up on top of the stack. */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { getIter, next } from "../object/iterate";
import { hasPending, raise1 } from "../object/raise";
import { listAppend, listAt, listFrom, newList, REF_ITEMS } from "../types/list";
import { tupleItems, tupleLength } from "../types/tuple";
import { Cost } from "./cost";

/** Puts exactly `n` items of `x` at `to`, the last one first. false: an exception is pending. */
export function unpackSequence(x: Ref, n: u32, to: usize): bool {
  if (isKind(x, Kind.Tuple)) return spread(tupleItems(x), tupleLength(x), n, to);
  const mark = rootMark();
  const list = isKind(x, Kind.List) ? x : collect(x, n);
  if (list == NULL) return false;
  rootReset(mark);
  return spread(<usize>listAt(list).items + REF_ITEMS, listAt(list).length, n, to);
}

function spread(items: usize, length: u32, n: u32, to: usize): bool {
  if (length != n) {
    if (length < n) raise1(M.unpackFew, length);
    else raise1(M.unpackMany, n);
    return false;
  }
  for (let i: u32 = 0; i < n; i++) store<u32>(to + ((n - 1 - i) << 2), load<u32>(items + (i << 2)));
  return true;
}

/** A list of an iterable's items, one more than `limit` at most; roots it and leaves it rooted. */
function collect(x: Ref, limit: u32): Ref {
  const iterator = getIter(x);
  if (iterator == NULL) return NULL;
  root(iterator);
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  while (true) {
    const value = next(iterator);
    if (value == NULL) return hasPending() ? NULL : list;
    if (!listAppend(list, value)) return NULL;
    if (<u32>listAt(list).length > limit) return list;
  }
}

/** `a, *b, c = x`: `left` items, a list of what is between, `right` items. */
export function unpackEx(x: Ref, left: u32, right: u32, to: usize): bool {
  const mark = rootMark();
  root(x);
  const before = Cost.now();
  const list = collect(x, 0x3fffffff);
  if (list == NULL) return false;
  // The board looks at a list or tuple itself.
  if (isKind(x, Kind.List) || isKind(x, Kind.Tuple)) Cost.goBack(before);
  const length = <u32>listAt(list).length;
  if (length < left + right) {
    // Of an iterator the reference counts only what it took for the targets in front of the star.
    const counted = isKind(x, Kind.Tuple) || isKind(x, Kind.List) || length < left;
    raise1(M.unpackFew, counted ? length : left);
    return false;
  }
  const middle = listFrom(
    length - left - right,
    <usize>listAt(list).items + REF_ITEMS + (left << 2),
  );
  if (middle == NULL) return false;
  const items = <usize>listAt(list).items + REF_ITEMS;
  const total = left + right + 1;
  for (let i: u32 = 0; i < left; i++)
    store<u32>(to + ((total - 1 - i) << 2), load<u32>(items + (i << 2)));
  store<u32>(to + (right << 2), middle);
  for (let i: u32 = 0; i < right; i++) {
    store<u32>(to + ((right - 1 - i) << 2), load<u32>(items + ((length - right + i) << 2)));
  }
  rootReset(mark);
  return true;
}
