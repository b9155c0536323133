/** `int(…)`, `int.from_bytes`, `int.to_bytes`. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { permanentObject } from "../memory/permanent";
import { isKind, NULL, qstrRef, Ref, SMALL_MAX, smallOf, UNSUPPORTED } from "../memory/ref";
import { checkPositional } from "../object/arguments";
import { bufferAddress, bufferLength, needBuffer, takeBuffer } from "../object/buffer";
import { functionArgs, methodArgs } from "../object/native-function";
import { hasPending, raise, raise1 } from "../object/raise";
import { isStr, newRawStr, STR_DATA, strData, strLength } from "../object/str";
import { defineName, reserveNames, typeAt, typeOfKind } from "../object/type";
import { finish, isNegative, LEFT, LIMBS, limbCount, limbsOf, newBig } from "./bigint";
import { intFromFloat } from "./bigint-float";
import { floatValue, isFloat } from "./float";
import { intFromText } from "./int-text";
import { asInt, toI32 } from "./number";

export function initIntMethods(): void {
  const type = typeOfKind(Kind.Int);
  typeAt(type).make = int_make.index;
  reserveNames(type, 4);
  const fromBytes = permanentObject(Kind.ClassMethod, 8);
  store<u32>(fromBytes, functionArgs(Q.from_bytes, 2, 4, int_from_bytes), 4);
  defineName(type, Q.from_bytes, fromBytes);
  methodArgs(type, Q.to_bytes, 1, 4, int_to_bytes);
}

function int_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 2)) return NULL;
  if (n == 0) return smallOf(0);
  const x = load<u32>(args);
  if (n == 2) return intOfBase(x, load<u32>(args, 4));
  if (isFloat(x)) return intFromFloat(floatValue(x));
  const value = asInt(x);
  if (value != UNSUPPORTED) return value;
  if (takeBuffer(x, false)) return intFromText(bufferAddress, bufferLength, 10);
  return raise1(M.cannotConvertToInt, x);
}

function intOfBase(text: Ref, base: Ref): Ref {
  if (!isStr(text) && !isKind(text, Kind.Bytes)) return raise1(M.cannotConvertToStr, text);
  const radix = toI32(base);
  return hasPending() ? NULL : intFromText(strData(text), strLength(text), radix);
}

/** Whether the argument at `index` asks for the lowest byte first. */
function isLittle(n: i32, args: usize, index: i32): bool {
  return n > index && load<u32>(args + ((<usize>index) << 2)) == qstrRef(Q.little);
}

function int_from_bytes(n: i32, args: usize): Ref {
  if (!needBuffer(load<u32>(args, 4), false)) return NULL;
  const from = bufferAddress;
  const length = <i32>bufferLength;
  const little = isLittle(n, args, 2);
  const small = smallFromBytes(from, length, little);
  if (small != NULL) return small;
  const count = (length + 3) >> 2;
  const x = newBig(count);
  if (x == NULL) return NULL;
  const to = <usize>x + LIMBS;
  if (little) memory.copy(to, from, length);
  else for (let i = 0; i < length; i++) store<u8>(to + i, load<u8>(from + (length - 1 - i)));
  return finish(x, count, false);
}

/** The number, when it is a small int, which takes no memory; else NULL. */
function smallFromBytes(from: usize, length: i32, little: bool): Ref {
  let value: u32 = 0;
  for (let i = 0; i < length; i++) {
    if (value > <u32>SMALL_MAX >> 8) return NULL;
    value = (value << 8) | load<u8>(from + (little ? length - 1 - i : i));
  }
  return smallOf(<i32>value);
}

/** A positive number may use the top bit; a negative one is written in two's complement. */
function int_to_bytes(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  const length = n < 2 ? 1 : toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  if (length < 0) return raise(M.valueError);
  const bytes = newRawStr(Kind.Bytes, length);
  if (bytes == NULL) return NULL;
  const to = <usize>bytes + STR_DATA;
  if (!writeBytes(to, length, x)) return raise(M.bufferTooSmall);
  if (!isLittle(n, args, 2)) reverse(to, length);
  return bytes;
}

/** Writes the lowest byte first; false when the number does not fit. */
function writeBytes(to: usize, length: i32, x: Ref): bool {
  const limbs = limbsOf(x, LEFT);
  const bytes = limbCount(x) << 2;
  const negative = isNegative(x);
  const mask: u32 = negative ? 0xff : 0;
  let carry = mask & 1;
  let byte: u32 = 0;
  const all = max(bytes, length);
  for (let i = 0; i < all; i++) {
    byte = ((i < bytes ? load<u8>(limbs + i) : 0) ^ mask) + carry;
    carry = byte >> 8;
    byte &= 0xff;
    if (i < length) store<u8>(to + i, <u8>byte);
    else if (byte != mask) return false;
  }
  return !negative || (length > 0 && (load<u8>(to + length - 1) & 0x80) != 0);
}

function reverse(to: usize, length: i32): void {
  for (let low = to, high = to + length - 1; low < high; low++, high--) {
    const byte = load<u8>(low);
    store<u8>(low, load<u8>(high));
    store<u8>(high, byte);
  }
}
