/** Calls from compiled code: the callee runs on the host's stack as long as that is not too deep. */
import { NULL, Ref, SUSPENDED } from "../memory/ref";
import { callVarKw } from "../vm/call-star";
import { Code, codeAt } from "../vm/code";
import { enterCall, enterSimple, RESULT_FRAME } from "../vm/enter-call";
import { currentFrame, FRAME_ENTRY, frameAt } from "../vm/frame";
import { Fuel } from "../vm/fuel";
import { interpret } from "../vm/interpreter";
import { runEntered } from "../vm/invoke";
import { returnValue } from "../vm/return";
import { leaveFailed } from "../vm/unwind";
import { closeDirect, openDirect, Status, setStatus, takeStatus } from "./state";
import { COUNTED, noteExit, resumeFuel, watching } from "./tier";

/** Deepest nesting of calls on the host's stack; beyond it the interpreter's loop takes over. */
const MAX_DEPTH: i32 = 60;
let depth: i32 = 0;

/** For whoever drops all frames. */
export function resetJitDepth(): void {
  depth = 0;
  closeDirect();
}

/** CALL_FUNCTION: callee and `n` arguments lie at `base`. 0: see STATUS; the frame is saved behind the call. */
export function callFunction(fp: usize, n: i32, nkw: i32, base: usize): Ref {
  return callAt(fp, load<u32>(base), n, nkw, base, base + 4);
}

/** CALL_METHOD: callee, self or NULL, and `n` arguments lie at `base`. */
export function callMethod(fp: usize, n: i32, nkw: i32, base: usize): Ref {
  return load<u32>(base, 4) != NULL
    ? callAt(fp, load<u32>(base), n + 1, nkw, base, base + 4)
    : callAt(fp, load<u32>(base), n, nkw, base, base + 8);
}

/** CALL_FUNCTION_VAR_KW and CALL_METHOD_VAR_KW. */
export function callStar(fp: usize, n: i32, nkw: i32, base: usize, method: bool): Ref {
  const self: Ref = method ? load<u32>(base, 4) : NULL;
  const result = callVarKw(load<u32>(base), self, n, nkw, base + (method ? 8 : 4));
  if (result != RESULT_FRAME) return result;
  frameAt(fp).sp = base;
  return runPushed(currentFrame);
}

function callAt(fp: usize, callee: Ref, n: i32, nkw: i32, base: usize, args: usize): Ref {
  if (nkw == 0) {
    const frame = enterSimple(callee, n, args);
    if (frame != 0) {
      frameAt(fp).sp = base;
      return runPushed(frame);
    }
  }
  const result = enterCall(callee, n, nkw, args);
  if (result != RESULT_FRAME) return result;
  frameAt(fp).sp = base;
  return runPushed(currentFrame);
}

/** Runs a frame that was just pushed: its value, or 0 and see STATUS. */
export function runPushed(frame: usize): Ref {
  if (depth == MAX_DEPTH) {
    setStatus(Status.Frame);
    return NULL;
  }
  depth++;
  const result = runFrame(frame);
  depth--;
  return result;
}

function runFrame(frame: usize): Ref {
  const code = codeAt(frameAt(frame).code);
  if (code.compiled <= COUNTED) return runInterpreted(frame);
  const result = call_indirect<Ref>(code.compiled, frame, 0);
  return result != NULL ? leave(frame, result) : finishFailed(frame, code);
}

/** The compiled code `blamed` gave no value for the frame: what becomes of it all the same, or 0. */
function finishFailed(frame: usize, blamed: Code): Ref {
  const status = takeStatus();
  if (status == Status.Raise) {
    if (leaveFailed(frame)) return NULL;
  } else if (status >= Status.Exit) {
    noteExit(frame, status, blamed);
  } else {
    setStatus(status);
    return NULL;
  }
  return runInterpreted(frame);
}

/** Runs a frame with FRAME_ENTRY, the current one, at its start: compiled, if it is. NULL: an exception is pending. */
export function runCompiled(frame: usize): Ref {
  const code = codeAt(frameAt(frame).code);
  resumeFuel();
  if (code.compiled <= COUNTED || watching || Fuel.left <= 0) return runEntered();
  const outermost = openDirect();
  const result = call_indirect<Ref>(code.compiled, frame, 0);
  if (outermost) closeDirect();
  if (result != NULL) return returnValue(frame, result);
  const status = takeStatus();
  if (status == Status.Raise && leaveFailed(frame)) return NULL;
  if (status >= Status.Exit) noteExit(frame, status, code);
  return runEntered();
}

/** Compiled code called compiled code for `frame` itself, which gave no value. */
export function jitCallFailed(frame: usize): Ref {
  return finishCalled(frame, codeAt(frameAt(frame).code));
}

/** The same for a frame whose function's body stands in the compiled code `blamed` of another function. */
export function jitInlinedFailed(frame: usize, blamed: Ref): Ref {
  return finishCalled(frame, codeAt(blamed));
}

function finishCalled(frame: usize, blamed: Code): Ref {
  if (depth < MAX_DEPTH) {
    depth++;
    const result = finishFailed(frame, blamed);
    depth--;
    return result;
  }
  const status = takeStatus();
  if (status == Status.Raise && leaveFailed(frame)) return NULL;
  if (status >= Status.Exit) noteExit(frame, status, blamed);
  setStatus(status == Status.Raise || status >= Status.Exit ? Status.Frame : status);
  return NULL;
}

/** The same for a frame of `__init__` that gave something else than None. */
export function jitInitFailed(frame: usize, value: Ref): Ref {
  return value == NULL ? jitCallFailed(frame) : leave(frame, value);
}

/** The frame's value becomes the result of the call. */
function leave(frame: usize, value: Ref): Ref {
  frameAt(frame).flags |= FRAME_ENTRY;
  return returnValue(frame, value);
}

function runInterpreted(frame: usize): Ref {
  frameAt(frame).flags |= FRAME_ENTRY;
  const result = interpret();
  if (result != SUSPENDED) return result;
  // Whoever called goes on in the interpreter, too, with the result that will come.
  frameAt(frame).flags &= ~FRAME_ENTRY;
  setStatus(Status.Suspend);
  return NULL;
}
