import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { FALSE } from "./tagged-words.js";
import { Rep, type Value } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Takes the unboxed value out of a word that has been checked. */
export function unboxFrom(emitter: Emitter, int: number, float: number, to: Value): void {
  const { out } = emitter;
  if (to.rep === Rep.Int || to.rep === Rep.Bool) {
    out.get(int);
    if (to.rep === Rep.Bool) {
      out.i32(FALSE);
      out.op(W.i32_sub);
    }
    out.i32(to.rep === Rep.Int ? 1 : 3);
    out.op(to.rep === Rep.Int ? W.i32_shr_s : W.i32_shr_u);
    out.set(int);
  } else if (to.rep === Rep.Float) {
    out.get(int);
    out.mem(Mem.f64_load, Layout.FloatValue);
    out.set(float);
  }
}
