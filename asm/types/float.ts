/** float: | header | – | 64-bit value |, one block; on the board the value is one that 32 bits hold. */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { allocateBlock } from "../memory/heap";
import { permanentObject } from "../memory/permanent";
import {
  boolRef,
  FALSE,
  isKind,
  isPointer,
  isSmall,
  NULL,
  Ref,
  smallOf,
  smallValue,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { checkPositional } from "../object/arguments";
import { bufferAddress, bufferLength, takeBuffer } from "../object/buffer";
import { binaryOp, plainOperator } from "../object/operators";
import { Style } from "../object/print";
import { hasPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { isBig } from "./bigint";
import { imaginaryPart, isComplex, realPart } from "./complex";
import { complexOperator } from "./complex-arithmetic";
import { floatOperator } from "./float-arithmetic";
import { floatFromText, putFloatRepr } from "./float-text";
import { foundFloat, toFloat, tryFloat } from "./number";
import { hashFloat } from "./number-hash";
import { Precision } from "./precision";

const FLOAT_VALUE: usize = 8;

export function isFloat(x: Ref): bool {
  return isPointer(x) && load<u8>(x) == Kind.Float;
}

export function floatValue(x: Ref): f64 {
  return load<f64>(x, FLOAT_VALUE);
}

/** A new float. NULL: an exception is pending. */
export function newFloat(value: f64): Ref {
  const x = allocateBlock(Kind.Float);
  if (x != NULL) store<f64>(x, Precision.round(value), FLOAT_VALUE);
  return x;
}

/** A float that the collector never frees, for a module's constants. */
export function newPermanentFloat(value: f64): Ref {
  const x = permanentObject(Kind.Float, 16);
  store<f64>(x, Precision.round(value), FLOAT_VALUE);
  return x;
}

export function initFloat(): void {
  const type = typeAt(typeOfKind(Kind.Float));
  type.print = float_print.index;
  type.make = float_make.index;
  type.unary = float_unary.index;
  type.binary = float_binary.index;
}

/** `a op b` of two floats for the operators that need no check. */
export function floatBinary(op: BinaryOp, a: Ref, b: Ref): Ref {
  Cost.charge(BoardCost.floatBinary);
  const x = floatValue(a);
  const y = floatValue(b);
  switch (<i32>op) {
    case BinaryOp.Add:
      return newFloat(x + y);
    case BinaryOp.Subtract:
      return newFloat(x - y);
    case BinaryOp.Multiply:
      return newFloat(x * y);
    case BinaryOp.TrueDivide:
      if (y != 0) return newFloat(x / y);
  }
  return binaryOp(op, a, b);
}

function float_print(p: Ref, x: Ref, style: Style): bool {
  return putFloatRepr(p, floatValue(x));
}

function float_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  if (n == 0) return newFloat(0);
  const x = load<u32>(args);
  if (isFloat(x)) return x;
  if (takeBuffer(x, false)) {
    Cost.charge(BoardCost.readNumber);
    Cost.cycles(<i32>bufferLength * LoopCost.readFloatByte);
    return floatFromText(bufferAddress, bufferLength);
  }
  const value = toFloat(x);
  return hasPending() ? NULL : newFloat(value);
}

function float_unary(op: UnaryOp, x: Ref): Ref {
  const value = floatValue(x);
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(value != 0);
    case UnaryOp.Hash:
      return smallOf(hashFloat(value));
    case UnaryOp.Positive:
      return x;
    case UnaryOp.Negative:
      return newFloat(-value);
    case UnaryOp.Abs:
      return reinterpret<i64>(value) < 0 ? newFloat(-value) : x;
    default:
      return UNSUPPORTED;
  }
}

function float_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (!isFloat(b) && !isComplex(b)) Cost.charge(BoardCost.floatMixed);
  const x = floatValue(a);
  if (isFloat(b)) return floatOperator(op, x, floatValue(b));
  if (isSmall(b)) return floatOperator(op, x, Precision.round(smallValue(b)));
  if (isComplex(b)) return complexOperator(plainOperator(op), x, 0, realPart(b), imaginaryPart(b));
  if (op == BinaryOp.In || !(b == TRUE || b == FALSE || isBig(b) || isKind(b, Kind.Instance)))
    return UNSUPPORTED;
  if (!tryFloat(b)) return hasPending() ? NULL : UNSUPPORTED;
  return floatOperator(op, x, foundFloat);
}

/** The relation `op` of two values whose order is known; 2 and -2 stand for unordered. */
export function orderedAs(op: BinaryOp, order: i32): Ref {
  const ordered = order != 2 && order != -2;
  switch (<i32>op) {
    case BinaryOp.Less:
      return boolRef(ordered && order < 0);
    case BinaryOp.More:
      return boolRef(ordered && order > 0);
    case BinaryOp.Equal:
      return boolRef(order == 0);
    case BinaryOp.LessEqual:
      return boolRef(ordered && order <= 0);
    case BinaryOp.MoreEqual:
      return boolRef(ordered && order >= 0);
    case BinaryOp.NotEqual:
      return boolRef(order != 0);
    default:
      return UNSUPPORTED;
  }
}
