/**
 * What str, bytes and bytearray have in common: a run of bytes, and a new value of the same type. Their
 * methods are written once on top of this.
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { permanentObject } from "../memory/permanent";
import { isPointer, kindOf, qstrRef, Ref } from "../memory/ref";
import { isBytearray, newBytearray, packedAt, packedData } from "./packed";
import { letterStr } from "./qstr";
import { raise2 } from "./raise";
import { isStr, newStr, STR_DATA, strData, strLength } from "./str";
import { typeName, typeOf } from "./type";

export const EMPTY_STR: Ref = qstrRef(Q.empty);
/** The bytes without bytes; there is mostly only one. */
export let EMPTY_BYTES: Ref = 0;

export function initText(): void {
  EMPTY_BYTES = permanentObject(Kind.Bytes, <u32>STR_DATA);
}

/** Where the bytes of a str, bytes or bytearray start. */
export function textData(x: Ref): usize {
  return isBytearray(x) ? packedData(x) : strData(x);
}

/** How many bytes a str, bytes or bytearray has. */
export function textLength(x: Ref): u32 {
  return isBytearray(x) ? packedAt(x).length : strLength(x);
}

export function isBytes(x: Ref): bool {
  return isPointer(x) && load<u8>(x) == Kind.Bytes;
}

/** Whether a value is a str, bytes or bytearray. */
export function isText(x: Ref): bool {
  return isStr(x) || isBytes(x) || isBytearray(x);
}

/**
 * A value of a kind (str, bytes, bytearray) with a copy of these bytes, which must not move during an
 * allocation. Of short ones there is only one.
 */
export function newText(kind: Kind, data: usize, length: u32): Ref {
  if (kind == Kind.Str) {
    if (length == 0) return EMPTY_STR;
    if (length == 1 && load<u8>(data) < 0x80) return letterStr(data);
    return newStr(kind, data, length);
  }
  if (kind == Kind.Bytearray) return newBytearray(data, length);
  return length == 0 ? EMPTY_BYTES : newStr(kind, data, length);
}

/** The part of a value from one of its bytes to another, of the same type. */
export function partOf(x: Ref, from: usize, to: usize): Ref {
  const kind = kindOf(x);
  if (kind != Kind.Bytearray && from == strData(x) && to == from + strLength(x)) return x;
  return newText(kind, from, <u32>(to - from));
}

/**
 * Whether `other` may be an argument of a method of `self`: a str for a str, bytes or bytearray for the
 * others. false: TypeError is pending.
 */
export function checkMatching(self: Ref, other: Ref): bool {
  if (isStr(self) ? isStr(other) : isBytes(other) || isBytearray(other)) return true;
  raiseImplicit(other);
  return false;
}

/** Raises the TypeError about a value where text of the other type is needed. Always NULL. */
export function raiseImplicit(x: Ref): Ref {
  const wanted = isStr(x) ? Q.bytes : Q.str;
  return raise2(M.implicitText, typeName(typeOf(x)), qstrRef(wanted));
}
