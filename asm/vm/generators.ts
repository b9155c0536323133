/**
 * Suspending and resuming generators, from the interpreter and from AssemblyScript.
 *
 * A generator that waits in `yield from` for another one stays at that instruction, the inner generator on
 * top of its stack. Resuming it enters it, repeats the instruction and so enters the inner one; what that
 * yields leaves all of them again. However long the chain is, it takes no stack of the host.
 */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Op } from "../generated/opcodes";
import { runGenerators } from "../jit/resume";
import { RootCell, setCell } from "../memory/cells";
import { isKind, NONE, NULL, Ref, smallValue } from "../memory/ref";
import { exceptionType } from "../object/exception";
import { raise } from "../object/raise";
import { isSubtype, isType, typeOf } from "../object/type";
import {
  GENERATOR_RUNNING,
  GENERATOR_WAITING,
  generatorAt,
  generatorFrame,
} from "../types/generator";
import { codeAt } from "./code";
import { Cost } from "./cost";
import { delegateForeign, throwForeign } from "./delegate";
import { enterNative, leaveNative } from "./depth";
import { RESULT_FRAME } from "./enter-call";
import {
  currentFrame,
  FRAME_ENTRY,
  FRAME_GENERATOR,
  Frame,
  frameAt,
  setCurrentFrame,
} from "./frame";
import { ITER_BYTES } from "./iter-slots";
import { pushResult } from "./return";
import { raiseAny } from "./unwind";

/** Frame flags of a generator: who resumed it. A `for` loop of the previous frame. */
export const FRAME_FOR_ITER: u32 = 8;
/** `yield from` of the previous frame, a generator's, too. */
export const FRAME_DELEGATE: u32 = 16;
/** A generator that waits for the one it delegates to to close; the exception to raise then is on its stack. */
export const FRAME_CLOSING: u32 = 64;

/** Above these flags a generator's frame has the number of generators in a row that have resumed each other. */
export const CHAIN_SHIFT: u32 = 8;
/** They lie in the heap, so that the Python stack does not bound their number. */
export const MAX_CHAIN: u32 = 8192;

/** What a step of a generator led to: an exception is pending; a value goes to AssemblyScript; some frame goes on. */
export const STEP_ERROR: i32 = 0;
export const STEP_YIELDED_OUT: i32 = 1;
export const STEP_CONTINUE: i32 = 2;

let yielded: Ref = 0;

/** The value that left the interpreter with the last STEP_YIELDED_OUT. */
export function yieldedValue(): Ref {
  return yielded;
}

function isStarted(f: Frame): bool {
  return f.ip != codeAt(f.code).start;
}

/** How many generators in a row have resumed each other, the last one being the current frame. */
function chainDepth(): u32 {
  return currentFrame == 0 ? 0 : frameAt(currentFrame).flags >> CHAIN_SHIFT;
}

/** Makes a generator's frame current, to go on with the value that `send` gave it. */
export function enterGenerator(generator: Ref, sent: Ref, mode: u32): i32 {
  if (mode & FRAME_DELEGATE) Cost.cycles(LoopCost.yieldFrom);
  else Cost.charge(mode & FRAME_ENTRY ? BoardCost.resumeWithin : BoardCost.resume);
  const g = generatorAt(generator);
  if (g.state == GENERATOR_RUNNING || g.pending != NULL) return enterUnusual(generator, mode);
  const frame = generatorFrame(generator);
  const f = frameAt(frame);
  const depth = chainDepth() + 1;
  if (depth > MAX_CHAIN) {
    raise(M.recursion);
    return STEP_ERROR;
  }
  f.flags = FRAME_GENERATOR | mode | (depth << CHAIN_SHIFT);
  f.previous = currentFrame;
  if (g.finished) {
    // As if it had returned at once.
    finishGenerator(frame, NULL);
    return STEP_CONTINUE;
  }
  if (isStarted(f)) {
    pushResult(frame, sent);
  } else if (sent != NONE) {
    raise(M.sendNonNone);
    return STEP_ERROR;
  }
  g.state = GENERATOR_RUNNING;
  setCurrentFrame(frame);
  return STEP_CONTINUE;
}

/** It may not run now, or what `pend_throw` left is due. */
function enterUnusual(generator: Ref, mode: u32): i32 {
  const g = generatorAt(generator);
  const exception = g.pending;
  if (g.state != GENERATOR_RUNNING) g.pending = NULL;
  return g.finished
    ? enterGenerator(generator, NONE, mode)
    : enterThrowing(generator, exception, mode);
}

/**
 * Makes a generator current with an exception (or what `raise` makes one of) raised where it waits: in the
 * innermost generator of a `yield from` chain.
 */
export function enterThrowing(generator: Ref, exception: Ref, mode: u32): i32 {
  let inner = generator;
  let how = mode;
  while (true) {
    const g = generatorAt(inner);
    if (g.state == GENERATOR_RUNNING) {
      raise(M.generatorExecuting);
      return STEP_ERROR;
    }
    const frame = generatorFrame(inner);
    const f = frameAt(frame);
    f.flags = FRAME_GENERATOR | how | ((chainDepth() + 1) << CHAIN_SHIFT);
    f.previous = currentFrame;
    g.state = GENERATOR_RUNNING;
    setCurrentFrame(frame);
    if (!isDelegating(f)) break;
    const iterator = load<u32>(f.sp - 4);
    // From now on an exception comes out of the instruction.
    f.ip += 1;
    if (!isKind(iterator, Kind.Generator)) return throwForeign(frame, iterator, exception);
    if (generatorAt(iterator).finished) {
      // As if it had returned at once.
      store<u32>(f.sp - 4, NONE);
      if (!isGeneratorExit(exception)) return STEP_CONTINUE;
      break;
    }
    f.ip -= 1;
    if (isGeneratorExit(exception)) {
      pushResult(frame, exception);
      f.flags |= FRAME_CLOSING;
    }
    inner = iterator;
    how = FRAME_DELEGATE;
  }
  raiseAny(exception);
  return STEP_ERROR;
}

/** Whether a frame is at `yield from`. */
export function isDelegating(f: Frame): bool {
  return load<u8>(f.ip) == Op.YIELD_FROM;
}

/** Whether what is thrown is GeneratorExit. */
export function isGeneratorExit(x: Ref): bool {
  return isSubtype(isType(x) ? x : typeOf(x), exceptionType(Exc.GeneratorExit));
}

/** A generator yields. true: the interpreter returns the value; false: the current frame goes on. */
export function leaveGenerator(fp: usize, value: Ref): bool {
  let f = frameAt(fp);
  generatorAt(f.subject).state = GENERATOR_WAITING;
  while (f.flags & FRAME_DELEGATE) {
    f = frameAt(f.previous);
    generatorAt(f.subject).state = GENERATOR_WAITING;
    if (f.flags & FRAME_CLOSING) f.sp -= 4;
  }
  setCurrentFrame(f.previous);
  if (f.flags & FRAME_ENTRY) {
    yielded = value;
    return true;
  }
  pushResult(f.previous, value);
  return false;
}

/** A generator's frame returns; `value` is NULL when it had ended before. */
export function finishGenerator(fp: usize, value: Ref): Ref {
  const f = frameAt(fp);
  const g = generatorAt(f.subject);
  g.finished = 1;
  g.state = GENERATOR_WAITING;
  setCurrentFrame(f.previous);
  if (f.flags & FRAME_FOR_ITER) {
    const loop = frameAt(f.previous);
    loop.sp -= ITER_BYTES;
    loop.ip = codeAt(loop.code).start + smallValue(load<u32>(loop.sp, 8));
    return RESULT_FRAME;
  }
  if (f.flags & FRAME_DELEGATE) {
    finishDelegate(f.previous, value);
    return RESULT_FRAME;
  }
  setCell(RootCell.StopValue, value == NONE ? NULL : value);
  return NULL;
}

/** `yield from` in frame `fp` has its result. */
export function finishDelegate(fp: usize, value: Ref): void {
  const f = frameAt(fp);
  f.ip += 1;
  if (f.flags & FRAME_CLOSING) {
    // It did as told and ended: the exception now closes this generator, too.
    leaveDelegate(fp);
    raiseAny(load<u32>(f.sp));
  } else {
    store<u32>(f.sp - 4, value == NULL ? NONE : value);
  }
}

/** An exception came out of `yield from` in frame `fp`, or is raised there. */
export function failDelegate(fp: usize): void {
  frameAt(fp).ip += 1;
  leaveDelegate(fp);
}

function leaveDelegate(fp: usize): void {
  const f = frameAt(fp);
  if ((f.flags & FRAME_CLOSING) == 0) return;
  f.flags &= ~FRAME_CLOSING;
  f.sp -= 4;
}

/** Runs a generator until it yields or ends. NULL: it ended (StopValue has its value), or an exception. */
export function resume(generator: Ref, sent: Ref): Ref {
  if (generatorAt(generator).finished) {
    setCell(RootCell.StopValue, NULL);
    return NULL;
  }
  if (!enterNative()) return NULL;
  const before = currentFrame;
  const result = runStep(enterGenerator(generator, sent, FRAME_ENTRY), before);
  leaveNative();
  return result;
}

/** Raises an exception in a generator and runs it as `resume` does. */
export function resumeThrowing(generator: Ref, exception: Ref): Ref {
  if (generatorAt(generator).finished) {
    setCell(RootCell.StopValue, NULL);
    return NULL;
  }
  if (!enterNative()) return NULL;
  const before = currentFrame;
  const result = runStep(enterThrowing(generator, exception, FRAME_ENTRY), before);
  leaveNative();
  return result;
}

/** Runs what has been entered, unless nothing was. */
function runStep(step: i32, before: usize): Ref {
  if (step == STEP_YIELDED_OUT) return yielded;
  return currentFrame == before ? NULL : runGenerators();
}

/** `yield from`: the stack has the iterator and the value sent. */
export function yieldFrom(fp: usize): i32 {
  const f = frameAt(fp);
  const iterator = load<u32>(f.sp - 8);
  const sent = load<u32>(f.sp - 4);
  f.sp -= 4;
  if (!isKind(iterator, Kind.Generator)) return delegateForeign(fp, iterator, sent);
  f.ip -= 1;
  const step = enterGenerator(iterator, sent, FRAME_DELEGATE);
  if (step == STEP_ERROR && currentFrame == fp) f.ip += 1;
  return step;
}
