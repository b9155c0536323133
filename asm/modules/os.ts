/** The module `os`: the file system, the environment and the commands that the embedder has granted. */
import { Errno } from "../generated/errnos";
import { FileOp } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { allocate } from "../memory/heap";
import { NONE, NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import {
  BUFFER_DATA,
  builderData,
  builderLength,
  flush,
  newBuilder,
  putByte,
  putBytes,
  STDOUT,
} from "../object/builder";
import { getIter } from "../object/iterate";
import { machineInt, needMachineInt } from "../object/machine-int";
import { function0, function1, function2, functionArgs } from "../object/native-function";
import { raise1, raiseErrno } from "../object/raise";
import { isStr, newRawStr, STR_DATA, strData, strLength } from "../object/str";
import { isBytes, newText } from "../object/text";
import { intFromI64 } from "../types/bigint";
import { listAppend, newList } from "../types/list";
import { defineInModule, newNativeModule } from "../types/module";
import { newTuple, tupleItems } from "../types/tuple";

/** Numbers in the answers to FileOp.Stat and FileOp.StatFileSystem. */
const STAT_FIELDS: i32 = 10;
/** Bytes in front of a name in the answer to FileOp.List. */
const ENTRY_HEAD: u32 = 12;

let lastErrno: i32 = 0;

export function initOs(): Ref {
  const module = newNativeModule(Q.os, 24);
  const remove = function1(Q.remove, os_remove);
  defineInModule(module, Q.remove, remove);
  defineInModule(module, Q.unlink, remove);
  defineInModule(module, Q.sep, qstrRef(Q.slash));
  defineInModule(module, Q.getcwd, function0(Q.getcwd, os_getcwd));
  defineInModule(module, Q.chdir, function1(Q.chdir, os_chdir));
  defineInModule(module, Q.listdir, functionArgs(Q.listdir, 0, 1, os_listdir));
  defineInModule(module, Q.ilistdir, functionArgs(Q.ilistdir, 0, 1, os_ilistdir));
  defineInModule(module, Q.mkdir, function1(Q.mkdir, os_mkdir));
  defineInModule(module, Q.rmdir, function1(Q.rmdir, os_rmdir));
  defineInModule(module, Q.rename, function2(Q.rename, os_rename));
  defineInModule(module, Q.stat, function1(Q.stat, os_stat));
  defineInModule(module, Q.statvfs, function1(Q.statvfs, os_statvfs));
  defineEnvironment(module);
  return module;
}

function defineEnvironment(module: Ref): void {
  defineInModule(module, Q.getenv, functionArgs(Q.getenv, 1, 2, os_getenv));
  defineInModule(module, Q.putenv, function2(Q.putenv, os_putenv));
  defineInModule(module, Q.unsetenv, function1(Q.unsetenv, os_unsetenv));
  defineInModule(module, Q.system, function1(Q.system, os_system));
  defineInModule(module, Q.urandom, function1(Q.urandom, os_urandom));
  defineInModule(module, Q.errno, functionArgs(Q.errno, 0, 1, os_errno));
}

/** Makes a request about a path, which is a str or bytes. The answer; below zero an exception is pending. */
function request(op: FileOp, path: Ref): i32 {
  if (!isStr(path) && !isBytes(path)) {
    raise1(M.cannotConvertToStr, path);
    return -1;
  }
  return checked(host.file(op, strData(path), strLength(path), 0, 0));
}

function checked(answer: i32): i32 {
  if (answer >= 0) return answer;
  lastErrno = -answer;
  raiseErrno(-answer);
  return answer;
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
function takeText(size: i32): Ref {
  const mark = rootMark();
  const buffer = takeLeft(size);
  if (buffer == NULL) return NULL;
  root(buffer);
  const text = newText(Kind.Str, <usize>buffer + BUFFER_DATA, size);
  if (text != NULL) rootReset(mark);
  return text;
}

function os_getcwd(): Ref {
  const size = checked(host.file(FileOp.CurrentFolder, 0, 0, 0, 0));
  return size < 0 ? NULL : takeText(size);
}

function os_chdir(path: Ref): Ref {
  return noneOf(request(FileOp.ChangeFolder, path));
}

function os_mkdir(path: Ref): Ref {
  return noneOf(request(FileOp.MakeFolder, path));
}

function os_rmdir(path: Ref): Ref {
  return noneOf(request(FileOp.RemoveFolder, path));
}

function os_remove(path: Ref): Ref {
  return noneOf(request(FileOp.Remove, path));
}

function os_rename(from: Ref, to: Ref): Ref {
  return requestPair(FileOp.Rename, from, to);
}

/** Makes a request about two texts, with a zero byte between them. */
function requestPair(op: FileOp, a: Ref, b: Ref): Ref {
  if (!isStr(a)) return raise1(M.cannotConvertToStr, a);
  if (!isStr(b)) return raise1(M.cannotConvertToStr, b);
  const mark = rootMark();
  const p = newBuilder(strLength(a) + strLength(b) + 1);
  if (p == NULL) return NULL;
  root(p);
  if (!putBytes(p, strData(a), strLength(a)) || !putByte(p, 0)) return NULL;
  if (!putBytes(p, strData(b), strLength(b))) return NULL;
  const answer = host.file(op, builderData(p), builderLength(p), 0, 0);
  rootReset(mark);
  return noneOf(checked(answer));
}

/** The names in a folder. */
function os_listdir(n: i32, args: usize): Ref {
  return listFolder(n, args, false);
}

/** An iterator over (name, type, inode) of what is in a folder. */
function os_ilistdir(n: i32, args: usize): Ref {
  const mark = rootMark();
  const list = listFolder(n, args, true);
  if (list == NULL) return NULL;
  root(list);
  const iterator = getIter(list);
  if (iterator != NULL) rootReset(mark);
  return iterator;
}

function listFolder(n: i32, args: usize, detailed: bool): Ref {
  const path = n == 0 ? qstrRef(Q.dot) : load<u32>(args);
  const bytes = isBytes(path);
  const size = request(FileOp.List, path);
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
    const item = entryItem(at, detailed, bytes ? Kind.Bytes : Kind.Str);
    if (item == NULL || !listAppend(list, item)) return NULL;
    at += ENTRY_HEAD + load<u32>(at, 8);
  }
  rootReset(mark);
  return list;
}

/** The name of an entry, or (name, type, inode). */
function entryItem(at: usize, detailed: bool, kind: Kind): Ref {
  const name = newText(kind, at + ENTRY_HEAD, load<u32>(at, 8));
  if (name == NULL || !detailed) return name;
  const mark = rootMark();
  root(name);
  const inode = intFromI64(<i64>load<u32>(at, 4));
  if (inode == NULL) return NULL;
  root(inode);
  const tuple = newTuple(3);
  if (tuple == NULL) return NULL;
  rootReset(mark);
  store<u32>(tupleItems(tuple), name);
  store<u32>(tupleItems(tuple), smallOf(load<u32>(at)), 4);
  store<u32>(tupleItems(tuple), inode, 8);
  return tuple;
}

function os_stat(path: Ref): Ref {
  return numbersOf(request(FileOp.Stat, path));
}

function os_statvfs(path: Ref): Ref {
  return numbersOf(request(FileOp.StatFileSystem, path));
}

/** A tuple of the ints that the host left as floats. */
function numbersOf(size: i32): Ref {
  if (size < 0) return NULL;
  const mark = rootMark();
  const buffer = takeLeft(size);
  if (buffer == NULL) return NULL;
  root(buffer);
  const tuple = newTuple(STAT_FIELDS);
  if (tuple == NULL) return NULL;
  root(tuple);
  for (let i = 0; i < STAT_FIELDS; i++) {
    const value = intFromI64(<i64>load<f64>(<usize>buffer + BUFFER_DATA + (i << 3)));
    if (value == NULL) return NULL;
    store<u32>(tupleItems(tuple) + (i << 2), value);
  }
  rootReset(mark);
  return tuple;
}

/** `getenv(name, default=None)` */
function os_getenv(n: i32, args: usize): Ref {
  const name = load<u32>(args);
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  const size = host.file(FileOp.GetVariable, strData(name), strLength(name), 0, 0);
  if (size == -Errno.ENOENT) return n > 1 ? load<u32>(args, 4) : NONE;
  return checked(size) < 0 ? NULL : takeText(size);
}

function os_putenv(name: Ref, value: Ref): Ref {
  return requestPair(FileOp.SetVariable, name, value);
}

function os_unsetenv(name: Ref): Ref {
  return noneOf(request(FileOp.UnsetVariable, name));
}

function os_system(command: Ref): Ref {
  flush(STDOUT);
  const status = request(FileOp.System, command);
  return status < 0 ? NULL : smallOf(status);
}

function os_urandom(x: Ref): Ref {
  if (!needMachineInt(x)) return NULL;
  const n = max<i32>(machineInt, 0);
  const bytes = newRawStr(Kind.Bytes, n);
  if (bytes == NULL) return NULL;
  for (let i = 0; i < n; i++) store<u8>(<usize>bytes + STR_DATA + i, <u8>host.randomBits());
  return bytes;
}

/** The number of the last error; with an argument sets it and raises nothing. */
function os_errno(n: i32, args: usize): Ref {
  if (n == 0) return smallOf(lastErrno);
  if (!needMachineInt(load<u32>(args))) return NULL;
  lastErrno = machineInt;
  return NONE;
}
