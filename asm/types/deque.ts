/**
 * deque of `collections`: a ring with one free place more than it may hold.
 *
 *     0        4       8       12      16
 *     +--------+-------+-------+-------+-------+
 *     | header | items | first |  end  | flags |   items: a RefBuffer; first and end: places in it
 *     +--------+-------+-------+-------+-------+
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { UnaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { boolRef, NONE, NULL, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { loopNext, loopStart } from "../object/loop";
import { machineInt, needMachineInt, sequenceIndex } from "../object/machine-int";
import { method1, method2 } from "../object/native-function";
import { hasPending, raise, raise1, raiseTooLarge } from "../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { iteratorAt, newIterator, Walk } from "./iterator";
import { REF_ITEMS } from "./list";

@unmanaged
export class Deque {
  header: u32;
  items: Ref;
  first: u32;
  end: u32;
  flags: u32;
  /** How many places the ring has. */
  places: u32;
}

/** Deque.flags: appending to a full deque is an error. */
const CHECK_OVERFLOW: u32 = 1;
/** Most items of a deque. */
const MAX_LENGTH: i32 = 0x0fffffff;

export function initDeque(): void {
  describe(Kind.Deque, refAt(offsetof<Deque>("items")), 0);
  const type = typeOfKind(Kind.Deque);
  typeAt(type).make = deque_make.index;
  typeAt(type).unary = deque_unary.index;
  typeAt(type).getItem = deque_getItem.index;
  typeAt(type).setItem = deque_setItem.index;
  typeAt(type).iter = deque_iter.index;
  reserveNames(type, 5);
  method2(type, Q.append, deque_append);
  method2(type, Q.appendleft, deque_appendleft);
  method2(type, Q.extend, deque_extend);
  method1(type, Q.pop, deque_pop);
  method1(type, Q.popleft, deque_popleft);
}

function dequeAt(x: Ref): Deque {
  return changetype<Deque>(<usize>x);
}

function placeAt(x: Ref, place: u32): usize {
  return <usize>dequeAt(x).items + REF_ITEMS + (place << 2);
}

/** The place behind another in the ring. */
export function dequeFollowing(x: Ref, place: u32): u32 {
  return place + 1 == dequeAt(x).places ? 0 : place + 1;
}

function preceding(x: Ref, place: u32): u32 {
  return (place == 0 ? dequeAt(x).places : place) - 1;
}

/** The item at a place of the ring, NULL at the end. */
export function dequeItem(x: Ref, place: u32): Ref {
  return place == dequeAt(x).end ? NULL : load<u32>(placeAt(x, place));
}

function deque_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 2, 3) || !needMachineInt(load<u32>(args, 4))) return NULL;
  const length = machineInt;
  if (length < 0) return raise(M.valueError);
  if (length > MAX_LENGTH) return raiseTooLarge((<u64>length) << 2);
  if (n > 2 && !needMachineInt(load<u32>(args, 8))) return NULL;
  const flags = n > 2 ? <u32>machineInt : 0;
  const mark = rootMark();
  const x = allocate(Kind.Deque, offsetof<Deque>());
  if (x == NULL) return NULL;
  root(x);
  const items = allocate(Kind.RefBuffer, <u32>REF_ITEMS + ((<u32>(length + 1)) << 2));
  if (items == NULL) return NULL;
  dequeAt(x).items = items;
  dequeAt(x).places = length + 1;
  dequeAt(x).flags = flags;
  if (deque_extend(x, load<u32>(args)) == NULL) return NULL;
  rootReset(mark);
  return x;
}

function dequeLength(x: Ref): i32 {
  const n = <i32>dequeAt(x).end - <i32>dequeAt(x).first;
  return n < 0 ? n + <i32>dequeAt(x).places : n;
}

function deque_unary(op: UnaryOp, x: Ref): Ref {
  if (op == UnaryOp.Bool) return boolRef(dequeLength(x) != 0);
  return op == UnaryOp.Len ? smallOf(dequeLength(x)) : UNSUPPORTED;
}

function isFull(x: Ref): bool {
  return dequeFollowing(x, dequeAt(x).end) == dequeAt(x).first;
}

/** Whether a full deque refuses more: IndexError is pending. */
function refuses(x: Ref): bool {
  if ((dequeAt(x).flags & CHECK_OVERFLOW) == 0 || !isFull(x)) return false;
  raise(M.dequeFull);
  return true;
}

function deque_append(self: Ref, value: Ref): Ref {
  if (refuses(self)) return NULL;
  const d = dequeAt(self);
  store<u32>(placeAt(self, d.end), value);
  d.end = dequeFollowing(self, d.end);
  if (d.end == d.first) d.first = dequeFollowing(self, d.first);
  return NONE;
}

function deque_appendleft(self: Ref, value: Ref): Ref {
  if (refuses(self)) return NULL;
  const d = dequeAt(self);
  d.first = preceding(self, d.first);
  store<u32>(placeAt(self, d.first), value);
  if (d.end == d.first) d.end = preceding(self, d.end);
  return NONE;
}

function deque_extend(self: Ref, iterable: Ref): Ref {
  const mark = rootMark();
  const loop = loopStart(iterable);
  if (loop == 0) return NULL;
  let value = loopNext(loop);
  while (value != NULL) {
    if (deque_append(self, value) == NULL) return NULL;
    value = loopNext(loop);
  }
  rootReset(mark);
  return hasPending() ? NULL : NONE;
}

function deque_popleft(self: Ref): Ref {
  const d = dequeAt(self);
  if (d.first == d.end) return raise(M.dequeEmpty);
  const value = take(placeAt(self, d.first));
  d.first = dequeFollowing(self, d.first);
  return value;
}

function deque_pop(self: Ref): Ref {
  const d = dequeAt(self);
  if (d.first == d.end) return raise(M.dequeEmpty);
  d.end = preceding(self, d.end);
  return take(placeAt(self, d.end));
}

/** Empties a place; returns what was there. */
function take(place: usize): Ref {
  const value = load<u32>(place);
  store<u32>(place, NULL);
  return value;
}

/** The address of the item at an index, 0 with an exception pending. */
function indexedPlace(x: Ref, index: Ref): usize {
  const i = sequenceIndex(x, index, dequeLength(x));
  if (i < 0) return 0;
  const place = dequeAt(x).first + <u32>i;
  return placeAt(x, place >= dequeAt(x).places ? place - dequeAt(x).places : place);
}

function deque_getItem(x: Ref, index: Ref): Ref {
  const place = indexedPlace(x, index);
  return place == 0 ? NULL : load<u32>(place);
}

function deque_setItem(x: Ref, index: Ref, value: Ref): bool {
  if (value == NULL) {
    raise1(M.noItemDeletion, x);
    return false;
  }
  const place = indexedPlace(x, index);
  if (place == 0) return false;
  store<u32>(place, value);
  return true;
}

function deque_iter(x: Ref): Ref {
  const iterator = newIterator(Walk.Deque, x);
  if (iterator != NULL) iteratorAt(iterator).position = dequeAt(x).first;
  return iterator;
}
