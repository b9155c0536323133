import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { Mem, W } from "./wasm-code.js";

/** A handler in force; as in asm/vm/frame.ts. */
const HANDLER_BYTES = 12;
const HANDLER_SP = 4;
const HANDLER_EXCEPTION = 8;

/** Where in the frame the handler that is in force with `count` others lies. */
function handlerOffset(e: Emitter, count: number): number {
  return Layout.FrameBytes + 4 * e.source.stateWords + HANDLER_BYTES * count;
}

/** Puts a handler in force; the state does not know of it yet. */
export function pushHandler(e: Emitter, target: number, isFinally: boolean): void {
  const { out } = e;
  const at = handlerOffset(e, e.state.handlers.length);
  setHandler(e, at);
  e.fp();
  out.i32(e.facts.address(target));
  out.mem(Mem.i32_store, at);
  e.fp();
  e.slotAddress(e.depth);
  if (isFinally) {
    out.i32(1);
    out.op(W.i32_or);
  }
  out.mem(Mem.i32_store, at + HANDLER_SP);
  e.fp();
  out.i32(0);
  out.mem(Mem.i32_store, at + HANDLER_EXCEPTION);
}

/** Takes the innermost handler out of force. */
export function popHandler(e: Emitter): void {
  e.state.handlers.pop();
  const { length } = e.state.handlers;
  if (length > 0) setHandler(e, handlerOffset(e, length - 1));
  else {
    e.fp();
    e.out.i32(0);
    e.out.mem(Mem.i32_store, Layout.FrameHandler);
  }
}

function setHandler(e: Emitter, at: number): void {
  e.fp();
  e.fp();
  e.out.i32(at);
  e.out.op(W.i32_add);
  e.out.mem(Mem.i32_store, Layout.FrameHandler);
}
