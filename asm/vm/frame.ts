/**
 * Python frames: plain data on the Python stack, or inside a generator object (D3).
 *
 *     +----------------------+
 *     | Frame (fixed part)   |
 *     | locals …             |  code.stateWords words: locals from below,
 *     | value stack …        |  the value stack right behind them
 *     | handlers …           |  code.handlers × Handler
 *     +----------------------+
 *
 * `sp` points to the word behind the stack's top.
 */
import { M } from "../generated/messages";
import { countEntry } from "../jit/tier";
import { permanent } from "../memory/permanent";
import { NULL, Ref } from "../memory/ref";
import { raise } from "../object/raise";
import { Code, codeAt, REFS_DATA } from "./code";

@unmanaged
export class Frame {
  flags: u32;
  /** The frame that gets the result. */
  previous: usize;
  code: Ref;
  globals: Ref;
  ip: usize;
  sp: usize;
  /** The innermost handler in force, 0 for none. */
  handler: usize;
  /** The Dict of the names of a class or module body, NULL in a function. */
  names: Ref;
  /** FRAME_INIT: the instance. FRAME_GENERATOR: the generator object. FRAME_SPECIAL: what the result is for. */
  subject: Ref;
}

export const FRAME_BYTES: usize = offsetof<Frame>();

/** An exception handler that is in force. */
@unmanaged
export class Handler {
  /** Where it starts. */
  ip: usize;
  /** The value stack when it was set up; bit 0 says `finally` or `with`. */
  sp: usize;
  /** The exception it is handling, for a bare `raise`. */
  exception: Ref;
}

export const HANDLER_BYTES: usize = offsetof<Handler>();

/** The caller is AssemblyScript code: leave the interpreter with the result. */
export const FRAME_ENTRY: u32 = 1;
/** Runs `__init__`: the result is `subject`. */
export const FRAME_INIT: u32 = 2;
/** Belongs to a generator. */
export const FRAME_GENERATOR: u32 = 4;
/** Runs a special method for an instruction of the caller, whose operands are still on the caller's stack. */
export const FRAME_SPECIAL: u32 = 128;

/** The innermost frame, 0 when no Python code runs. */
export let currentFrame: usize = 0;
/** Where the next frame on the Python stack goes, and where the stack ends. */
export let stackTop: usize = 0;
export let stackBase: usize = 0;
export let stackEnd: usize = 0;

export function initStack(bytes: usize): void {
  stackBase = permanent(bytes);
  stackTop = stackBase;
  stackEnd = stackBase + bytes;
}

export function setCurrentFrame(frame: usize): void {
  currentFrame = frame;
}

export function setStackTop(top: usize): void {
  stackTop = top;
}

export function frameAt(frame: usize): Frame {
  return changetype<Frame>(frame);
}

/** The code of a function defined inside the frame's own. */
export function childOf(frame: usize, index: u32): Ref {
  return load<u32>(codeAt(frameAt(frame).code).children + REFS_DATA + ((<usize>index) << 2));
}

export function handlerAt(handler: usize): Handler {
  return changetype<Handler>(handler);
}

/** Bytes of a frame for this code. */
export function frameBytes(code: Code): usize {
  return FRAME_BYTES + ((<usize>code.stateWords) << 2) + <usize>code.handlers * HANDLER_BYTES;
}

/** The first handler's place. */
export function firstHandler(frame: usize, code: Code): usize {
  return frame + FRAME_BYTES + ((<usize>code.stateWords) << 2);
}

/** Puts a handler in force. `sp` has bit 0 set for `finally` and `with`. */
export function pushHandler(frame: usize, ip: usize, sp: usize): void {
  const f = frameAt(frame);
  const h =
    f.handler == 0
      ? firstHandler(frame, changetype<Code>(<usize>f.code))
      : f.handler + HANDLER_BYTES;
  f.handler = h;
  handlerAt(h).ip = ip;
  handlerAt(h).sp = sp;
  handlerAt(h).exception = NULL;
}

/** Takes the innermost handler out of force. */
export function popHandler(frame: usize): void {
  const f = frameAt(frame);
  const first = firstHandler(frame, changetype<Code>(<usize>f.code));
  f.handler = f.handler == first ? 0 : f.handler - HANDLER_BYTES;
}

/** Room for a frame on the stack, its fixed part filled in, its locals not. 0: RuntimeError is pending. */
export function pushFrame(code: Ref, globals: Ref, flags: u32): usize {
  const frame = stackTop;
  const end = frame + frameBytes(changetype<Code>(<usize>code));
  if (end > stackEnd) return <usize>raise(M.recursion);
  stackTop = end;
  countEntry(changetype<Code>(<usize>code));
  fillFrame(frame, code, globals, flags, frame + FRAME_BYTES);
  return frame;
}

export function fillFrame(frame: usize, code: Ref, globals: Ref, flags: u32, sp: usize): void {
  const f = frameAt(frame);
  f.flags = flags;
  f.previous = currentFrame;
  f.code = code;
  f.globals = globals;
  const c = changetype<Code>(<usize>code);
  f.ip = c.start;
  f.sp = sp;
  f.handler = 0;
  f.names = NULL;
  f.subject = NULL;
}

/** Leaves a frame. One on the stack gives its memory back. */
export function popFrame(frame: usize): void {
  const f = frameAt(frame);
  if ((f.flags & FRAME_GENERATOR) == 0) stackTop = frame;
  currentFrame = f.previous;
}

/** How much of the Python stack is in use, in bytes. */
export function stackUsed(): usize {
  return stackTop - stackBase;
}
