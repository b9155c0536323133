/**
 * list.
 *
 *     0        4        8
 *     +--------+--------+-------+
 *     | header | length | items |   items: a RefBuffer, 0 for none; what lies behind the length is NULL
 *     +--------+--------+-------+
 */
import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { capacityOf } from "../memory/header";
import { allocate, allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isKind, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { copyWords } from "../memory/words";
import { loopNext, loopStart } from "../object/loop";
import { hasPending } from "../object/raise";
import { Cost } from "../vm/cost";
import { tupleItems, tupleLength } from "./tuple";

@unmanaged
export class List {
  header: u32;
  length: i32;
  items: Ref;
}

/** Where the items of a RefBuffer start. */
export const REF_ITEMS: usize = 4;

export function describeList(): void {
  describe(Kind.List, refAt(offsetof<List>("items")), 0);
}

export function isList(x: Ref): bool {
  return isKind(x, Kind.List);
}

export function listAt(x: Ref): List {
  return changetype<List>(<usize>x);
}

/** Where the items start; valid until the list grows. */
export function listItems(x: Ref): usize {
  return <usize>listAt(x).items + REF_ITEMS;
}

export function listGet(x: Ref, i: i32): Ref {
  return load<u32>(listItems(x) + ((<usize>i) << 2));
}

/** Blocks for so many words. */
function blocksFor(words: u32): u32 {
  return (words + 3) >> 2;
}

/** An empty list with room for `n` items. NULL: an exception is pending. */
export function newList(n: u32): Ref {
  const mark = rootMark();
  const x = allocateBlock(Kind.List);
  // The board has the items in a block of their own, also when there are none yet.
  if (n == 0) Cost.allocation(1);
  if (x == NULL || n == 0) return x;
  root(x);
  const items = allocate(Kind.RefBuffer, <u32>REF_ITEMS + (n << 2));
  if (items == NULL) return NULL;
  Cost.refund(blocksFor(n + 1), blocksFor(n));
  rootReset(mark);
  listAt(x).items = items;
  return x;
}

/** A list with a copy of `n` items, which are rooted where they are. */
export function listFrom(n: u32, items: usize): Ref {
  const x = newList(n);
  if (x == NULL || n == 0) return x;
  Cost.cycles(<i32>n * LoopCost.copyItem);
  copyWords(listItems(x), items, n);
  listAt(x).length = n;
  return x;
}

/** The board takes a list's or tuple's items one by one, as any iterable's. */
function chargeItems(x: Ref): void {
  if (!isList(x) && !isKind(x, Kind.Tuple)) return;
  const n = isList(x) ? listAt(x).length : tupleLength(x);
  Cost.cycles(n * (BoardCost.next + LoopCost.appendItem));
  for (let room = LEAST_ROOM; room < <u32>n; room <<= 1) chargeRoom(room);
}

/** A new list of an iterable's items. NULL: an exception is pending. */
export function listFromIterable(x: Ref): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  if (BOARD) chargeItems(x);
  if (!listExtend(list, x)) return NULL;
  rootReset(mark);
  return list;
}

/** Appends a value, which the caller need not have rooted. false: an exception is pending. */
export function listAppend(x: Ref, value: Ref): bool {
  const list = listAt(x);
  const n = <u32>list.length;
  if (list.items == NULL || n == (capacityOf(list.items) - <u32>REF_ITEMS) >> 2) {
    const mark = rootMark();
    root(x);
    root(value);
    if (!listReserve(x, n + 1)) return false;
    rootReset(mark);
  }
  store<u32>(list.items + REF_ITEMS + (n << 2), value);
  list.length = n + 1;
  return true;
}

/** Room that the board's lists have from the start; when it is used up they get twice as much. */
const LEAST_ROOM: u32 = 4;

/** What the board takes to double the room of a list of `n` items. */
function chargeRoom(n: u32): void {
  Cost.charge(BoardCost.allocate + BoardCost.growList);
  Cost.cycles(<i32>blocksFor(n) * LoopCost.allocateBlock);
}

/** Makes room for `n` items in all, and some to spare when it has to grow. */
export function listReserve(x: Ref, n: u32): bool {
  const list = listAt(x);
  if (list.items != NULL && n <= (capacityOf(list.items) - <u32>REF_ITEMS) >> 2) return true;
  const spare = list.items == NULL ? 0 : (n >> 1) + 2;
  const before = Cost.now();
  const items = allocate(Kind.RefBuffer, <u32>REF_ITEMS + ((n + spare) << 2));
  if (items == NULL) return false;
  Cost.goBack(before);
  if (BOARD && n > LEAST_ROOM) chargeRoom(n);
  if (list.items != NULL) copyWords(items + REF_ITEMS, list.items + REF_ITEMS, list.length);
  list.items = items;
  return true;
}

/** Appends all items of an iterable. false: an exception is pending. */
export function listExtend(x: Ref, iterable: Ref): bool {
  if (isList(iterable)) {
    const n = listAt(iterable).length;
    return (
      n == 0 || (listReserve(x, listAt(x).length + n) && appendWords(x, listItems(iterable), n))
    );
  }
  if (isKind(iterable, Kind.Tuple)) {
    const n = tupleLength(iterable);
    return (
      n == 0 || (listReserve(x, listAt(x).length + n) && appendWords(x, tupleItems(iterable), n))
    );
  }
  const mark = rootMark();
  const loop = loopStart(iterable);
  if (loop == 0) return false;
  let value = loopNext(loop);
  while (value != NULL) {
    Cost.cycles(LoopCost.appendItem);
    if (!listAppend(x, value)) return false;
    value = loopNext(loop);
  }
  rootReset(mark);
  return !hasPending();
}

/** Appends `n` words for which there is room. */
function appendWords(x: Ref, from: usize, n: i32): bool {
  Cost.cycles(n * LoopCost.copyItem);
  copyWords(listItems(x) + ((<usize>listAt(x).length) << 2), from, n);
  listAt(x).length += n;
  return true;
}

/** Takes out the item at `i`, which is in range. */
export function listRemoveAt(x: Ref, i: i32): Ref {
  const list = listAt(x);
  const at = listItems(x) + ((<usize>i) << 2);
  const value = load<u32>(at);
  const n = list.length - 1;
  Cost.cycles((n - i) * LoopCost.moveItem);
  if (i < n) copyWords(at, at + 4, n - i);
  store<u32>(listItems(x) + ((<usize>n) << 2), NULL);
  list.length = n;
  return value;
}
