import { type CallForm, leaveCallIfZero } from "./calls.js";
import { FRAME, INSTANCE_TEMP, leaveFrame } from "./direct-frames.js";
import type { Emitter } from "./emitter.js";
import { NONE } from "./tagged-words.js";
import { W } from "./wasm-code.js";

/** The value of compiled code is on Wasm's stack: leaves its frame, or has a helper see to it. */
export function finishCall(e: Emitter, form: CallForm, isInit: boolean, result: number): void {
  const { out } = e;
  out.tee(result);
  if (isInit) {
    out.i32(NONE);
    out.op(W.i32_eq);
  }
  out.if();
  leaveFrame(e);
  if (isInit) {
    out.get(e.temp(INSTANCE_TEMP));
    out.set(result);
  }
  out.else();
  out.get(e.temp(FRAME));
  if (isInit) out.get(result);
  e.call(isInit ? "jitInitFailed" : "jitCallFailed");
  out.set(result);
  leaveCallIfZero(e, form, result);
  out.end();
}
