import { Register } from "./assembler.js";
import { callFunction } from "./calls.js";
import { loadObject } from "./locals.js";
import type { Lowering } from "./lowering.js";
import { loadGlobal } from "./names.js";
import { slotOf } from "./runtime-slots.js";

const RAISE = slotOf("native_raise");

const { Result, Argument1 } = Register;

/**
 * `raise` without an exception. A function that has one keeps what its handlers caught, since the frame
 * forgets an exception when a handler within has ended: in locals without names, one for each depth.
 */
const keptSlot = (l: Lowering, depth: number): number => l.frame.local(l.code.keptAt + depth);

/** At the start of handlers, with the exception in `Result`. */
export function keepException(l: Lowering): void {
  if (l.code.reraise === undefined) return;
  l.asm.storeState(keptSlot(l, l.handlers.size - 1), Result, "object");
}

/** Raises what the innermost handler around caught. */
export function raiseLast(l: Lowering): void {
  const { asm, handlers } = l;
  const { nameId, textId } = l.code.reraise!;
  const depth = handlers.innermostHandler;
  if (depth < 0) {
    loadGlobal(l, nameId);
    loadObject(l, textId);
    callFunction(l, 1);
    l.stack.pop(Argument1);
  } else {
    asm.loadState(Argument1, keptSlot(l, depth));
  }
  l.raiseAgain(RAISE, true);
  asm.dropUntilLabel();
}
