/** Entering the interpreter from AssemblyScript. */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { runCompiled } from "../jit/call";
import { COUNTED, resumeFuel } from "../jit/tier";
import { isKind, NULL, Ref, SUSPENDED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { runMachineBody } from "../native/function";
import { hasPending } from "../object/raise";
import { functionAt } from "../types/function";
import { generatorFrame, newGenerator } from "../types/generator";
import { bindArgs } from "./bind-args";
import { CODE_GENERATOR, codeAt } from "./code";
import { Cost } from "./cost";
import { enterNative, leaveNative } from "./depth";
import { enterSimple } from "./enter-call";
import {
  currentFrame,
  FRAME_BYTES,
  FRAME_ENTRY,
  frameAt,
  popFrame,
  pushFrame,
  setCurrentFrame,
} from "./frame";
import { Fuel } from "./fuel";
import { interpret } from "./interpreter";
import { pollBetweenSlices } from "./poll";

/** Leaves a frame that could not be entered. */
function abandonEntry(): void {
  popFrame(currentFrame);
}

/** Calls a Python function and runs it to its end. NULL: an exception is pending. */
export function invoke(callee: Ref, n: i32, nkw: i32, args: usize): Ref {
  Cost.cycles(nkw * LoopCost.callKeyword);
  const code = codeAt(functionAt(callee).code);
  if (code.flags & CODE_GENERATOR) return makeGenerator(callee, n, nkw, args);
  if (code.compiled > COUNTED && nkw == 0 && enterSimple(callee, n, args) != 0) {
    frameAt(currentFrame).flags = FRAME_ENTRY;
    return runToEnd();
  }
  const frame = enterFunction(callee, n, nkw, args, FRAME_ENTRY);
  return frame == 0 ? NULL : runToEnd();
}

/** Pushes the frame of a call and makes it current. 0: an exception is pending. */
export function enterFunction(callee: Ref, n: i32, nkw: i32, args: usize, flags: u32): usize {
  Cost.charge(BoardCost.callPython);
  Cost.cycles(n * LoopCost.callArgument);
  const f = functionAt(callee);
  const frame = pushFrame(f.code, f.globals, flags);
  if (frame == 0) return 0;
  // The frame counts as current while arguments are bound, so that the collector sees it.
  setCurrentFrame(frame);
  if (!bindArgs(frame, callee, n, nkw, args)) {
    popFrame(frame);
    return 0;
  }
  settleStack(frame, callee);
  return frame;
}

/** Sets sp to the empty value stack behind the locals. */
function settleStack(frame: usize, callee: Ref): void {
  frameAt(frame).sp =
    frame + FRAME_BYTES + ((<usize>codeAt(functionAt(callee).code).localWords) << 2);
}

/**
 * Runs the body of a class or module, `f`, whose names go to the dict `names`, unless that is NULL: then to its
 * globals. NULL: an exception is pending.
 */
export function runBody(f: Ref, globals: Ref, names: Ref): Ref {
  if (isKind(f, Kind.MachineFunction)) return runMachineBody(f, globals, names);
  const frame = enterFunction(f, 0, 0, 0, FRAME_ENTRY);
  if (frame == 0) return NULL;
  frameAt(frame).names = names;
  return runToEnd();
}

/** The generator object that a call of a generator function gives. */
export function makeGenerator(callee: Ref, n: i32, nkw: i32, args: usize): Ref {
  Cost.charge(BoardCost.callGenerator);
  const mark = rootMark();
  root(callee);
  const generator = newGenerator(callee, codeAt(functionAt(callee).code));
  if (generator == NULL) return NULL;
  root(generator);
  const frame = generatorFrame(generator);
  if (!bindArgs(frame, callee, n, nkw, args)) return NULL;
  settleStack(frame, callee);
  rootReset(mark);
  return generator;
}

/** Runs the current frame, which has FRAME_ENTRY, until it is left. NULL: an exception is pending. */
export function runToEnd(): Ref {
  if (!enterNative()) {
    abandonEntry();
    return NULL;
  }
  const result = runCompiled(currentFrame);
  leaveNative();
  return result;
}

/** The same for a caller that has counted the level of native recursion itself. */
export function runEntered(): Ref {
  resumeFuel();
  // An exception that is to be thrown into a generator comes first.
  if (--Fuel.left < 0 && !hasPending()) pollBetweenSlices();
  let result = interpret();
  while (result == SUSPENDED) {
    pollBetweenSlices();
    result = interpret();
  }
  return result;
}
