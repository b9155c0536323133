/**
 * bytearray and array: numbers of one size, side by side in a Buffer that can grow.
 *
 *     0        4        8      12
 *     +--------+--------+------+------+
 *     | header | length | code | data |   length in items; data: a Buffer, 0 for none
 *     +--------+--------+------+------+
 */

import { Kind } from "../generated/kinds";
import { capacityOf } from "../memory/header";
import { allocate, allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isPointer, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { Cost } from "../vm/cost";
import { CODE_BYTES, setBuffer } from "./buffer";
import { BUFFER_DATA } from "./builder";
import { CODE_OBJECTS } from "./item-code";

@unmanaged
export class Packed {
  header: u32;
  length: u32;
  /** The type code's character, and in the second byte the size of an item as a power of two. */
  code: u32;
  data: Ref;
}

export function describePacked(): void {
  describe(Kind.Bytearray, refAt(offsetof<Packed>("data")), 0);
  describe(Kind.Array, refAt(offsetof<Packed>("data")), 0);
}

export function packedAt(x: Ref): Packed {
  return changetype<Packed>(<usize>x);
}

export function isBytearray(x: Ref): bool {
  return isPointer(x) && load<u8>(x) == Kind.Bytearray;
}

/** Where the items start; valid until the object grows. */
export function packedData(x: Ref): usize {
  return <usize>packedAt(x).data + BUFFER_DATA;
}

/** The type code's character. */
export function packedCode(x: Ref): u32 {
  return packedAt(x).code & 0xff;
}

/** An item's size as a power of two. */
export function packedShift(x: Ref): u32 {
  return packedAt(x).code >> 8;
}

/** What holds the items: the collector looks at references. */
function bufferKind(code: u32): Kind {
  return code == CODE_OBJECTS ? Kind.RefBuffer : Kind.Buffer;
}

/** A bytearray or array of `length` items, all zero. NULL: an exception is pending. */
export function newPacked(kind: Kind, code: u32, shift: u32, length: u32): Ref {
  const mark = rootMark();
  const x = allocateBlock(kind);
  if (x == NULL) return NULL;
  packedAt(x).code = code | (shift << 8);
  if (length == 0) return x;
  root(x);
  const bytes = length << shift;
  const data = allocate(bufferKind(code), BUFFER_DATA + bytes);
  if (data == NULL) return NULL;
  Cost.refund((BUFFER_DATA + bytes + 15) >> 4, (bytes + 15) >> 4);
  rootReset(mark);
  packedAt(x).data = data;
  packedAt(x).length = length;
  return x;
}

/** A bytearray with a copy of these bytes, which must not move during an allocation. */
export function newBytearray(data: usize, length: u32): Ref {
  const x = newPacked(Kind.Bytearray, CODE_BYTES, 0, length);
  if (x != NULL) memory.copy(packedData(x), data, length);
  return x;
}

/**
 * Makes room for `length` items in all, and some to spare when the buffer has to be replaced. The object must be
 * rooted. false: an exception is pending.
 */
export function reservePacked(x: Ref, length: u32): bool {
  const p = packedAt(x);
  const shift = p.code >> 8;
  const bytes = length << shift;
  if (p.data != NULL && bytes <= capacityOf(p.data) - BUFFER_DATA) return true;
  const data = allocate(bufferKind(p.code & 0xff), BUFFER_DATA + bytes + (bytes >> 1) + 16);
  if (data == NULL) return false;
  memory.copy(data + BUFFER_DATA, <usize>p.data + BUFFER_DATA, p.length << shift);
  p.data = data;
  return true;
}

/** Whether a value is an array of references, and asks it for them as a buffer; nothing else may see their words. */
export function takeReferences(x: Ref): bool {
  return (
    isPointer(x) &&
    load<u8>(x) == Kind.Array &&
    packedCode(x) == CODE_OBJECTS &&
    packed_buffer(x, false)
  );
}

/** The slot of both types. */
export function packed_buffer(x: Ref, writable: bool): bool {
  const p = packedAt(x);
  return setBuffer(packedData(x), p.length << (p.code >> 8), p.code & 0xff);
}
