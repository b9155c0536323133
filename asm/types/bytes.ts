/** bytes. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import {
  boolRef,
  FALSE,
  isKind,
  isSmall,
  NULL,
  Ref,
  smallOf,
  smallValue,
  UNSUPPORTED,
} from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { bufferAddress, bufferLength, str_buffer, takeBuffer } from "../object/buffer";
import { builderData, builderLength, newBuilder, putByte } from "../object/builder";
import { loopNext, loopStart } from "../object/loop";
import { machineInt, needMachineInt, sequenceIndex, toMachineInt } from "../object/machine-int";
import { Style } from "../object/print";
import { hasPending, raise } from "../object/raise";
import { relationOf } from "../object/relation";
import { isStr, newRawStr, STR_DATA, strData, strLength } from "../object/str";
import { EMPTY_BYTES, isBytes, newText } from "../object/text";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { isInt } from "./bigint";
import { newIterator, Walk } from "./iterator";
import { toI32 } from "./number";
import { isSlice, sliceStart, sliceStop, takePlainSlice } from "./slice";
import { newRepeated } from "./str";
import { defineDecode, defineFromHex, defineHex } from "./str/encode";
import { defineTextMethods } from "./str/methods";
import { formatPercent } from "./str/percent";
import { putQuoted } from "./str/quote";
import { compareBytes, findByte, findBytes } from "./str/scan";

export function initBytes(): void {
  const type = typeOfKind(Kind.Bytes);
  const slots = typeAt(type);
  slots.make = bytes_make.index;
  slots.print = bytes_print.index;
  slots.unary = bytes_unary.index;
  slots.binary = bytes_binary.index;
  slots.getItem = bytes_getItem.index;
  slots.iter = bytes_iter.index;
  slots.buffer = str_buffer.index;
  reserveNames(type, 40);
  defineTextMethods(type);
  defineDecode(type);
  defineHex(type);
  defineFromHex(type, Kind.Bytes);
}

function bytes_print(p: Ref, x: Ref, style: Style): bool {
  return putByte(p, 0x62) && putQuoted(p, strData(x), strLength(x), false);
}

function bytes_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (nkw != 0) return raise(M.keywordsUnsupported);
  if (n == 0) return EMPTY_BYTES;
  const x = load<u32>(args);
  if (isBytes(x)) return x;
  if (isStr(x)) {
    if (n < 2 || n > 3) return raise(M.noEncoding);
    return newText(Kind.Bytes, strData(x), strLength(x));
  }
  if (n > 1) return raise(M.argsWrongNumber);
  if (isInt(x)) {
    const count = toI32(x);
    if (hasPending()) return NULL;
    if (count < 0) return raise(M.negativeCount);
    return count == 0 ? EMPTY_BYTES : newRawStr(Kind.Bytes, <u32>count);
  }
  if (takeBuffer(x, false)) return newText(Kind.Bytes, bufferAddress, bufferLength);
  return bytesFromIterable(x);
}

function bytesFromIterable(x: Ref): Ref {
  const mark = rootMark();
  const p = newBuilder(12);
  if (p == NULL) return NULL;
  root(p);
  const loop = loopStart(x);
  if (loop == 0) return NULL;
  while (true) {
    const item = loopNext(loop);
    if (item == NULL) break;
    if (!needMachineInt(item)) return NULL;
    if (machineInt < 0 || machineInt > 255) return raise(M.bytesRange);
    if (!putByte(p, <u8>machineInt)) return NULL;
  }
  if (hasPending()) return NULL;
  const result = newText(Kind.Bytes, builderData(p), builderLength(p));
  rootReset(mark);
  return result;
}

function bytes_unary(op: UnaryOp, x: Ref): Ref {
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(strLength(x) != 0);
    case UnaryOp.Len:
      return smallOf(<i32>strLength(x));
  }
  return UNSUPPORTED;
}

function bytes_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.Multiply:
      return repeatBytes(a, b);
    case BinaryOp.Modulo:
      return formatPercent(a, b);
    case BinaryOp.In:
      if (isSmall(b)) return containsByte(a, smallValue(b));
      break;
    case BinaryOp.Equal:
      if (isStr(b) || isKind(b, Kind.Array)) return FALSE;
      break;
  }
  if (!takeBuffer(b, false)) return UNSUPPORTED;
  const data = strData(a);
  const length = strLength(a);
  switch (<i32>op) {
    case BinaryOp.Add:
    case BinaryOp.InplaceAdd:
      Cost.charge(BoardCost.concatenateBytes);
      return concatBytes(a, b);
    case BinaryOp.In:
      return boolRef(findBytes(data, data + length, bufferAddress, bufferLength) != 0);
  }
  return compareWithBuffer(op, data, length);
}

/** A relation between some bytes and those of the buffer asked for last. */
export function compareWithBuffer(op: BinaryOp, data: usize, length: u32): Ref {
  Cost.charge(BoardCost.compareText);
  if (op == BinaryOp.Equal && length != bufferLength) return FALSE;
  return relationOf(op, compareBytes(data, length, bufferAddress, bufferLength));
}

function containsByte(x: Ref, value: i32): Ref {
  const data = strData(x);
  return boolRef(<u32>value < 256 && findByte(data, data + strLength(x), <u8>value) != 0);
}

/** The bytes of `a` and those of the buffer asked for last, which is `b`'s. */
function concatBytes(a: Ref, b: Ref): Ref {
  if (bufferLength == 0) return a;
  const length = strLength(a);
  if (length == 0 && isBytes(b)) return b;
  const from = bufferAddress;
  const more = bufferLength;
  const x = newRawStr(Kind.Bytes, length + more);
  if (x == NULL) return NULL;
  memory.copy(<usize>x + STR_DATA, strData(a), length);
  memory.copy(<usize>x + STR_DATA + length, from, more);
  return x;
}

function repeatBytes(x: Ref, count: Ref): Ref {
  if (!toMachineInt(count)) return hasPending() ? NULL : UNSUPPORTED;
  const times = machineInt;
  const length = strLength(x);
  if (times <= 0 || length == 0) return EMPTY_BYTES;
  return newRepeated(Kind.Bytes, x, times);
}

function bytes_getItem(x: Ref, index: Ref): Ref {
  const length = strLength(x);
  if (isSmall(index) && <u32>smallValue(index) < length) {
    return smallOf(load<u8>(strData(x) + smallValue(index)));
  }
  if (isSlice(index)) {
    if (!takePlainSlice(index, <i32>length)) return NULL;
    if (<u32>(sliceStop - sliceStart) == length) return x;
    return newText(Kind.Bytes, strData(x) + sliceStart, <u32>(sliceStop - sliceStart));
  }
  const i = sequenceIndex(x, index, <i32>length);
  return i < 0 ? NULL : smallOf(load<u8>(strData(x) + i));
}

function bytes_iter(x: Ref): Ref {
  return newIterator(Walk.Packed, x);
}
