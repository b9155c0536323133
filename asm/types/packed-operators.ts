/** Operators of bytearray, array and memoryview; extending the first two. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { boolRef, FALSE, isKind, kindOf, NONE, NULL, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { bufferAddress, bufferCode, bufferLength, needBuffer, takeBuffer } from "../object/buffer";
import { CODE_OBJECTS, convertItem, isFloatCode, storeItem } from "../object/item-code";
import { loopNext, loopStart } from "../object/loop";
import {
  newPacked,
  packedAt,
  packedCode,
  packedData,
  packedShift,
  reservePacked,
  takeReferences,
} from "../object/packed";
import { hasPending, raise } from "../object/raise";
import { isStr } from "../object/str";
import { isBytes } from "../object/text";
import { Cost } from "../vm/cost";
import { compareWithBuffer } from "./bytes";
import { codeOf, itemCount, itemsOf, shiftOf } from "./packed-type";
import { findBytes } from "./str/scan";

/** The operators of bytearray and array. */
export function packed_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.Add:
      return concatPacked(a, b);
    case BinaryOp.InplaceAdd:
      return extendPacked(a, b) ? a : NULL;
  }
  return view_binary(op, a, b);
}

/** The operators that memoryview has, too. */
export function view_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.In:
      return containsItem(a, b);
    case BinaryOp.Equal:
      // An array equals no text.
      if (isKind(a, Kind.Array) && (isStr(b) || isBytes(b))) return FALSE;
      if ((codeOf(a) == CODE_OBJECTS) != takeReferences(b)) return refuseMixed(b);
      if (codeOf(a) != CODE_OBJECTS && !takeBuffer(b, false)) return FALSE;
      return compareItems(op, a);
    case BinaryOp.Less:
    case BinaryOp.LessEqual:
    case BinaryOp.More:
    case BinaryOp.MoreEqual:
      if (!takeBuffer(b, false)) return UNSUPPORTED;
      return compareItems(op, a);
  }
  return UNSUPPORTED;
}

/** References are not compared with numbers. */
function refuseMixed(b: Ref): Ref {
  return takeReferences(b) || takeBuffer(b, false) ? raise(M.notImplemented) : FALSE;
}

/** `b in a`: only texts in a bytearray can be found. */
function containsItem(a: Ref, b: Ref): Ref {
  if (takeBuffer(b, false)) {
    if (!isKind(a, Kind.Bytearray)) return FALSE;
    const data = packedData(a);
    const end = data + packedAt(a).length;
    return boolRef(findBytes(data, end, bufferAddress, bufferLength) != 0);
  }
  const kind = kindOf(b);
  return kind == Kind.Int || kind == Kind.Float ? raise(M.notImplemented) : FALSE;
}

/**
 * A relation with the buffer asked for last, byte by byte. Codes must be the same but for the sign; an order is
 * known of unsigned numbers only.
 */
function compareItems(op: BinaryOp, a: Ref): Ref {
  const code = codeOf(a);
  const alike = (code | 0x20) == (bufferCode | 0x20) && !isFloatCode(code);
  const unsigned = code <= 0x5a || bufferCode <= 0x5a;
  if (!alike || (op != BinaryOp.Equal && !unsigned)) return raise(M.notImplemented);
  return compareWithBuffer(op, itemsOf(a), itemCount(a) << shiftOf(a));
}

function concatPacked(a: Ref, b: Ref): Ref {
  if (packedCode(a) == CODE_OBJECTS) {
    if (!takeReferences(b)) return raise(M.notImplemented);
  } else if (!needBuffer(b, false)) return NULL;
  const from = bufferAddress;
  const shift = packedShift(a);
  const more = bufferLength >> shift;
  const length = packedAt(a).length;
  const x = newPacked(load<u8>(a), packedCode(a), shift, length + more);
  if (x == NULL) return NULL;
  memory.copy(packedData(x), packedData(a), length << shift);
  memory.copy(packedData(x) + (length << shift), from, more << shift);
  return x;
}

/** Appends one value. false: an exception is pending. */
export function appendPacked(x: Ref, value: Ref): bool {
  const code = packedCode(x);
  if (!convertItem(code, value)) return false;
  const p = packedAt(x);
  const length = p.length;
  const mark = rootMark();
  root(value);
  if (!reservePacked(x, length + 1)) return false;
  rootReset(mark);
  storeItem(code, packedData(x) + (length << packedShift(x)));
  p.length = length + 1;
  return true;
}

export function packed_append(x: Ref, value: Ref): Ref {
  return appendPacked(x, value) ? NONE : NULL;
}

export function packed_extend(x: Ref, items: Ref): Ref {
  return extendPacked(x, items) ? NONE : NULL;
}

/** Appends the bytes of a buffer, as far as they make whole items, or all values of an iterable. */
export function extendPacked(x: Ref, items: Ref): bool {
  if (packedCode(x) == CODE_OBJECTS || !takeBuffer(items, false)) {
    return extendFromIterable(x, items);
  }
  // Should this be the buffer of `x` itself, its bytes stay where they are until they are copied.
  const from = bufferAddress;
  const shift = packedShift(x);
  const more = bufferLength >> shift;
  const p = packedAt(x);
  const length = p.length;
  if (!reservePacked(x, length + more)) return false;
  memory.copy(packedData(x) + (length << shift), from, more << shift);
  p.length = length + more;
  return true;
}

/** Appends all values of an iterable. false: an exception is pending. */
export function extendFromIterable(x: Ref, items: Ref): bool {
  const mark = rootMark();
  const loop = loopStart(items);
  if (loop == 0) return false;
  while (true) {
    const item = loopNext(loop);
    if (item == NULL) break;
    Cost.charge(BoardCost.packItem);
    if (!appendPacked(x, item)) return false;
  }
  rootReset(mark);
  return !hasPending();
}
