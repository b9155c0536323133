/**
 * File systems that the host keeps, as objects: | header | volume | device |. Their methods take paths of the volume;
 * `device` is the block device of the program on which it is, or NULL.
 */
import { FileOp, MountFlag } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { permanentObject } from "../memory/permanent";
import { isPointer, kindOf, NONE, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { openVolume } from "../modules/open";
import { checkPositional } from "../object/arguments";
import { registerFinaliser } from "../object/finaliser";
import { getIter } from "../object/iterate";
import { method1, method2, method3, methodArgs } from "../object/native-function";
import { truth } from "../object/operators";
import { hasPending, raise1 } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { isBytes } from "../object/text";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { describeDevice } from "../vfs/device";
import { joinPaths } from "../vfs/paths";
import {
  checked,
  volumeChdir,
  volumeGetcwd,
  volumeList,
  volumeMkdir,
  volumeRemove,
  volumeRename,
  volumeRmdir,
  volumeStat,
  volumeStatvfs,
} from "../vfs/volume";
import { initDeviceVfs } from "./vfs-device";

@unmanaged
class Vfs {
  header: u32;
  volume: i32;
  device: Ref;
}

export function isVolume(x: Ref): bool {
  if (!isPointer(x)) return false;
  const kind = kindOf(x);
  return kind == Kind.VfsPosix || kind == Kind.VfsFat || kind == Kind.VfsLfs2;
}

/** The volume's number. */
export function volumeOf(x: Ref): i32 {
  return changetype<Vfs>(<usize>x).volume;
}

/** Whether the file system is on a block device of the program. */
export function hasDevice(x: Ref): bool {
  return changetype<Vfs>(<usize>x).device != NULL;
}

/** An object for a volume that is there from the start. */
export function permanentVfs(kind: Kind, volume: i32): Ref {
  const x = permanentObject(kind, offsetof<Vfs>());
  changetype<Vfs>(<usize>x).volume = volume;
  return x;
}

export function initVfs(): void {
  describe(Kind.VfsPosix, 0, 0);
  describe(Kind.VfsFat, refAt(offsetof<Vfs>("device")), 0);
  describe(Kind.VfsLfs2, refAt(offsetof<Vfs>("device")), 0);
  describeDevice();
  describeVfs(Kind.VfsPosix);
  describeVfs(Kind.VfsFat);
  describeVfs(Kind.VfsLfs2);
  typeAt(typeOfKind(Kind.VfsPosix)).make = posix_make.index;
  initDeviceVfs();
}

/** `VfsPosix(root="")`: the files of the host, or of one of its folders. */
function posix_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  if (n == 0) return newVfs(Kind.VfsPosix, 0, NULL);
  const path = load<u32>(args);
  if (!needPath(path)) return NULL;
  const volume = checked(host.file(FileOp.OpenFolder, strData(path), strLength(path), 0, 0));
  return volume < 0 ? NULL : newVfs(Kind.VfsPosix, volume, NULL);
}

/** An object for a volume, which is closed when there is no memory. */
export function newVfs(kind: Kind, volume: i32, device: Ref): Ref {
  const mark = rootMark();
  const x = allocateBlock(kind);
  if (x != NULL) {
    changetype<Vfs>(<usize>x).volume = volume;
    changetype<Vfs>(<usize>x).device = device;
    root(x);
    if (device == NULL || registerFinaliser(x)) {
      rootReset(mark);
      return x;
    }
  }
  host.file(FileOp.CloseVolume, 0, 0, 0, volume);
  return NULL;
}

/** What is garbage, and mounted nowhere, is forgotten by the host. */
function vfs_del(x: Ref): Ref {
  host.file(FileOp.CloseVolume, 0, 0, 0, volumeOf(x));
  return NONE;
}

function describeVfs(kind: Kind): void {
  const type = typeOfKind(kind);
  reserveNames(type, 14);
  if (kind != Kind.VfsPosix) method1(type, Q.__del__, vfs_del);
  method3(type, Q.mount, vfs_mount);
  method1(type, Q.umount, vfs_umount);
  method3(type, Q.open, vfs_open);
  method2(type, Q.chdir, vfs_chdir);
  method1(type, Q.getcwd, vfs_getcwd);
  methodArgs(type, Q.ilistdir, 1, 2, vfs_ilistdir);
  method2(type, Q.mkdir, vfs_mkdir);
  method2(type, Q.rmdir, vfs_rmdir);
  method2(type, Q.remove, vfs_remove);
  method3(type, Q.rename, vfs_rename);
  method2(type, Q.stat, vfs_stat);
  method2(type, Q.statvfs, vfs_statvfs);
}

/** Whether a value is a path. false: TypeError is pending. */
function needPath(path: Ref): bool {
  if (isStr(path) || isBytes(path)) return true;
  raise1(M.cannotConvertToStr, path);
  return false;
}

function vfs_mount(x: Ref, readonly: Ref, mkfs: Ref): Ref {
  let flags = truth(readonly) ? <i32>MountFlag.ReadOnly : 0;
  if (hasPending()) return NULL;
  if (truth(mkfs)) flags |= MountFlag.Format;
  if (hasPending()) return NULL;
  return checked(host.file(FileOp.Mount, 0, 0, flags, volumeOf(x))) < 0 ? NULL : NONE;
}

function vfs_umount(x: Ref): Ref {
  return NONE;
}

function vfs_open(x: Ref, path: Ref, mode: Ref): Ref {
  if (!needPath(path) || !needPath(mode)) return NULL;
  return openVolume(x, strData(path), strLength(path), mode);
}

function vfs_chdir(x: Ref, path: Ref): Ref {
  return needPath(path) ? volumeChdir(volumeOf(x), strData(path), strLength(path)) : NULL;
}

function vfs_getcwd(x: Ref): Ref {
  return volumeGetcwd(volumeOf(x));
}

function vfs_ilistdir(n: i32, args: usize): Ref {
  const volume = volumeOf(load<u32>(args));
  const path = load<u32>(args, 4);
  if (n == 1) return iterate(volumeList(volume, 0, 0, true, Kind.Str));
  if (!needPath(path)) return NULL;
  const kind = isBytes(path) ? Kind.Bytes : Kind.Str;
  return iterate(volumeList(volume, strData(path), strLength(path), true, kind));
}

/** An iterator over a list, or NULL when there is none. */
export function iterate(list: Ref): Ref {
  if (list == NULL) return NULL;
  const mark = rootMark();
  root(list);
  const iterator = getIter(list);
  if (iterator != NULL) rootReset(mark);
  return iterator;
}

function vfs_mkdir(x: Ref, path: Ref): Ref {
  return needPath(path) ? volumeMkdir(volumeOf(x), strData(path), strLength(path)) : NULL;
}

function vfs_rmdir(x: Ref, path: Ref): Ref {
  return needPath(path) ? volumeRmdir(volumeOf(x), strData(path), strLength(path)) : NULL;
}

function vfs_remove(x: Ref, path: Ref): Ref {
  return needPath(path) ? volumeRemove(volumeOf(x), strData(path), strLength(path)) : NULL;
}

function vfs_rename(x: Ref, from: Ref, to: Ref): Ref {
  if (!needPath(from) || !needPath(to)) return NULL;
  const mark = rootMark();
  const pair = joinPaths(strData(from), strLength(from), strData(to), strLength(to));
  if (pair == NULL) return NULL;
  root(pair);
  const result = volumeRename(volumeOf(x), strData(pair), strLength(pair));
  if (result != NULL) rootReset(mark);
  return result;
}

function vfs_stat(x: Ref, path: Ref): Ref {
  return needPath(path) ? volumeStat(volumeOf(x), strData(path), strLength(path)) : NULL;
}

function vfs_statvfs(x: Ref, path: Ref): Ref {
  return needPath(path) ? volumeStatvfs(volumeOf(x), strData(path), strLength(path)) : NULL;
}
