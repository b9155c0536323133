/** Runtime functions of viper and assembler code: between objects and machine words. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { NativeType } from "../generated/mpy-format";
import { UnaryOp } from "../generated/operators";
import {
  boolRef,
  FALSE,
  isKind,
  isPointer,
  isSmall,
  NONE,
  NULL,
  qstrRef,
  Ref,
  smallValue,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { bufferAddress, takeBuffer } from "../object/buffer";
import { truth, unarySlot } from "../object/operators";
import { hasPending, raise1 } from "../object/raise";
import { sequenceItems } from "../object/sequence";
import { isStr, strData } from "../object/str";
import { intFromI32, intFromU64, lowBits } from "../types/bigint";
import { floatValue, isFloat } from "../types/float";

/** The low 32 bits of an int. 0 may mean that an exception is pending. */
function truncatedInt(x: Ref): i32 {
  if (isSmall(x)) return smallValue(x);
  if (x == TRUE || x == FALSE) return i32(x == TRUE);
  if (isPointer(x)) {
    if (load<u8>(x) == Kind.Int) return <i32>lowBits(x);
    if (load<u8>(x) == Kind.Instance) {
      const value = unarySlot(UnaryOp.Int, x);
      if (value != NULL && value != UNSUPPORTED && !isKind(value, Kind.Instance)) {
        return truncatedInt(value);
      }
      if (hasPending()) return 0;
    }
  }
  raise1(M.cannotConvertToInt, x);
  return 0;
}

/** The machine word of an object, as the NativeType says. 0 may mean that an exception is pending. */
export function rt_native_from_obj(x: Ref, type: u32): u32 {
  switch (<i32>(type & 0xf)) {
    case NativeType.Object:
      return x;
    case NativeType.Bool:
      return u32(truth(x));
    case NativeType.Int:
    case NativeType.Uint:
      return truncatedInt(x);
    default:
      return takeBuffer(x, false) ? <u32>bufferAddress : truncatedInt(x);
  }
}

/** The object of a machine word. */
export function rt_native_to_obj(word: u32, type: u32): Ref {
  switch (<i32>(type & 0xf)) {
    case NativeType.Object:
      return word;
    case NativeType.Bool:
      return boolRef(word != 0);
    case NativeType.Int:
      return intFromI32(word);
    case NativeType.Qstr:
      return qstrRef(word);
    default:
      return intFromU64(word);
  }
}

/** What an assembler function gets for an argument: a number, or the address of what the object holds. */
export function assemblerWord(x: Ref): u32 {
  if (isSmall(x)) return smallValue(x);
  if (x == NONE || x == FALSE) return 0;
  if (x == TRUE) return 1;
  if (isStr(x)) return <u32>strData(x);
  if (isFloat(x)) return wholeNumber(floatValue(x));
  if (isKind(x, Kind.Int)) return <u32>lowBits(x);
  if (isKind(x, Kind.Tuple) || isKind(x, Kind.List)) return <u32>sequenceItems(x);
  return takeBuffer(x, false) ? <u32>bufferAddress : x;
}

/** A float without its fraction, cut to the nearest machine integer, as the processor converts it. */
function wholeNumber(value: f64): i32 {
  if (value >= <f64>i32.MAX_VALUE) return i32.MAX_VALUE;
  if (value > <f64>i32.MIN_VALUE) return <i32>value;
  return value <= <f64>i32.MIN_VALUE ? i32.MIN_VALUE : 0;
}
