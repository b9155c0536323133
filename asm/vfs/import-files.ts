/** The files that `import` and `execfile` read, wherever they are mounted. */
import { Exc } from "../generated/exceptions";
import { FileOp, FileType } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { allocate } from "../memory/heap";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { optLevel } from "../modules/micropython";
import {
  advance,
  BUFFER_DATA,
  builderData,
  builderEnd,
  builderLength,
  newBuilder,
  reserve,
} from "../object/builder";
import { catchPending } from "../object/raise";
import {
  hasControl,
  raiseStream,
  STREAM_RAISED,
  StreamRequest,
  streamControl,
  streamReadOnce,
} from "../object/stream";
import { newText } from "../object/text";
import { toI32 } from "../types/number";
import { isTuple, tupleItems, tupleLength } from "../types/tuple";
import { isVolume, volumeOf } from "../types/vfs";
import { loadMpy } from "../vm/loader";
import { findMount, mountObject, restData, restLength } from "./mounts";
import { callMount } from "./proxy";
import { checked } from "./volume";

/** What a path is; the host's answer to FileOp.Kind, and `frozenKind`'s. */
export const KIND_NOTHING: i32 = 0;
export const KIND_FOLDER: i32 = 1;
export const KIND_FILE: i32 = 2;

/** Passed to `host.compile` as length: the source is what the host left. */
const LEFT_BY_HOST: i32 = -1;
/** Bytes that a mounted object's file is read by when it asks for nothing else; on the board few. */
const CHUNK: u32 = BOARD ? 25 : 256;
/** What it may ask for. */
const LEAST_CHUNK: i32 = 9;
const LARGEST_CHUNK: i32 = 255;

/** What a path is, KIND_NOTHING also when an exception is pending. */
export function kindOfData(data: usize, length: u32): i32 {
  const mount = findMount(data, length);
  if (mount < 0) return KIND_NOTHING;
  const object = mountObject(mount);
  if (isVolume(object)) return host.file(FileOp.Kind, restData, restLength, 0, volumeOf(object));
  const rest = newText(Kind.Str, restData, restLength);
  return rest == NULL ? KIND_NOTHING : statKind(mount, rest);
}

/** What a mounted object's `stat` says of a path. */
function statKind(mount: i32, rest: Ref): i32 {
  const mark = rootMark();
  const stat = callMount(mount, Q.stat, rest, NULL);
  if (stat == NULL) {
    if (catchPending(Exc.OSError)) rootReset(mark);
    return KIND_NOTHING;
  }
  rootReset(mark);
  if (!isTuple(stat) || tupleLength(stat) == 0) return KIND_FILE;
  return (toI32(load<u32>(tupleItems(stat))) & FileType.Folder) != 0 ? KIND_FOLDER : KIND_FILE;
}

/** The code of a source file. NULL: an exception is pending. */
export function loadSource(path: usize, length: u32, globals: Ref): Ref {
  const mark = rootMark();
  const mount = findMount(path, length);
  let size: i32;
  if (mount >= 0 && isVolume(mountObject(mount))) {
    if (leaveFile(mount) < 0) return NULL;
    size = host.compile(0, LEFT_BY_HOST, path, length, 0, optLevel);
  } else {
    const source = readFile(mount);
    if (source == NULL) return NULL;
    const data = builderData(source);
    size = host.compile(data, builderLength(source), path, length, 0, optLevel);
    rootReset(mark);
  }
  if (size < 0) return NULL;
  const bytes = takeBytes(size);
  return bytes == NULL ? NULL : loadMpy(<usize>bytes + BUFFER_DATA, bytes, globals);
}

/** The code of a `.mpy` file. NULL: an exception is pending. */
export function loadCompiled(path: usize, length: u32, globals: Ref): Ref {
  const mark = rootMark();
  const mount = findMount(path, length);
  let bytes: Ref = NULL;
  let size: i32;
  if (mount >= 0 && isVolume(mountObject(mount))) {
    size = leaveFile(mount);
    if (size < 0) return NULL;
    bytes = takeBytes(size);
  } else {
    const file = readFile(mount);
    if (file == NULL) return NULL;
    size = <i32>builderLength(file);
    bytes = allocate(Kind.Buffer, BUFFER_DATA + <u32>size);
    if (bytes != NULL) memory.copy(<usize>bytes + BUFFER_DATA, builderData(file), size);
    rootReset(mark);
  }
  if (bytes == NULL) return NULL;
  const data = <usize>bytes + BUFFER_DATA;
  return host.verifyMpy(data, size) == 0 ? loadMpy(data, bytes, globals) : NULL;
}

/** Has the host leave a file of a volume, whose path is the rest; answers its size. */
function leaveFile(mount: i32): i32 {
  const volume = volumeOf(mountObject(mount));
  return checked(host.file(FileOp.ReadAll, restData, restLength, 0, volume));
}

/** A rooted builder with what is in a file of a mounted object, whose path is the rest. */
function readFile(mount: i32): Ref {
  const rest = mount < 0 ? NULL : newText(Kind.Str, restData, restLength);
  const file = callMount(mount, Q.open, rest, mount < 0 ? NULL : qstrRef(Q.rb));
  if (file == NULL) return NULL;
  root(file);
  const chunk = chunkOf(file);
  if (chunk == 0) return NULL;
  const p = newBuilder(chunk);
  if (p == NULL) return NULL;
  root(p);
  while (true) {
    if (!reserve(p, chunk)) return NULL;
    const got = streamReadOnce(file, builderEnd(p), chunk);
    if (got < 0) return raiseStream(got);
    if (got == 0) break;
    advance(p, got);
  }
  return streamControl(file, StreamRequest.Close, 0, 0) == STREAM_RAISED ? NULL : p;
}

/** How many bytes a file wants to be read by. 0: an exception is pending. */
function chunkOf(file: Ref): u32 {
  if (!hasControl(file)) return CHUNK;
  const wanted = streamControl(file, StreamRequest.BufferSize, 0, 0);
  if (wanted == STREAM_RAISED) return 0;
  return wanted <= 0 ? CHUNK : <u32>min(max(wanted, LEAST_CHUNK), LARGEST_CHUNK);
}

/** A Buffer with the bytes that the host left. */
function takeBytes(size: i32): Ref {
  const buffer = allocate(Kind.Buffer, BUFFER_DATA + <u32>size);
  if (buffer != NULL) host.takeBytes(<usize>buffer + BUFFER_DATA);
  return buffer;
}
