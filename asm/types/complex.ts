/** complex: | header | – | real | imaginary |, two 64-bit values, on the board such as 32 bits hold. */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { boolRef, isKind, NULL, qstrRef, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { checkPositional } from "../object/arguments";
import { putByte, putText } from "../object/builder";
import { plainOperator, unarySlot } from "../object/operators";
import { Style } from "../object/print";
import { hasPending, raise, raise1 } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { complexOperator } from "./complex-arithmetic";
import { newFloat } from "./float";
import { putFloatBare, scanFloat, scanned, skipSpace } from "./float-text";
import { foundFloat, toFloat, tryFloat } from "./number";
import { hashFloat } from "./number-hash";
import { Precision } from "./precision";

const REAL: usize = 8;
const IMAGINARY: usize = 16;

export function initComplex(): void {
  const type = typeAt(typeOfKind(Kind.Complex));
  type.print = complex_print.index;
  type.make = complex_make.index;
  type.unary = complex_unary.index;
  type.binary = complex_binary.index;
  type.loadAttr = complex_loadAttr.index;
}

export function newComplex(real: f64, imaginary: f64): Ref {
  const x = allocate(Kind.Complex, 24);
  if (x == NULL) return NULL;
  // One block on the board.
  Cost.refund(2, 1);
  store<f64>(x, Precision.round(real), REAL);
  store<f64>(x, Precision.round(imaginary), IMAGINARY);
  return x;
}

export function isComplex(x: Ref): bool {
  return isKind(x, Kind.Complex);
}

export function realPart(x: Ref): f64 {
  return load<f64>(x, REAL);
}

export function imaginaryPart(x: Ref): f64 {
  return load<f64>(x, IMAGINARY);
}

/** The parts that `tryComplex` found. */
export let foundReal: f64 = 0;
export let foundImaginary: f64 = 0;

/** Whether a value is a number or has a `__complex__`; its parts are in `foundReal`, `foundImaginary`. */
export function tryComplex(x: Ref): bool {
  let value = x;
  if (!isComplex(x)) {
    if (tryFloat(x)) {
      foundReal = foundFloat;
      foundImaginary = 0;
      return true;
    }
    if (!isKind(x, Kind.Instance) || hasPending()) return false;
    value = unarySlot(UnaryOp.Complex, x);
    if (value == NULL || !isComplex(value)) return false;
  }
  foundReal = realPart(value);
  foundImaginary = imaginaryPart(value);
  return true;
}

/** As `tryComplex`; false: an exception is pending. */
export function toComplex(x: Ref): bool {
  if (tryComplex(x)) return true;
  if (!hasPending()) raise1(M.cannotConvertToComplex, x);
  return false;
}

function complex_print(p: Ref, x: Ref, style: Style): bool {
  const real = realPart(x);
  const imaginary = imaginaryPart(x);
  if (real == 0) return putFloatBare(p, imaginary) && putByte(p, 0x6a);
  if (!putByte(p, 0x28) || !putFloatBare(p, real)) return false;
  const minus = reinterpret<i64>(imaginary) < 0 && !F64.isNaN(imaginary);
  if (!minus && !putByte(p, 0x2b)) return false;
  return putFloatBare(p, imaginary) && putText(p, "j)");
}

function complex_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 2)) return NULL;
  if (n == 0) return newComplex(0, 0);
  const first = load<u32>(args);
  if (n == 1) {
    if (isComplex(first)) return first;
    if (isStr(first)) return complexFromText(strData(first), strLength(first));
    return toComplex(first) ? newComplex(foundReal, foundImaginary) : NULL;
  }
  const second = load<u32>(args, 4);
  let real = isComplex(first) ? realPart(first) : toFloat(first);
  let imaginary = isComplex(first) ? imaginaryPart(first) : 0;
  if (hasPending()) return NULL;
  if (isComplex(second)) {
    real -= imaginaryPart(second);
    imaginary += realPart(second);
  } else {
    imaginary += toFloat(second);
    if (hasPending()) return NULL;
  }
  return newComplex(real, imaginary);
}

/** A real part, an imaginary one, or both, with white space around each. */
function complexFromText(text: usize, length: u32): Ref {
  const end = text + length;
  let real: f64 = 0;
  let hasReal = false;
  let at = text;
  while (true) {
    at = skipSpace(at, end);
    const signed = at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d);
    const negative = signed && load<u8>(at) == 0x2d;
    if (signed) at++;
    let stop = scanFloat(at, end);
    if (stop == 0) break;
    let value = scanned;
    const imaginary = stop < end && (load<u8>(stop) | 0x20) == 0x6a;
    if (imaginary) {
      if (stop == at) value = 1;
      stop++;
    }
    if (stop == at) break;
    if (negative) value = -value;
    at = skipSpace(stop, end);
    if (at == end) {
      if (imaginary) return newComplex(real, value);
      if (hasReal) break;
      return newComplex(value, 0);
    }
    if (imaginary || hasReal) break;
    real = value;
    hasReal = true;
  }
  return raise(M.numberSyntax);
}

function complex_unary(op: UnaryOp, x: Ref): Ref {
  const real = realPart(x);
  const imaginary = imaginaryPart(x);
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(real != 0 || imaginary != 0);
    case UnaryOp.Hash:
      return smallOf(hashFloat(real) ^ hashFloat(imaginary));
    case UnaryOp.Positive:
      return x;
    case UnaryOp.Negative:
      return newComplex(-real, -imaginary);
    case UnaryOp.Abs:
      return newFloat(Math.sqrt(real * real + imaginary * imaginary));
    default:
      return UNSUPPORTED;
  }
}

function complex_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  const real = realPart(a);
  const imaginary = imaginaryPart(a);
  if (!tryComplex(b)) return hasPending() ? NULL : UNSUPPORTED;
  return complexOperator(plainOperator(op), real, imaginary, foundReal, foundImaginary);
}

function complex_loadAttr(x: Ref, name: Ref): Ref {
  if (name == qstrRef(Q.real)) return newFloat(realPart(x));
  return name == qstrRef(Q.imag) ? newFloat(imaginaryPart(x)) : UNSUPPORTED;
}
