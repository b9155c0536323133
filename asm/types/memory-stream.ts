/**
 * StringIO and BytesIO: streams over bytes of their own, or those of a str or bytes until the first write.
 *
 *     0        4      8
 *     +--------+------+----------+
 *     | header | data | position |   data: a bytearray, str or bytes, 0 when the stream is closed
 *     +--------+------+----------+
 */
import { Errno } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { kindOf, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { bufferAddress, bufferLength, CODE_BYTES, needBuffer } from "../object/buffer";
import { putByte, putHex, putText } from "../object/builder";
import { machineInt, needExactInt } from "../object/machine-int";
import { method1 } from "../object/native-function";
import {
  isBytearray,
  newBytearray,
  newPacked,
  packedAt,
  packedData,
  reservePacked,
} from "../object/packed";
import { Style } from "../object/print";
import { raise, raise1 } from "../object/raise";
import { describeStream, STREAM_RAISED, StreamRequest } from "../object/stream";
import { newText, textData, textLength } from "../object/text";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { decodeUtf8 } from "./str/encode";
import {
  defineStreamContext,
  defineStreamReading,
  defineStreamSeeking,
  defineStreamWriting,
  STREAM_CONTEXT_NAMES,
  STREAM_READ_NAMES,
  STREAM_SEEK_NAMES,
  STREAM_WRITE_NAMES,
} from "./stream-methods";

@unmanaged
class MemoryStream {
  header: u32;
  data: Ref;
  position: u32;
}

const NAMES: u32 =
  STREAM_READ_NAMES + STREAM_WRITE_NAMES + STREAM_SEEK_NAMES + STREAM_CONTEXT_NAMES + 1;

export function initMemoryStreams(): void {
  initKind(Kind.StringIO, true);
  initKind(Kind.BytesIO, false);
  typeAt(typeOfKind(Kind.StringIO)).make = stringIO_make.index;
  typeAt(typeOfKind(Kind.BytesIO)).make = bytesIO_make.index;
}

function initKind(kind: Kind, text: bool): void {
  describe(kind, refAt(offsetof<MemoryStream>("data")), 0);
  describeStream(kind, memory_read.index, memory_write.index, memory_control.index, text);
  const type = typeOfKind(kind);
  typeAt(type).print = memory_print.index;
  reserveNames(type, NAMES);
  defineStreamReading(type);
  defineStreamWriting(type);
  defineStreamSeeking(type);
  defineStreamContext(type);
  method1(type, Q.getvalue, memory_getvalue);
}

function streamAt(x: Ref): MemoryStream {
  return changetype<MemoryStream>(<usize>x);
}

function memory_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, kindOf(x) == Kind.StringIO ? "<io.StringIO 0x" : "<io.BytesIO 0x") &&
    putHex(p, x) &&
    putByte(p, 0x3e)
  );
}

function stringIO_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return newStream(Kind.StringIO, n, args);
}

function bytesIO_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return newStream(Kind.BytesIO, n, args);
}

/** Most bytes that a stream may be asked to have room for. */
const MAX_ROOM: u32 = 0x7fffff00;
/** What a stream has room for that is made without saying how much. */
const DEFAULT_ROOM: u32 = 16;

/** An empty stream with room for an int's number of bytes, or one over a str's, or over a copy of a buffer's. */
function newStream(kind: Kind, n: i32, args: usize): Ref {
  const mark = rootMark();
  const x = allocateBlock(kind);
  if (x == NULL) return NULL;
  root(x);
  const data = initialData(n == 0 ? smallOf(DEFAULT_ROOM) : load<u32>(args));
  if (data == NULL) return NULL;
  rootReset(mark);
  streamAt(x).data = data;
  return x;
}

function initialData(initial: Ref): Ref {
  const kind = kindOf(initial);
  if (kind == Kind.Str || kind == Kind.Bytes) return initial;
  if (kind == Kind.Int) return roomFor(initial);
  return needBuffer(initial, false) ? newBytearray(bufferAddress, bufferLength) : NULL;
}

function roomFor(size: Ref): Ref {
  if (!needExactInt(size)) return NULL;
  if (<u32>machineInt > MAX_ROOM) return raise1(M.memoryBytes, machineInt);
  const data = newPacked(Kind.Bytearray, CODE_BYTES, 0, machineInt);
  if (data != NULL) packedAt(data).length = 0;
  return data;
}

function isClosed(s: MemoryStream): bool {
  if (s.data != NULL) return false;
  raise(M.fileClosed);
  return true;
}

function memory_getvalue(x: Ref): Ref {
  const s = streamAt(x);
  if (isClosed(s)) return NULL;
  const from = textData(s.data);
  const length = textLength(s.data);
  return kindOf(x) == Kind.StringIO ? decodeUtf8(from, length) : newText(Kind.Bytes, from, length);
}

function memory_read(x: Ref, to: usize, n: u32): i32 {
  const s = streamAt(x);
  if (isClosed(s)) return STREAM_RAISED;
  const length = textLength(s.data);
  if (s.position >= length) return 0;
  const size = min(n, length - s.position);
  memory.copy(to, textData(s.data) + s.position, size);
  s.position += size;
  return <i32>size;
}

/** Gives a stream bytes of its own to write to. false: an exception is pending. */
function ownData(s: MemoryStream): bool {
  if (isBytearray(s.data)) return true;
  const data = newBytearray(textData(s.data), textLength(s.data));
  if (data == NULL) return false;
  s.data = data;
  return true;
}

function memory_write(x: Ref, from: usize, n: u32): i32 {
  const s = streamAt(x);
  if (isClosed(s)) return STREAM_RAISED;
  if (!ownData(s)) return STREAM_RAISED;
  const data = packedAt(s.data);
  const end = s.position + n;
  if (end < n) return -Errno.EFBIG;
  if (!reservePacked(s.data, end)) return STREAM_RAISED;
  const to = packedData(s.data);
  if (s.position > data.length) memory.fill(to + data.length, 0, s.position - data.length);
  memory.copy(to + s.position, from, n);
  s.position = end;
  data.length = max(data.length, end);
  return <i32>n;
}

function memory_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  const s = streamAt(x);
  switch (request) {
    case StreamRequest.Flush:
      return 0;
    case StreamRequest.Close:
      s.data = NULL;
      return 0;
    case StreamRequest.Seek: {
      const end = s.data == NULL ? 0 : textLength(s.data);
      const from = b == 1 ? s.position : b == 2 ? end : 0;
      s.position = <u32>max<i64>(<i64>from + a, 0);
      return <i32>s.position;
    }
  }
  return -Errno.EINVAL;
}
