/** Suspending and resuming generators, from the interpreter and from AssemblyScript. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { getCell, RootCell, setCell } from "../memory/cells";
import { isKind, NONE, NULL, Ref, smallValue } from "../memory/ref";
import { next } from "../object/iterate";
import { hasPending, raise } from "../object/raise";
import { generatorAt, generatorFrame } from "../types/generator";
import { codeAt } from "./code";
import { RESULT_FRAME } from "./enter-call";
import { currentFrame, FRAME_ENTRY, FRAME_GENERATOR, frameAt, setCurrentFrame } from "./frame";
import { runToEnd } from "./invoke";
import { ITER_BYTES } from "./iter-slots";
import { pushResult } from "./return";

/** Frame flag: a `for` loop of the previous frame resumed the generator. */
export const FRAME_FOR_ITER: u32 = 8;

/** What `yieldFrom` says: an exception is pending; the value goes to AssemblyScript; some frame goes on. */
export const DELEGATE_ERROR: i32 = 0;
export const DELEGATE_YIELDED_OUT: i32 = 1;
export const DELEGATE_CONTINUE: i32 = 2;

let yielded: Ref = 0;

/** The value of the last `yield from` that left the interpreter. */
export function yieldedValue(): Ref {
  return yielded;
}

function isStarted(frame: usize): bool {
  const f = frameAt(frame);
  return f.ip != codeAt(f.code).start;
}

/** Makes a generator's frame current. false: it may not run now, an exception is pending. */
export function enterGenerator(generator: Ref, sent: Ref, mode: u32): bool {
  const g = generatorAt(generator);
  const frame = generatorFrame(generator);
  if (g.running) {
    raise(M.generatorExecuting);
    return false;
  }
  const f = frameAt(frame);
  f.flags = FRAME_GENERATOR | mode;
  f.previous = currentFrame;
  if (g.finished) {
    // As if it had returned at once.
    finishGenerator(frame, NULL);
    return true;
  }
  if (isStarted(frame)) {
    pushResult(frame, sent);
  } else if (sent != NONE) {
    raise(M.sendNonNone);
    return false;
  }
  g.running = 1;
  setCurrentFrame(frame);
  return true;
}

/** A generator yields. true: the interpreter returns the value; false: the current frame goes on. */
export function leaveGenerator(fp: usize, value: Ref): bool {
  const f = frameAt(fp);
  generatorAt(f.subject).running = 0;
  setCurrentFrame(f.previous);
  if (f.flags & FRAME_ENTRY) return true;
  pushResult(f.previous, value);
  return false;
}

/** A generator's frame returns; `value` is NULL when it had ended before. */
export function finishGenerator(fp: usize, value: Ref): Ref {
  const f = frameAt(fp);
  const g = generatorAt(f.subject);
  g.finished = 1;
  g.running = 0;
  setCurrentFrame(f.previous);
  if (f.flags & FRAME_FOR_ITER) {
    const loop = frameAt(f.previous);
    loop.sp -= ITER_BYTES;
    loop.ip = codeAt(loop.code).start + smallValue(load<u32>(loop.sp, 8));
    return RESULT_FRAME;
  }
  setCell(RootCell.StopValue, value);
  return NULL;
}

/** Runs a generator until it yields or ends. NULL: it ended (StopValue has its value), or an exception. */
export function resume(generator: Ref, sent: Ref): Ref {
  if (generatorAt(generator).finished) {
    setCell(RootCell.StopValue, NULL);
    return NULL;
  }
  return enterGenerator(generator, sent, FRAME_ENTRY) ? runToEnd() : NULL;
}

/** `yield from`: the stack has the iterator and the value sent. */
export function yieldFrom(fp: usize): i32 {
  const f = frameAt(fp);
  const iterator = load<u32>(f.sp - 8);
  const sent = load<u32>(f.sp - 4);
  const value = isKind(iterator, Kind.Generator) ? resume(iterator, sent) : next(iterator);
  if (value == NULL) {
    if (hasPending()) return DELEGATE_ERROR;
    const result = getCell(RootCell.StopValue);
    f.sp -= 4;
    store<u32>(f.sp - 4, result == NULL ? NONE : result);
    return DELEGATE_CONTINUE;
  }
  // The instruction is repeated with the value that is sent next.
  f.sp -= 4;
  f.ip -= 1;
  yielded = value;
  return leaveGenerator(fp, value) ? DELEGATE_YIELDED_OUT : DELEGATE_CONTINUE;
}
