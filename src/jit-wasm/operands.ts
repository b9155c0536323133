import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { save } from "./saving.js";
import { Slot } from "./state.js";
import { Rep } from "./value.js";
import { Mem } from "./wasm-code.js";

/** Writes the values from a depth on to their slots, as words: what a call takes. */
export function saveExact(e: Emitter, from: number): void {
  save(e);
  const { state, out } = e;
  for (let depth = from; depth < e.depth; depth++) {
    if (state.slots[depth] === Slot.Exact || state.stack[depth]!.rep === Rep.Frame) continue;
    if (e.needsBox(depth)) box(e, depth);
    e.fp();
    e.pushWord(depth);
    out.mem(Mem.i32_store, e.slotOffset(depth));
    state.slots[depth] = Slot.Exact;
  }
}
