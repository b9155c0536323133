/** The builtin `open`. */
import { Errno } from "../generated/errnos";
import { Exc } from "../generated/exceptions";
import { FileOp, OpenFlag } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { collect } from "../memory/collector";
import { isKind, isSmall, NULL, qstrRef, Ref, smallValue } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { runFinalisers } from "../object/finaliser";
import { functionKeywords, MANY } from "../object/native-function";
import { raise, raise1, raiseValue } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { newFile } from "../types/file";
import { defineInModule } from "../types/module";
import { isVolume, volumeOf } from "../types/vfs";
import { mountObject, restData, restLength } from "../vfs/mounts";
import { callMount, FAILED, mountOf, restOf } from "../vfs/proxy";
import { checked } from "../vfs/volume";

let open: Ref = 0;

/** Makes `open` a name of a module. */
export function defineOpen(module: Ref): void {
  if (open == NULL) open = functionKeywords(Q.open, 0, MANY, builtin_open);
  defineInModule(module, Q.open, open);
}

/** What `open` was asked for; read before anything else is called. */
let file: Ref = 0;
let mode: Ref = 0;

/** `open(file, mode="r", buffering=-1, encoding=None)`; the last two have no effect. */
function builtin_open(n: i32, nkw: i32, args: usize): Ref {
  file = n > 0 ? load<u32>(args) : NULL;
  mode = n > 1 ? load<u32>(args, 4) : NULL;
  if (!readKeywords(n, nkw, args)) return NULL;
  if (n > 4) return raise(M.argsExtraPositional);
  if (file == NULL) return raise1(M.argRequired, qstrRef(Q.file));
  if (mode == NULL) mode = qstrRef(Q.r);
  if (isSmall(file)) {
    if (!isStr(mode)) return raise1(M.cannotConvertToStr, mode);
    return newFile(fileKind(mode), smallValue(file), NULL);
  }
  return openFile(file, mode);
}

/** Opens a path, wherever it leads. */
export function openFile(path: Ref, mode: Ref): Ref {
  const mount = mountOf(path);
  if (mount == FAILED) return NULL;
  if (mount >= 0 && isVolume(mountObject(mount))) {
    if (!isStr(mode)) return raise1(M.cannotConvertToStr, mode);
    const mark = rootMark();
    root(path);
    const x = openVolume(mountObject(mount), restData, restLength, mode);
    rootReset(mark);
    return x;
  }
  return callMount(mount, Q.open, mount < 0 ? NULL : restOf(path), mode);
}

/** Opens a path of a file system that the host keeps; its text belongs to a rooted object. */
export function openVolume(vfs: Ref, data: usize, length: u32, mode: Ref): Ref {
  const volume = volumeOf(vfs);
  if (isKind(vfs, Kind.VfsLfs2) && !isPlainMode(mode)) return raiseValue(Exc.ValueError, NULL);
  const flags = flagsOf(mode, isKind(vfs, Kind.VfsPosix));
  let fd = host.file(FileOp.Open, data, length, flags, volume);
  if (fd == -Errno.EMFILE) {
    // The files that the program has forgotten are closed.
    collect();
    runFinalisers();
    fd = host.file(FileOp.Open, data, length, flags, volume);
  }
  return checked(fd) < 0 ? NULL : newFile(fileKind(mode), fd, vfs);
}

function fileKind(mode: Ref): Kind {
  return binaryMode(mode) ? Kind.BinaryFile : Kind.TextFile;
}

function readKeywords(n: i32, nkw: i32, args: usize): bool {
  let pair = args + ((<usize>n) << 2);
  for (let i = 0; i < nkw; i++, pair += 8) {
    const name = load<u32>(pair);
    const value = load<u32>(pair, 4);
    if (name == qstrRef(Q.file) && file == NULL) file = value;
    else if (name == qstrRef(Q.mode) && mode == NULL) mode = value;
    else if (name != qstrRef(Q.buffering) && name != qstrRef(Q.encoding)) {
      raise(M.argsExtraKeyword);
      return false;
    }
  }
  return true;
}

function hasLetter(mode: Ref, letter: u8): bool {
  for (let i: u32 = 0; i < strLength(mode); i++) {
    if (load<u8>(strData(mode) + i) == letter) return true;
  }
  return false;
}

/** Whether a mode has only one of the letters that say what is to be done, as littlefs's files want it. */
function isPlainMode(mode: Ref): bool {
  const letters =
    i32(hasLetter(mode, 0x72)) +
    i32(hasLetter(mode, 0x77)) +
    i32(hasLetter(mode, 0x78)) +
    i32(hasLetter(mode, 0x61));
  return letters <= 1;
}

/** The last of `b` and `t` decides. */
function binaryMode(mode: Ref): bool {
  let binary = false;
  for (let i: u32 = 0; i < strLength(mode); i++) {
    const letter = load<u8>(strData(mode) + i);
    if (letter == 0x62) binary = true;
    if (letter == 0x74) binary = false;
  }
  return binary;
}

/** What the host is to do; letters without a meaning have none, and `x` has one on block devices only. */
function flagsOf(mode: Ref, posix: bool): i32 {
  let flags: i32 = OpenFlag.Read;
  if (!posix && hasLetter(mode, 0x78)) {
    flags = OpenFlag.Write | OpenFlag.Create | OpenFlag.Exclusive;
  }
  if (hasLetter(mode, 0x77)) flags = OpenFlag.Write | OpenFlag.Create | OpenFlag.Truncate;
  if (hasLetter(mode, 0x61)) flags = OpenFlag.Write | OpenFlag.Create | OpenFlag.Append;
  if (hasLetter(mode, 0x2b)) flags |= OpenFlag.Read | OpenFlag.Write;
  return flags;
}
