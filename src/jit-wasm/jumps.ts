import type { Emitter } from "./emitter.js";
import type { Flow } from "./flow.js";
import { pushTruth } from "./truth.js";
import { W } from "./wasm-code.js";

export function popJump(e: Emitter, flow: Flow, when: boolean, target: number): false {
  pushTruth(e, 0);
  if (!when) e.out.op(W.i32_eqz);
  e.state.pop();
  e.out.if();
  flow.jump(target);
  e.out.else();
  flow.fallThrough();
  e.out.end();
  return false;
}

export function jumpOrPop(e: Emitter, flow: Flow, when: boolean, target: number): false {
  pushTruth(e, 0);
  if (!when) e.out.op(W.i32_eqz);
  e.out.if();
  flow.jump(target);
  e.out.else();
  e.state.pop();
  flow.fallThrough();
  e.out.end();
  return false;
}
