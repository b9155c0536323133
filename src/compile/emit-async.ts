import { compileMessages } from "../tables/compile-messages.js";
import type { For, With, WithItem } from "./ast.js";
import { emitAssign } from "./emit-assign.js";
import { emitExpression, emitYieldFrom } from "./emit-expression.js";
import { emitBlock } from "./emit-statement.js";
import { endHandlers, startHandlers } from "./emit-try.js";
import type { Emitter } from "./emitter.js";
import { AsyncExitLabel, Pseudo } from "./instruction-list.js";
import { Op } from "./opcode.js";
import { UNWIND_SLOTS } from "./stack-depth.js";

/** What tells an exception from the count of a return or jump. */
export const EXCEPTION_ROOT = "BaseException";

function checkAsync(e: Emitter, node: For | With): void {
  if (!e.scope.isGenerator) e.fail(node, compileMessages.asyncOutside);
}

/** Awaits a method without arguments of the object on top of the stack. */
function emitAwaitMethod(e: Emitter, name: string): void {
  e.named(Op.LOAD_METHOD, name);
  e.op(Op.CALL_METHOD, 0);
  emitYieldFrom(e);
}

export function emitAsyncFor(e: Emitter, node: For): void {
  checkAsync(e, node);
  const exhausted = e.newLabel();
  emitExpression(e, node.iterable);
  e.named(Op.LOAD_METHOD, "__aiter__");
  e.op(Op.CALL_METHOD, 0);
  const { breakLabel } = e.inLoop(false, ({ continueLabel }) => {
    e.label(continueLabel);
    emitAsyncNext(e, node, exhausted);
    emitBlock(e, node.body);
    e.jump(continueLabel);
  });
  e.label(exhausted);
  if (node.otherwise !== null) emitBlock(e, node.otherwise);
  e.label(breakLabel);
  e.op(Op.POP_TOP);
}

/** Assigns the next item, or jumps to `exhausted` on StopAsyncIteration. */
function emitAsyncNext(e: Emitter, { target }: For, exhausted: number): void {
  const caught = e.newLabel();
  const success = e.newLabel();
  const other = e.newLabel();
  e.setupBlock(Op.SETUP_EXCEPT, caught);
  e.op(Op.DUP_TOP);
  emitAwaitMethod(e, "__anext__");
  emitAssign(e, target);
  e.op(Op.POP_EXCEPT_JUMP, success);
  startHandlers(e, caught);
  e.op(Op.DUP_TOP);
  e.named(Op.LOAD_GLOBAL, "StopAsyncIteration");
  e.binary("except");
  e.popJump(false, other);
  e.op(Op.POP_TOP);
  e.op(Pseudo.LeaveHandler, exhausted);
  e.label(other);
  e.adjustDepth(1);
  endHandlers(e);
  e.label(success);
}

export function emitAsyncWith(e: Emitter, node: With): void {
  checkAsync(e, node);
  emitItems(e, node, 0);
}

function emitItems(e: Emitter, node: With, index: number): void {
  const item = node.items[index];
  if (item === undefined) {
    emitBlock(e, node.body);
    return;
  }
  e.sink(item);
  emitEnter(e, item);
  const labels = e.newLabel();
  e.newLabel();
  e.newLabel();
  e.setupBlock(Op.SETUP_FINALLY, labels + AsyncExitLabel.Handler);
  e.adjustDepth(UNWIND_SLOTS);
  emitItems(e, node, index + 1);
  e.adjustDepth(-UNWIND_SLOTS);
  emitExit(e, labels);
  e.rise();
}

/** Leaves the manager on the stack, entered; its `__aexit__` is looked up only when it is needed. */
function emitEnter(e: Emitter, { context, target }: WithItem): void {
  emitExpression(e, context);
  e.op(Op.DUP_TOP);
  emitAwaitMethod(e, "__aenter__");
  if (target === null) e.op(Op.POP_TOP);
  else emitAssign(e, target);
}

/**
 * Three ways lead here: the body's end (manager), an exception (manager exc), and a return or jump
 * (manager value count). Each awaits `__aexit__` and leaves what END_FINALLY acts on.
 */
function emitExit(e: Emitter, labels: number): void {
  const end = e.newLabel();
  e.mentionName(EXCEPTION_ROOT);
  e.op(Pseudo.AsyncExit, labels);
  emitExceptionExit(e, end);
  e.adjustDepth(2);
  e.label(labels + AsyncExitLabel.Leaving);
  e.op(Op.ROT_THREE);
  e.op(Op.ROT_THREE);
  e.label(labels + AsyncExitLabel.Quiet);
  emitQuietExit(e);
  e.adjustDepth(-1);
  e.label(end);
  e.endFinally();
}

/** `await __aexit__(type(exc), exc, None)`: a true result swallows the exception. */
function emitExceptionExit(e: Emitter, end: number): void {
  e.op(Op.DUP_TOP);
  e.op(Op.ROT_THREE);
  e.op(Op.ROT_TWO);
  e.named(Op.LOAD_METHOD, "__aexit__");
  e.op(Op.ROT_THREE);
  e.op(Op.ROT_THREE);
  e.op(Op.DUP_TOP);
  e.named(Op.LOAD_ATTR, "__class__");
  e.op(Op.ROT_TWO);
  e.none();
  e.op(Op.CALL_METHOD, 3);
  emitYieldFrom(e);
  e.popJump(false, end);
  e.op(Pseudo.SwallowException);
  e.jump(end);
}

/** `await __aexit__(None, None, None)`. */
function emitQuietExit(e: Emitter): void {
  e.named(Op.LOAD_METHOD, "__aexit__");
  e.none();
  e.op(Op.DUP_TOP);
  e.op(Op.DUP_TOP);
  e.op(Op.CALL_METHOD, 3);
  emitYieldFrom(e);
  e.op(Op.POP_TOP);
}
