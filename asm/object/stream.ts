/**
 * Streams: what files, StringIO, BytesIO, RingIO and a program's own IOBase classes have in common. A kind says
 * once how its bytes are read and written; the methods of all are in `types/stream-methods.ts`.
 *
 * A function answers a count, or minus an errno, or STREAM_RAISED.
 */
import { Errno } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, isPointer, kindOf, NULL, Ref } from "../memory/ref";
import { raise, raiseErrno } from "./raise";
import { typeAt } from "./type";

/** An exception is pending. */
export const STREAM_RAISED: i32 = i32.MIN_VALUE;

/** Requests to `control`, numbered as a program's `ioctl` method sees them. */
export const enum StreamRequest {
  Flush = 1,
  /** To position `a` from the start, the present one or the end (`b` is 0, 1, 2); answers the new one. */
  Seek = 2,
  Poll = 3,
  Close = 4,
  /** How many bytes should be read at once. */
  BufferSize = 11,
}

/** Per kind four words: read, write, control (0: cannot), whether what is read is text. */
const STREAMS: usize = memory.data(256 * 16, 8);
const WRITE: usize = 4;
const CONTROL: usize = 8;
const TEXT: usize = 12;

/**
 * Makes a kind's instances streams. `read(x, to, n)` and `write(x, from, n)` move at most `n` bytes from or to
 * memory that does not move; `control(x, request, a, b)` does everything else. 0 stands for none.
 */
export function describeStream(kind: Kind, read: u32, write: u32, control: u32, text: bool): void {
  const entry = STREAMS + ((<usize>kind) << 4);
  store<u32>(entry, read);
  store<u32>(entry, write, WRITE);
  store<u32>(entry, control, CONTROL);
  store<u32>(entry, u32(text), TEXT);
}

/** What the stream functions get as self: of an instance of a subclass its native part, if it has one. */
export function streamSelf(x: Ref): Ref {
  if (!isKind(x, Kind.Instance)) return x;
  const native = load<u32>(x, 12);
  return native == NULL || isKind(native, Kind.IOBase) ? x : native;
}

function entryOf(self: Ref): usize {
  let kind: u32 = kindOf(self);
  if (kind == Kind.Instance) kind = typeAt(load<u32>(self, 4)).nativeKind;
  return STREAMS + ((<usize>kind) << 4);
}

function slotOf(self: Ref, offset: usize): u32 {
  return isPointer(self) ? load<u32>(entryOf(self) + offset) : 0;
}

/** Whether a value can be read from, or written to. */
export function isStream(x: Ref, toWrite: bool): bool {
  return slotOf(streamSelf(x), toWrite ? WRITE : 0) != 0;
}

/** Whether reading the stream gives str. */
export function isTextStream(x: Ref): bool {
  return load<u32>(entryOf(streamSelf(x)) + TEXT) != 0;
}

/** Checks that a value can be written to. false: OSError is pending. */
export function needWritable(x: Ref): bool {
  if (slotOf(streamSelf(x), WRITE) != 0) return true;
  raise(M.streamUnsupported);
  return false;
}

function unsupported(): i32 {
  raise(M.streamUnsupported);
  return STREAM_RAISED;
}

/** Reads up to `n` bytes once; 0 at the end. */
export function streamReadOnce(x: Ref, to: usize, n: u32): i32 {
  const self = streamSelf(x);
  const slot = slotOf(self, 0);
  return slot == 0 ? unsupported() : call_indirect<i32>(slot, self, to, n);
}

/** Reads `n` bytes, fewer only at the end. An error behind the first bytes waits for the next call. */
export function streamRead(x: Ref, to: usize, n: u32): i32 {
  let done: u32 = 0;
  while (done < n) {
    const got = streamReadOnce(x, to + done, n - done);
    if (got < 0) return done != 0 && got == -Errno.EAGAIN ? <i32>done : got;
    if (got == 0) break;
    done += got;
  }
  return <i32>done;
}

/** Writes up to `n` bytes once. */
export function streamWriteOnce(x: Ref, from: usize, n: u32): i32 {
  const self = streamSelf(x);
  const slot = slotOf(self, WRITE);
  return slot == 0 ? unsupported() : call_indirect<i32>(slot, self, from, n);
}

/** Writes `n` bytes, fewer only when the stream takes no more. */
export function streamWrite(x: Ref, from: usize, n: u32): i32 {
  let done: u32 = 0;
  while (done < n) {
    const put = streamWriteOnce(x, from + done, n - done);
    if (put < 0) return done != 0 && put == -Errno.EAGAIN ? <i32>done : put;
    if (put == 0) break;
    done += put;
  }
  return <i32>done;
}

/** Makes a request. */
export function streamControl(x: Ref, request: StreamRequest, a: i32, b: i32): i32 {
  const self = streamSelf(x);
  const slot = slotOf(self, CONTROL);
  return slot == 0 ? unsupported() : call_indirect<i32>(slot, self, request, a, b);
}

/** Whether requests can be made of a stream. */
export function hasControl(x: Ref): bool {
  return slotOf(streamSelf(x), CONTROL) != 0;
}

/** Turns an answer below zero into a pending exception. Always NULL. */
export function raiseStream(answer: i32): Ref {
  return answer == STREAM_RAISED ? NULL : raiseErrno(-answer);
}
