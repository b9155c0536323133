/**
 * Text under construction, and the printer of standard output. Both take bytes; a builder keeps them on the
 * heap, the output hands them to the host whenever it is full.
 *
 *     0        4         8          12
 *     +--------+---------+----------+------+
 *     | header | length  | capacity | data |   data: a Buffer (bytes from its word 1), for STDOUT a fixed one
 *     +--------+---------+----------+------+
 */
import { Kind } from "../generated/kinds";
import * as host from "../host";
import { capacityOf } from "../memory/header";
import { allocate, allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { permanent, permanentObject } from "../memory/permanent";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { copyBytes } from "../memory/words";
import { newRawStr, STR_DATA, sealStr } from "./str";

@unmanaged
export class Builder {
  header: u32;
  length: u32;
  capacity: u32;
  data: Ref;
}

/** Where the bytes of a Buffer start. */
export const BUFFER_DATA: u32 = 4;

const OUT_BYTES: u32 = 4096;

/** The printer that writes to the host's standard output, standard error. */
export let STDOUT: Ref = 0;
export let STDERR: Ref = 0;

export function initBuilders(): void {
  describe(Kind.Builder, refAt(offsetof<Builder>("data")), 0);
  STDOUT = outputPrinter();
  STDERR = outputPrinter();
}

function outputPrinter(): Ref {
  return fixedBuilder(OUT_BYTES);
}

/** A builder outside the heap. */
export function fixedBuilder(bytes: u32): Ref {
  const x = permanentObject(Kind.Builder, offsetof<Builder>());
  builder(x).data = <Ref>permanent(bytes + BUFFER_DATA);
  builder(x).capacity = bytes;
  return x;
}

function builder(x: Ref): Builder {
  return changetype<Builder>(<usize>x);
}

/** An empty builder with room for `bytes`. NULL: an exception is pending. */
export function newBuilder(bytes: u32): Ref {
  const mark = rootMark();
  const x = allocateBlock(Kind.Builder);
  if (x == NULL) return NULL;
  root(x);
  const data = allocate(Kind.Buffer, bytes + BUFFER_DATA);
  if (data == NULL) return NULL;
  rootReset(mark);
  builder(x).data = data;
  builder(x).capacity = capacityOf(data) - BUFFER_DATA;
  return x;
}

/** Sends what the standard output holds to the host. */
export function flush(p: Ref): void {
  const length = builder(p).length;
  if (length == 0) return;
  // What was printed before an error stands before it, also where both go to one place.
  if (p == STDERR) flush(STDOUT);
  builder(p).length = 0;
  host.write(p == STDOUT ? 1 : 2, builder(p).data + BUFFER_DATA, length);
}

/** Makes room for `bytes` more. false: an exception is pending. */
export function reserve(p: Ref, bytes: u32): bool {
  const b = builder(p);
  if (b.length + bytes <= b.capacity) return true;
  if (p == STDOUT || p == STDERR) {
    flush(p);
    return bytes <= b.capacity;
  }
  const mark = rootMark();
  root(p);
  const data = allocate(Kind.Buffer, b.length + bytes + (b.capacity >> 1) + 16 + BUFFER_DATA);
  if (data == NULL) return false;
  rootReset(mark);
  memory.copy(data + BUFFER_DATA, b.data + BUFFER_DATA, b.length);
  b.data = data;
  b.capacity = capacityOf(data) - BUFFER_DATA;
  return true;
}

/** Where the next byte goes; valid until the next allocation. */
export function builderEnd(p: Ref): usize {
  return <usize>builder(p).data + BUFFER_DATA + builder(p).length;
}

/** Counts bytes that were written at `builderEnd` after `reserve`. */
export function advance(p: Ref, bytes: u32): void {
  builder(p).length += bytes;
}

export function builderLength(p: Ref): u32 {
  return builder(p).length;
}

export function setBuilderLength(p: Ref, length: u32): void {
  builder(p).length = length;
}

export function builderData(p: Ref): usize {
  return <usize>builder(p).data + BUFFER_DATA;
}

export function putByte(p: Ref, byte: u8): bool {
  if (!reserve(p, 1)) return false;
  store<u8>(builderEnd(p), byte);
  builder(p).length++;
  return true;
}

/** Appends bytes, which must not move during an allocation. */
export function putBytes(p: Ref, data: usize, length: u32): bool {
  if (length > OUT_BYTES && (p == STDOUT || p == STDERR)) {
    flush(p);
    if (p == STDERR) flush(STDOUT);
    host.write(p == STDOUT ? 1 : 2, data, length);
    return true;
  }
  if (!reserve(p, length)) return false;
  copyBytes(builderEnd(p), data, length);
  builder(p).length += length;
  return true;
}

/** Appends a literal of ASCII characters. */
export function putText(p: Ref, text: string): bool {
  const n = <u32>text.length;
  if (!reserve(p, n)) return false;
  const to = builderEnd(p);
  for (let i: u32 = 0; i < n; i++)
    store<u8>(to + i, <u8>load<u16>(changetype<usize>(text) + (i << 1)));
  builder(p).length += n;
  return true;
}

/** Appends a signed decimal. */
export function putNumber(p: Ref, n: i32): bool {
  if (n >= 0) return putUnsigned(p, <u32>n);
  return putByte(p, 0x2d) && putUnsigned(p, <u32>-n);
}

export function putUnsigned(p: Ref, n: u32): bool {
  if (!reserve(p, 10)) return false;
  let digits = 1;
  for (let rest = n; rest >= 10; rest /= 10) digits++;
  let to = builderEnd(p) + digits;
  let rest = n;
  do {
    store<u8>(--to, <u8>(0x30 + (rest % 10)));
    rest /= 10;
  } while (rest != 0);
  builder(p).length += digits;
  return true;
}

/** Appends a hexadecimal number without leading zeros. */
export function putHex(p: Ref, n: u32): bool {
  let shift = n == 0 ? 0 : ((31 - clz(n)) >> 2) << 2;
  for (; <i32>shift >= 0; shift -= 4) {
    const digit = (n >> shift) & 15;
    if (!putByte(p, <u8>(digit < 10 ? 0x30 + digit : 0x57 + digit))) return false;
  }
  return true;
}

/** What was built as a new str or bytes. NULL: an exception is pending. */
export function builderStr(p: Ref, kind: Kind): Ref {
  const mark = rootMark();
  root(p);
  const x = newRawStr(kind, builder(p).length);
  if (x == NULL) return NULL;
  rootReset(mark);
  copyBytes(<usize>x + STR_DATA, builderData(p), builder(p).length);
  return kind == Kind.Str ? sealStr(x) : x;
}
