/** What list and tuple share: a length and a run of values. */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { boolRef, FALSE, NULL, Ref, smallOf, TRUE } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { List, listItems } from "../types/list";
import { namedTupleLength } from "../types/namedtuple";
import { tupleItems } from "../types/tuple";
import { Cost } from "../vm/cost";
import { Fuel } from "../vm/fuel";
import { putText } from "./builder";
import { equals } from "./equality";
import { sequencePosition } from "./machine-int";
import { binaryOp } from "./operators";
import { putRepr } from "./print";
import { hasPending, raise, raiseTooLarge } from "./raise";

/** Where both list and tuple have their length. */
const LENGTH: usize = offsetof<List>("length");

/** The number of items of a list or of a tuple of any kind. */
export function sequenceLength(x: Ref): i32 {
  return load<u8>(x) == Kind.NamedTuple ? namedTupleLength(x) : load<i32>(x, LENGTH);
}

/** Where the items of a list or of a tuple of any kind start; valid until the list changes. */
export function sequenceItems(x: Ref): usize {
  return load<u8>(x) == Kind.List ? listItems(x) : tupleItems(x);
}

function itemOf(x: Ref, i: i32): Ref {
  return load<u32>(sequenceItems(x) + ((<usize>i) << 2));
}

/**
 * `a op b` for a relation: the first items that differ decide. Lists may change meanwhile. As in MicroPython items are
 * asked for `>` and `>=` only.
 */
export function compareSequences(op: BinaryOp, a: Ref, b: Ref): Ref {
  Cost.charge(BoardCost.compareSequence);
  if (op == BinaryOp.Less) return compareItems(BinaryOp.More, b, a);
  if (op == BinaryOp.LessEqual) return compareItems(BinaryOp.MoreEqual, b, a);
  return compareItems(op, a, b);
}

function compareItems(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (op == BinaryOp.Equal && sequenceLength(a) != sequenceLength(b)) return FALSE;
  const mark = rootMark();
  for (let i = 0; i < sequenceLength(a) && i < sequenceLength(b); i++) {
    const x = itemOf(a, i);
    const y = itemOf(b, i);
    if (a != b) Cost.cycles(LoopCost.equalItem);
    if (x == y && (x & 3) != 0) continue;
    if ((x & y & 1) != 0) return boolRef(orders(op, <i32>x, <i32>y));
    root(x);
    root(y);
    if (!equals(x, y)) {
      if (hasPending()) return NULL;
      const result = op == BinaryOp.Equal ? FALSE : binaryOp(op, x, y);
      rootReset(mark);
      return result == NULL ? NULL : boolRef(result == TRUE);
    }
    rootReset(mark);
  }
  return boolRef(orders(op, sequenceLength(a), sequenceLength(b)));
}

/** A relation between machine integers. */
function orders(op: BinaryOp, a: i32, b: i32): bool {
  switch (<i32>op) {
    case BinaryOp.More:
      return a > b;
    case BinaryOp.MoreEqual:
      return a >= b;
    default:
      return a == b;
  }
}

/** Searches of shorter sequences take no time worth counting. */
const LONG_SEQUENCE: i32 = 64;
/** So many items are passed in the time of a backward jump. */
const SEARCH_JUMP_ITEMS_LOG: i32 = 3;

/**
 * The index of the first item from `from` on, before `to`, that equals `value`; -1: none, or an exception is pending.
 * `cycles` is what each takes on the board.
 */
export function findItem(x: Ref, value: Ref, from: i32, to: i32, cycles: i32): i32 {
  const span = sequenceLength(x) - from;
  if (span >= LONG_SEQUENCE) Fuel.charge(span >> SEARCH_JUMP_ITEMS_LOG);
  for (let i = from; i < to && i < sequenceLength(x); i++) {
    const item = itemOf(x, i);
    Cost.cycles(cycles);
    if (item == value && (value & 3) != 0) return i;
    if ((item & value & 1) != 0) continue;
    const mark = rootMark();
    root(item);
    if (equals(item, value)) {
      rootReset(mark);
      return i;
    }
    if (hasPending()) return -1;
    rootReset(mark);
  }
  return -1;
}

/** `value in x`. */
export function sequenceContains(x: Ref, value: Ref): Ref {
  const i = findItem(x, value, 0, i32.MAX_VALUE, LoopCost.containsItem);
  return i < 0 && hasPending() ? NULL : boolRef(i >= 0);
}

/** `x.index(value, start, stop)`. */
export function sequenceIndexOf(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  let from = 0;
  let to = i32.MAX_VALUE;
  if (n > 2) {
    from = sequencePosition(x, load<u32>(args, 8), sequenceLength(x));
    if (from < 0) return NULL;
  }
  if (n > 3) {
    to = sequencePosition(x, load<u32>(args, 12), sequenceLength(x));
    if (to < 0) return NULL;
  }
  const i = findItem(x, load<u32>(args, 4), from, to, LoopCost.indexItem);
  if (i >= 0) return smallOf(i);
  return hasPending() ? NULL : raise(M.notInSequence);
}

/** `x.count(value)`. */
export function sequenceCount(x: Ref, value: Ref): Ref {
  let count = 0;
  let i = findItem(x, value, 0, i32.MAX_VALUE, LoopCost.indexItem);
  while (i >= 0) {
    count++;
    i = findItem(x, value, i + 1, i32.MAX_VALUE, LoopCost.indexItem);
  }
  return hasPending() ? NULL : smallOf(count);
}

/** Prints the items with commas between them. */
export function putItems(p: Ref, x: Ref): bool {
  for (let i = 0; i < sequenceLength(x); i++) {
    if (i > 0 && !putText(p, ", ")) return false;
    if (!putRepr(p, itemOf(x, i))) return false;
  }
  return true;
}

/** Writes `times` copies of `length` words to `to`. */
export function repeatWords(to: usize, from: usize, length: i32, times: i32): void {
  const bytes = (<usize>length) << 2;
  const total = bytes * <usize>times;
  if (total == 0) return;
  Cost.cycles(<i32>(total >> 2) * LoopCost.repeatItem);
  if (length == 1) {
    const word = load<u32>(from);
    for (let p = to; p < to + total; p += 4) store<u32>(p, word);
    return;
  }
  memory.copy(to, from, bytes);
  let done = bytes;
  while (done < total) {
    const more = min<usize>(done, total - done);
    memory.copy(to + done, to, more);
    done += more;
  }
}

/** Words of `length` × `times`, or -1 when that is more than memory can hold: MemoryError is pending. */
export function repeatedLength(length: i32, times: i32): i32 {
  const total = <i64>length * <i64>max<i32>(times, 0);
  if (total < 0x20000000) return <i32>total;
  raiseTooLarge((<u64>total) << 2);
  return -1;
}
