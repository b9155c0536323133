/** The operators of list: arithmetic, comparison, items and slices. */
import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { boolRef, NULL, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { copyWords } from "../memory/words";
import { checkPositional } from "../object/arguments";
import { putByte } from "../object/builder";
import { machineInt, sequenceIndex, toMachineInt } from "../object/machine-int";
import { Style } from "../object/print";
import { hasPending, raise, raise1 } from "../object/raise";
import {
  compareSequences,
  putItems,
  repeatedLength,
  repeatWords,
  sequenceContains,
  sequenceItems,
  sequenceLength,
} from "../object/sequence";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { newSequenceIterator } from "./iterator";
import {
  isList,
  listAt,
  listExtend,
  listFrom,
  listFromIterable,
  listGet,
  listItems,
  listRemoveAt,
  listReserve,
  newList,
} from "./list";
import {
  isSlice,
  sliceBounds,
  sliceCount,
  sliceStart,
  sliceStep,
  sliceStop,
  smallBounds,
} from "./slice";
import { isTuple } from "./tuple";

export function initListOperators(): void {
  const type = typeAt(typeOfKind(Kind.List));
  type.make = list_make.index;
  type.print = list_print.index;
  type.unary = list_unary.index;
  type.binary = list_binary.index;
  type.getItem = list_getItem.index;
  type.setItem = list_setItem.index;
  type.iter = newSequenceIterator.index;
}

function list_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  return n == 0 ? newList(0) : listFromIterable(load<u32>(args));
}

function list_print(p: Ref, x: Ref, style: Style): bool {
  return putByte(p, 0x5b) && putItems(p, x) && putByte(p, 0x5d);
}

function list_unary(op: UnaryOp, x: Ref): Ref {
  if (op == UnaryOp.Bool) return boolRef(listAt(x).length != 0);
  return op == UnaryOp.Len ? smallOf(listAt(x).length) : UNSUPPORTED;
}

function list_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.Add:
      return isList(b) ? concatenate(a, b) : UNSUPPORTED;
    case BinaryOp.InplaceAdd:
      Cost.charge(BoardCost.extend);
      return listExtend(a, b) ? a : NULL;
    case BinaryOp.Multiply:
      if (!toMachineInt(b)) return hasPending() ? NULL : UNSUPPORTED;
      return repeat(a, machineInt);
    case BinaryOp.In:
      return sequenceContains(a, b);
    case BinaryOp.Less:
    case BinaryOp.More:
    case BinaryOp.Equal:
    case BinaryOp.LessEqual:
    case BinaryOp.MoreEqual:
      return isList(b) ? compareSequences(op, a, b) : UNSUPPORTED;
    default:
      return UNSUPPORTED;
  }
}

/** A list of `n` items that the caller fills in at once, without allocating. */
function newFilledList(n: i32): Ref {
  const x = newList(n);
  if (x != NULL) listAt(x).length = n;
  return x;
}

function concatenate(a: Ref, b: Ref): Ref {
  const n = listAt(a).length;
  const m = listAt(b).length;
  Cost.cycles((n + m) * LoopCost.copyItem);
  const x = newFilledList(n + m);
  if (x == NULL || n + m == 0) return x;
  if (n > 0) copyWords(listItems(x), listItems(a), n);
  if (m > 0) copyWords(listItems(x) + ((<usize>n) << 2), listItems(b), m);
  return x;
}

function repeat(a: Ref, times: i32): Ref {
  const n = listAt(a).length;
  const total = repeatedLength(n, times);
  if (total < 0) return NULL;
  const x = newFilledList(total);
  if (x != NULL && total > 0) repeatWords(listItems(x), listItems(a), n, times);
  return x;
}

function list_getItem(x: Ref, index: Ref): Ref {
  if (isSlice(index)) return slice(x, index);
  const i = sequenceIndex(x, index, listAt(x).length);
  return i < 0 ? NULL : listGet(x, i);
}

function slice(x: Ref, index: Ref): Ref {
  return sliceBounds(index, listAt(x).length) ? copySlice(x) : NULL;
}

/** `x[start:stop:step]` for bounds that are None or small ints. NULL: an exception is pending. */
export function listSlice(x: Ref, start: Ref, stop: Ref, step: Ref): Ref {
  return smallBounds(start, stop, step, listAt(x).length) ? copySlice(x) : NULL;
}

/** The items that `sliceBounds` has selected, as a new list. */
function copySlice(x: Ref): Ref {
  const n = sliceCount();
  if (n == 0) return newList(0);
  const from = listItems(x) + ((<usize>sliceStart) << 2);
  if (sliceStep == 1) return listFrom(n, from);
  const result = newFilledList(n);
  if (result == NULL) return NULL;
  Cost.cycles(n * LoopCost.appendItem);
  const to = listItems(result);
  const step = (<isize>sliceStep) << 2;
  let at = listItems(x) + ((<usize>sliceStart) << 2);
  for (let i = 0; i < n; i++, at += step) store<u32>(to + ((<usize>i) << 2), load<u32>(at));
  return result;
}

function list_setItem(x: Ref, index: Ref, value: Ref): bool {
  if (isSlice(index)) return value == NULL ? deleteSlice(x, index) : replaceSlice(x, index, value);
  if (value == NULL && listAt(x).length == 0) {
    raise(M.popEmptyList);
    return false;
  }
  const i = sequenceIndex(x, index, listAt(x).length);
  if (i < 0) return false;
  if (value == NULL) listRemoveAt(x, i);
  else store<u32>(listItems(x) + ((<usize>i) << 2), value);
  return true;
}

function simpleSlice(x: Ref, index: Ref): bool {
  return sliceBounds(index, listAt(x).length) && checkStep();
}

/** Slices with another step than one are not replaced, as in MicroPython. */
function checkStep(): bool {
  if (sliceStep == 1) return true;
  raise(M.notImplemented);
  return false;
}

function deleteSlice(x: Ref, index: Ref): bool {
  return simpleSlice(x, index) && splice(x, sliceStart, max<i32>(sliceStart, sliceStop), 0, 0);
}

/** `x[start:stop] = value`, where the value is a list or tuple. */
function replaceSlice(x: Ref, index: Ref, value: Ref): bool {
  return simpleSlice(x, index) && replaceItems(x, value);
}

/** `x[start:stop] = value` for bounds that are None or small ints. false: an exception is pending. */
export function storeListSlice(x: Ref, start: Ref, stop: Ref, step: Ref, value: Ref): bool {
  return smallBounds(start, stop, step, listAt(x).length) && checkStep() && replaceItems(x, value);
}

/** Puts the items of a list or tuple in place of those that `sliceBounds` has selected. */
function replaceItems(x: Ref, value: Ref): bool {
  Cost.charge(BoardCost.storeSlice);
  const from = sliceStart;
  const to = max<i32>(sliceStart, sliceStop);
  if (!isList(value) && !isTuple(value)) {
    raise1(M.sequenceNeeded, value);
    return false;
  }
  const n = sequenceLength(value);
  if (n == 0) return splice(x, from, to, 0, 0);
  const mark = rootMark();
  let source = value;
  if (value == x) {
    source = listFrom(n, sequenceItems(value));
    if (source == NULL) return false;
    root(source);
  }
  const length = listAt(x).length - (to - from) + n;
  if (!listReserve(x, length)) return false;
  rootReset(mark);
  return splice(x, from, to, n, sequenceItems(source));
}

/** Puts `n` words in place of the items from `from` to `to`; there is room. */
function splice(x: Ref, from: i32, to: i32, n: i32, words: usize): bool {
  Cost.cycles(n * LoopCost.copyItem);
  const list = listAt(x);
  if (list.items == NULL) return true;
  const items = listItems(x);
  const tail = list.length - to;
  const length = from + n + tail;
  if (tail > 0 && length != list.length) {
    memory.copy(items + ((<usize>(from + n)) << 2), items + ((<usize>to) << 2), (<usize>tail) << 2);
  }
  // The board moves them in any case.
  Cost.cycles(tail * LoopCost.moveItem);
  if (n > 0) copyWords(items + ((<usize>from) << 2), words, n);
  if (length < list.length) {
    memory.fill(items + ((<usize>length) << 2), 0, (<usize>(list.length - length)) << 2);
  }
  list.length = length;
  return true;
}
