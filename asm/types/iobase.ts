/**
 * IOBase: a class derived from it is a stream whose bytes its own methods `readinto(buffer)` and
 * `write(buffer)` move; `ioctl(request, argument)` does the rest. Negative answers are errnos.
 */
import { Errno } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { NONE, NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { loadMethod } from "../object/attribute";
import { call } from "../object/call";
import { machineInt, needMachineInt } from "../object/machine-int";
import { newBytearray, packedData } from "../object/packed";
import { describeStream, STREAM_RAISED } from "../object/stream";
import { typeAt, typeOfKind } from "../object/type";

export function initIOBase(): void {
  describeStream(Kind.IOBase, iobase_read.index, iobase_write.index, iobase_control.index, false);
  typeAt(typeOfKind(Kind.IOBase)).make = iobase_make.index;
}

function iobase_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return allocateBlock(Kind.IOBase);
}

/** Calls a method with one argument, or two when `b` is not NULL; its answer is a stream's. */
function ask(x: Ref, name: i32, a: Ref, b: Ref): i32 {
  const mark = rootMark();
  const slots = rootSlots(4);
  store<u32>(slots, a, 8);
  store<u32>(slots, b, 12);
  if (!loadMethod(x, qstrRef(name), slots)) return STREAM_RAISED;
  const hasSelf = load<u32>(slots, 4) != NULL;
  const n = (b == NULL ? 1 : 2) + i32(hasSelf);
  const result = call(load<u32>(slots), n, 0, hasSelf ? slots + 4 : slots + 8);
  if (result == NULL) return STREAM_RAISED;
  rootReset(mark);
  if (result == NONE) return -Errno.EAGAIN;
  return needMachineInt(result) ? machineInt : STREAM_RAISED;
}

function iobase_read(x: Ref, to: usize, n: u32): i32 {
  const mark = rootMark();
  const buffer = newBytearray(to, n);
  if (buffer == NULL) return STREAM_RAISED;
  root(buffer);
  const answer = ask(x, Q.readinto, buffer, NULL);
  if (answer > 0) memory.copy(to, packedData(buffer), min<u32>(<u32>answer, n));
  if (answer != STREAM_RAISED) rootReset(mark);
  return min<i32>(answer, <i32>n);
}

function iobase_write(x: Ref, from: usize, n: u32): i32 {
  const mark = rootMark();
  const buffer = newBytearray(from, n);
  if (buffer == NULL) return STREAM_RAISED;
  root(buffer);
  const answer = ask(x, Q.write, buffer, NULL);
  if (answer != STREAM_RAISED) rootReset(mark);
  return min<i32>(answer, <i32>n);
}

function iobase_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  return ask(x, Q.ioctl, smallOf(request), smallOf(a));
}
