/** slice objects: | header | start | stop | step |, and the positions that they select. */
import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import {
  isKind,
  isSmall,
  NONE,
  NULL,
  qstrRef,
  Ref,
  smallOf,
  smallValue,
  UNSUPPORTED,
} from "../memory/ref";
import { rootMark, rootReset, rootSlots } from "../memory/roots";
import { putByte, putText } from "../object/builder";
import { machineInt, needMachineInt } from "../object/machine-int";
import { method2 } from "../object/native-function";
import { putRepr, Style } from "../object/print";
import { raise } from "../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { tupleFrom } from "./tuple";

@unmanaged
export class Slice {
  header: u32;
  start: Ref;
  stop: Ref;
  step: Ref;
}

/** What `sliceBounds` found: the first position, the one where it stops, and the step. */
export let sliceStart: i32 = 0;
export let sliceStop: i32 = 0;
export let sliceStep: i32 = 0;

export function initSlice(): void {
  describe(
    Kind.Slice,
    refAt(offsetof<Slice>("start")) |
      refAt(offsetof<Slice>("stop")) |
      refAt(offsetof<Slice>("step")),
    0,
  );
  const type = typeOfKind(Kind.Slice);
  typeAt(type).print = slice_print.index;
  typeAt(type).unary = slice_unary.index;
  typeAt(type).loadAttr = slice_loadAttr.index;
  reserveNames(type, 1);
  method2(type, Q.indices, slice_indices);
}

function sliceAt(x: Ref): Slice {
  return changetype<Slice>(<usize>x);
}

export function isSlice(x: Ref): bool {
  return isKind(x, Kind.Slice);
}

export function newSlice(start: Ref, stop: Ref, step: Ref): Ref {
  const x = allocateBlock(Kind.Slice);
  if (x == NULL) return NULL;
  const slice = sliceAt(x);
  slice.start = start;
  slice.stop = stop;
  slice.step = step;
  return x;
}

/**
 * Resolves a slice of a sequence of this length to `sliceStart`, `sliceStop` and `sliceStep`, with missing,
 * negative and too large values replaced. With a negative step the stop is -1 for "down to the first".
 * false: an exception is pending.
 */
export function sliceBounds(x: Ref, length: i32): bool {
  const slice = sliceAt(x);
  if (isBound(slice.start) && isBound(slice.stop) && isBound(slice.step)) {
    return smallBounds(slice.start, slice.stop, slice.step, length);
  }
  Cost.charge(BoardCost.slice);
  return wideBounds(slice, length);
}

/** As `sliceBounds`, for bounds that are None or small ints. */
export function smallBounds(start: Ref, stop: Ref, step: Ref, length: i32): bool {
  Cost.charge(BoardCost.slice);
  const by = step == NONE ? 1 : smallValue(step);
  if (by == 0) {
    raise(M.sliceStepZero);
    return false;
  }
  const low = by > 0 ? 0 : -1;
  const high = by > 0 ? length : length - 1;
  sliceStart = start != NONE ? clamp(smallValue(start), length, low, high) : by > 0 ? low : high;
  sliceStop = stop != NONE ? clamp(smallValue(stop), length, low, high) : by > 0 ? high : low;
  sliceStep = by;
  return true;
}

/** As `sliceBounds`, for bounds that may be long or objects that stand for an int. */
function wideBounds(slice: Slice, length: i32): bool {
  let step = 1;
  if (slice.step != NONE) {
    if (!needMachineInt(slice.step)) return false;
    step = machineInt;
    if (step == 0) {
      raise(M.sliceStepZero);
      return false;
    }
  }
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? length : length - 1;
  let start = step > 0 ? low : high;
  let stop = step > 0 ? high : low;
  if (slice.start != NONE) {
    if (!needMachineInt(slice.start)) return false;
    start = clamp(machineInt, length, low, high);
  }
  if (slice.stop != NONE) {
    if (!needMachineInt(slice.stop)) return false;
    stop = clamp(machineInt, length, low, high);
  }
  sliceStart = start;
  sliceStop = stop;
  sliceStep = step;
  return true;
}

/** Whether a bound is left out or a small int, as most are. */
export function isBound(x: Ref): bool {
  return x == NONE || isSmall(x);
}

function clamp(position: i32, length: i32, low: i32, high: i32): i32 {
  const i = position < 0 ? position + length : position;
  return max<i32>(low, min<i32>(i, high));
}

/**
 * As `sliceBounds` for sequences that know no other step than one; the stop is never before the start.
 * false: an exception is pending.
 */
export function takePlainSlice(x: Ref, length: i32): bool {
  if (!sliceBounds(x, length)) return false;
  if (sliceStep != 1) {
    raise(M.sliceStepOne);
    return false;
  }
  sliceStop = max<i32>(sliceStart, sliceStop);
  return true;
}

/** How many items the bounds select. */
export function sliceCount(): i32 {
  const span = sliceStep > 0 ? <i64>sliceStop - sliceStart : <i64>sliceStart - sliceStop;
  const step = sliceStep > 0 ? <i64>sliceStep : -(<i64>sliceStep);
  return span <= 0 ? 0 : <i32>((span + step - 1) / step);
}

function slice_indices(self: Ref, length: Ref): Ref {
  if (!needMachineInt(length) || !sliceBounds(self, machineInt)) return NULL;
  const mark = rootMark();
  const items = rootSlots(3);
  store<u32>(items, smallOf(sliceStart));
  store<u32>(items, smallOf(sliceStop), 4);
  store<u32>(items, smallOf(sliceStep), 8);
  const tuple = tupleFrom(3, items);
  rootReset(mark);
  return tuple;
}

function slice_print(p: Ref, x: Ref, style: Style): bool {
  const slice = sliceAt(x);
  return (
    putText(p, "slice(") &&
    putRepr(p, slice.start) &&
    putText(p, ", ") &&
    putRepr(p, slice.stop) &&
    putText(p, ", ") &&
    putRepr(p, slice.step) &&
    putByte(p, 0x29)
  );
}

/** Slices are not hashable. */
function slice_unary(op: i32, x: Ref): Ref {
  return UNSUPPORTED;
}

function slice_loadAttr(x: Ref, name: Ref): Ref {
  if (name == qstrRef(Q.start)) return sliceAt(x).start;
  if (name == qstrRef(Q.stop)) return sliceAt(x).stop;
  if (name == qstrRef(Q.step)) return sliceAt(x).step;
  return UNSUPPORTED;
}
