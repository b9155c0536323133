/** Ints of Python as machine integers, as indices, counts and bounds need them. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { UnaryOp } from "../generated/operators";
import { FALSE, isPointer, isSmall, NULL, Ref, smallValue, TRUE, UNSUPPORTED } from "../memory/ref";
import { fitsI64, intFromI64, lowBits } from "../types/bigint";
import { unarySlot } from "./operators";
import { hasPending, raise, raise1, raise2 } from "./raise";

/** What `toMachineInt` read last. */
export let machineInt: i32 = 0;

/**
 * Reads an int, a bool or an instance with `__int__`; what lies outside of 32 bits is cut to the nearest
 * machine integer, and what lies outside of 64 is an OverflowError. false: it is nothing of the kind, or an
 * exception is pending.
 */
export function toMachineInt(x: Ref): bool {
  if (isSmall(x)) {
    machineInt = smallValue(x);
    return true;
  }
  if (x == TRUE || x == FALSE) {
    machineInt = i32(x == TRUE);
    return true;
  }
  if (!isPointer(x)) return false;
  if (load<u8>(x) == Kind.Int) {
    if (!fitsI64(x)) {
      raise(M.smallIntOverflow);
      return false;
    }
    const value = lowBits(x);
    machineInt = <i32>max<i64>(i32.MIN_VALUE, min<i64>(value, i32.MAX_VALUE));
    return true;
  }
  return load<u8>(x) == Kind.Instance && instanceInt(x);
}

function instanceInt(x: Ref): bool {
  const value = unarySlot(UnaryOp.Int, x);
  if (value == NULL || value == UNSUPPORTED) return false;
  return (!isPointer(value) || load<u8>(value) != Kind.Instance) && toMachineInt(value);
}

/** Reads an int for `machineInt`. false: TypeError or another exception is pending. */
export function needMachineInt(x: Ref): bool {
  if (toMachineInt(x)) return true;
  if (!hasPending()) raise1(M.cannotConvertToInt, x);
  return false;
}

/** The index into a sequence `x` of this length, -1 with an exception pending. */
export function sequenceIndex(x: Ref, index: Ref, length: i32): i32 {
  if (!readIndex(x, index)) return -1;
  const i = machineInt < 0 ? machineInt + length : machineInt;
  if (i >= 0 && i < length) return i;
  raise1(M.indexRange, x);
  return -1;
}

/** An index where the end counts as one, cut to the sequence; -1 with an exception pending. */
export function sequencePosition(x: Ref, index: Ref, length: i32): i32 {
  if (!readIndex(x, index)) return -1;
  const i = machineInt < 0 ? machineInt + length : machineInt;
  return max<i32>(0, min<i32>(i, length));
}

function readIndex(x: Ref, index: Ref): bool {
  if (toMachineInt(index)) return true;
  if (!hasPending()) raise2(M.indexNotInt, x, index);
  return false;
}

/** Reads an int for `machineInt` that has to fit. false: TypeError, OverflowError or another is pending. */
export function needExactInt(x: Ref): bool {
  if (!needMachineInt(x)) return false;
  if (isPointer(x) && load<u8>(x) == Kind.Int && lowBits(x) != <i64>machineInt) {
    raise(M.smallIntOverflow);
    return false;
  }
  return true;
}

/** The int of a machine integer. NULL: an exception is pending. */
export function intRef(n: i64): Ref {
  return intFromI64(n);
}
