/** range: | header | start | stop | step |, machine integers. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { UnaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe } from "../memory/layout";
import { boolRef, fitsSmall, NULL, qstrRef, Ref, UNSUPPORTED } from "../memory/ref";
import { checkPositional } from "../object/arguments";
import { putByte, putNumber, putText } from "../object/builder";
import { intRef, machineInt, needExactInt, sequenceIndex } from "../object/machine-int";
import { Style } from "../object/print";
import { raise } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { newRangeIterator } from "./iterator";
import { isSlice, sliceBounds, sliceStart, sliceStep, sliceStop } from "./slice";

@unmanaged
export class Range {
  header: u32;
  start: i32;
  stop: i32;
  step: i32;
}

export function initRange(): void {
  describe(Kind.Range, 0, 0);
  const type = typeAt(typeOfKind(Kind.Range));
  type.make = range_make.index;
  type.print = range_print.index;
  type.unary = range_unary.index;
  type.getItem = range_getItem.index;
  type.iter = newRangeIterator.index;
  type.loadAttr = range_loadAttr.index;
}

export function rangeAt(x: Ref): Range {
  return changetype<Range>(<usize>x);
}

export function newRange(start: i32, stop: i32, step: i32): Ref {
  const x = allocateBlock(Kind.Range);
  if (x == NULL) return NULL;
  rangeAt(x).start = start;
  rangeAt(x).stop = stop;
  rangeAt(x).step = step;
  return x;
}

/** Whether all positions of a range are small ints. */
export function rangeFitsSmall(x: Ref): bool {
  const r = rangeAt(x);
  return fitsSmall(r.start) && fitsSmall(r.stop) && fitsSmall(r.step);
}

/** The number of items. */
export function rangeLength(x: Ref): u32 {
  const r = rangeAt(x);
  const span = r.step > 0 ? <i64>r.stop - r.start : <i64>r.start - r.stop;
  const step = r.step > 0 ? <i64>r.step : -(<i64>r.step);
  return span <= 0 ? 0 : <u32>((span + step - 1) / step);
}

/** The item at a position that is in range. */
export function rangeItem(x: Ref, i: u32): Ref {
  const r = rangeAt(x);
  return intRef(<i64>r.start + <i64>i * r.step);
}

function range_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 3) || !needExactInt(load<u32>(args))) return NULL;
  const first = machineInt;
  if (n == 1) return newRange(0, first, 1);
  if (!needExactInt(load<u32>(args, 4))) return NULL;
  const stop = machineInt;
  if (n == 2) return newRange(first, stop, 1);
  if (!needExactInt(load<u32>(args, 8))) return NULL;
  return machineInt == 0 ? raise(M.rangeStepZero) : newRange(first, stop, machineInt);
}

function range_print(p: Ref, x: Ref, style: Style): bool {
  const r = rangeAt(x);
  if (!putText(p, "range(") || !putNumber(p, r.start)) return false;
  if (!putText(p, ", ") || !putNumber(p, r.stop)) return false;
  return (r.step == 1 || (putText(p, ", ") && putNumber(p, r.step))) && putByte(p, 0x29);
}

function range_unary(op: UnaryOp, x: Ref): Ref {
  if (op == UnaryOp.Bool) return boolRef(rangeLength(x) != 0);
  return op == UnaryOp.Len ? intRef(rangeLength(x)) : UNSUPPORTED;
}

function range_getItem(x: Ref, index: Ref): Ref {
  const length = <i32>rangeLength(x);
  const r = rangeAt(x);
  if (isSlice(index)) {
    if (!sliceBounds(index, length)) return NULL;
    return newRange(
      r.start + sliceStart * r.step,
      r.start + sliceStop * r.step,
      sliceStep * r.step,
    );
  }
  const i = sequenceIndex(x, index, length);
  return i < 0 ? NULL : rangeItem(x, i);
}

function range_loadAttr(x: Ref, name: Ref): Ref {
  if (name == qstrRef(Q.start)) return intRef(rangeAt(x).start);
  if (name == qstrRef(Q.stop)) return intRef(rangeAt(x).stop);
  if (name == qstrRef(Q.step)) return intRef(rangeAt(x).step);
  return UNSUPPORTED;
}
