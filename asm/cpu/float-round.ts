/** Single-precision numbers taken apart, and put together with rounding (DDI 0403, A2.5.9). */
import {
  FPSCR_DEFAULT_NAN,
  FPSCR_FLUSH,
  FPSCR_INEXACT,
  FPSCR_INPUT_DENORMAL,
  FPSCR_INVALID,
  FPSCR_OVERFLOW,
  FPSCR_UNDERFLOW,
  hasFloatMode,
  Rounding,
  raiseFloat,
  rounding,
} from "./float-status";

export const SIGN: u32 = 0x80000000;
export const INFINITY: u32 = 0x7f800000;
export const DEFAULT_NAN: u32 = 0x7fc00000;
const QUIET: u32 = 0x00400000;
const FRACTION: u32 = 0x007fffff;
const HIDDEN: u32 = 0x00800000;

/** The leading bit of a significand as `roundSingle` takes it. */
export const LEAD: u32 = 62;

export function isNan(bits: u32): bool {
  return (bits & ~SIGN) > INFINITY;
}

export function isSignaling(bits: u32): bool {
  return isNan(bits) && (bits & QUIET) == 0;
}

export function isInfinite(bits: u32): bool {
  return (bits & ~SIGN) == INFINITY;
}

export function isZero(bits: u32): bool {
  return (bits & ~SIGN) == 0;
}

/** An operand: a denormal one is zero while FZ is set. */
export function operandOf(bits: u32): u32 {
  if (!hasFloatMode(FPSCR_FLUSH) || (bits & INFINITY) != 0 || (bits & FRACTION) == 0) return bits;
  raiseFloat(FPSCR_INPUT_DENORMAL);
  return bits & SIGN;
}

/** What an operation makes of a NaN that it was given. */
export function quiet(bits: u32): u32 {
  if ((bits & QUIET) == 0) raiseFloat(FPSCR_INVALID);
  return hasFloatMode(FPSCR_DEFAULT_NAN) ? DEFAULT_NAN : bits | QUIET;
}

/** The NaN that comes of two operands of which one is a NaN. */
export function chooseNan(x: u32, y: u32): u32 {
  if (isSignaling(x)) return quiet(x);
  if (isSignaling(y)) return quiet(y);
  return quiet(isNan(x) ? x : y);
}

/** An operation that has no result. */
export function invalid(): u32 {
  raiseFloat(FPSCR_INVALID);
  return DEFAULT_NAN;
}

/** The exponent of a finite number that is not zero, when its significand has the leading bit. */
export function exponentOf(bits: u32): i32 {
  const field = <i32>((bits >>> 23) & 0xff);
  return field != 0 ? field - 127 : -118 - <i32>clz<u32>(bits & FRACTION);
}

/** The 24 bits of a finite number that is not zero; bit 23 is the leading one. */
export function significandOf(bits: u32): u32 {
  if ((bits & INFINITY) != 0) return (bits & FRACTION) | HIDDEN;
  const fraction = bits & FRACTION;
  return fraction << (clz<u32>(fraction) - 8);
}

/** Shifts to the right; what falls out leaves a 1 in the last bit. */
export function shiftSticky(value: u64, by: i32): u64 {
  if (by <= 0) return value;
  if (by > 63) return value != 0 ? 1 : 0;
  const lost = value & (((<u64>1) << by) - 1);
  return (value >>> by) | (lost != 0 ? 1 : 0);
}

/** Whether a cut-off remainder makes the number before it go up. */
export function roundsUp(sign: u32, odd: bool, rest: u64, half: u64, mode: Rounding): bool {
  if (rest == 0) return false;
  switch (mode) {
    case Rounding.Nearest:
      return rest > half || (rest == half && odd);
    case Rounding.Up:
      return sign == 0;
    case Rounding.Down:
      return sign != 0;
    default:
      return false;
  }
}

function overflow(sign: u32, mode: Rounding): u32 {
  raiseFloat(FPSCR_OVERFLOW | FPSCR_INEXACT);
  const infinite =
    mode == Rounding.Nearest ||
    (mode == Rounding.Up && sign == 0) ||
    (mode == Rounding.Down && sign != 0);
  return sign | (infinite ? INFINITY : INFINITY - 1);
}

/** Bits of a significand that a single has no room for. */
const EXTRA: u32 = LEAD - 23;

/**
 * The single nearest to significand / 2^62 * 2^exponent. The significand's leading bit is 62; a 1 in its last bit
 * stands for anything that is left.
 */
export function roundSingle(sign: u32, exponent: i32, significand: u64, mode: Rounding): u32 {
  let biased = exponent + 127;
  if (biased < 1) {
    if (hasFloatMode(FPSCR_FLUSH)) {
      raiseFloat(FPSCR_UNDERFLOW);
      return sign;
    }
    significand = shiftSticky(significand, 1 - biased);
    biased = 0;
  }
  const rest = significand & (((<u64>1) << EXTRA) - 1);
  let kept = <u32>(significand >>> EXTRA);
  if (rest != 0 && biased == 0) raiseFloat(FPSCR_UNDERFLOW);
  if (roundsUp(sign, (kept & 1) != 0, rest, (<u64>1) << (EXTRA - 1), mode)) kept++;
  // The hidden bit, or a carry into the next binade, adds to the exponent.
  const field = biased == 0 ? kept : ((<u32>(biased - 1)) << 23) + kept;
  if (biased >= 255 || field >= INFINITY) return overflow(sign, mode);
  if (rest != 0) raiseFloat(FPSCR_INEXACT);
  return sign | field;
}

/** As `roundSingle` for a significand with its leading bit anywhere; `exponent` is that of bit 62. Not for 0. */
export function normalizeSingle(sign: u32, exponent: i32, significand: u64, mode: Rounding): u32 {
  const places = <i32>clz<u64>(significand) - 1;
  if (places < 0) return roundSingle(sign, exponent + 1, shiftSticky(significand, 1), mode);
  return roundSingle(sign, exponent - places, significand << places, mode);
}

/** Rounds by FPSCR's mode. */
export function normalize(sign: u32, exponent: i32, significand: u64): u32 {
  return normalizeSingle(sign, exponent, significand, rounding());
}
