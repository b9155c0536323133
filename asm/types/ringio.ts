/**
 * RingIO: bytes that wait between a writer and a reader.
 *
 *     0        4      8      12    16
 *     +--------+------+------+-----+-----+
 *     | header | room | size | get | put |   room: a Buffer of our own, or an object with the buffer protocol
 *     +--------+------+------+-----+-----+
 *
 * It is empty when both positions are equal, so that one byte of the room is never used.
 */
import { Errno } from "../generated/errnos";
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isKind, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { bufferAddress, bufferLength, needBuffer, takeBuffer } from "../object/buffer";
import { BUFFER_DATA } from "../object/builder";
import { machineInt, needMachineInt } from "../object/machine-int";
import { method1 } from "../object/native-function";
import { raiseValue } from "../object/raise";
import { describeStream, STREAM_RAISED, StreamRequest } from "../object/stream";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import {
  defineStreamContext,
  defineStreamReading,
  defineStreamWriting,
  STREAM_CONTEXT_NAMES,
  STREAM_READ_NAMES,
  STREAM_WRITE_NAMES,
} from "./stream-methods";

@unmanaged
class RingIO {
  header: u32;
  room: Ref;
  size: u32;
  get: u32;
  put: u32;
}

const MAX_SIZE: u32 = 0xffff;
/** Bits of a poll's question and answer. */
const POLL_READ: i32 = 1;
const POLL_WRITE: i32 = 4;

export function initRingIO(): void {
  describe(Kind.RingIO, refAt(offsetof<RingIO>("room")), 0);
  describeStream(Kind.RingIO, ring_read.index, ring_write.index, ring_control.index, false);
  const type = typeOfKind(Kind.RingIO);
  reserveNames(type, STREAM_READ_NAMES + STREAM_WRITE_NAMES + STREAM_CONTEXT_NAMES + 1);
  defineStreamReading(type);
  defineStreamWriting(type);
  defineStreamContext(type);
  method1(type, Q.any, ring_any);
  typeAt(type).make = ring_make.index;
}

function ringAt(x: Ref): RingIO {
  return changetype<RingIO>(<usize>x);
}

/** `RingIO(size)` or `RingIO(buffer)` */
function ring_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const mark = rootMark();
  let room = load<u32>(args);
  let size: u32 = 0;
  if (takeBuffer(room, true)) size = bufferLength;
  else {
    if (!needMachineInt(room)) return NULL;
    size = <u32>machineInt + 1;
    room = NULL;
  }
  if (size < 2 || size > MAX_SIZE) return raiseValue(Exc.ValueError, NULL);
  const x = allocate(Kind.RingIO, offsetof<RingIO>());
  if (x == NULL) return NULL;
  root(x);
  if (room == NULL) room = allocate(Kind.Buffer, BUFFER_DATA + size);
  if (room == NULL) return NULL;
  rootReset(mark);
  ringAt(x).room = room;
  ringAt(x).size = size;
  return x;
}

/** Where the room is now. 0: it has become smaller, an exception is pending. */
function roomOf(ring: RingIO): usize {
  if (isKind(ring.room, Kind.Buffer)) return <usize>ring.room + BUFFER_DATA;
  if (!needBuffer(ring.room, true)) return 0;
  return bufferLength >= ring.size ? bufferAddress : <usize>raiseValue(Exc.ValueError, NULL);
}

function waiting(ring: RingIO): u32 {
  return (ring.put + ring.size - ring.get) % ring.size;
}

function room(ring: RingIO): u32 {
  return ring.size - 1 - waiting(ring);
}

function ring_any(x: Ref): Ref {
  return smallOf(waiting(ringAt(x)));
}

function ring_read(x: Ref, to: usize, n: u32): i32 {
  const ring = ringAt(x);
  const data = roomOf(ring);
  if (data == 0) return STREAM_RAISED;
  const size = min<u32>(n, waiting(ring));
  const first = min<u32>(size, ring.size - ring.get);
  memory.copy(to, data + ring.get, first);
  memory.copy(to + first, data, size - first);
  ring.get = (ring.get + size) % ring.size;
  return <i32>size;
}

function ring_write(x: Ref, from: usize, n: u32): i32 {
  const ring = ringAt(x);
  const data = roomOf(ring);
  if (data == 0) return STREAM_RAISED;
  const size = min<u32>(n, room(ring));
  const first = min<u32>(size, ring.size - ring.put);
  memory.copy(data + ring.put, from, first);
  memory.copy(data, from + first, size - first);
  ring.put = (ring.put + size) % ring.size;
  return <i32>size;
}

function ring_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  const ring = ringAt(x);
  switch (request) {
    case StreamRequest.Poll:
      return (waiting(ring) != 0 ? a & POLL_READ : 0) | (room(ring) != 0 ? a & POLL_WRITE : 0);
    case StreamRequest.Close:
      return 0;
    default:
      return -Errno.EINVAL;
  }
}
