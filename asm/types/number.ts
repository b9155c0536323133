/** What other types and functions ask of a number: its value as a machine integer or as a float. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { UnaryOp } from "../generated/operators";
import {
  FALSE,
  isKind,
  isSmall,
  NULL,
  Ref,
  smallOf,
  smallValue,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { unarySlot } from "../object/operators";
import { hasPending, raise, raise1 } from "../object/raise";
import { fitsI64, isBig, isInt, lowBits } from "./bigint";
import { intToFloat } from "./bigint-float";
import { floatValue, isFloat } from "./float";

/** A value as an int: ints and bools themselves, others through `__int__`. UNSUPPORTED when there is none. */
export function asInt(x: Ref): Ref {
  if (isInt(x)) return x;
  if (x == TRUE) return smallOf(1);
  if (x == FALSE) return smallOf(0);
  return unarySlot(UnaryOp.Int, x);
}

/** A value as a 32-bit integer. Look at the pending exception when it is 0. */
export function toI32(x: Ref): i32 {
  if (isSmall(x)) return smallValue(x);
  const n = asInt(x);
  if (n == UNSUPPORTED) raise1(M.cannotConvertToInt, x);
  else if (isSmall(n)) return smallValue(n);
  else if (n != NULL && isBig(n)) {
    const value = lowBits(n);
    if (fitsI64(n) && value == <i64>(<i32>value)) return <i32>value;
    raise(M.smallIntOverflow);
  } else if (n != NULL) raise1(M.cannotConvertToInt, x);
  return 0;
}

/** The low 32 bits of an int, however large; else as `toI32`. */
export function toI32Truncated(x: Ref): i32 {
  return isBig(x) ? <i32>lowBits(x) : toI32(x);
}

/** The low 64 bits of an int, however large; else as `toI32`. */
export function toI64Truncated(x: Ref): i64 {
  return isBig(x) ? lowBits(x) : <i64>toI32(x);
}

/** The float that `tryFloat` found. */
export let foundFloat: f64 = 0;

/** Whether a value is a number or has a `__float__`; its value is in `foundFloat`. */
export function tryFloat(x: Ref): bool {
  if (isFloat(x)) {
    foundFloat = floatValue(x);
    return true;
  }
  if (isInt(x)) {
    foundFloat = intToFloat(x);
    return true;
  }
  if (x == TRUE || x == FALSE) {
    foundFloat = x == TRUE ? 1 : 0;
    return true;
  }
  if (!isKind(x, Kind.Instance)) return false;
  const value = unarySlot(UnaryOp.Float, x);
  if (value == NULL || !isFloat(value)) return false;
  foundFloat = floatValue(value);
  return true;
}

/** A value as a float. Look at the pending exception when it is not a number. */
export function toFloat(x: Ref): f64 {
  if (tryFloat(x)) return foundFloat;
  if (!hasPending()) raise1(M.cannotConvertToFloat, x);
  return NaN;
}
