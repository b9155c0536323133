/** The methods of streams. */
import { BoardCost, LoopCost } from "../generated/board-costs";
import { Errno } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { NONE, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { bufferAddress, bufferLength, needBuffer } from "../object/buffer";
import {
  advance,
  builderData,
  builderEnd,
  builderLength,
  newBuilder,
  reserve,
  setBuilderLength,
} from "../object/builder";
import { machineInt, needMachineInt } from "../object/machine-int";
import { method1, methodArgs } from "../object/native-function";
import { raiseErrno } from "../object/raise";
import { strLength } from "../object/str";
import {
  isTextStream,
  raiseStream,
  STREAM_RAISED,
  StreamRequest,
  streamControl,
  streamRead,
  streamReadOnce,
  streamWrite,
  streamWriteOnce,
} from "../object/stream";
import { newText } from "../object/text";
import { typeAt } from "../object/type";
import { Cost } from "../vm/cost";
import { listAppend, newList } from "./list";
import { decodeUtf8 } from "./str/encode";

/** Bytes that reading to the end asks for at a time, at first. */
const CHUNK: u32 = 256;

/** How many names the functions below define. */
export const STREAM_READ_NAMES: u32 = 5;
export const STREAM_WRITE_NAMES: u32 = 2;
export const STREAM_ONCE_NAMES: u32 = 5;
export const STREAM_SEEK_NAMES: u32 = 2;
export const STREAM_CONTEXT_NAMES: u32 = 3;

/** `read`, `read1`, `readinto`, `readline`, `readlines`, and iteration over lines. */
export function defineStreamReading(type: Ref): void {
  methodArgs(type, Q.read, 1, 2, stream_read);
  methodArgs(type, Q.read1, 1, 2, stream_read1);
  methodArgs(type, Q.readinto, 2, 3, stream_readinto);
  methodArgs(type, Q.readline, 1, 2, stream_readline);
  method1(type, Q.readlines, stream_readlines);
  defineStreamLines(type);
}

/**
 * `read`, `readinto`, `readline`, `write` of a stream that waits by itself: they ask it once; and `flush`, iteration.
 */
export function defineStreamOnce(type: Ref): void {
  methodArgs(type, Q.read, 1, 2, stream_read1);
  methodArgs(type, Q.readinto, 2, 3, stream_readinto1);
  methodArgs(type, Q.readline, 1, 2, stream_readline);
  methodArgs(type, Q.write, 2, 4, stream_write1);
  method1(type, Q.flush, stream_flush);
  defineStreamLines(type);
}

/** Iteration over lines. */
export function defineStreamLines(type: Ref): void {
  typeAt(type).iter = stream_iter.index;
  typeAt(type).next = stream_next.index;
}

/** `write`, `flush`. */
export function defineStreamWriting(type: Ref): void {
  methodArgs(type, Q.write, 2, 4, stream_write);
  method1(type, Q.flush, stream_flush);
}

/** `seek`, `tell`. */
export function defineStreamSeeking(type: Ref): void {
  methodArgs(type, Q.seek, 2, 3, stream_seek);
  method1(type, Q.tell, stream_tell);
}

/** `close`, `__enter__`, `__exit__`. */
export function defineStreamContext(type: Ref): void {
  method1(type, Q.close, stream_close);
  method1(type, Q.__enter__, stream_iter);
  methodArgs(type, Q.__exit__, 4, 4, stream_exit);
}

/** What was read, as str or bytes. */
function textOfStream(x: Ref, p: Ref): Ref {
  if (isTextStream(x)) return decodeUtf8(builderData(p), builderLength(p));
  return newText(Kind.Bytes, builderData(p), builderLength(p));
}

/** What an answer below zero means for a method: None when the stream would have to wait. */
function failedStream(answer: i32): Ref {
  return answer == -Errno.EAGAIN ? NONE : raiseStream(answer);
}

function stream_read(n: i32, args: usize): Ref {
  return readWith(n, args, false);
}

function stream_read1(n: i32, args: usize): Ref {
  return readWith(n, args, true);
}

function readWith(n: i32, args: usize, once: bool): Ref {
  const x = load<u32>(args);
  let size = -1;
  if (n > 1 && load<u32>(args, 4) != NONE) {
    if (!needMachineInt(load<u32>(args, 4))) return NULL;
    size = machineInt;
  }
  const mark = rootMark();
  const p = newBuilder(size < 0 ? CHUNK : size);
  if (p == NULL) return NULL;
  root(p);
  let answer = 0;
  if (size < 0) answer = readAll(x, p);
  else if (isTextStream(x)) answer = readCharacters(x, p, size);
  else
    answer = once ? streamReadOnce(x, builderData(p), size) : streamRead(x, builderData(p), size);
  if (answer < 0) return failedStream(answer);
  if (size >= 0 && !isTextStream(x)) setBuilderLength(p, answer);
  if (isTextStream(x)) Cost.cycles(<i32>builderLength(p) * LoopCost.textByte);
  const text = textOfStream(x, p);
  if (text != NULL) rootReset(mark);
  return text;
}

/** Reads to the end. */
function readAll(x: Ref, p: Ref): i32 {
  while (true) {
    const size = max<u32>(CHUNK, builderLength(p));
    if (!reserve(p, size)) return STREAM_RAISED;
    const got = streamReadOnce(x, builderEnd(p), size);
    if (got < 0) return got == -Errno.EAGAIN && builderLength(p) != 0 ? 0 : got;
    if (got == 0) return 0;
    advance(p, got);
  }
}

/** Reads a number of characters, and never a byte more: at least one byte for each that is missing. */
function readCharacters(x: Ref, p: Ref, count: i32): i32 {
  let left = count;
  let at: u32 = 0;
  while (left > 0) {
    let wanted = <u32>left;
    if (at < builderLength(p)) {
      wanted += at + characterSize(load<u8>(builderData(p) + at)) - builderLength(p) - 1;
    }
    if (!reserve(p, wanted)) return STREAM_RAISED;
    const got = streamRead(x, builderEnd(p), wanted);
    if (got < 0) return got == -Errno.EAGAIN && builderLength(p) != 0 ? 0 : got;
    if (got == 0) return 0;
    advance(p, got);
    while (left > 0 && at < builderLength(p)) {
      const size = characterSize(load<u8>(builderData(p) + at));
      if (at + size > builderLength(p)) break;
      at += size;
      left--;
    }
  }
  return 0;
}

/** Bytes of the UTF-8 character that starts with this byte. */
function characterSize(first: u8): u32 {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

export function stream_readinto(n: i32, args: usize): Ref {
  return readIntoWith(n, args, false);
}

function stream_readinto1(n: i32, args: usize): Ref {
  return readIntoWith(n, args, true);
}

function readIntoWith(n: i32, args: usize, once: bool): Ref {
  if (!needBuffer(load<u32>(args, 4), true)) return NULL;
  const to = bufferAddress;
  let size = bufferLength;
  if (n > 2) {
    if (!needMachineInt(load<u32>(args, 8))) return NULL;
    size = min<u32>(size, <u32>machineInt);
  }
  const x = load<u32>(args);
  const got = once ? streamReadOnce(x, to, size) : streamRead(x, to, size);
  return got < 0 ? failedStream(got) : smallOf(got);
}

function stream_readline(n: i32, args: usize): Ref {
  let size = -1;
  if (n > 1 && load<u32>(args, 4) != NONE) {
    if (!needMachineInt(load<u32>(args, 4))) return NULL;
    size = machineInt;
  }
  return readLine(load<u32>(args), size);
}

/** A line with its end, or at most `limit` bytes of it (negative: no limit); empty at the stream's end. */
export function readLine(x: Ref, limit: i32): Ref {
  const mark = rootMark();
  root(x);
  const p = newBuilder(64);
  if (p == NULL) return NULL;
  root(p);
  for (let left = limit; left != 0; left--) {
    if (!reserve(p, 1)) return NULL;
    const got = streamReadOnce(x, builderEnd(p), 1);
    if (got < 0) {
      if (got == -Errno.EAGAIN && builderLength(p) != 0) break;
      return failedStream(got);
    }
    if (got == 0) break;
    advance(p, 1);
    if (load<u8>(builderEnd(p) - 1) == 0x0a) break;
  }
  const line = textOfStream(x, p);
  if (line != NULL) rootReset(mark);
  return line;
}

function stream_readlines(x: Ref): Ref {
  const mark = rootMark();
  const lines = newList(0);
  if (lines == NULL) return NULL;
  root(lines);
  while (true) {
    const line = stream_next(x);
    if (line == NULL) break;
    if (!listAppend(lines, line)) return NULL;
  }
  rootReset(mark);
  return lines;
}

/** A stream is its own iterator, and its own context. */
function stream_iter(x: Ref): Ref {
  return x;
}

/** The next line; NULL at the end, or an exception is pending. */
function stream_next(x: Ref): Ref {
  const line = readLine(x, -1);
  if (line == NULL || line == NONE) return NULL;
  return strLength(line) == 0 ? NULL : line;
}

/** `write(buffer)`, `write(buffer, most)`, `write(buffer, offset, most)` */
export function stream_write(n: i32, args: usize): Ref {
  return writeWith(n, args, false);
}

function stream_write1(n: i32, args: usize): Ref {
  return writeWith(n, args, true);
}

function writeWith(n: i32, args: usize, once: bool): Ref {
  Cost.charge(BoardCost.writeStream);
  if (!needBuffer(load<u32>(args, 4), false)) return NULL;
  let from = bufferAddress;
  let size = bufferLength;
  if (n > 3) {
    if (!needMachineInt(load<u32>(args, 8))) return NULL;
    const offset = min<u32>(size, <u32>machineInt);
    from += offset;
    size -= offset;
  }
  if (n > 2) {
    if (!needMachineInt(load<u32>(args + (n > 3 ? 12 : 8)))) return NULL;
    size = min<u32>(size, <u32>machineInt);
  }
  const x = load<u32>(args);
  const put = once ? streamWriteOnce(x, from, size) : streamWrite(x, from, size);
  return put < 0 ? failedStream(put) : smallOf(put);
}

function stream_flush(x: Ref): Ref {
  const answer = streamControl(x, StreamRequest.Flush, 0, 0);
  return answer < 0 ? raiseStream(answer) : NONE;
}

function stream_seek(n: i32, args: usize): Ref {
  if (!needMachineInt(load<u32>(args, 4))) return NULL;
  const offset = machineInt;
  let from = 0;
  if (n > 2) {
    if (!needMachineInt(load<u32>(args, 8))) return NULL;
    from = machineInt;
  }
  if (from == 0 && offset < 0) return raiseErrno(Errno.EINVAL);
  return seekTo(load<u32>(args), offset, from);
}

function seekTo(x: Ref, offset: i32, from: i32): Ref {
  const answer = streamControl(x, StreamRequest.Seek, offset, from);
  return answer < 0 ? raiseStream(answer) : smallOf(answer);
}

function stream_tell(x: Ref): Ref {
  return seekTo(x, 0, 1);
}

export function stream_close(x: Ref): Ref {
  const answer = streamControl(x, StreamRequest.Close, 0, 0);
  return answer < 0 ? raiseStream(answer) : NONE;
}

function stream_exit(n: i32, args: usize): Ref {
  return stream_close(load<u32>(args));
}
