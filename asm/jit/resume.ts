/**
 * Generators whose code is compiled go on where they wait, without the interpreter's loop. Their compiled code returns
 * what they yield as well as what they return; the generator's state tells the two apart.
 */

import { Kind } from "../generated/kinds";
import { isKind, NULL, Ref } from "../memory/ref";
import { hasPending } from "../object/raise";
import { GENERATOR_RUNNING, generatorAt, generatorFrame } from "../types/generator";
import { Code, codeAt } from "../vm/code";
import { currentFrame, FRAME_GENERATOR, Frame, frameAt, setCurrentFrame } from "../vm/frame";
import { Fuel } from "../vm/fuel";
import {
  CHAIN_SHIFT,
  FRAME_DELEGATE,
  isDelegating,
  MAX_CHAIN,
  STEP_ERROR,
  STEP_YIELDED_OUT,
  yieldedValue,
  yieldFrom,
} from "../vm/generators";
import { runEntered } from "../vm/invoke";
import { pushResult, returnValue } from "../vm/return";
import { entryAt } from "./entries";
import { closeDirect, openDirect, Status, takeStatus } from "./state";
import { COUNTED, noteExit } from "./tier";

/** Not a value: the next frame is to be run. */
const NEXT_FRAME: Ref = 0x4e;

/** Whether compiled code for a frame has returned because it is a generator's that yields. */
export function hasYielded(f: Frame): bool {
  return (f.flags & FRAME_GENERATOR) != 0 && generatorAt(f.subject).state != GENERATOR_RUNNING;
}

/**
 * Runs the current frame, a generator's, and those that it delegates to, until the one with FRAME_ENTRY yields or
 * ends. NULL: it has ended, or an exception is pending.
 */
export function runGenerators(): Ref {
  while (true) {
    const compiled = codeAt(frameAt(currentFrame).code).compiled;
    if (compiled <= COUNTED || hasPending() || --Fuel.left < 0) return runEntered();
    descend();
    const f = frameAt(currentFrame);
    const result = isDelegating(f) ? delegate(f) : enterWaiting(f, codeAt(f.code));
    if (result != NEXT_FRAME) return result;
  }
}

/** Makes the innermost of generators current that wait for each other, as far as that is simple. */
function descend(): void {
  let f = frameAt(currentFrame);
  while (isDelegating(f)) {
    const iterator = load<u32>(f.sp - 8);
    if (!isKind(iterator, Kind.Generator)) return;
    const g = generatorAt(iterator);
    if (g.state == GENERATOR_RUNNING || g.pending != NULL || g.finished != 0) return;
    const inner = frameAt(generatorFrame(iterator));
    const depth = f.flags >> CHAIN_SHIFT;
    if (depth >= MAX_CHAIN || inner.ip == codeAt(inner.code).start) return;
    inner.flags = FRAME_GENERATOR | FRAME_DELEGATE | ((depth + 1) << CHAIN_SHIFT);
    inner.previous = changetype<usize>(f);
    g.state = GENERATOR_RUNNING;
    f.sp -= 4;
    pushResult(changetype<usize>(inner), load<u32>(f.sp));
    setCurrentFrame(changetype<usize>(inner));
    f = inner;
  }
}

/** Steps from a generator that waits in `yield from` to the one that it waits for. */
function delegate(f: Frame): Ref {
  f.ip += 1;
  const step = yieldFrom(currentFrame);
  if (step == STEP_YIELDED_OUT) return yieldedValue();
  return step == STEP_ERROR ? runEntered() : NEXT_FRAME;
}

/** Runs a generator's compiled code, if it can be entered where it waits. */
function enterWaiting(f: Frame, code: Code): Ref {
  const entry = f.ip == code.start ? 0 : entryAt(f.ip, code.compiled);
  if (entry == 0 && f.ip != code.start) return runEntered();
  const outermost = openDirect();
  const result = call_indirect<Ref>(code.compiled, changetype<usize>(f), entry);
  if (outermost) closeDirect();
  if (result == NULL) return isNext(takeStatus()) ? NEXT_FRAME : runEntered();
  if (hasYielded(f)) return result;
  const delegated = (f.flags & FRAME_DELEGATE) != 0;
  const value = returnValue(changetype<usize>(f), result);
  return delegated ? NEXT_FRAME : value;
}

/** Goes on with the current frame after compiled code for a generator's frame has given no value. */
export function goOn(status: Status): Ref {
  return isNext(status) ? runGenerators() : runEntered();
}

/** Notes why compiled code gave no value: whether what comes next is a generator that another one waits for. */
function isNext(status: Status): bool {
  if (status >= Status.Exit) noteExit(currentFrame, status, codeAt(frameAt(currentFrame).code));
  return status == Status.Frame && (frameAt(currentFrame).flags & FRAME_DELEGATE) != 0;
}
