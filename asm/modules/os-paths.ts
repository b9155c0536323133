/** What `os` does with paths, which lead into whatever is mounted. */
import { Errno } from "../generated/errnos";
import { FileType, NO_SIZE } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { builderStr, newBuilder, putBytes } from "../object/builder";
import { next } from "../object/iterate";
import { hasPending, raise1, raiseErrno } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { isBytes, newText } from "../object/text";
import { listAppend, newList } from "../types/list";
import { isTuple, tupleItems, tupleLength } from "../types/tuple";
import { isVolume, iterate, volumeOf } from "../types/vfs";
import {
  currentMount,
  findMount,
  mountCount,
  mountObject,
  mountPath,
  NOWHERE,
  ROOT,
  restData,
  restLength,
  rootMount,
  setCurrentMount,
} from "../vfs/mounts";
import { joinPaths } from "../vfs/paths";
import { callMount, callObject, FAILED, mountOf, onMount, onPath, restOf } from "../vfs/proxy";
import {
  entryTuple,
  statTuple,
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

const SLASH: u8 = 0x2f;
/** The longest name that the folder above all can have. */
const MAX_NAME: i32 = 4096;

export function os_getcwd(): Ref {
  const mount = currentMount();
  if (mount == ROOT) return qstrRef(Q.slash);
  const object = mountObject(mount);
  const folder = isVolume(object)
    ? volumeGetcwd(volumeOf(object))
    : callObject(object, Q.getcwd, NULL, NULL);
  const path = mountPath(mount);
  if (folder == NULL || strLength(path) <= 1) return folder;
  if (!isStr(folder)) return raise1(M.cannotConvertToStr, folder);
  if (strLength(folder) == 1 && load<u8>(strData(folder)) == SLASH) return path;
  return concatenate(path, folder);
}

function concatenate(a: Ref, b: Ref): Ref {
  const mark = rootMark();
  root(b);
  const p = newBuilder(strLength(a) + strLength(b));
  if (p == NULL) return NULL;
  root(p);
  if (!putBytes(p, strData(a), strLength(a)) || !putBytes(p, strData(b), strLength(b))) return NULL;
  const text = builderStr(p, Kind.Str);
  if (text != NULL) rootReset(mark);
  return text;
}

export function os_chdir(path: Ref): Ref {
  const mount = mountOf(path);
  if (mount == FAILED) return NULL;
  if (mount == ROOT) return leaveMounts();
  if (onMount(mount, path, Q.chdir, volumeChdir) == NULL) return NULL;
  setCurrentMount(mount);
  return NONE;
}

/** Goes to the folder above all; relative paths are then those of what is mounted there. */
function leaveMounts(): Ref {
  const mount = rootMount();
  const slash = qstrRef(Q.slash);
  if (mount != NOWHERE) {
    findMount(strData(slash), 0);
    const object = mountObject(mount);
    const done = isVolume(object)
      ? volumeChdir(volumeOf(object), strData(slash), 1)
      : callObject(object, Q.chdir, slash, NULL);
    if (done == NULL) return NULL;
  }
  setCurrentMount(ROOT);
  return NONE;
}

export function os_mkdir(path: Ref): Ref {
  const mount = mountOf(path);
  if (mount == FAILED) return NULL;
  if (mount == ROOT || (mount != NOWHERE && isSlash(restData, restLength))) {
    return raiseErrno(Errno.EEXIST);
  }
  return onMount(mount, path, Q.mkdir, volumeMkdir);
}

function isSlash(data: usize, length: u32): bool {
  return length == 1 && load<u8>(data) == SLASH;
}

export function os_rmdir(path: Ref): Ref {
  return onPath(path, Q.rmdir, volumeRmdir);
}

export function os_remove(path: Ref): Ref {
  return onPath(path, Q.remove, volumeRemove);
}

/** Both names must be of one file system. */
export function os_rename(from: Ref, to: Ref): Ref {
  const mount = mountOf(from);
  if (mount == FAILED) return NULL;
  const data = restData;
  const length = restLength;
  const target = mountOf(to);
  if (target == FAILED) return NULL;
  if (mount != target) return raiseErrno(Errno.EPERM);
  const mark = rootMark();
  if (mount < 0 || !isVolume(mountObject(mount))) {
    const newName = mount < 0 ? NULL : restOf(to);
    if (newName != NULL) root(newName);
    findMount(strData(from), strLength(from));
    const oldName = mount < 0 ? NULL : restOf(from);
    const done = hasPending() ? NULL : callMount(mount, Q.rename, oldName, newName);
    if (done != NULL) rootReset(mark);
    return done;
  }
  const pair = joinPaths(data, length, restData, restLength);
  if (pair == NULL) return NULL;
  root(pair);
  const result = volumeRename(volumeOf(mountObject(mount)), strData(pair), strLength(pair));
  if (result != NULL) rootReset(mark);
  return result;
}

export function os_stat(path: Ref): Ref {
  const mount = mountOf(path);
  if (mount == FAILED) return NULL;
  return mount == ROOT ? statTuple(FileType.Folder, 0) : onMount(mount, path, Q.stat, volumeStat);
}

export function os_statvfs(path: Ref): Ref {
  let mount = mountOf(path);
  if (mount == FAILED) return NULL;
  let rest = path;
  if (mount == ROOT) {
    mount = rootMount();
    if (mount == NOWHERE) return statTuple(0, MAX_NAME);
    // What is mounted there is asked about its own root.
    rest = qstrRef(Q.slash);
    if (isVolume(mountObject(mount))) {
      return volumeStatvfs(volumeOf(mountObject(mount)), strData(rest), 1);
    }
    return callMount(mount, Q.statvfs, rest, NULL);
  }
  return onMount(mount, rest, Q.statvfs, volumeStatvfs);
}

function pathArg(n: i32, args: usize): Ref {
  return n == 0 ? qstrRef(Q.empty) : load<u32>(args);
}

/** An iterator over (name, type, inode) of what is in a folder. */
export function os_ilistdir(n: i32, args: usize): Ref {
  const path = pathArg(n, args);
  const mount = mountOf(path);
  if (mount == FAILED) return NULL;
  if (mount == ROOT) return iterate(listRoot(path, true));
  if (mount == NOWHERE || !isVolume(mountObject(mount))) {
    return onMount(mount, path, Q.ilistdir, volumeStat);
  }
  const volume = volumeOf(mountObject(mount));
  return iterate(volumeList(volume, restData, restLength, true, nameKind(path)));
}

function nameKind(path: Ref): Kind {
  return isBytes(path) ? Kind.Bytes : Kind.Str;
}

/** The names in a folder. */
export function os_listdir(n: i32, args: usize): Ref {
  const path = pathArg(n, args);
  const mount = mountOf(path);
  if (mount == FAILED) return NULL;
  if (mount == ROOT) return listRoot(path, false);
  if (mount >= 0 && isVolume(mountObject(mount))) {
    const volume = volumeOf(mountObject(mount));
    return volumeList(volume, restData, restLength, false, nameKind(path));
  }
  const entries = onMount(mount, path, Q.ilistdir, volumeStat);
  if (entries == NULL) return NULL;
  const mark = rootMark();
  root(entries);
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  if (!addEntries(list, entries, false)) return NULL;
  rootReset(mark);
  return list;
}

/** What is mounted, and what is in the folder that is mounted at `/`. */
function listRoot(path: Ref, detailed: bool): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  const rootNumber = rootMount();
  for (let i = 0; i < mountCount(); i++) {
    if (i == rootNumber) continue;
    const at = mountPath(i);
    const name = newText(nameKind(path), strData(at) + 1, strLength(at) - 1);
    const entry = name == NULL || !detailed ? name : entryTuple(name, FileType.Folder, 0, NO_SIZE);
    if (entry == NULL || !listAppend(list, entry)) return NULL;
  }
  if (rootNumber != NOWHERE) {
    const entries = rootEntries(rootNumber, path);
    if (entries == NULL) return NULL;
    root(entries);
    if (!addEntries(list, entries, detailed)) return NULL;
  }
  rootReset(mark);
  return list;
}

function rootEntries(mount: i32, path: Ref): Ref {
  const slash = qstrRef(Q.slash);
  const object = mountObject(mount);
  if (!isVolume(object)) return callObject(object, Q.ilistdir, slash, NULL);
  return iterate(volumeList(volumeOf(object), strData(slash), 1, true, nameKind(path)));
}

/** Appends the tuples that an iterator gives, or their names. */
function addEntries(list: Ref, iterator: Ref, detailed: bool): bool {
  while (true) {
    const entry = next(iterator);
    if (entry == NULL) return !hasPending();
    if (detailed) {
      if (!listAppend(list, entry)) return false;
    } else {
      if (!isTuple(entry) || tupleLength(entry) == 0) {
        raise1(M.notSubscriptable, entry);
        return false;
      }
      if (!listAppend(list, load<u32>(tupleItems(entry)))) return false;
    }
  }
}
