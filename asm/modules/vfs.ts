/** The module `vfs`: what is mounted where. */
import { Errno } from "../generated/errnos";
import { FileOp } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { FALSE, NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import {
  endArguments,
  namedOnly,
  needRef,
  optRef,
  startArguments,
} from "../object/argument-reader";
import { loadMethodOrNull } from "../object/attribute";
import { function1, functionKeywords, MANY } from "../object/native-function";
import { raise1, raiseErrno } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { typeOfKind } from "../object/type";
import { listAppend, newList } from "../types/list";
import { defineInModule, newNativeModule } from "../types/module";
import { pairOf } from "../types/tuple";
import { permanentVfs } from "../types/vfs";
import { detectDevice } from "../types/vfs-device";
import {
  addMount,
  findMount,
  mountCount,
  mountNumber,
  mountObject,
  mountPath,
  NOWHERE,
  removeMount,
  setCurrentMount,
} from "../vfs/mounts";
import { callObject } from "../vfs/proxy";

let mount: Ref = 0;
let umount: Ref = 0;

export function initVfsModule(): Ref {
  const module = newNativeModule(Q.vfs, 8);
  defineInModule(module, Q.mount, mountFunction());
  defineInModule(module, Q.umount, umountFunction());
  defineInModule(module, Q.VfsFat, typeOfKind(Kind.VfsFat));
  defineInModule(module, Q.VfsLfs2, typeOfKind(Kind.VfsLfs2));
  if (!BOARD) defineInModule(module, Q.VfsPosix, typeOfKind(Kind.VfsPosix));
  return module;
}

/** `mount`, which is also in `os`. */
export function mountFunction(): Ref {
  if (mount == NULL) mount = functionKeywords(Q.mount, 0, MANY, vfs_mount);
  return mount;
}

export function umountFunction(): Ref {
  if (umount == NULL) umount = function1(Q.umount, vfs_umount);
  return umount;
}

/** Mounts what the host has for the start: its files at `/`, or a board's flash memory. */
export function mountFirst(): void {
  const volume = host.file(FileOp.FirstVolume, 0, 0, 0, 0);
  const kind = volume == 0 ? Kind.VfsPosix : Kind.VfsFat;
  addMount(permanentVfs(kind, volume), qstrRef(volume == 0 ? Q.slash : Q.slashFlash));
  setCurrentMount(0);
}

/** `mount(fsobj, mount_point, *, readonly=False, mkfs=False)`; without arguments the list of what is mounted. */
function vfs_mount(n: i32, nkw: i32, args: usize): Ref {
  if (n == 0 && nkw == 0) return listMounts();
  startArguments(n, nkw, args, 0);
  let object = needRef(Q.empty);
  const path = needRef(Q.empty);
  namedOnly();
  const readonly = optRef(Q.readonly, FALSE);
  const mkfs = optRef(Q.mkfs, FALSE);
  if (!endArguments()) return NULL;
  if (!isStr(path)) return raise1(M.cannotConvertToStr, path);
  const mark = rootMark();
  object = mountable(object);
  if (object == NULL) return NULL;
  root(object);
  if (callObject(object, Q.mount, readonly, mkfs) == NULL) return NULL;
  rootReset(mark);
  const existing = findMount(strData(path), strLength(path));
  const aboveOthers = existing >= 0 && strLength(mountPath(existing)) <= 1;
  if (existing >= 0 && (strLength(path) <= 1 || !aboveOthers)) return raiseErrno(Errno.EPERM);
  return addMount(object, path) ? NONE : raiseErrno(Errno.ENOMEM);
}

/** The object if it can be mounted, else the file system on the block device that it is. NULL: an exception is pending. */
function mountable(object: Ref): Ref {
  const mark = rootMark();
  const slots = rootSlots(2);
  if (!loadMethodOrNull(object, qstrRef(Q.mount), slots)) return NULL;
  const found = load<u32>(slots) != NULL;
  rootReset(mark);
  return found ? object : detectDevice(object);
}

/** [(object, path), …] */
function listMounts(): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  for (let i = 0; i < mountCount(); i++) {
    const pair = pairOf(mountObject(i), mountPath(i));
    if (pair == NULL || !listAppend(list, pair)) return NULL;
  }
  rootReset(mark);
  return list;
}

/** Takes an argument that is a path or the object. */
function vfs_umount(x: Ref): Ref {
  const number = mountNumber(x);
  if (number == NOWHERE) return raiseErrno(Errno.EINVAL);
  const mark = rootMark();
  const object = mountObject(number);
  root(object);
  removeMount(number);
  if (callObject(object, Q.umount, NULL, NULL) == NULL) return NULL;
  rootReset(mark);
  return NONE;
}
