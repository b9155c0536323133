import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { Slot } from "./state.js";
import { CONSTANT, Rep } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/**
 * Writes ip (behind this instruction), sp and all references of the stack to the frame. With `top` only of the
 * stack below that depth, as if nothing lay above.
 */
export function save(e: Emitter, top = e.depth): void {
  const { state, out } = e;
  materialize(e);
  state.stack.forEach((value, depth) => {
    if (depth >= top || state.slots[depth] !== Slot.Stale) return;
    e.fp();
    const held = state.value(depth);
    if (held.rep === Rep.Word || value.source === CONSTANT) {
      if (held.rep === Rep.Float) out.i32(held.boxed === 0 ? 1 : held.boxed);
      else e.pushWord(depth);
      state.slots[depth] = held.rep === Rep.Float && held.boxed === 0 ? Slot.Safe : Slot.Exact;
    } else {
      out.i32(1);
      state.slots[depth] = Slot.Safe;
    }
    out.mem(Mem.i32_store, e.slotOffset(depth));
  });
  saveIp(e, e.source.code[e.at]!.end);
  saveSp(e, top);
}

/** Has the VM see the frame; ip and sp are still to be written. */
export function materialize(e: Emitter): void {
  if (e.state.framed) return;
  e.activation.materialize(e);
  e.state.framed = true;
}

export function saveIp(e: Emitter, position: number): void {
  e.fp();
  e.out.i32(e.facts.address(position));
  e.out.mem(Mem.i32_store, Layout.FrameIp);
}

export function saveSp(e: Emitter, depth: number): void {
  e.fp();
  e.slotAddress(depth);
  e.out.mem(Mem.i32_store, Layout.FrameSp);
}

/** Writes all values that are needed from instruction `n` on to the frame; floats last, as that may collect. */
export function writeFrame(e: Emitter, n: number): void {
  const { state, out } = e;
  const floats: [number, () => void][] = [];
  state.stack.forEach((_, depth) => {
    const value = state.value(depth);
    if (value.rep === Rep.Frame || state.slots[depth] === Slot.Exact) return;
    e.fp();
    if (e.needsBox(depth)) {
      floats.push([e.slotOffset(depth), () => e.pushFloat(depth)]);
      out.i32(1);
    } else e.pushWord(depth);
    out.mem(Mem.i32_store, e.slotOffset(depth));
  });
  state.locals.forEach((value, local) => {
    if (!e.graph.isLive(n, local)) return;
    if (value.rep === Rep.Int || value.rep === Rep.Bool) {
      e.fp();
      e.pushTagged(value, e.intLocal(local));
      out.mem(Mem.i32_store, e.localOffset(local));
    } else if (value.rep === Rep.Float) {
      floats.push([e.localOffset(local), () => out.get(e.floatLocal(local))]);
    }
  });
  for (const [offset, push] of floats) {
    e.fp();
    out.i32(offset);
    out.op(W.i32_add);
    push();
    e.call("jitBoxInto");
  }
}
