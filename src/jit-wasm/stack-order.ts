import type { Emitter } from "./emitter.js";
import { leave } from "./exits.js";
import { Slot } from "./state.js";
import { CONSTANT, Rep, type Value, WORD } from "./value.js";

/** DUP_TOP and DUP_TOP_TWO. */
export function copyTop(e: Emitter, count: number): boolean {
  const from = e.depth - count;
  for (let i = 0; i < count; i++) {
    const value = e.state.stack[from + i]!;
    if (value.source >= 0 || value.source === CONSTANT) e.state.push(value);
    else if (value.rep === Rep.Frame) {
      e.pushWord(from + i);
      e.result(0, WORD);
    } else {
      pushRaw(e, from + i, value);
      e.result(0, value);
    }
  }
  return true;
}

/** Brings the top values into another order: `order[i]` says where the new value at place i (from below) was. */
export function rotate(e: Emitter, order: readonly number[]): boolean {
  const { state, out } = e;
  const from = e.depth - order.length;
  // Not reached: the handler of `async with` looks for a `return` that waits, which code here never has in it.
  if (from < 0) return leave(e);
  const old = order.map((i) => state.stack[from + i]!);
  const own = old.map((value) => value.source === -1);
  old.forEach((value, place) => {
    if (!own[place]) return;
    if (value.rep === Rep.Frame) e.pushWord(from + order[place]!);
    else pushRaw(e, from + order[place]!, value);
  });
  for (let place = order.length - 1; place >= 0; place--) {
    if (!own[place]) continue;
    const float = old[place]!.rep === Rep.Float;
    out.set(float ? e.floatSlot(from + place) : e.intSlot(from + place));
  }
  old.forEach((value, place) => {
    state.stack[from + place] = value.rep === Rep.Frame ? WORD : value;
    state.slots[from + place] = Slot.Stale;
  });
  return true;
}

function pushRaw(e: Emitter, depth: number, value: Value): void {
  e.out.get(value.rep === Rep.Float ? e.floatSlot(depth) : e.intSlot(depth));
}
