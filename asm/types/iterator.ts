import { Kind } from "../generated/kinds";
import { flagsOf, setFlag } from "../memory/header";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { DELETED, NULL, Ref } from "../memory/ref";
import { mapKeyAt, mapUsed, mapValueAt } from "../object/map-table";
import { sequenceItems, sequenceLength } from "../object/sequence";
import { typeAt, typeOfKind } from "../object/type";
import { dequeFollowing, dequeItem } from "./deque";
import { dictTable } from "./dict";
import { packedNext } from "./packed-type";
import { rangeItem, rangeLength } from "./range";
import { textNext } from "./str";
import { pairOf } from "./tuple";

@unmanaged
export class Iterator {
  header: u32;
  /** What is iterated over. */
  container: Ref;
  /** Where the next item is. */
  position: u32;
  /** Range: the number of items. */
  length: u32;
}

/** What an iterator runs over, kept in the flags of its header. */
export const enum Walk {
  /** A list or tuple. */
  Sequence,
  Range,
  /** The keys of a dict or set. */
  Keys,
  Values,
  Items,
  Deque,
  /** The characters of a str. */
  Text,
  /** The numbers of a bytes, bytearray, array or memoryview. */
  Packed,
}

export function initIterator(): void {
  describe(Kind.Iterator, refAt(offsetof<Iterator>("container")), 0);
  const type = typeOfKind(Kind.Iterator);
  typeAt(type).iter = iteratorSelf.index;
  typeAt(type).next = iterator_next.index;
}

/** What `iter` gives for an iterator. */
export function iteratorSelf(x: Ref): Ref {
  return x;
}

export function iteratorAt(x: Ref): Iterator {
  return changetype<Iterator>(<usize>x);
}

/** A new iterator over `container`. NULL: an exception is pending. */
export function newIterator(walk: Walk, container: Ref): Ref {
  const x = allocateBlock(Kind.Iterator);
  if (x == NULL) return NULL;
  setFlag(x, <u8>walk);
  iteratorAt(x).container = container;
  return x;
}

/** The iterator of a list or tuple. */
export function newSequenceIterator(x: Ref): Ref {
  return newIterator(Walk.Sequence, x);
}

/** The iterator of a range. */
export function newRangeIterator(x: Ref): Ref {
  const iterator = newIterator(Walk.Range, x);
  if (iterator != NULL) iteratorAt(iterator).length = rangeLength(x);
  return iterator;
}

/** The iterator of a dict, a set or a frozenset. */
export function newKeyIterator(x: Ref): Ref {
  return newIterator(Walk.Keys, x);
}

function iterator_next(x: Ref): Ref {
  const it = iteratorAt(x);
  const container = it.container;
  switch (<i32>(flagsOf(x) & 7)) {
    case Walk.Sequence:
      if (it.position >= <u32>sequenceLength(container)) return NULL;
      it.position++;
      return load<u32>(sequenceItems(container) + ((<usize>(it.position - 1)) << 2));
    case Walk.Range:
      if (it.position >= it.length) return NULL;
      it.position++;
      return rangeItem(container, it.position - 1);
    case Walk.Deque:
      return dequeNext(it);
    case Walk.Text:
      return textNext(it);
    case Walk.Packed:
      return packedNext(it);
    default:
      return tableNext(it, <i32>(flagsOf(x) & 7));
  }
}

/** The next entry of a table from `position` on, or -1. */
export function nextEntry(table: Ref, position: u32): i32 {
  const end = mapUsed(table);
  for (let i = position; i < end; i++) {
    if (mapKeyAt(table, i) != DELETED) return i;
  }
  return -1;
}

function tableNext(it: Iterator, walk: i32): Ref {
  const table = dictTable(it.container);
  const i = nextEntry(table, it.position);
  if (i < 0) {
    it.position = mapUsed(table);
    return NULL;
  }
  it.position = i + 1;
  if (walk == Walk.Keys) return mapKeyAt(table, i);
  if (walk == Walk.Values) return mapValueAt(table, i);
  return pairOf(mapKeyAt(table, i), mapValueAt(table, i));
}

function dequeNext(it: Iterator): Ref {
  const value = dequeItem(it.container, it.position);
  if (value != NULL) it.position = dequeFollowing(it.container, it.position);
  return value;
}
