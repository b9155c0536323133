import { AsyncExitLabel } from "../instruction-list.js";
import { type Label, Register } from "./assembler.js";
import { LAST_UNWIND, NO_UNWIND } from "./handler-stack.js";
import { label } from "./jumps.js";
import { rotTwo } from "./locals.js";
import type { Lowering } from "./lowering.js";
import { keepException } from "./reraise.js";
import { slotOf } from "./runtime-slots.js";
import { ValueType } from "./value-type.js";

const RAISE = slotOf("native_raise");

const { Result, Argument1 } = Register;

export function setupExcept(l: Lowering, handler: Label): void {
  l.stack.settle();
  enterBlock(l, handler, false);
}

export function setupFinally(l: Lowering, handler: Label): void {
  l.stack.settle();
  enterBlock(l, handler, true);
}

export function enterBlock(l: Lowering, handler: Label, isFinally: boolean): void {
  l.handlers.push(handler, isFinally);
  l.setHandler();
}

/** The handler that the machine had is cleared by the machine when it takes an exception there. */
export function leaveBody(l: Lowering, isHandlerStart: boolean): void {
  l.handlers.deactivate();
  if (!isHandlerStart || l.handlers.active !== undefined) l.setHandler();
}

export function startHandlers(l: Lowering): void {
  leaveBody(l, true);
  l.asm.loadFrame(Result, l.target.exceptionSlot);
  keepException(l);
  l.stack.push(ValueType.Object, Result);
}

/** The end of a `try` body, behind which its handlers stand. */
export function popExceptJump(l: Lowering, end: Label): void {
  leaveBody(l, false);
  l.jump(end);
}

/** The end of a handler: no later one sees its exception. */
export function leaveHandler(l: Lowering, end: Label): void {
  forgetException(l);
  l.jump(end);
}

export function forgetException(l: Lowering): void {
  l.asm.constant(Result, 0);
  l.asm.storeFrame(l.target.exceptionSlot, Result);
}

/** What ended the block goes on: an exception, or a jump through `finally` blocks. */
export function endFinally(l: Lowering): void {
  const { asm } = l;
  l.stack.drop();
  asm.loadFrame(Argument1, l.target.exceptionSlot);
  l.raiseAgain(RAISE, true);
  const { unwind } = l.handlers.pop();
  if (unwind === NO_UNWIND) return;
  const done = l.newLabel();
  asm.loadFrame(Result, l.frame.unwind);
  asm.jumpIfZero(Result, done, false);
  if (unwind === LAST_UNWIND) asm.jumpToAddress(Result);
  else l.jump(unwind);
  label(l, done);
}

export function raiseObject(l: Lowering): void {
  const type = l.stack.pop(Argument1);
  if (type !== ValueType.Object) l.typeError("raised");
  l.call(RAISE);
  l.asm.dropUntilLabel();
}

/** Causes are not kept. */
export function raiseFrom(l: Lowering): void {
  l.stack.drop();
  raiseObject(l);
}

/** What END_FINALLY is to raise is in the frame. */
export function swallowException(l: Lowering): void {
  l.stack.drop();
  forgetException(l);
  l.stack.pushConstant(ValueType.None, 0);
}

/** The body of an `async with` ended, or its handler is entered: by an exception if there is one. */
export function asyncExit(l: Lowering, labels: Label): void {
  const { asm, stack } = l;
  stack.arrive(1, l.jumpType);
  rotTwo(l);
  stack.pushConstant(ValueType.None, 0);
  rotTwo(l);
  l.jump(labels + AsyncExitLabel.Quiet);
  stack.move(-1);
  label(l, labels + AsyncExitLabel.Handler);
  stack.drop();
  asm.loadFrame(Argument1, l.target.exceptionSlot);
  stack.push(ValueType.Object, Argument1);
  asm.jumpIfZero(Argument1, labels + AsyncExitLabel.Leaving, false);
}
