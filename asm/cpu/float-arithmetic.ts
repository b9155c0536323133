/** Arithmetic on singles: the host's where that is known to agree, exact significands where it is not. */
import {
  chooseNan,
  DEFAULT_NAN,
  exponentOf,
  INFINITY,
  invalid,
  isInfinite,
  isNan,
  isZero,
  LEAD,
  normalize,
  operandOf,
  SIGN,
  shiftSticky,
  significandOf,
} from "./float-round";
import {
  FPSCR_DEFAULT_NAN,
  FPSCR_FLUSH,
  FPSCR_INEXACT,
  FPSCR_ZERO_DIVIDE,
  Rounding,
  raiseFloat,
  rounding,
} from "./float-status";
import { cpu } from "./registers";

const ROUNDING_BITS: u32 = 3 << 22;
const MODES: u32 = FPSCR_FLUSH | FPSCR_DEFAULT_NAN | ROUNDING_BITS | FPSCR_INEXACT;
/** Results from here to infinity are those of the host: below, underflow has to be looked at. */
const SAFE_LEAST: u32 = 0x01000000;
const SAFE_RANGE: u32 = INFINITY - SAFE_LEAST;

/** Whether the host's own result may be taken: plain modes, and Inexact is set already so that it need not be found. */
function isSafe(result: f32): bool {
  return (
    (cpu.fpscr & MODES) == FPSCR_INEXACT &&
    (reinterpret<u32>(result) & ~SIGN) - SAFE_LEAST < SAFE_RANGE
  );
}

export function addSingles(a: u32, b: u32): u32 {
  const sum = reinterpret<f32>(a) + reinterpret<f32>(b);
  return isSafe(sum) ? reinterpret<u32>(sum) : addExactly(a, b);
}

export function multiplySingles(a: u32, b: u32): u32 {
  const product = reinterpret<f32>(a) * reinterpret<f32>(b);
  return isSafe(product) ? reinterpret<u32>(product) : multiplyExactly(a, b);
}

export function divideSingles(a: u32, b: u32): u32 {
  const quotient = reinterpret<f32>(a) / reinterpret<f32>(b);
  return isSafe(quotient) ? reinterpret<u32>(quotient) : divideExactly(a, b);
}

export function rootSingle(a: u32): u32 {
  const root = sqrt<f32>(reinterpret<f32>(a));
  return isSafe(root) ? reinterpret<u32>(root) : rootExactly(a);
}

/** The zero that two numbers of opposite sign make. */
function zeroSum(): u32 {
  return rounding() == Rounding.Down ? SIGN : 0;
}

function addExactly(a: u32, b: u32): u32 {
  const x = operandOf(a);
  const y = operandOf(b);
  if (isNan(x) || isNan(y)) return chooseNan(x, y);
  if (isInfinite(x)) return isInfinite(y) && x != y ? invalid() : x;
  if (isInfinite(y)) return y;
  if (isZero(x)) return isZero(y) ? (x == y ? x : zeroSum()) : y;
  if (isZero(y)) return x;
  return addParts(
    x & SIGN,
    exponentOf(x),
    (<u64>significandOf(x)) << 38,
    y & SIGN,
    exponentOf(y),
    (<u64>significandOf(y)) << 38,
  );
}

/** Adds two numbers whose significands have bit 61 as the leading one, or 60. */
function addParts(xs: u32, xe: i32, xf: u64, ys: u32, ye: i32, yf: u64): u32 {
  const exponent = max<i32>(xe, ye);
  xf = shiftSticky(xf, exponent - xe);
  yf = shiftSticky(yf, exponent - ye);
  if (xs == ys) return normalize(xs, exponent + 1, xf + yf);
  if (xf == yf) return zeroSum();
  return xf > yf ? normalize(xs, exponent + 1, xf - yf) : normalize(ys, exponent + 1, yf - xf);
}

function multiplyExactly(a: u32, b: u32): u32 {
  const x = operandOf(a);
  const y = operandOf(b);
  const sign = (x ^ y) & SIGN;
  if (isNan(x) || isNan(y)) return chooseNan(x, y);
  if (isInfinite(x) || isInfinite(y)) return isZero(x) || isZero(y) ? invalid() : sign | INFINITY;
  if (isZero(x) || isZero(y)) return sign;
  const product = <u64>significandOf(x) * <u64>significandOf(y);
  return normalize(sign, exponentOf(x) + exponentOf(y) + (LEAD - 46), product);
}

function divideExactly(a: u32, b: u32): u32 {
  const x = operandOf(a);
  const y = operandOf(b);
  const sign = (x ^ y) & SIGN;
  if (isNan(x) || isNan(y)) return chooseNan(x, y);
  if (isInfinite(x)) return isInfinite(y) ? invalid() : sign | INFINITY;
  if (isInfinite(y)) return sign;
  if (isZero(y)) {
    if (isZero(x)) return invalid();
    raiseFloat(FPSCR_ZERO_DIVIDE);
    return sign | INFINITY;
  }
  if (isZero(x)) return sign;
  const dividend = (<u64>significandOf(x)) << 38;
  const divisor = <u64>significandOf(y);
  const quotient = dividend / divisor;
  const sticky: u64 = dividend % divisor != 0 ? 1 : 0;
  return normalize(sign, exponentOf(x) - exponentOf(y) + (LEAD - 38), quotient | sticky);
}

function rootExactly(a: u32): u32 {
  const x = operandOf(a);
  if (isNan(x)) return chooseNan(x, x);
  if (isZero(x)) return x;
  if ((x & SIGN) != 0) return invalid();
  if (isInfinite(x)) return x;
  const exponent = exponentOf(x);
  const even = exponent & ~1;
  // 2^60 stands for 1: the root's leading bit is 30.
  const square = (<u64>significandOf(x)) << (37 + (exponent - even));
  let root = <u64>sqrt<f64>(<f64>square);
  while (root * root > square) root--;
  while ((root + 1) * (root + 1) <= square) root++;
  const sticky: u64 = root * root != square ? 1 : 0;
  return normalize(0, (even >> 1) + 31, (root << 1) | sticky);
}

/** addend + a * b, rounded once. */
export function fuseSingles(addend: u32, a: u32, b: u32): u32 {
  const w = operandOf(addend);
  const x = operandOf(a);
  const y = operandOf(b);
  const hollow = (isInfinite(x) && isZero(y)) || (isZero(x) && isInfinite(y));
  if (isNan(w) || isNan(x) || isNan(y)) return fuseNans(w, x, y, hollow);
  if (hollow) return invalid();
  const sign = (x ^ y) & SIGN;
  if (isInfinite(x) || isInfinite(y)) {
    return isInfinite(w) && (w & SIGN) != sign ? invalid() : sign | INFINITY;
  }
  if (isInfinite(w)) return w;
  if (isZero(x) || isZero(y)) {
    if (!isZero(w)) return w;
    return (w & SIGN) == sign ? w : zeroSum();
  }
  const product = <u64>significandOf(x) * <u64>significandOf(y);
  const exponent = exponentOf(x) + exponentOf(y) + 1;
  if (isZero(w)) return normalize(sign, exponent + (LEAD - 47), product);
  return addParts(
    w & SIGN,
    exponentOf(w),
    (<u64>significandOf(w)) << 38,
    sign,
    exponent,
    product << 14,
  );
}

function fuseNans(w: u32, x: u32, y: u32, hollow: bool): u32 {
  const quietAddend = isNan(w) && (w & 0x00400000) != 0;
  if (quietAddend && hollow) return invalid();
  const signals = (isNan(x) && (x & 0x00400000) == 0) || (isNan(y) && (y & 0x00400000) == 0);
  if (isNan(w) && !(quietAddend && signals)) return chooseNan(w, w);
  return isNan(x) || isNan(y) ? chooseNan(x, y) : DEFAULT_NAN;
}
