import { type Emitter, ENTRY } from "./emitter.js";
import { writeFrame } from "./saving.js";
import { Mem, W } from "./wasm-code.js";

/** The temporary that has where the stack of roots ends. */
const ROOTS_TEMP = 6;

/** Raises when the word on Wasm's stack is 0. */
export function raiseIfZero(e: Emitter): void {
  const { out } = e;
  out.op(W.i32_eqz);
  raiseIf(e);
}

/** Raises when the condition on Wasm's stack holds. */
export function raiseIf(e: Emitter): void {
  e.out.if();
  e.aside(() => {
    raise(e);
  });
  e.out.end();
}

/** Leaves with a pending exception, or goes to its handler; the frame is saved. */
export function raise(e: Emitter): void {
  if (e.state.handlers.length > 0) {
    writeFrame(e, e.at + 1);
    if (catchPending(e)) return;
  }
  e.activation.fail(e);
}

/** Leaves when the result of a call, on Wasm's stack, is 0: an exception, or frames that come first. */
export function leaveIfZero(e: Emitter): void {
  const { out } = e;
  out.op(W.i32_eqz);
  out.if();
  e.aside(() => {
    writeFrame(e, e.at + 1);
    if (e.state.handlers.length > 0) catchRaised(e);
    e.activation.fail(e);
  });
  out.end();
}

/** Goes to the handler in this function when the status says that an exception is pending. */
function catchRaised(e: Emitter): void {
  const { out } = e;
  out.i32(e.shared.status);
  out.mem(Mem.i32_load, 0);
  out.op(W.i32_eqz);
  out.if();
  if (!catchPending(e)) e.activation.fail(e);
  out.end();
}

/** Goes to the handler of the pending exception in this function. false: that is left to the interpreter. */
function catchPending(e: Emitter): boolean {
  const { end } = e.source.code[e.at]!;
  const handler = e.state.handlers.findLast(({ position }) => position >= end);
  const entry = handler === undefined ? 0 : e.entryOfHandler(handler.position);
  if (entry === 0) return false;
  const { out } = e;
  out.get(e.temp(ROOTS_TEMP));
  e.setGlobal("rootTop");
  e.fp();
  e.call("jitCatch");
  out.i32(entry);
  out.set(ENTRY);
  out.br(e.startLabel);
  return true;
}

/** Notes where the stack of roots ends: what fails may leave some behind. */
export function keepRoots(e: Emitter): void {
  e.getGlobal("rootTop");
  e.out.set(e.temp(ROOTS_TEMP));
}
