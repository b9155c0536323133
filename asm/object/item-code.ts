/** The numbers in arrays and their like, by type code: reading and writing them in the machine's own order. */

import { M } from "../generated/messages";
import { isBacked } from "../memory/ram";
import { Ref, smallOf } from "../memory/ref";
import { intFromI64, intFromU64 } from "../types/bigint";
import { newFloat } from "../types/float";
import { decodeUtf8 } from "../types/str/encode";
import { raise } from "./raise";
import { keepWide, needFloat, needWide, wideFloat, wideValue } from "./wide-int";

/** The type code of an array of references. */
export const CODE_OBJECTS: u32 = 0x4f;
/** The type code of an address: signed in arrays, unsigned to `struct`. */
export const CODE_POINTER: u32 = 0x50;

/** The size of an item as a power of two. -1: ValueError is pending. */
export function codeShift(code: u32): i32 {
  switch (<i32>code) {
    case 0x62: // b
    case 0x42: // B
      return 0;
    case 0x68: // h
    case 0x48: // H
      return 1;
    case 0x69: // i
    case 0x49: // I
    case 0x6c: // l
    case 0x4c: // L
    case 0x66: // f
    case CODE_POINTER:
    case 0x53: // S
    case CODE_OBJECTS:
      return 2;
    case 0x71: // q
    case 0x51: // Q
    case 0x64: // d
      return 3;
  }
  raise(M.badTypecode);
  return -1;
}

export function isFloatCode(code: u32): bool {
  return code == 0x66 || code == 0x64;
}

/** The item at an address. NULL: an exception is pending. */
export function readItem(code: u32, at: usize): Ref {
  switch (<i32>code) {
    case 0x42:
      return smallOf(load<u8>(at));
    case 0x62:
      return smallOf(load<i8>(at));
    case 0x68:
      return smallOf(load<i16>(at));
    case 0x48:
      return smallOf(load<u16>(at));
    case 0x69:
    case 0x6c:
    case CODE_POINTER:
      return intFromI64(load<i32>(at));
    case 0x49:
    case 0x4c:
      return intFromI64(load<u32>(at));
    case 0x71:
      return intFromI64(load<i64>(at));
    case 0x51:
      return intFromU64(load<u64>(at));
    case 0x66:
      return newFloat(load<f32>(at));
    case 0x64:
      return newFloat(load<f64>(at));
    case 0x53:
      return readCString(load<u32>(at));
    default:
      return load<u32>(at);
  }
}

/** The str at an address, up to a NUL or the end of the memory. NULL: an exception is pending. */
function readCString(from: usize): Ref {
  let to = from;
  while (isBacked(<u32>to, 1) && load<u8>(to) != 0) to++;
  return decodeUtf8(from, to > from ? <u32>(to - from) : 0);
}

/**
 * Writes a value as an item; what does not fit loses its high bits. `convertItem` must have been called with
 * the value right before.
 */
export function storeItem(code: u32, at: usize): void {
  switch (<i32>code) {
    case 0x66:
      store<f32>(at, <f32>wideFloat);
      return;
    case 0x64:
      store<f64>(at, wideFloat);
      return;
  }
  switch (codeShift(code)) {
    case 0:
      store<u8>(at, <u8>wideValue);
      return;
    case 1:
      store<u16>(at, <u16>wideValue);
      return;
    case 2:
      store<u32>(at, <u32>wideValue);
      return;
    default:
      store<i64>(at, wideValue);
  }
}

/** Converts a value for `storeItem`. false: an exception is pending. Runs Python code for instances. */
export function convertItem(code: u32, value: Ref): bool {
  if (isFloatCode(code)) return needFloat(value);
  if (code == CODE_OBJECTS) return keepWide(value);
  return needWide(value);
}
