/** Conversions between singles, integers, fixed-point numbers and halves. */
import {
  exponentOf,
  INFINITY,
  isInfinite,
  isNan,
  isZero,
  normalizeSingle,
  operandOf,
  quiet,
  roundsUp,
  SIGN,
  shiftSticky,
  significandOf,
} from "./float-round";
import {
  FPSCR_ALTERNATIVE,
  FPSCR_DEFAULT_NAN,
  FPSCR_INEXACT,
  FPSCR_INVALID,
  FPSCR_OVERFLOW,
  FPSCR_UNDERFLOW,
  hasFloatMode,
  Rounding,
  raiseFloat,
  rounding,
} from "./float-status";

/** A number with `fraction` bits behind the point as a single. */
export function fixedToSingle(value: i64, fraction: i32, mode: Rounding): u32 {
  if (value == 0) return 0;
  const sign: u32 = value < 0 ? SIGN : 0;
  return normalizeSingle(sign, 62 - fraction, <u64>abs<i64>(value), mode);
}

/** The nearest number with `fraction` bits behind the point, between `least` and `most`. */
export function singleToFixed(
  bits: u32,
  fraction: i32,
  least: i64,
  most: i64,
  mode: Rounding,
): i64 {
  const x = operandOf(bits);
  if (isNan(x)) {
    raiseFloat(FPSCR_INVALID);
    return 0;
  }
  if (isZero(x)) return 0;
  const negative = (x & SIGN) != 0;
  // The significand counts in units of 2^(exponent - 23).
  const exponent = isInfinite(x) ? 1000 : exponentOf(x) + fraction - 23;
  if (exponent > 16) return refuse(negative, least, most);
  const value = roundShifted(x & SIGN, significandOf(x), exponent, mode);
  const signed = negative ? -value : value;
  if (signed < least || signed > most) return refuse(negative, least, most);
  if (inexact) raiseFloat(FPSCR_INEXACT);
  return signed;
}

function refuse(negative: bool, least: i64, most: i64): i64 {
  raiseFloat(FPSCR_INVALID);
  return negative ? least : most;
}

let inexact: bool = false;

/** significand * 2^exponent as a whole number. */
function roundShifted(sign: u32, significand: u32, exponent: i32, mode: Rounding): i64 {
  inexact = false;
  if (exponent >= 0) return (<i64>significand) << exponent;
  // Two more bits: half, and anything below it.
  const scaled = shiftSticky((<u64>significand) << 2, -exponent);
  const rest = scaled & 3;
  const whole = <i64>(scaled >>> 2);
  inexact = rest != 0;
  return whole + (roundsUp(sign, (whole & 1) != 0, rest, 2, mode) ? 1 : 0);
}

const HALF_INFINITY: u32 = 0x7c00;
const HALF_QUIET: u32 = 0x7e00;

/** A half as a single. */
export function halfToSingle(half: u32): u32 {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 0x3ff;
  if (exponent == 31 && !hasFloatMode(FPSCR_ALTERNATIVE)) {
    return fraction == 0 ? sign | INFINITY : quiet(sign | INFINITY | (fraction << 13));
  }
  if (exponent != 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction == 0) return sign;
  const places = clz<u32>(fraction) - 21;
  return sign | ((113 - places) << 23) | (((fraction << places) & 0x3ff) << 13);
}

/** A single as a half. */
export function singleToHalf(bits: u32): u32 {
  const x = operandOf(bits);
  const sign = (x & SIGN) >>> 16;
  const alternative = hasFloatMode(FPSCR_ALTERNATIVE);
  if (isNan(x)) return nanToHalf(x, sign, alternative);
  if (isInfinite(x)) {
    if (!alternative) return sign | HALF_INFINITY;
    raiseFloat(FPSCR_INVALID);
    return sign | 0x7fff;
  }
  return isZero(x) ? sign : roundHalf(sign, exponentOf(x), significandOf(x), alternative);
}

function nanToHalf(x: u32, sign: u32, alternative: bool): u32 {
  if (alternative) {
    raiseFloat(FPSCR_INVALID);
    return sign;
  }
  const quieted = quiet(x);
  return hasFloatMode(FPSCR_DEFAULT_NAN)
    ? HALF_QUIET
    : sign | HALF_QUIET | ((quieted >>> 13) & 0x1ff);
}

function roundHalf(sign: u32, exponent: i32, significand: u32, alternative: bool): u32 {
  let biased = exponent + 15;
  let value = (<u64>significand) << 8;
  if (biased < 1) {
    value = shiftSticky(value, 1 - biased);
    biased = 0;
  }
  const rest = value & 0x1fffff;
  let kept = <u32>(value >>> 21);
  if (rest != 0 && biased == 0) raiseFloat(FPSCR_UNDERFLOW);
  if (roundsUp(sign, (kept & 1) != 0, rest, 0x100000, rounding())) kept++;
  const field = biased == 0 ? kept : ((<u32>(biased - 1)) << 10) + kept;
  if (field >= (alternative ? 0x8000 : HALF_INFINITY)) return halfOverflow(sign, alternative);
  if (rest != 0) raiseFloat(FPSCR_INEXACT);
  return sign | field;
}

function halfOverflow(sign: u32, alternative: bool): u32 {
  if (alternative) {
    raiseFloat(FPSCR_INVALID);
    return sign | 0x7fff;
  }
  raiseFloat(FPSCR_OVERFLOW | FPSCR_INEXACT);
  const mode = rounding();
  const infinite =
    mode == Rounding.Nearest ||
    (mode == Rounding.Up && sign == 0) ||
    (mode == Rounding.Down && sign != 0);
  return sign | (infinite ? HALF_INFINITY : HALF_INFINITY - 1);
}
