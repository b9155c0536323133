import { Layout, Shape } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { expect } from "./expectations.js";
import { raiseIf } from "./raising.js";
import { save } from "./saving.js";
import { FALSE, NONE, TRUE } from "./tagged-words.js";
import { Rep } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Pushes 1 or 0: whether the value `below` the top counts as true. */
export function pushTruth(e: Emitter, below: 0 | 1): void {
  const { out } = e;
  const depth = e.top(below);
  const shape = expect(e, below);
  const value = e.state.value(depth);
  if (value.rep === Rep.Bool) e.pushInt(depth);
  else if (value.rep === Rep.Int) {
    e.pushInt(depth);
    out.i32(0);
    out.op(W.i32_ne);
  } else if (shape === Shape.Float) {
    e.pushFloat(depth);
    out.f64(0);
    out.op(W.f64_ne);
  } else if (shape === Shape.None) out.i32(0);
  else if (shape === Shape.List || shape === Shape.Tuple) {
    e.pushWord(depth);
    out.mem(Mem.i32_load, shape === Shape.List ? Layout.ListLength : Layout.TupleLength);
    out.i32(0);
    out.op(W.i32_ne);
  } else pushWordTruth(e, depth);
}

/** True and False are looked at first; a helper knows all others. */
function pushWordTruth(e: Emitter, depth: number): void {
  const { out } = e;
  const word = e.temp(0);
  const answer = e.temp(1);
  e.pushWord(depth);
  out.tee(word);
  out.i32(TRUE);
  out.op(W.i32_eq);
  out.set(answer);
  const done = out.block();
  out.get(answer);
  out.brIf(done);
  for (const falsy of [FALSE, NONE]) {
    out.get(word);
    out.i32(falsy);
    out.op(W.i32_eq);
    out.brIf(done);
  }
  e.aside(() => {
    save(e);
    out.get(word);
    e.call("jitTruth");
    out.tee(answer);
    out.i32(0);
    out.op(W.i32_lt_s);
    raiseIf(e);
  });
  out.end();
  out.get(answer);
}
