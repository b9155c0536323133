/** File systems on block devices of the program: `VfsFat`, `VfsLfs2`, and which one there is. */
import { FileOp } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { NONE, NULL, qstrRef, Ref, TRUE } from "../memory/ref";
import { root, rootMark, rootReset, rootSlot } from "../memory/roots";
import {
  endArguments,
  namedOnly,
  needRef,
  optInt,
  optRef,
  startArguments,
} from "../object/argument-reader";
import { checkPositional } from "../object/arguments";
import { builderStr, newBuilder, putByte, putNumber, putText } from "../object/builder";
import { function1, functionKeywords, MANY } from "../object/native-function";
import { truth } from "../object/operators";
import { hasPending, takePending } from "../object/raise";
import { strData, strLength } from "../object/str";
import { defineName, typeAt, typeOfKind } from "../object/type";
import { deviceRead, deviceWindow, newDevice } from "../vfs/device";
import { checked } from "../vfs/volume";
import { newPermanentStaticMethod } from "./static-method";
import { newVfs } from "./vfs";

const SPACE: u8 = 0x20;
/** Where littlefs has its name in the first block, and how much of it MicroPython reads to see that. */
const LITTLE_NAME: i32 = 8;
const LITTLE_PROBE: u32 = 44;
/** Bytes that littlefs reads and writes at once, and of its lookahead buffer, unless the program says otherwise. */
const LITTLE_BYTES: i32 = 32;

/** What was read of the arguments for littlefs. */
let readSize: i32 = 0;
let writeSize: i32 = 0;
let lookahead: i32 = 0;
let keepsTimes: bool = false;

export function initDeviceVfs(): void {
  const fat = typeOfKind(Kind.VfsFat);
  typeAt(fat).make = fat_make.index;
  defineName(fat, Q.mkfs, newPermanentStaticMethod(function1(Q.mkfs, fat_mkfs)));
  const lfs2 = typeOfKind(Kind.VfsLfs2);
  typeAt(lfs2).make = lfs2_make.index;
  const mkfs = functionKeywords(Q.mkfs, 0, MANY, lfs2_mkfs);
  defineName(lfs2, Q.mkfs, newPermanentStaticMethod(mkfs));
}

/** `VfsFat(block_dev)`; it is no error when there is no file system yet. */
function fat_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  return openDevice(Kind.VfsFat, load<u32>(args), qstrRef(Q.fat));
}

function fat_mkfs(object: Ref): Ref {
  return formatDevice(object, qstrRef(Q.fat));
}

/** `VfsLfs2(block_dev, *, readsize=32, progsize=32, lookahead=32, mtime=True)` */
function lfs2_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const object = readLittle(n, nkw, args);
  if (object == NULL) return NULL;
  const text = littleText();
  if (text == NULL) return NULL;
  root(text);
  const x = openDevice(Kind.VfsLfs2, object, text);
  if (x != NULL) rootReset(mark);
  return x;
}

function lfs2_mkfs(n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const object = readLittle(n, nkw, args);
  if (object == NULL) return NULL;
  const text = littleText();
  if (text == NULL) return NULL;
  root(text);
  const x = formatDevice(object, text);
  if (x != NULL) rootReset(mark);
  return x;
}

/** Reads the arguments for littlefs, of which the first is the device. NULL: an exception is pending. */
function readLittle(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  const object = needRef(Q.empty);
  namedOnly();
  const reading = optInt(Q.readsize, LITTLE_BYTES);
  const writing = optInt(Q.progsize, LITTLE_BYTES);
  const looking = optInt(Q.lookahead, LITTLE_BYTES);
  const times = optRef(Q.mtime, TRUE);
  if (!endArguments()) return NULL;
  keepsTimes = truth(times);
  readSize = reading;
  writeSize = writing;
  lookahead = looking;
  return hasPending() ? NULL : object;
}

/** What the host is told of the arguments that were read. */
function littleText(): Ref {
  const mark = rootMark();
  const p = newBuilder(32);
  if (p == NULL) return NULL;
  root(p);
  const done =
    putText(p, "lfs2 ") &&
    putNumber(p, readSize) &&
    putByte(p, SPACE) &&
    putNumber(p, writeSize) &&
    putByte(p, SPACE) &&
    putNumber(p, lookahead) &&
    putByte(p, SPACE) &&
    putNumber(p, i32(keepsTimes));
  const text = done ? builderStr(p, Kind.Str) : NULL;
  if (text != NULL) rootReset(mark);
  return text;
}

/** The file system on a block device, whichever it is; FAT when there is none. NULL: an exception is pending. */
export function detectDevice(object: Ref): Ref {
  const mark = rootMark();
  const device = newDevice(object);
  if (device != NULL) {
    root(device);
    const x = holdsLittle(device, 0) || holdsLittle(device, 1) ? openLittle(object) : NULL;
    rootReset(mark);
    if (x != NULL) return x;
  }
  // The device may not know of offsets.
  takePending();
  rootReset(mark);
  return openDevice(Kind.VfsFat, object, qstrRef(Q.fat));
}

function openLittle(object: Ref): Ref {
  return lfs2_make(NULL, 1, 0, rootSlot(object));
}

/** Whether one of the blocks that littlefs begins with holds its name. */
function holdsLittle(device: Ref, block: u32): bool {
  if (hasPending() || deviceRead(device, block, LITTLE_NAME, LITTLE_PROBE) < 0) return false;
  const name = qstrRef(Q.littlefs);
  return memory.compare(deviceWindow(device, LITTLE_PROBE), strData(name), strLength(name)) == 0;
}

/** The file system of a kind on a block device of the program. NULL: an exception is pending. */
function openDevice(kind: Kind, object: Ref, description: Ref): Ref {
  const mark = rootMark();
  const device = newDevice(object);
  if (device == NULL) return NULL;
  root(device);
  const volume = requestOnDevice(FileOp.OpenDevice, device, description);
  if (volume < 0) return NULL;
  const x = newVfs(kind, volume, device);
  if (x != NULL) rootReset(mark);
  return x;
}

function formatDevice(object: Ref, description: Ref): Ref {
  const mark = rootMark();
  const device = newDevice(object);
  if (device == NULL) return NULL;
  root(device);
  if (requestOnDevice(FileOp.FormatDevice, device, description) < 0) return NULL;
  rootReset(mark);
  return NONE;
}

function requestOnDevice(op: FileOp, device: Ref, description: Ref): i32 {
  const length = strLength(description);
  return checked(host.file(op, strData(description), length, <i32>device, 0));
}
