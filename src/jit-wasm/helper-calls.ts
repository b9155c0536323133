import type { Emitter } from "./emitter.js";
import { raiseIfZero } from "./raising.js";
import { Slot } from "./state.js";
import { WORD } from "./value.js";
import { Mem } from "./wasm-code.js";

/** Calls a helper whose arguments are on Wasm's stack; its word takes the place of the top `count` values. */
export function produce(e: Emitter, helper: Parameters<Emitter["call"]>[0], count: number): true {
  const temp = e.temp(0);
  e.call(helper);
  e.out.tee(temp);
  raiseIfZero(e);
  e.out.get(temp);
  e.result(count, WORD);
  return true;
}

/** The same for a helper that says whether it succeeded. */
export function perform(e: Emitter, helper: Parameters<Emitter["call"]>[0], count: number): true {
  e.call(helper);
  raiseIfZero(e);
  e.state.pop(count);
  return true;
}

/** Values that a helper has left in the frame become the stack's top. */
export function takeFromFrame(e: Emitter, count: number): void {
  for (let i = 0; i < count; i++) {
    e.fp();
    e.out.mem(Mem.i32_load, e.slotOffset(e.depth));
    e.result(0, WORD);
    e.state.slots[e.top()] = Slot.Exact;
  }
}
