import { Register } from "./assembler.js";
import { checkYield, Outcome, raiseThrown } from "./function-entry.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";
import { ValueType } from "./value-type.js";

const YIELD_FROM = slotOf("native_yield_from");

const { Result, Argument1, Argument2, Argument3 } = Register;

export function yieldValue(l: Lowering): void {
  checkYield(l);
  l.stack.settle();
  suspend(l);
  raiseThrown(l);
}

/** Yields what the iterator under the top yields, to its end; leaves its result. */
export function yieldFrom(l: Lowering): void {
  checkYield(l);
  const { asm, stack } = l;
  const next = l.newLabel();
  const top = l.newLabel();
  stack.settle();
  l.jump(next);
  l.bind(top);
  suspend(l);
  l.bind(next);
  asm.loadFrame(Argument3, l.frame.thrown);
  asm.constant(Argument2, 0);
  asm.storeFrame(l.frame.thrown, Argument2);
  stack.pop(Argument2);
  stack.peek(0, Argument1);
  stack.push(ValueType.Object, Argument3);
  stack.popArray(Argument3, 1, "both");
  l.call(YIELD_FROM);
  l.poll(top);
  asm.jumpIfNotZero(Result, top, true);
  stack.arrive(1, l.jumpType);
  stack.dropBelow(Argument1);
}

/** Leaves with the top value, and goes on behind with what is sent on top. */
function suspend(l: Lowering): void {
  const { asm } = l;
  const again = l.newLabel();
  leaveWithTop(l, Outcome.Yielded);
  asm.labelAddress(Result, again);
  asm.storeState(l.frame.resume, Result, "number");
  asm.jump(l.exit);
  asm.bind(again);
  if (l.handlers.active !== undefined) l.setHandler();
  l.stack.arrive(1, l.jumpType);
}

/** Tells the caller where the top value is, and what it is. */
export function leaveWithTop(l: Lowering, outcome: Outcome): void {
  const { asm, frame } = l;
  l.stack.popArray(Result, 1);
  asm.storeState(frame.stackTop, Result, "number");
  asm.constant(Result, outcome);
  asm.storeFrame(frame.result, Result);
}
