import { type Label, Register } from "./assembler.js";
import { type HandlerEntry, LAST_UNWIND } from "./handler-stack.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";
import { isInteger, typeName, ValueType } from "./value-type.js";

const IS_TRUE = slotOf("obj_is_true");

const { Result } = Register;

export const popJumpIfTrue = (l: Lowering, label: Label): void => jumpIf(l, true, label, true);
export const popJumpIfFalse = (l: Lowering, label: Label): void => jumpIf(l, false, label, true);
export const jumpIfTrueOrPop = (l: Lowering, label: Label): void => jumpIf(l, true, label, false);
export const jumpIfFalseOrPop = (l: Lowering, label: Label): void => jumpIf(l, false, label, false);

function jumpIf(l: Lowering, when: boolean, label: Label, pops: boolean): void {
  const { asm, stack } = l;
  const type = stack.type(0);
  testTop(l, type, pops);
  if (!pops) l.jumpType = type;
  stack.settle();
  l.poll(label);
  const isObject = type === ValueType.Object;
  if (when) asm.jumpIfNotZero(Result, label, isObject);
  else asm.jumpIfZero(Result, label, isObject);
  if (!pops) stack.move(-1);
}

/** Leaves in `Result` whether the top value is true, and pops it unless the jump is to keep it. */
function testTop(l: Lowering, type: ValueType, pops: boolean): void {
  const { stack } = l;
  stack.pop(Result);
  if (!pops) stack.move(1);
  if (type === ValueType.Object) l.call(IS_TRUE);
  else if (type !== ValueType.Bool && !isInteger(type)) l.typeError("truth", typeName(type));
}

/** Leaves `depth` blocks for `label`, through the `finally` of those that have one. */
export function unwindJump(l: Lowering, label: Label, depth: number): void {
  if (depth === 0) {
    l.jump(label);
    return;
  }
  const finallies = activeFinallies(l, depth);
  const first = finallies[0];
  if (first === undefined) {
    l.asm.setHandler(l.handlers.activeBeyond(depth));
    l.jump(label);
    return;
  }
  finallies.forEach((entry, i) => {
    entry.unwind = finallies[i + 1]?.label ?? LAST_UNWIND;
  });
  l.asm.labelAddress(Result, label);
  l.asm.storeFrame(l.frame.unwind, Result);
  l.asm.constant(Result, 0);
  l.asm.storeFrame(l.target.exceptionSlot, Result);
  l.jump(first.label);
}

function activeFinallies(l: Lowering, depth: number): HandlerEntry[] {
  const found: HandlerEntry[] = [];
  for (let i = 0; i < depth; i++) {
    const entry = l.handlers.at(i)!;
    if (entry.isFinally && entry.isActive) found.push(entry);
  }
  return found;
}

/** A join of ways; the start of a `finally` takes what is on top as its exception. */
export function label(l: Lowering, at: Label): void {
  const entry = l.handlers.at(0);
  const startsFinally = entry?.isFinally === true && entry.label === at;
  if (startsFinally) {
    l.stack.peek(0, Result);
    l.asm.storeFrame(l.target.exceptionSlot, Result);
  }
  l.bind(at);
  if (startsFinally) {
    l.handlers.deactivate();
    l.setHandler();
  }
}

export function jump(l: Lowering, target: Label): void {
  l.jump(target);
}
