/**
 * list.
 *
 *     0        4        8
 *     +--------+--------+-------+
 *     | header | length | items |   items: a RefBuffer, 0 for none; what lies behind the length is NULL
 *     +--------+--------+-------+
 */
import { Kind } from "../generated/kinds";
import { capacityOf } from "../memory/header";
import { allocate, allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";

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

export function listAt(x: Ref): List {
  return changetype<List>(<usize>x);
}

/** Where the items start; valid until the list grows. */
export function listItems(x: Ref): usize {
  return <usize>listAt(x).items + REF_ITEMS;
}

/** An empty list with room for `n` items. NULL: an exception is pending. */
export function newList(n: u32): Ref {
  const mark = rootMark();
  const x = allocateBlock(Kind.List);
  if (x == NULL || n == 0) return x;
  root(x);
  const items = allocate(Kind.RefBuffer, <u32>REF_ITEMS + (n << 2));
  if (items == NULL) return NULL;
  rootReset(mark);
  listAt(x).items = items;
  return x;
}

/** A list with a copy of `n` items, which are rooted where they are. */
export function listFrom(n: u32, items: usize): Ref {
  const x = newList(n);
  if (x == NULL || n == 0) return x;
  memory.copy(listItems(x), items, (<usize>n) << 2);
  listAt(x).length = n;
  return x;
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

/** Makes room for `n` items in all, and some to spare when it has to grow. */
export function listReserve(x: Ref, n: u32): bool {
  const list = listAt(x);
  if (list.items != NULL && n <= (capacityOf(list.items) - <u32>REF_ITEMS) >> 2) return true;
  const items = allocate(Kind.RefBuffer, <u32>REF_ITEMS + ((n + (n >> 1) + 2) << 2));
  if (items == NULL) return false;
  if (list.items != NULL)
    memory.copy(items + REF_ITEMS, list.items + REF_ITEMS, (<usize>list.length) << 2);
  list.items = items;
  return true;
}
