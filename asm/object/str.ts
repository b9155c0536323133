/**
 * The storage of str and bytes, and access to it whether interned or not.
 *
 *     0        4      8         12
 *     +--------+------+---------+------------------+
 *     | header | hash | length  | UTF-8 bytes …    |
 *     +--------+------+---------+------------------+
 *
 * `hash` is 0 until it is computed; `length` counts bytes. FLAG_ASCII says that characters are bytes.
 */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { FLAG_ASCII, hasFlag, setFlag } from "../memory/header";
import { allocate } from "../memory/heap";
import { describe } from "../memory/layout";
import { isPointer, isQstr, NULL, qstrId, Ref } from "../memory/ref";
import { copyBytes } from "../memory/words";
import { Cost } from "../vm/cost";
import { chargeSearch, knownName, qstrObject } from "./qstr";

@unmanaged
export class Str {
  header: u32;
  hash: u32;
  length: u32;
}

/** Where the bytes start. */
export const STR_DATA: usize = 12;

export function describeStr(): void {
  describe(Kind.Str, 0, 0);
  describe(Kind.Bytes, 0, 0);
}

/** Whether a value is a str proper, interned or not. */
export function isStr(x: Ref): bool {
  return isQstr(x) || (isPointer(x) && load<u8>(x) == Kind.Str);
}

/** The object behind a str or bytes value: interned strings are looked up. */
export function strObject(x: Ref): Ref {
  return isPointer(x) ? x : qstrObject(qstrId(x));
}

/** The address of the bytes of a str or bytes value. */
export function strData(x: Ref): usize {
  return <usize>strObject(x) + STR_DATA;
}

/** The length in bytes of a str or bytes value. */
export function strLength(x: Ref): u32 {
  return changetype<Str>(<usize>strObject(x)).length;
}

export function isAscii(x: Ref): bool {
  return hasFlag(strObject(x), FLAG_ASCII);
}

/** An uninitialised str or bytes of this many bytes; the caller fills it in and calls `sealStr`. */
export function newRawStr(kind: Kind, length: u32): Ref {
  const x = allocate(kind, <u32>STR_DATA + length);
  if (x != NULL) changetype<Str>(<usize>x).length = length;
  if (BOARD) Cost.text(<u32>STR_DATA, length, kind == Kind.Bytes);
  return x;
}

/** Notes what a freshly filled str contains. */
export function sealStr(x: Ref): Ref {
  if (BOARD) chargeSearch(<usize>x + STR_DATA, strLength(x));
  if (bytesAreAscii(<usize>x + STR_DATA, strLength(x))) setFlag(x, FLAG_ASCII);
  return x;
}

export function bytesAreAscii(data: usize, length: u32): bool {
  let i: u32 = 0;
  for (; i + 8 <= length; i += 8) {
    if (load<u64>(data + i) & 0x8080808080808080) return false;
  }
  for (; i < length; i++) {
    if (load<u8>(data + i) & 0x80) return false;
  }
  return true;
}

/** A new str or bytes with a copy of these bytes, which must not move during an allocation. */
export function newStr(kind: Kind, data: usize, length: u32): Ref {
  const before = Cost.now();
  const x = newRawStr(kind, length);
  if (x == NULL) return NULL;
  copyBytes(<usize>x + STR_DATA, data, length);
  if (kind != Kind.Str) return x;
  // Of what is a name the board makes no object.
  if (BOARD && knownName(<usize>x + STR_DATA, length) != 0) Cost.goBack(before);
  return sealStr(x);
}

/** FNV-1a over the bytes, never 0. */
export function hashBytes(data: usize, length: u32): u32 {
  let h: u32 = 0x811c9dc5;
  for (let i: u32 = 0; i < length; i++) h = (h ^ load<u8>(data + i)) * 0x01000193;
  return h == 0 ? 1 : h;
}

/** The hash of a str or bytes value, computed once. */
export function strHash(x: Ref): u32 {
  const s = changetype<Str>(<usize>strObject(x));
  if (s.hash == 0) s.hash = hashBytes(changetype<usize>(s) + STR_DATA, s.length);
  return s.hash;
}

/** Whether two str or bytes values have the same bytes. */
export function sameBytes(a: Ref, b: Ref): bool {
  Cost.charge(BoardCost.equal);
  if (a == b) return true;
  if (isQstr(a) && isQstr(b)) return false;
  const x = changetype<Str>(<usize>strObject(a));
  const y = changetype<Str>(<usize>strObject(b));
  if (x.length != y.length) return false;
  if (x.hash != 0 && y.hash != 0 && x.hash != y.hash) return false;
  return (
    memory.compare(changetype<usize>(x) + STR_DATA, changetype<usize>(y) + STR_DATA, x.length) == 0
  );
}
