/**
 * Block devices of the program: objects with `readblocks`, `writeblocks` and `ioctl`, or of the older protocol, which
 * has `count` and `sync` instead of the last. The host keeps a file system on them; it calls what is exported here from
 * within its answer to a request, and then the program's code runs as if a builtin function had called it.
 *
 *     0        4        8              16             24              32           40             48
 *     +--------+--------+--------------+--------------+---------------+------------+--------------+
 *     | header | window | read, self   | write, self  | control, self | sync, self | count, self  |
 *     +--------+--------+--------------+--------------+---------------+------------+--------------+
 *
 * `window` is the bytearray that the methods get; the methods are looked up once, as MicroPython does.
 */

import { Errno } from "../generated/errnos";
import { DeviceAnswer, DeviceRequest } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { describe } from "../memory/layout";
import { FALSE, NONE, NULL, qstrRef, Ref, smallOf, TRUE } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { loadMethod, loadMethodOrNull } from "../object/attribute";
import { CODE_BYTES } from "../object/buffer";
import { call } from "../object/call";
import { newPacked, packedAt, packedData, reservePacked } from "../object/packed";
import { hasPending } from "../object/raise";
import { intFromI64 } from "../types/bigint";
import { toI32 } from "../types/number";

/** Where a method stands: the function, and behind it its self or NULL. */
const WINDOW: usize = 4;
const READ: usize = 8;
const WRITE: usize = 16;
const CONTROL: usize = 24;
const SYNC: usize = 32;
const COUNT: usize = 40;
const SIZE: u32 = 48;
/** Bytes of a usual block, for which there is room from the start. */
const USUAL_BYTES: u32 = 512;
/** Passed as offset: the method gets none, and whole blocks are meant. */
const NO_OFFSET: i32 = -1;

export function describeDevice(): void {
  describe(Kind.BlockDevice, 0, WINDOW);
}

/** What stands for a block device of the program. NULL: an exception is pending. */
export function newDevice(object: Ref): Ref {
  const mark = rootMark();
  root(object);
  const device = allocate(Kind.BlockDevice, SIZE);
  if (device == NULL) return NULL;
  root(device);
  const window = newPacked(Kind.Bytearray, CODE_BYTES, 0, USUAL_BYTES);
  if (window == NULL) return NULL;
  store<u32>(device, window, WINDOW);
  if (!loadMethod(object, qstrRef(Q.readblocks), <usize>device + READ)) return NULL;
  if (!loadMethodOrNull(object, qstrRef(Q.writeblocks), <usize>device + WRITE)) return NULL;
  if (!loadMethodOrNull(object, qstrRef(Q.ioctl), <usize>device + CONTROL)) return NULL;
  if (load<u32>(device, CONTROL) == NULL) {
    if (!loadMethodOrNull(object, qstrRef(Q.sync), <usize>device + SYNC)) return NULL;
    if (!loadMethod(object, qstrRef(Q.count), <usize>device + COUNT)) return NULL;
  }
  rootReset(mark);
  return device;
}

/** Whether it can be written to. */
export function deviceWritable(device: Ref): bool {
  return load<u32>(device, WRITE) != NULL;
}

/** The address of the window, made this long: what was read, or is to be written. 0: an exception is pending. */
export function deviceWindow(device: Ref, length: u32): usize {
  const mark = rootMark();
  root(device);
  const window = load<u32>(device, WINDOW);
  if (!reservePacked(window, length)) return 0;
  rootReset(mark);
  packedAt(window).length = length;
  return packedData(window);
}

/** Has bytes read into the window. 0, a negated errno, or `DeviceAnswer.Raised`. */
export function deviceRead(device: Ref, block: u32, offset: i32, length: u32): i32 {
  if (deviceWindow(device, length) == 0) return DeviceAnswer.Raised;
  return transfer(device, READ, block, offset);
}

/** Has the bytes in the window written. The answer is as that of `deviceRead`. */
export function deviceWrite(device: Ref, block: u32, offset: i32): i32 {
  return deviceWritable(device) ? transfer(device, WRITE, block, offset) : -Errno.EROFS;
}

function transfer(device: Ref, method: usize, block: u32, offset: i32): i32 {
  const mark = rootMark();
  root(device);
  const args = rootSlots(4);
  const number = intFromI64(<i64>block);
  if (number == NULL) return DeviceAnswer.Raised;
  store<u32>(args, number, 4);
  store<u32>(args, load<u32>(device, WINDOW), 8);
  store<u32>(args, smallOf(max(offset, 0)), 12);
  const result = callDevice(device, method, args, offset == NO_OFFSET ? 2 : 3);
  const answer = result == NULL ? DeviceAnswer.Raised : transferAnswer(result);
  rootReset(mark);
  return answer;
}

/** What a read or write has answered: 0 for None and True, EIO for False; a number above 0 means nothing. */
function transferAnswer(result: Ref): i32 {
  if (result == NONE || result == TRUE) return 0;
  if (result == FALSE) return -Errno.EIO;
  const answer = toI32(result);
  if (hasPending()) return DeviceAnswer.Raised;
  return answer > 0 ? -Errno.EINVAL : answer;
}

/** Calls a method with `n` arguments behind the first slot, which is for its self. */
function callDevice(device: Ref, method: usize, args: usize, n: i32): Ref {
  const self = load<u32>(<usize>device + method, 4);
  store<u32>(args, self);
  const f = load<u32>(<usize>device + method);
  return self != NULL ? call(f, n + 1, 0, args) : call(f, n, 0, args + 4);
}

/** Makes a request of the device: its answer, `DeviceAnswer.None` or `DeviceAnswer.Raised`. */
export function deviceControl(device: Ref, request: i32, argument: i32): i32 {
  const mark = rootMark();
  root(device);
  const args = rootSlots(3);
  store<u32>(args, smallOf(request), 4);
  store<u32>(args, smallOf(argument), 8);
  let result = NONE;
  if (load<u32>(device, CONTROL) != NULL) result = callDevice(device, CONTROL, args, 2);
  else if (request == DeviceRequest.BlockCount) result = callDevice(device, COUNT, args, 0);
  else if (request == DeviceRequest.Sync && load<u32>(device, SYNC) != NULL) {
    result = callDevice(device, SYNC, args, 0) == NULL ? NULL : NONE;
  }
  rootReset(mark);
  if (result == NULL) return DeviceAnswer.Raised;
  if (result == NONE) return DeviceAnswer.None;
  const answer = toI32(result);
  return hasPending() ? DeviceAnswer.Raised : answer;
}
