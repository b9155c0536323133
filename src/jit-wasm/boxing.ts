import { Layout, Shape } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { kindNumber } from "./kind-numbers.js";
import { raiseIfZero } from "./raising.js";
import { save } from "./saving.js";
import { Slot } from "./state.js";
import { shaped } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** A float object: its size, one block, and its header. */
const FLOAT_BYTES = 16;
const FLOAT_HEADER = kindNumber("Float") | (1 << 16);

/** Makes a word of an unboxed float at a depth of the stack. */
export function box(e: Emitter, depth: number): void {
  if (!e.needsBox(depth)) return;
  allocateFloat(e, e.intSlot(depth), () => e.pushFloat(depth));
  e.state.stack[depth] = shaped(Shape.Float);
  e.state.slots[depth] = Slot.Stale;
}

/** Makes a float object of the number that `push` pushes; its word goes to a Wasm local. */
export function allocateFloat(e: Emitter, to: number, push: () => void): void {
  const { out } = e;
  const end = e.temp(5);
  e.getGlobal("heapCursor");
  out.tee(to);
  out.i32(FLOAT_BYTES);
  out.op(W.i32_add);
  out.tee(end);
  e.getGlobal("heapLimit");
  out.op(W.i32_gt_u);
  out.if();
  e.aside(() => {
    save(e);
    push();
    e.call("jitFloat");
    out.tee(to);
    raiseIfZero(e);
  });
  out.else();
  out.get(end);
  e.setGlobal("heapCursor");
  out.get(to);
  out.i64(FLOAT_HEADER);
  out.mem(Mem.i64_store, 0);
  out.get(to);
  push();
  out.mem(Mem.f64_store, Layout.FloatValue);
  out.end();
}
