/** Numbers as arguments and results of native functions. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { FALSE, fitsSmall, isKind, isSmall, Ref, smallOf, smallValue, TRUE } from "../memory/ref";
import { raise, raise1 } from "../object/raise";
import { floatValue, isFloat } from "../types/float";
import { parseInteger } from "../types/int-text";

/** Room for the decimal digits of a 64-bit integer. */
const DIGITS: usize = memory.data(24, 4);
const DIGITS_SIZE: usize = 24;

/** The value of an int that fits 32 bits. Look at the pending exception: 0 may be the value. */
export function intArgument(x: Ref): i32 {
  if (isSmall(x)) return smallValue(x);
  if (x == TRUE) return 1;
  if (x == FALSE) return 0;
  if (isKind(x, Kind.Int)) raise(M.smallIntOverflow);
  else raise1(M.cannotConvertToInt, x);
  return 0;
}

/** The value of a number as a float. Look at the pending exception: 0 may be the value. */
export function floatArgument(x: Ref): f64 {
  if (isSmall(x)) return <f64>smallValue(x);
  if (isFloat(x)) return floatValue(x);
  if (x == TRUE) return 1;
  if (x == FALSE) return 0;
  raise1(M.cannotConvertToFloat, x);
  return 0;
}

/** An int of any 64-bit value. NULL: an exception is pending. */
export function intResult(value: i64): Ref {
  if (value >= i32.MIN_VALUE && value <= i32.MAX_VALUE && fitsSmall(<i32>value)) {
    return smallOf(<i32>value);
  }
  let rest = value < 0 ? <u64>-value : <u64>value;
  let at = DIGITS + DIGITS_SIZE;
  do {
    store<u8>(--at, <u8>(0x30 + (rest % 10)));
    rest /= 10;
  } while (rest != 0);
  if (value < 0) store<u8>(--at, 0x2d);
  return parseInteger(at, <u32>(DIGITS + DIGITS_SIZE - at), 10);
}
