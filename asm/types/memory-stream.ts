/**
 * StringIO and BytesIO: streams over bytes of their own.
 *
 *     0        4      8
 *     +--------+------+----------+
 *     | header | data | position |   data: a bytearray, 0 when the stream is closed
 *     +--------+------+----------+
 */
import { Errno } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isSmall, kindOf, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { bufferAddress, bufferLength, needBuffer } from "../object/buffer";
import { putByte, putHex, putText } from "../object/builder";
import { method1 } from "../object/native-function";
import { newBytearray, packedAt, packedData, reservePacked } from "../object/packed";
import { Style } from "../object/print";
import { raise } from "../object/raise";
import { describeStream, STREAM_RAISED, StreamRequest } from "../object/stream";
import { newText } from "../object/text";
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
  return newStream(Kind.StringIO, n, nkw, args);
}

function bytesIO_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return newStream(Kind.BytesIO, n, nkw, args);
}

/** An empty stream, or one with a copy of what it is given; an int says how much room to make. */
function newStream(kind: Kind, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  const mark = rootMark();
  const x = allocateBlock(kind);
  if (x == NULL) return NULL;
  root(x);
  let address: usize = 0;
  let length: u32 = 0;
  const initial = n == 0 ? NULL : load<u32>(args);
  if (initial != NULL && !isSmall(initial)) {
    if (!needBuffer(initial, false)) return NULL;
    address = bufferAddress;
    length = bufferLength;
  }
  const data = newBytearray(address, length);
  if (data == NULL) return NULL;
  streamAt(x).data = data;
  rootReset(mark);
  return x;
}

function isClosed(s: MemoryStream): bool {
  if (s.data != NULL) return false;
  raise(M.fileClosed);
  return true;
}

function memory_getvalue(x: Ref): Ref {
  const s = streamAt(x);
  if (isClosed(s)) return NULL;
  const from = packedData(s.data);
  const length = packedAt(s.data).length;
  return kindOf(x) == Kind.StringIO ? decodeUtf8(from, length) : newText(Kind.Bytes, from, length);
}

function memory_read(x: Ref, to: usize, n: u32): i32 {
  const s = streamAt(x);
  if (isClosed(s)) return STREAM_RAISED;
  const length = packedAt(s.data).length;
  if (s.position >= length) return 0;
  const size = min(n, length - s.position);
  memory.copy(to, packedData(s.data) + s.position, size);
  s.position += size;
  return <i32>size;
}

function memory_write(x: Ref, from: usize, n: u32): i32 {
  const s = streamAt(x);
  if (isClosed(s)) return STREAM_RAISED;
  const data = packedAt(s.data);
  const end = s.position + n;
  if (end < n) raise(M.memory);
  if (end < n || !reservePacked(s.data, end)) return STREAM_RAISED;
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
      const end = s.data == NULL ? 0 : packedAt(s.data).length;
      const from = b == 0 ? 0 : b == 1 ? s.position : end;
      s.position = <u32>max<i64>(<i64>from + a, 0);
      return <i32>s.position;
    }
  }
  return -Errno.EINVAL;
}
