/** Between ints of any size and floats, correctly rounded. */
import { M } from "../generated/messages";
import { isSmall, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { raise } from "../object/raise";
import { bitLength, intFromFinite, isNegative, LIMBS, limbCount, withSign } from "./bigint";
import { shiftLeft } from "./bigint-bits";
import { divideInts, Want } from "./bigint-divide";
import { newFloat } from "./float";
import { EXACT_BITS, Precision } from "./precision";
import { tupleGet } from "./tuple";

/**
 * The float nearest to mantissa * 2^exponent, ties to even; infinite when it is too large. The mantissa's top
 * bit is 1, and its lowest bit stands for all that lies below.
 */
function composeFloat(mantissa: u64, exponent: i32): f64 {
  const top = exponent + 63;
  if (top > 1023) return Infinity;
  const keep = top < -1022 ? 53 - (-1022 - top) : 53;
  if (keep < 0) return 0;
  const drop = <u64>(64 - keep);
  const kept = keep == 0 ? 0 : mantissa >> drop;
  const rest = keep == 0 ? mantissa : mantissa & (((<u64>1) << drop) - 1);
  const half = (<u64>1) << (drop - 1);
  const rounded = kept + u64(rest > half || (rest == half && (kept & 1) != 0));
  // A carry out of the mantissa raises the exponent, as it should.
  const field = top < -1022 ? 0 : (<u64>(top + 1022)) << 52;
  return reinterpret<f64>(field + rounded);
}

/** The top 64 bits of a long int's absolute value, the lowest of them set when a 1 lies below. */
function topBits(x: Ref): u64 {
  const n = limbCount(x);
  const limbs = <usize>x + LIMBS;
  const shift = <u64>clz(load<u32>(limbs + ((<usize>(n - 1)) << 2)));
  let high: u64 = 0;
  for (let i = n - 1; i >= n - 2; i--) {
    high = (high << 32) | (i >= 0 ? <u64>load<u32>(limbs + ((<usize>i) << 2)) : 0);
  }
  if (n < 3) return high << shift;
  const third = <u64>load<u32>(limbs + ((<usize>(n - 3)) << 2));
  high = (high << shift) | (third >> (32 - shift));
  if (<u32>(third << shift) != 0) return high | 1;
  for (let i = n - 4; i >= 0; i--) {
    if (load<u32>(limbs + ((<usize>i) << 2)) != 0) return high | 1;
  }
  return high;
}

/** The float nearest to an int; infinite when it is too large. */
export function intToFloat(x: Ref): f64 {
  if (isSmall(x)) return Precision.round(smallValue(x));
  const bits = bitLength(x);
  const value = bits > 1024 ? Infinity : composeFloat(topBits(x), <i32>bits - 64);
  return Precision.round(isNegative(x) ? -value : value);
}

/** The int of a float, its fraction dropped. NULL: an exception is pending. */
export function intFromFloat(value: f64): Ref {
  if (value - value != 0) return raise(F64.isNaN(value) ? M.nanToInt : M.infToInt);
  return intFromFinite(value);
}

/** a / b as a float. NULL: an exception is pending. */
export function trueDivideInts(a: Ref, b: Ref): Ref {
  if (b == smallOf(0)) return raise(M.divideByZero);
  const abits = bitLength(a);
  const bbits = bitLength(b);
  // Both are exact floats: their quotient is rounded once. The board rounds the operands, too.
  if (BOARD || (abits <= EXACT_BITS && bbits <= EXACT_BITS))
    return newFloat(intToFloat(a) / intToFloat(b));
  const negative = isNegative(a) != isNegative(b);
  if (abits - bbits > 1025) return newFloat(negative ? -Infinity : Infinity);
  if (a == smallOf(0) || abits - bbits < -1080) return newFloat(negative ? -0.0 : 0.0);
  return divideLong(a, b, 66 - <i32>(abits - bbits), negative);
}

/** Scales the operands so that the quotient has 65 bits or more, and rounds that. */
function divideLong(a: Ref, b: Ref, shift: i32, negative: bool): Ref {
  const mark = rootMark();
  let dividend = withSign(a, false);
  if (dividend == NULL) return NULL;
  root(dividend);
  let divisor = withSign(b, false);
  if (divisor == NULL) return NULL;
  root(divisor);
  if (shift > 0) dividend = shiftLeft(dividend, shift);
  else divisor = shiftLeft(divisor, -shift);
  if (dividend == NULL || divisor == NULL) return NULL;
  root(dividend);
  root(divisor);
  const both = divideInts(dividend, divisor, Want.Both);
  rootReset(mark);
  if (both == NULL) return NULL;
  const quotient = tupleGet(both, 0);
  const sticky = u64(tupleGet(both, 1) != smallOf(0));
  const value = composeFloat(topBits(quotient) | sticky, <i32>bitLength(quotient) - 64 - shift);
  return newFloat(negative ? -value : value);
}
