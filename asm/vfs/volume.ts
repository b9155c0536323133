/**
 * Volumes: file systems that the host keeps for us, by number. What a request about a path needs is the same for
 * the module `os` and for the methods of the objects that stand for volumes.
 */
import { BOARD_EPOCH } from "../board/modules/clock-time";
import { FileOp, NO_SIZE } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import * as host from "../host";
import { allocate } from "../memory/heap";
import { NONE, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { BUFFER_DATA } from "../object/builder";
import { hasPending, raiseErrno } from "../object/raise";
import { newText } from "../object/text";
import { intFromI64 } from "../types/bigint";
import { listAppend, newList } from "../types/list";
import { newTuple, tupleItems } from "../types/tuple";

/** Numbers in the answers to FileOp.Stat and FileOp.StatFileSystem. */
const STAT_FIELDS: i32 = 10;
/** Where the times of FileOp.Stat begin. */
const FIRST_TIME: i32 = 7;
/** Bytes in front of a name in the answer to FileOp.List. */
const ENTRY_HEAD: u32 = 16;
/** Where its words stand in it. */
const ENTRY_INODE: usize = 4;
const ENTRY_SIZE: usize = 8;
const ENTRY_LENGTH: usize = 12;

let lastErrno: i32 = 0;

/** The number of the last error of a request. */
export function lastError(): i32 {
  return lastErrno;
}

export function setLastError(errno: i32): void {
  lastErrno = errno;
}

/** An answer of the host. Below zero an exception is pending. */
export function checked(answer: i32): i32 {
  if (answer >= 0) return answer;
  lastErrno = -answer;
  // A block device in Python may have raised something of its own.
  if (!hasPending()) raiseErrno(-answer);
  return answer;
}

function ask(op: FileOp, volume: i32, data: usize, length: u32): i32 {
  return checked(host.file(op, data, length, 0, volume));
}

function noneOf(answer: i32): Ref {
  return answer < 0 ? NULL : NONE;
}

/** A Buffer with the bytes that the host left. */
function takeLeft(size: i32): Ref {
  const buffer = allocate(Kind.Buffer, BUFFER_DATA + <u32>size);
  if (buffer != NULL) host.takeBytes(<usize>buffer + BUFFER_DATA);
  return buffer;
}

/** A str of the bytes that the host left. */
export function takeText(size: i32): Ref {
  const mark = rootMark();
  const buffer = takeLeft(size);
  if (buffer == NULL) return NULL;
  root(buffer);
  const text = newText(Kind.Str, <usize>buffer + BUFFER_DATA, size);
  if (text != NULL) rootReset(mark);
  return text;
}

export function volumeChdir(volume: i32, data: usize, length: u32): Ref {
  return noneOf(ask(FileOp.ChangeFolder, volume, data, length));
}

export function volumeGetcwd(volume: i32): Ref {
  const size = ask(FileOp.CurrentFolder, volume, 0, 0);
  return size < 0 ? NULL : takeText(size);
}

export function volumeMkdir(volume: i32, data: usize, length: u32): Ref {
  return noneOf(ask(FileOp.MakeFolder, volume, data, length));
}

export function volumeRmdir(volume: i32, data: usize, length: u32): Ref {
  return noneOf(ask(FileOp.RemoveFolder, volume, data, length));
}

export function volumeRemove(volume: i32, data: usize, length: u32): Ref {
  return noneOf(ask(FileOp.Remove, volume, data, length));
}

/** The path is the old name, a zero byte, the new name. */
export function volumeRename(volume: i32, data: usize, length: u32): Ref {
  return noneOf(ask(FileOp.Rename, volume, data, length));
}

export function volumeStat(volume: i32, data: usize, length: u32): Ref {
  return numbersOf(ask(FileOp.Stat, volume, data, length), FIRST_TIME);
}

export function volumeStatvfs(volume: i32, data: usize, length: u32): Ref {
  return numbersOf(ask(FileOp.StatFileSystem, volume, data, length), STAT_FIELDS);
}

/** A list of `entryTuple` of what is in a folder, or of the names alone; `kind` is that of a name. */
export function volumeList(volume: i32, data: usize, length: u32, detailed: bool, kind: Kind): Ref {
  const size = ask(FileOp.List, volume, data, length);
  if (size < 0) return NULL;
  const mark = rootMark();
  const buffer = takeLeft(size);
  if (buffer == NULL) return NULL;
  root(buffer);
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  let at = <usize>buffer + BUFFER_DATA;
  const end = at + size;
  while (at < end) {
    const item = entryItem(at, detailed, kind);
    if (item == NULL || !listAppend(list, item)) return NULL;
    at += ENTRY_HEAD + load<u32>(at, ENTRY_LENGTH);
  }
  rootReset(mark);
  return list;
}

/** The name of an entry, or its tuple. */
function entryItem(at: usize, detailed: bool, kind: Kind): Ref {
  const name = newText(kind, at + ENTRY_HEAD, load<u32>(at, ENTRY_LENGTH));
  if (name == NULL || !detailed) return name;
  return entryTuple(name, load<u32>(at), load<u32>(at, ENTRY_INODE), load<u32>(at, ENTRY_SIZE));
}

/** (name, type, inode, size), without the last where that is NO_SIZE. */
export function entryTuple(name: Ref, type: u32, inode: u32, size: u32): Ref {
  const mark = rootMark();
  root(name);
  const tuple = newTuple(size == NO_SIZE ? 3 : 4);
  if (tuple == NULL) return NULL;
  root(tuple);
  store<u32>(tupleItems(tuple), name);
  store<u32>(tupleItems(tuple), smallOf(type), 4);
  const number = intFromI64(<i64>inode);
  if (number == NULL) return NULL;
  store<u32>(tupleItems(tuple), number, 8);
  if (size != NO_SIZE) {
    const bytes = intFromI64(<i64>size);
    if (bytes == NULL) return NULL;
    store<u32>(tupleItems(tuple), bytes, 12);
  }
  rootReset(mark);
  return tuple;
}

/**
 * A tuple of the ints that the host left as floats. From `firstTime` on they are times since 1970, 0 for none, which the
 * board counts from its own epoch.
 */
function numbersOf(size: i32, firstTime: i32): Ref {
  if (size < 0) return NULL;
  const mark = rootMark();
  const buffer = takeLeft(size);
  if (buffer == NULL) return NULL;
  root(buffer);
  const tuple = newTuple(STAT_FIELDS);
  if (tuple == NULL) return NULL;
  root(tuple);
  for (let i = 0; i < STAT_FIELDS; i++) {
    let number = <i64>load<f64>(<usize>buffer + BUFFER_DATA + (i << 3));
    if (BOARD && i >= firstTime && number != 0) number -= BOARD_EPOCH;
    const value = intFromI64(number);
    if (value == NULL) return NULL;
    store<u32>(tupleItems(tuple) + (i << 2), value);
  }
  rootReset(mark);
  return tuple;
}

/** A tuple of `os.stat` or `os.statvfs` with two of its numbers; the others are 0. */
export function statTuple(first: i32, last: i32): Ref {
  const tuple = newTuple(STAT_FIELDS);
  if (tuple == NULL) return NULL;
  for (let i = 0; i < STAT_FIELDS; i++) store<u32>(tupleItems(tuple) + (i << 2), smallOf(0));
  store<u32>(tupleItems(tuple), smallOf(first));
  store<u32>(tupleItems(tuple) + ((STAT_FIELDS - 1) << 2), smallOf(last));
  return tuple;
}
