/** Calls from within the interpreter: Python functions get a frame, everything else is called right away. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { isKind, isPointer, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { findInClass, foundIn } from "../object/attribute";
import { call } from "../object/call";
import { raise } from "../object/raise";
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
  frameBytes,
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
  const code = codeAt(f.code);
  if (code.simple != <u32>n + 1 || f.closure != NULL) return 0;
  const frame = stackTop;
  const end = frame + frameBytes(code);
  if (end > stackEnd) return 0;
  setStackTop(end);
  fillFrame(frame, callee, code, f.globals, 0);
  const locals = frame + FRAME_BYTES;
  for (let i = 0; i < n; i++) store<u32>(locals + (i << 2), load<u32>(args + (i << 2)));
  const rest = locals + ((<usize>code.localWords) << 2);
  for (let p = locals + (n << 2); p < rest; p += 4) store<u32>(p, NULL);
  frameAt(frame).sp = rest;
  setCurrentFrame(frame);
  return frame;
}

/** Calls: the result, NULL with an exception pending, or RESULT_FRAME. */
export function enterCall(callee: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (isPointer(callee)) {
    const kind = <i32>load<u8>(callee);
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
  memory.copy(all + 4, args, (<usize>(n + 2 * nkw)) << 2);
  const result = enterPython(callee, n + 1, nkw, all, flags, flags == FRAME_INIT ? self : NULL);
  rootReset(mark);
  return result;
}

/** Makes an instance of a class without surprises: `__init__` runs in the same interpreter loop. */
function enterClass(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const x = newInstance(type);
  if (x == NULL) return NULL;
  const init = findInClass(type, qstrRef(Q.__init__));
  if (init == NULL || (typeAt(foundIn).flags & TYPE_PYTHON) == 0) {
    return n + nkw == 0 ? x : raise(M.argNumTypes);
  }
  const mark = rootMark();
  root(x);
  const result = isKind(init, Kind.Function)
    ? enterBound(init, x, n, nkw, args, FRAME_INIT)
    : raise(M.argNumTypes);
  rootReset(mark);
  return result;
}
