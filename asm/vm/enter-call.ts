/** Calls from within the interpreter: Python functions get a frame, everything else is called right away. */

import { BoardCost, LoopCost, ShortCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { countEntry } from "../jit/tier";
import { isKind, isPointer, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { copyWords } from "../memory/words";
import { chargeBases, findInClass } from "../object/attribute";
import { call, callNative } from "../object/call";
import { takePending } from "../object/raise";
import { TYPE_PYTHON, typeAt } from "../object/type";
import { isPlainClass } from "../types/class";
import { Function, functionAt, SIMPLE_ARITY } from "../types/function";
import { newInstance } from "../types/instance";
import { tupleItems, tupleLength } from "../types/tuple";
import { wrapCells } from "./bind-args";
import { CODE_GENERATOR, codeAt } from "./code";
import { Cost } from "./cost";
import {
  FRAME_BYTES,
  FRAME_INIT,
  fillFrame,
  frameAt,
  popFrame,
  setCurrentFrame,
  setStackTop,
  stackEnd,
  stackTop,
} from "./frame";
import { enterFunction } from "./invoke";

/** Not a value: a frame was pushed, whose result will come. */
export const RESULT_FRAME: Ref = 0x46;

/**
 * Pushes the frame of a function that takes these `n` positional arguments and has no parameters of other sorts.
 * 0: it is not so simple, or the stack is full; nothing has happened.
 */
export function enterSimple(callee: Ref, n: i32, args: usize): usize {
  if (!isKind(callee, Kind.Function)) return 0;
  const f = functionAt(callee);
  if (f.simple != <u32>n + 1) return f.simple == 0 ? 0 : enterFilled(f, n, args);
  const frame = stackTop;
  const end = frame + f.frameBytes;
  if (end > stackEnd) return 0;
  setStackTop(end);
  Cost.charge(BoardCost.callPython);
  Cost.cycles(n * LoopCost.callArgument);
  const locals = frame + FRAME_BYTES;
  const rest = locals + ((<usize>codeAt(f.code).localWords) << 2);
  countEntry(codeAt(f.code));
  fillFrame(frame, f.code, f.globals, 0, rest);
  let to = locals;
  for (let from = args, last = args + (n << 2); from < last; from += 4, to += 4) {
    store<u32>(to, load<u32>(from));
  }
  for (; to < rest; to += 4) store<u32>(to, NULL);
  setCurrentFrame(frame);
  return frame;
}

/** As `enterSimple`, for functions with cells and calls that leave arguments to their defaults. */
function enterFilled(f: Function, n: i32, args: usize): usize {
  const missing = <i32>(f.simple & SIMPLE_ARITY) - 1 - n;
  if (missing < 0 || (missing > 0 && (f.defaults == NULL || missing > tupleLength(f.defaults))))
    return 0;
  const frame = stackTop;
  const end = frame + f.frameBytes;
  if (end > stackEnd) return 0;
  Cost.charge(BoardCost.callPython);
  Cost.cycles(n * LoopCost.callArgument);
  const code = codeAt(f.code);
  let to = frame + FRAME_BYTES;
  const rest = to + ((<usize>code.localWords) << 2);
  countEntry(codeAt(f.code));
  fillFrame(frame, f.code, f.globals, 0, rest);
  if (f.closure != NULL) Cost.charge(BoardCost.callClosure);
  if (f.closure != NULL) to = append(to, tupleItems(f.closure), tupleLength(f.closure));
  to = append(to, args, n);
  if (missing > 0) {
    Cost.charge(BoardCost.callDefaults);
    const defaults = f.defaults;
    to = append(
      to,
      tupleItems(defaults) + ((<usize>(tupleLength(defaults) - missing)) << 2),
      missing,
    );
  }
  for (; to < rest; to += 4) store<u32>(to, NULL);
  setStackTop(end);
  setCurrentFrame(frame);
  if (code.cellCount != 0 && !wrapCells(code, frame + FRAME_BYTES)) {
    // There is no memory; the long way will find that out again, and say so.
    takePending();
    popFrame(frame);
    return 0;
  }
  return frame;
}

/** Copies words and returns where they end. */
function append(to: usize, from: usize, n: i32): usize {
  copyWords(to, from, n);
  return to + ((<usize>n) << 2);
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
  Cost.cycles(nkw * LoopCost.callKeyword);
  const frame = enterFunction(callee, n, nkw, args, flags);
  if (frame == 0) return NULL;
  frameAt(frame).subject = subject;
  return RESULT_FRAME;
}

function enterBound(callee: Ref, self: Ref, n: i32, nkw: i32, args: usize, flags: u32): Ref {
  Cost.short(ShortCost.callBound);
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
  Cost.charge(BoardCost.callClass);
  const x = newInstance(type);
  if (x == NULL) return NULL;
  const init = findInClass(type, qstrRef(Q.__init__));
  if (init == NULL) Cost.charge(BoardCost.missInit);
  if (init == NULL) return x;
  Cost.charge(BoardCost.callInit);
  if (n + nkw != 0) Cost.charge(BoardCost.initArguments);
  if (BOARD) chargeBases(type, qstrRef(Q.__init__));
  if (!isKind(init, Kind.Function)) return call(type, n, nkw, args);
  const mark = rootMark();
  root(x);
  const result = enterBound(init, x, n, nkw, args, FRAME_INIT);
  rootReset(mark);
  return result;
}
