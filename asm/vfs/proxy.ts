/** Operations on paths: of a volume here, of any other object that is mounted by its methods. */
import { Errno } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { loadMethod } from "../object/attribute";
import { call } from "../object/call";
import { raise1, raiseErrno } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { isBytes, newText } from "../object/text";
import { isVolume, volumeOf } from "../types/vfs";
import { findMount, mountObject, NOWHERE, ROOT, restData, restLength } from "./mounts";

/** The path was no path: an exception is pending. */
export const FAILED: i32 = -3;

/** Does something with a path of a volume. */
export type VolumeFunction = (volume: i32, data: usize, length: u32) => Ref;

/** The file system of a path, which is a str or bytes; `restData` is what it gets. */
export function mountOf(path: Ref): i32 {
  if (isStr(path) || isBytes(path)) return findMount(strData(path), strLength(path));
  raise1(M.cannotConvertToStr, path);
  return FAILED;
}

/** The path that `mountOf` has left, of the same type. */
export function restOf(path: Ref): Ref {
  return newText(isBytes(path) ? Kind.Bytes : Kind.Str, restData, restLength);
}

/** Calls a method of what is mounted, with two arguments at most (NULL: none). */
export function callMount(mount: i32, name: i32, a: Ref, b: Ref): Ref {
  if (mount == NOWHERE) return raiseErrno(Errno.ENODEV);
  if (mount == ROOT) return raiseErrno(Errno.EPERM);
  return callObject(mountObject(mount), name, a, b);
}

/** Calls a method of an object. */
export function callObject(object: Ref, name: i32, a: Ref, b: Ref): Ref {
  const mark = rootMark();
  const slots = rootSlots(4);
  store<u32>(slots, a, 8);
  store<u32>(slots, b, 12);
  root(object);
  if (!loadMethod(object, qstrRef(name), slots)) return NULL;
  const hasSelf = load<u32>(slots, 4) != NULL;
  const given = i32(a != NULL) + i32(b != NULL);
  const result = call(load<u32>(slots), given + i32(hasSelf), 0, hasSelf ? slots + 4 : slots + 8);
  if (result != NULL) rootReset(mark);
  return result;
}

/** Does something with a path: what the volume's function does, or the object's method of this name. */
export function onPath(path: Ref, name: i32, f: VolumeFunction): Ref {
  const mount = mountOf(path);
  return mount == FAILED ? NULL : onMount(mount, path, name, f);
}

/** The same when the file system is known. */
export function onMount(mount: i32, path: Ref, name: i32, f: VolumeFunction): Ref {
  if (mount >= 0 && isVolume(mountObject(mount))) {
    return f(volumeOf(mountObject(mount)), restData, restLength);
  }
  if (mount < 0) return callMount(mount, name, NULL, NULL);
  const rest = restOf(path);
  return rest == NULL ? NULL : callMount(mount, name, rest, NULL);
}
