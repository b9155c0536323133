/**
 * Files: TextIOWrapper and FileIO differ only in what reading gives.
 *
 *     0        4    8         12      16    20     24
 *     +--------+----+---------+-------+-----+------+-------+
 *     | header | fd | buffer  | start | end | twin | owner |   buffer: bytes start to end were read ahead
 *     +--------+----+---------+-------+-----+------+-------+
 *
 * The standard streams lie in permanent memory and read nothing ahead; `twin` is the `buffer` of their
 * text side. `owner` is the file system that must not go before the file; from block devices nothing is read ahead.
 */
import { endLines, pollSerial, readSerial } from "../board/serial-input";
import { BoardCost } from "../generated/board-costs";
import { Errno } from "../generated/errnos";
import { Exc } from "../generated/exceptions";
import { FileOp } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { permanentObject } from "../memory/permanent";
import { isKind, NULL, qstrRef, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import {
  BUFFER_DATA,
  flush,
  putByte,
  putBytes,
  putNumber,
  putText,
  STDERR,
  STDOUT,
} from "../object/builder";
import { registerFinaliser } from "../object/finaliser";
import { method1 } from "../object/native-function";
import { putStr, Style } from "../object/print";
import { hasPending, raise, raiseErrno, raiseValue } from "../object/raise";
import { describeStream, STREAM_RAISED, StreamRequest } from "../object/stream";
import { reserveNames, typeAt, typeName, typeOf, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { servePoll } from "../vm/poll";
import {
  defineStreamContext,
  defineStreamReading,
  defineStreamSeeking,
  defineStreamWriting,
  STREAM_CONTEXT_NAMES,
  STREAM_READ_NAMES,
  STREAM_SEEK_NAMES,
  STREAM_WRITE_NAMES,
  stream_close,
} from "./stream-methods";
import { hasDevice } from "./vfs";

@unmanaged
export class File {
  header: u32;
  fd: i32;
  buffer: Ref;
  start: u32;
  end: u32;
  twin: Ref;
  owner: Ref;
}

const CLOSED: i32 = -1;
const STDIN_FD: i32 = 0;
const STDOUT_FD: i32 = 1;
const STDERR_FD: i32 = 2;
/** Bytes read ahead at most; the board's files lie in its own flash, and its heap is small. */
const READ_AHEAD: u32 = BOARD ? 0 : 1024;
/** Bytes of a block of the board's flash file system. */
const BLOCK: u32 = 512;

/** `sys.stdin`, `sys.stdout`, `sys.stderr`. */
export let STDIN_FILE: Ref = 0;
export let STDOUT_FILE: Ref = 0;
export let STDERR_FILE: Ref = 0;

function fileAt(x: Ref): File {
  return changetype<File>(<usize>x);
}

export function initFiles(): void {
  initKind(Kind.TextFile, true);
  initKind(Kind.BinaryFile, false);
  STDIN_FILE = standardFile(STDIN_FD);
  STDOUT_FILE = standardFile(STDOUT_FD);
  STDERR_FILE = standardFile(STDERR_FD);
}

function initKind(kind: Kind, text: bool): void {
  describe(kind, refAt(offsetof<File>("buffer")) | refAt(offsetof<File>("owner")), 0);
  describeStream(kind, file_read.index, file_write.index, file_control.index, text);
  const type = typeOfKind(kind);
  const names = STREAM_READ_NAMES + STREAM_WRITE_NAMES + STREAM_SEEK_NAMES + STREAM_CONTEXT_NAMES;
  reserveNames(type, names + 2);
  defineStreamReading(type);
  defineStreamWriting(type);
  defineStreamSeeking(type);
  defineStreamContext(type);
  method1(type, Q.fileno, file_fileno);
  method1(type, Q.__del__, stream_close);
  typeAt(type).print = file_print.index;
  if (text) typeAt(type).loadAttr = file_loadAttr.index;
}

function standardFile(fd: i32): Ref {
  const text = permanentObject(Kind.TextFile, offsetof<File>());
  const binary = permanentObject(Kind.BinaryFile, offsetof<File>());
  fileAt(text).fd = fd;
  fileAt(text).twin = binary;
  fileAt(binary).fd = fd;
  return text;
}

/**
 * A file of a descriptor that the host has opened, of a file system or NULL. NULL: an exception is pending, and it is
 * closed.
 */
export function newFile(kind: Kind, fd: i32, owner: Ref): Ref {
  const mark = rootMark();
  const x = allocate(kind, offsetof<File>());
  if (x != NULL) {
    fileAt(x).fd = fd;
    fileAt(x).owner = owner;
    root(x);
    if (registerFinaliser(x)) {
      rootReset(mark);
      return x;
    }
  }
  host.file(FileOp.Close, 0, 0, fd, 0);
  return NULL;
}

function file_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "<io.") &&
    putStr(p, typeName(typeOf(x))) &&
    (isKind(fileAt(x).owner, Kind.VfsLfs2) || putDescriptor(p, x)) &&
    putByte(p, 0x3e)
  );
}

/** The number that files but those of littlefs show. */
function putDescriptor(p: Ref, x: Ref): bool {
  return putByte(p, 0x20) && putNumber(p, fileAt(x).fd);
}

/** `buffer` of the standard streams. */
function file_loadAttr(x: Ref, name: Ref): Ref {
  const twin = fileAt(x).twin;
  return name == qstrRef(Q.buffer) && twin != NULL ? twin : UNSUPPORTED;
}

/** Whether the file is open. false: an exception is pending, of FAT another one than of the host's files. */
function needOpen(x: Ref): bool {
  if (fileAt(x).fd != CLOSED) return true;
  if (isKind(fileAt(x).owner, Kind.VfsFat)) raiseErrno(Errno.EINVAL);
  else if (isKind(fileAt(x).owner, Kind.VfsLfs2)) raiseValue(Exc.ValueError, NULL);
  else raise(M.fileClosed);
  return false;
}

function file_fileno(x: Ref): Ref {
  return needOpen(x) ? smallOf(fileAt(x).fd) : NULL;
}

function file_read(x: Ref, to: usize, n: u32): i32 {
  if (!needOpen(x)) return STREAM_RAISED;
  const f = fileAt(x);
  if (f.start == f.end) {
    if (BOARD && f.fd == STDIN_FD) return readStandard(x, to, n);
    if (f.fd <= STDERR_FD || n >= readAhead(f)) return hostRead(f.fd, to, n);
    const got = fill(f);
    if (got <= 0) return got;
  }
  const size = min<u32>(n, f.end - f.start);
  memory.copy(to, <usize>f.buffer + BUFFER_DATA + f.start, size);
  f.start += size;
  return <i32>size;
}

/** Bytes to be read ahead: a block device's program sees what is read, and its blocks are held in memory anyway. */
function readAhead(f: File): u32 {
  return f.owner != NULL && hasDevice(f.owner) ? 0 : READ_AHEAD;
}

/** An answer of the host as that of a stream: a block device in Python may have raised something. */
function answered(answer: i32): i32 {
  return answer < 0 && hasPending() ? STREAM_RAISED : answer;
}

function readStandard(x: Ref, to: usize, n: u32): i32 {
  const got = readSerial(to, n);
  if (isKind(x, Kind.TextFile)) endLines(to, got);
  return got;
}

/** Reads from the host. When a signal ends the wait, what is due is done, and the wait goes on. */
function hostRead(fd: i32, to: usize, n: u32): i32 {
  if (BOARD && fd > STDERR_FD) chargeTransfer(n);
  let got = host.read(fd, to, n);
  while (got == -Errno.EINTR) {
    servePoll();
    if (hasPending()) return STREAM_RAISED;
    got = host.read(fd, to, n);
  }
  return answered(got);
}

/** Charges a read or write of so many bytes; where in a block it begins is not looked at. */
function chargeTransfer(n: u32): void {
  Cost.charge(BoardCost.fileRead + <i32>((n + BLOCK - 1) / BLOCK) * BoardCost.fileBlock);
}

/** Reads ahead. */
function fill(f: File): i32 {
  if (f.buffer == NULL) {
    const buffer = allocate(Kind.Buffer, BUFFER_DATA + READ_AHEAD);
    if (buffer == NULL) return STREAM_RAISED;
    f.buffer = buffer;
  }
  const got = hostRead(f.fd, <usize>f.buffer + BUFFER_DATA, READ_AHEAD);
  f.start = 0;
  f.end = <u32>max<i32>(got, 0);
  return got;
}

/** Forgets what was read ahead: the host's position becomes ours. */
function dropAhead(f: File): i32 {
  const ahead = <i32>(f.end - f.start);
  f.start = 0;
  f.end = 0;
  return ahead == 0 ? 0 : answered(host.file(FileOp.SeekCurrent, 0, 0, f.fd, -ahead));
}

function file_write(x: Ref, from: usize, n: u32): i32 {
  if (!needOpen(x)) return STREAM_RAISED;
  const f = fileAt(x);
  if (f.fd == STDOUT_FD) return putBytes(STDOUT, from, n) ? <i32>n : STREAM_RAISED;
  if (f.fd == STDERR_FD) return writeError(from, n);
  if (BOARD) chargeTransfer(n);
  const moved = dropAhead(f);
  return moved < 0 ? moved : answered(host.write(f.fd, from, n));
}

/** Standard error comes behind what was printed before, and at once. */
function writeError(from: usize, n: u32): i32 {
  flush(STDOUT);
  const done = putBytes(STDERR, from, n);
  flush(STDERR);
  return done ? <i32>n : STREAM_RAISED;
}

function file_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  const f = fileAt(x);
  if (request == StreamRequest.Close) return close(f);
  if (!needOpen(x)) return STREAM_RAISED;
  switch (request) {
    case StreamRequest.Flush:
      return flushFile(f);
    case StreamRequest.Seek:
      return seek(f, a, b);
    case StreamRequest.Poll:
      return BOARD && f.fd <= STDERR_FD ? pollSerial(a) : -Errno.EINVAL;
    default:
      return -Errno.EINVAL;
  }
}

function close(f: File): i32 {
  const fd = f.fd;
  f.fd = CLOSED;
  f.start = 0;
  f.end = 0;
  return fd > STDERR_FD ? answered(host.file(FileOp.Close, 0, 0, fd, 0)) : 0;
}

function flushFile(f: File): i32 {
  if (f.fd == STDOUT_FD) flush(STDOUT);
  return f.fd <= STDERR_FD ? 0 : answered(host.file(FileOp.Flush, 0, 0, f.fd, 0));
}

function seek(f: File, offset: i32, from: i32): i32 {
  if (f.fd <= STDERR_FD) return -Errno.ESPIPE;
  if (from < 0 || from > 2) return -Errno.EINVAL;
  Cost.charge(BoardCost.fileSeek);
  const moved = dropAhead(f);
  return moved < 0 ? moved : answered(host.file(FileOp.SeekSet + from, 0, 0, f.fd, offset));
}
