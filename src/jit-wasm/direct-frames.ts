import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import type { PythonCallee } from "./facts.js";
import { Mem, W } from "./wasm-code.js";

/** Code.compiled up to here says that there is no compiled code; as in asm/jit/tier.ts. */
export const COUNTED = 1;

/** Temporaries: the new frame, its end, a new instance, the place of compiled code. */
export const FRAME = 0;
export const END = 1;
export const INSTANCE_TEMP = 2;
export const COMPILED = 3;

/** Branches to `other` unless the function is compiled and there is room for its frame, whose address it leaves. */
export function guardCompiled(e: Emitter, { code, frameBytes }: PythonCallee, other: number): void {
  const { out } = e;
  out.i32(code);
  out.mem(Mem.i32_load, Layout.CodeCompiled);
  out.tee(e.temp(COMPILED));
  out.i32(COUNTED);
  out.op(W.i32_le_u);
  out.brIf(other);
  e.activation.pushEnd(e);
  out.tee(e.temp(FRAME));
  out.i32(frameBytes);
  out.op(W.i32_add);
  out.tee(e.temp(END));
  e.getGlobal("directEnd");
  out.op(W.i32_gt_u);
  out.brIf(other);
}

/**
 * Fills the frame whose address and end `guardCompiled` has left, makes it current and runs it. The value, or 0, is
 * on Wasm's stack then; nobody has left the frame yet.
 *
 * @param self pushes the function's word, when it is one of several
 */
export function runFrame(
  e: Emitter,
  callee: PythonCallee,
  args: readonly (() => void)[],
  flags: number,
  subject: () => void,
  self?: () => void,
): void {
  const { out } = e;
  const own = callee.word === 0 ? self : undefined;
  fillFrame(e, callee, flags, subject, own);
  let local = 0;
  const put = (push: () => void): void => {
    out.get(e.temp(FRAME));
    push();
    out.mem(Mem.i32_store, e.localOffset(local++));
  };
  const values = (offset: number, words: readonly number[], from = 0): void => {
    for (let i = from; i < words.length; i++) {
      put(() => {
        if (own === undefined) out.i32(words[i]!);
        else {
          own();
          out.mem(Mem.i32_load, offset);
          out.mem(Mem.i32_load, Layout.TupleItems + 4 * i);
        }
      });
    }
  };
  values(Layout.FunctionClosure, callee.closure);
  for (const arg of args) put(arg);
  const missing = callee.closure.length + callee.parameters - local;
  values(Layout.FunctionDefaults, callee.defaults, callee.defaults.length - missing);
  while (local < callee.localWords) put(() => out.i32(0));
  enterFrame(e);
}

/** Makes a frame that is filled current, and runs it. */
export function enterFrame(e: Emitter): void {
  const { out } = e;
  out.get(e.temp(END));
  e.setGlobal("stackTop");
  out.get(e.temp(FRAME));
  e.setGlobal("currentFrame");
  out.get(e.temp(FRAME));
  out.i32(0);
  out.get(e.temp(COMPILED));
  e.callIndirect(2);
}

function fillFrame(
  e: Emitter,
  callee: PythonCallee,
  flags: number,
  subject: () => void,
  self: (() => void) | undefined,
): void {
  const { out } = e;
  fillHeader(e, e.temp(FRAME), callee, flags, subject, self);
  out.get(e.temp(FRAME));
  out.i32(callee.start);
  out.mem(Mem.i32_store, Layout.FrameIp);
  out.get(e.temp(FRAME));
  out.get(e.temp(FRAME));
  out.i32(e.localOffset(callee.localWords));
  out.op(W.i32_add);
  out.mem(Mem.i32_store, Layout.FrameSp);
}

/**
 * Fills a frame called from the one of `e`, but for its ip, its sp and its locals.
 *
 * @param frame the Wasm local with its address
 * @param self pushes the function's word, when it is one of several
 */
export function fillHeader(
  e: Emitter,
  frame: number,
  callee: PythonCallee,
  flags: number,
  subject: () => void,
  self?: () => void,
): void {
  const { out } = e;
  const put = (offset: number, push: () => void): void => {
    out.get(frame);
    push();
    out.mem(Mem.i32_store, offset);
  };
  put(Layout.FrameFlags, () => out.i32(flags));
  put(Layout.FramePrevious, () => e.fp());
  put(Layout.FrameCode, () => out.i32(callee.code));
  put(Layout.FrameGlobals, () => {
    if (self === undefined) out.i32(callee.globals);
    else {
      self();
      out.mem(Mem.i32_load, Layout.FunctionGlobals);
    }
  });
  out.get(frame);
  out.i64(0);
  out.mem(Mem.i64_store, Layout.FrameHandler);
  put(Layout.FrameSubject, subject);
}

/** Leaves the frame that has given its value: the caller's is current again. */
export function leaveFrame(e: Emitter, frame = e.temp(FRAME)): void {
  const { out } = e;
  e.fp();
  e.setGlobal("currentFrame");
  out.get(frame);
  e.setGlobal("stackTop");
}
