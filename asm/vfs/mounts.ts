/**
 * The table of mounted file systems: an object and the path at which it is mounted. What is mounted at `/` stands
 * last, so that everything else goes before it. Paths that do not start with a slash are the current one's.
 */
import { MAX_MOUNTS, mountRoots } from "../memory/cells";
import { NULL, Ref } from "../memory/ref";
import { isStr, strData, strLength } from "../object/str";

/** No file system, but the folder above all of them. */
export const ROOT: i32 = -1;
/** Nothing is mounted there. */
export const NOWHERE: i32 = -2;
const SLASH: u8 = 0x2f;
/** A path that is one slash. */
const ROOT_PATH: usize = memory.data<u8>([0x2f]);

let count: i32 = 0;
/** The file system of relative paths. */
let current: i32 = ROOT;

/** What `findMount` leaves of the path, as its file system sees it. */
export let restData: usize = 0;
export let restLength: u32 = 0;

export function mountCount(): i32 {
  return count;
}

export function mountObject(i: i32): Ref {
  return load<u32>(mountRoots(i));
}

export function mountPath(i: i32): Ref {
  return load<u32>(mountRoots(i), 4);
}

export function currentMount(): i32 {
  return current;
}

export function setCurrentMount(i: i32): void {
  current = i;
}

/** The file system mounted at `/`, or NOWHERE. */
export function rootMount(): i32 {
  return count != 0 && strLength(mountPath(count - 1)) <= 1 ? count - 1 : NOWHERE;
}

/** The file system of a path. */
export function findMount(data: usize, length: u32): i32 {
  restData = data;
  restLength = length;
  const absolute = length != 0 && load<u8>(data) == SLASH;
  if (!absolute && current != ROOT) return current;
  const start = absolute ? data + 1 : data;
  const n = absolute ? length - 1 : length;
  if (n == 0) return ROOT;
  for (let i = 0; i < count; i++) if (matches(mountPath(i), start, n)) return i;
  return NOWHERE;
}

/** Whether a path without its slash leads into what is mounted at `mount`; then leaves the rest. */
function matches(mount: Ref, start: usize, n: u32): bool {
  const length: u32 = strLength(mount) == 0 ? 0 : strLength(mount) - 1;
  if (length == 0) return true;
  if (n < length || memory.compare(start, strData(mount) + 1, length) != 0) return false;
  if (n == length) {
    restData = ROOT_PATH;
    restLength = 1;
    return true;
  }
  if (load<u8>(start + length) != SLASH) return false;
  restData = start + length;
  restLength = n - length;
  return true;
}

/** Mounts an object. false: there are too many. */
export function addMount(object: Ref, path: Ref): bool {
  if (<u32>count == MAX_MOUNTS) return false;
  let at = count++;
  if (at > 0 && strLength(mountPath(at - 1)) <= 1) {
    moveMount(at - 1, at);
    at--;
    if (current == at) current++;
  }
  store<u32>(mountRoots(at), object);
  store<u32>(mountRoots(at), path, 4);
  return true;
}

/** The number of what is mounted at a path, or of an object that is; NOWHERE when it is not. */
export function mountNumber(x: Ref): i32 {
  for (let i = 0; i < count; i++) {
    if (mountObject(i) == x || (isStr(x) && samePath(x, mountPath(i)))) return i;
  }
  return NOWHERE;
}

function samePath(a: Ref, b: Ref): bool {
  const length = strLength(a);
  return length == strLength(b) && memory.compare(strData(a), strData(b), length) == 0;
}

/** Takes a file system out of the table; relative paths are then those of the folder above all. */
export function removeMount(at: i32): void {
  if (current == at) current = ROOT;
  else if (current > at) current--;
  count--;
  for (let i = at; i < count; i++) moveMount(i + 1, i);
  store<u32>(mountRoots(count), NULL);
  store<u32>(mountRoots(count), NULL, 4);
}

function moveMount(from: i32, to: i32): void {
  store<u64>(mountRoots(to), load<u64>(mountRoots(from)));
}
