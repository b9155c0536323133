import { ITER_SLOTS } from "../../tables/opcodes.js";
import { type Label, Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";
import { ValueType } from "./value-type.js";

const GET_ITER = slotOf("native_getiter");
const ITER_NEXT = slotOf("native_iternext");

const { Result, Argument1, Argument2 } = Register;

/** An iterator on the heap. */
export function getIter(l: Lowering): void {
  l.stack.objects(1);
  l.stack.pop(Argument1);
  l.asm.constant(Argument2, 0);
  l.call(GET_ITER);
  l.stack.push(ValueType.Object, Result);
}

/** An iterator in words of the stack. */
export function getIterStack(l: Lowering): void {
  l.stack.objects(1);
  l.stack.pop(Argument1);
  l.stack.pushArray(Argument2, ITER_SLOTS, "both");
  l.call(GET_ITER);
}

export function forIter(l: Lowering, end: Label): void {
  l.stack.popArray(Argument1, ITER_SLOTS, "both");
  l.stack.move(ITER_SLOTS);
  l.call(ITER_NEXT);
  l.asm.jumpIfZero(Result, end, false);
  l.stack.push(ValueType.Object, Result);
}
