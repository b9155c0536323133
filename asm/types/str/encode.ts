/** encode and decode, hex and fromhex. */

import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { NULL, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { builderData, builderLength, newBuilder, putByte } from "../../object/builder";
import { functionArgs, methodArgs } from "../../object/native-function";
import { raise } from "../../object/raise";
import { strData, strLength } from "../../object/str";
import { newText, textData, textLength } from "../../object/text";
import { defineName } from "../../object/type";
import { isUtf8 } from "../../object/utf8";
import { isSpaceByte } from "./case";
import { putHexDigits } from "./quote";

export function defineEncode(type: Ref): void {
  methodArgs(type, Q.encode, 1, 3, str_encode);
}

export function defineDecode(type: Ref): void {
  methodArgs(type, Q.decode, 1, 3, bytes_decode);
}

/** A str of bytes that are to be UTF-8. NULL: UnicodeError is pending. */
export function decodeUtf8(data: usize, length: u32): Ref {
  if (!isUtf8(data, length)) return raise(M.unicode);
  return newText(Kind.Str, data, length);
}

/** UTF-8 whatever encoding is asked for. */
function str_encode(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  return newText(Kind.Bytes, strData(x), strLength(x));
}

function bytes_decode(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  return decodeUtf8(textData(x), textLength(x));
}

export function defineHex(type: Ref): void {
  methodArgs(type, Q.hex, 1, 2, bytes_hex);
}

/** `x.hex([separator])` of anything with bytes. */
function bytes_hex(n: i32, args: usize): Ref {
  let separator: i32 = -1;
  if (n > 1) {
    if (!needBuffer(load<u32>(args, 4), false)) return NULL;
    if (bufferLength != 0) separator = load<u8>(bufferAddress);
  }
  if (!needBuffer(load<u32>(args), false)) return NULL;
  const data = bufferAddress;
  const length = bufferLength;
  const mark = rootMark();
  const p = newBuilder(length * 3);
  if (p == NULL) return NULL;
  root(p);
  for (let i: u32 = 0; i < length; i++) {
    if (i != 0 && separator >= 0 && !putByte(p, <u8>separator)) return NULL;
    if (!putHexDigits(p, load<u8>(data + i), 2)) return NULL;
  }
  const x = newText(Kind.Str, builderData(p), builderLength(p));
  rootReset(mark);
  return x;
}

/** Adds the class method `fromhex` of a kind. */
export function defineFromHex(type: Ref, kind: Kind): void {
  const f = functionArgs(Q.fromhex, 2, 2, kind == Kind.Bytes ? bytes_fromhex : bytearray_fromhex);
  const method = permanentObject(Kind.ClassMethod, 8);
  store<u32>(method, f, 4);
  defineName(type, Q.fromhex, method);
}

function bytes_fromhex(n: i32, args: usize): Ref {
  return fromHex(Kind.Bytes, load<u32>(args, 4));
}

function bytearray_fromhex(n: i32, args: usize): Ref {
  return fromHex(Kind.Bytearray, load<u32>(args, 4));
}

/** Reads pairs of hexadecimal digits, with blanks between them, into a value of a kind. */
function fromHex(kind: Kind, text: Ref): Ref {
  if (!needBuffer(text, false)) return NULL;
  let at = bufferAddress;
  const end = at + bufferLength;
  const mark = rootMark();
  const p = newBuilder((bufferLength >> 1) + 1);
  if (p == NULL) return NULL;
  root(p);
  while (at < end) {
    if (isSpaceByte(load<u8>(at))) {
      at++;
      continue;
    }
    const high = hexValue(at, end);
    const low = hexValue(at + 1, end);
    if (high < 0 || low < 0) return raise(M.nonHexDigit);
    if (!putByte(p, <u8>((high << 4) | low))) return NULL;
    at += 2;
  }
  const x = newText(kind, builderData(p), builderLength(p));
  rootReset(mark);
  return x;
}

function hexValue(at: usize, end: usize): i32 {
  if (at >= end) return -1;
  const byte = <i32>load<u8>(at);
  if (<u32>(byte - 0x30) < 10) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return <u32>letter < 6 ? letter + 10 : -1;
}
