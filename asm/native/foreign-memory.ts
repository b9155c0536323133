/**
 * Memory of modules that are linked from C: what they have allocated, and their variables. Nothing tells which words
 * of it are objects, or which of it is still in use: all of it stays until it is freed, and its words are scanned as
 * the machine's stack is.
 */
import { Kind } from "../generated/kinds";
import { getCell, RootCell, setCell } from "../memory/cells";
import { capacityOf } from "../memory/header";
import { allocate } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { BUFFER_DATA } from "../object/builder";
import { takePending } from "../object/raise";
import { listAppend, listAt, listFrom, listGet, REF_ITEMS } from "../types/list";

/** Keeps a Buffer, whose words may be objects. false: an exception is pending. */
export function keepForeign(buffer: Ref): bool {
  const mark = rootMark();
  root(buffer);
  if (getCell(RootCell.ForeignMemory) == NULL) {
    const list = listFrom(0, 0);
    if (list == NULL) return false;
    setCell(RootCell.ForeignMemory, list);
  }
  if (!listAppend(getCell(RootCell.ForeignMemory), buffer)) return false;
  rootReset(mark);
  return true;
}

/** How many Buffers are kept. */
export function foreignCount(): u32 {
  const list = getCell(RootCell.ForeignMemory);
  return list == NULL ? 0 : listAt(list).length;
}

export function foreignAt(i: u32): Ref {
  return listGet(getCell(RootCell.ForeignMemory), i);
}

/** The number of the Buffer whose bytes start at an address, -1 for none. */
function find(at: usize): i32 {
  const buffer = <Ref>at - BUFFER_DATA;
  const n = foreignCount();
  for (let i: u32 = 0; i < n; i++) if (foreignAt(i) == buffer) return <i32>i;
  return -1;
}

/** The Buffer whose bytes start at an address and are so many at least. NULL: none. */
export function foreignBuffer(at: usize, length: u32): Ref {
  const index = find(at);
  if (index < 0) return NULL;
  const buffer = foreignAt(index);
  return capacityOf(buffer) - BUFFER_DATA < length ? NULL : buffer;
}

function forget(index: u32): void {
  const list = listAt(getCell(RootCell.ForeignMemory));
  const last = list.length - 1;
  const items = <usize>list.items + REF_ITEMS;
  store<u32>(items + ((<usize>index) << 2), load<u32>(items + ((<usize>last) << 2)));
  store<u32>(items + ((<usize>last) << 2), NULL);
  list.length = last;
}

/** Zeroed memory; 0: there is none, and no exception is pending. */
export function obtain(length: u32): usize {
  const mark = rootMark();
  const buffer = allocate(Kind.Buffer, BUFFER_DATA + length);
  const kept = buffer != NULL && keepForeign(buffer);
  rootReset(mark);
  if (kept) return <usize>buffer + BUFFER_DATA;
  takePending();
  return 0;
}

/** `realloc`: 0 stands for no memory; without `moves` the place must stay. */
export function rt_realloc(at: usize, length: u32, moves: u32): u32 {
  if (at == 0) return length == 0 ? 0 : <u32>obtain(length);
  const index = find(at);
  if (length == 0) {
    if (index >= 0) forget(index);
    return 0;
  }
  if (index < 0) return 0;
  const old = capacityOf(foreignAt(index)) - BUFFER_DATA;
  if (length <= old) return <u32>at;
  if (moves == 0) return 0;
  const to = obtain(length);
  if (to == 0) return 0;
  memory.copy(to, at, old);
  forget(index);
  return <u32>to;
}
