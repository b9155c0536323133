/** Calls from within the interpreter: Python functions get a frame, everything else is called right away. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { isKind, isPointer, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { copyWords } from "../memory/words";
import { findInClass } from "../object/attribute";
import { call, callNative } from "../object/call";
import { TYPE_PYTHON, typeAt } from "../object/type";
import { isPlainClass } from "../types/class";
import { functionAt } from "../types/function";
import { newInstance } from "../types/instance";
import { CODE_GENERATOR, codeAt } from "./code";
import {
  FRAME_BYTES,
  FRAME_INIT,
  fillFrame,
  frameAt,
  setCurrentFrame,
  setStackTop,
  stackEnd,
  stackTop,
} from "./frame";
import { enterFunction } from "./invoke";

/** Not a value: a frame was pushed, whose result will come. */
export const RESULT_FRAME: Ref = 0x46;

/**
 * Pushes the frame of a function that takes exactly these `n` positional arguments and nothing else. 0: it is
 * not so simple, or the stack is full; nothing has happened.
 */
export function enterSimple(callee: Ref, n: i32, args: usize): usize {
  if (!isKind(callee, Kind.Function)) return 0;
  const f = functionAt(callee);
  if (f.simple != <u32>n + 1) return 0;
  const frame = stackTop;
  const end = frame + f.frameBytes;
  if (end > stackEnd) return 0;
  setStackTop(end);
  const locals = frame + FRAME_BYTES;
  const rest = locals + ((<usize>codeAt(f.code).localWords) << 2);
  fillFrame(frame, f.code, f.globals, 0, rest);
  let to = locals;
  for (let from = args, last = args + (n << 2); from < last; from += 4, to += 4) {
    store<u32>(to, load<u32>(from));
  }
  for (; to < rest; to += 4) store<u32>(to, NULL);
  setCurrentFrame(frame);
  return frame;
}

/** Calls: the result, NULL with an exception pending, or RESULT_FRAME. */
export function enterCall(callee: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (isPointer(callee)) {
    const kind = <i32>load<u8>(callee);
    if (kind == Kind.NativeFunction) return callNative(callee, n, nkw, args);
    if (kind == Kind.Function) return enterPython(callee, n, nkw, args, 0, NULL);
    if (kind == Kind.BoundMethod && isKind(load<u32>(callee, 4), Kind.Function)) {
      return enterBound(load<u32>(callee, 4), load<u32>(callee, 8), n, nkw, args, 0);
    }
    if (kind == Kind.Type && typeAt(callee).flags & TYPE_PYTHON && isPlainClass(callee)) {
      return enterClass(callee, n, nkw, args);
    }
  }
  return call(callee, n, nkw, args);
}

function enterPython(callee: Ref, n: i32, nkw: i32, args: usize, flags: u32, subject: Ref): Ref {
  if (codeAt(functionAt(callee).code).flags & CODE_GENERATOR) return call(callee, n, nkw, args);
  const frame = enterFunction(callee, n, nkw, args, flags);
  if (frame == 0) return NULL;
  frameAt(frame).subject = subject;
  return RESULT_FRAME;
}

function enterBound(callee: Ref, self: Ref, n: i32, nkw: i32, args: usize, flags: u32): Ref {
  const mark = rootMark();
  const all = rootSlots(1 + n + 2 * nkw);
  store<u32>(all, self);
  copyWords(all + 4, args, n + 2 * nkw);
  const result = enterPython(callee, n + 1, nkw, all, flags, flags == FRAME_INIT ? self : NULL);
  rootReset(mark);
  return result;
}

/** Makes an instance of a class without surprises: `__init__` runs in the same interpreter loop. */
function enterClass(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const x = newInstance(type);
  if (x == NULL) return NULL;
  const init = findInClass(type, qstrRef(Q.__init__));
  if (init == NULL) return x;
  if (!isKind(init, Kind.Function)) return call(type, n, nkw, args);
  const mark = rootMark();
  root(x);
  const result = enterBound(init, x, n, nkw, args, FRAME_INIT);
  rootReset(mark);
  return result;
}
