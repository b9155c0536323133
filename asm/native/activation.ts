/**
 * Running machine code. A run has a frame among those of Python code, with which builtins and the collector find
 * globals and names; its own state is on the machine's stack.
 */

import { M } from "../generated/messages";
import { NULL, Ref } from "../memory/ref";
import { hasPending, raise } from "../object/raise";
import { codeAt } from "../vm/code";
import { enterNative, leaveNative } from "../vm/depth";
import {
  FRAME_BYTES,
  fillFrame,
  frameAt,
  popFrame,
  setCurrentFrame,
  setStackTop,
  stackEnd,
  stackTop,
} from "../vm/frame";
import { ownObject } from "./bound";
import { initFunctionTable } from "./function-table";
import { initMachineRoots } from "./machine-roots";
import { initMachineStack } from "./machine-stack";
import { innermostBuffer, setInnermostBuffer } from "./nlr";
import { execute, initProcessor, resetProcessor } from "./processor";

/** Pushes a frame without locals. 0: RuntimeError is pending. */
function pushMachineFrame(subject: Ref, code: Ref, globals: Ref, names: Ref): usize {
  const frame = stackTop;
  const end = frame + FRAME_BYTES;
  if (end > stackEnd) return <usize>raise(M.recursion);
  fillFrame(frame, code, globals, 0, end);
  frameAt(frame).names = names;
  frameAt(frame).subject = subject;
  setStackTop(end);
  setCurrentFrame(frame);
  return frame;
}

/**
 * Runs code from `entry` on with four words in r0 to r3, until it returns; gives what is in r0 then. `subject` is
 * the function or generator. Look at the pending exception before the result.
 */
export function runWords(
  subject: Ref,
  code: Ref,
  globals: Ref,
  names: Ref,
  entry: usize,
  a: u32,
  b: u32,
  c: u32,
  d: u32,
): u32 {
  const frame = pushMachineFrame(subject, code, globals, names);
  if (frame == 0) return 0;
  const buffer = innermostBuffer();
  setInnermostBuffer(0);
  const wasm = codeAt(code).compiled;
  const result = wasm != 0 ? runWasm(wasm, a, b, c, d) : execute(entry, a, b, c, d);
  setInnermostBuffer(buffer);
  popFrame(frame);
  return result;
}

/** Calls a Wasm function of the table. 0: an exception is pending. */
function runWasm(index: u32, a: u32, b: u32, c: u32, d: u32): u32 {
  if (!enterNative()) return 0;
  const result = call_indirect<u32>(index, a, b, c, d);
  leaveNative();
  return result;
}

/** As `runWords`, for code that gives an object. NULL: an exception is pending. */
export function runMachine(
  subject: Ref,
  code: Ref,
  globals: Ref,
  names: Ref,
  entry: usize,
  a: u32,
  b: u32,
  c: u32,
  d: u32,
): Ref {
  const result = runWords(subject, code, globals, names, entry, a, b, c, d);
  return hasPending() ? NULL : ownObject(result);
}

/** Drops all runs. */
export function resetMachine(): void {
  setInnermostBuffer(0);
  resetProcessor();
}

/** Makes this runtime one that runs machine code, with a stack of so many bytes for it. */
export function initMachine(stack: u32): void {
  initProcessor();
  initMachineStack(stack);
  initMachineRoots();
  initFunctionTable();
}
