import { compileMessages } from "../tables/compile-messages.js";
import type { ExceptHandler, Try, With } from "./ast.js";
import { emitAssign } from "./emit-assign.js";
import { emitExpression } from "./emit-expression.js";
import { emitBlock } from "./emit-statement.js";
import type { Emitter } from "./emitter.js";
import { Pseudo } from "./instruction-list.js";
import { Op } from "./opcode.js";
import { UNWIND_SLOTS } from "./stack-depth.js";

export function emitTry(e: Emitter, node: Try): void {
  if (node.finally === null) {
    emitTryExcept(e, node);
    return;
  }
  const handler = e.newLabel();
  e.setupBlock(Op.SETUP_FINALLY, handler);
  if (node.handlers.length === 0) {
    e.adjustDepth(UNWIND_SLOTS);
    emitBlock(e, node.body);
    e.adjustDepth(-UNWIND_SLOTS);
  } else {
    emitTryExcept(e, node);
  }
  // None tells END_FINALLY that nothing is to be raised, returned or jumped to.
  e.none();
  e.label(handler);
  e.adjustDepth(1);
  emitBlock(e, node.finally);
  e.adjustDepth(-1);
  e.endFinally();
}

function emitTryExcept(e: Emitter, { body, handlers, otherwise }: Try): void {
  const caught = e.newLabel();
  const success = e.newLabel();
  const end = e.newLabel();
  e.setupBlock(Op.SETUP_EXCEPT, caught);
  emitBlock(e, body);
  e.op(Op.POP_EXCEPT_JUMP, success);
  startHandlers(e, caught);
  for (const handler of handlers) {
    if (handler.type === null && handler !== handlers.at(-1)) {
      e.fail(handler, compileMessages.defaultExceptLast);
    }
    emitHandler(e, handler, end);
  }
  endHandlers(e);
  e.label(success);
  if (otherwise !== null) emitBlock(e, otherwise);
  e.label(end);
}

/** Where exceptions arrive: the exception is on the stack. */
export function startHandlers(e: Emitter, caught: number): void {
  e.label(caught);
  e.op(Pseudo.StartHandlers);
}

/** Behind the last handler: what none of them took is raised again. */
export function endHandlers(e: Emitter): void {
  e.endFinally();
  e.op(Pseudo.EndHandlers);
}

function emitHandler(e: Emitter, { type, name, body }: ExceptHandler, end: number): void {
  const next = e.newLabel();
  if (type !== null) {
    e.op(Op.DUP_TOP);
    emitExpression(e, type);
    e.binary("except");
    e.popJump(false, next);
  }
  if (name === null) {
    e.op(Op.POP_TOP);
    emitBlock(e, body);
  } else {
    e.store(name);
    emitNamedHandler(e, name, body);
  }
  e.op(Pseudo.LeaveHandler, end);
  e.label(next);
  e.adjustDepth(1);
}

/** The name of an exception is gone behind its handler, however that is left. */
function emitNamedHandler(e: Emitter, name: string, body: ExceptHandler["body"]): void {
  const cleanUp = e.newLabel();
  e.setupBlock(Op.SETUP_FINALLY, cleanUp);
  emitBlock(e, body);
  e.none();
  e.label(cleanUp);
  e.adjustDepth(1);
  e.none();
  e.store(name);
  e.delete(name);
  e.adjustDepth(-1);
  e.endFinally();
}

export function emitWith(e: Emitter, node: With): void {
  emitWithItems(e, node, 0);
}

/** Several items nest. */
function emitWithItems(e: Emitter, node: With, index: number): void {
  const item = node.items[index];
  if (item === undefined) {
    emitBlock(e, node.body);
    return;
  }
  e.sink(item);
  const end = e.newLabel();
  emitExpression(e, item.context);
  e.setupBlock(Op.SETUP_WITH, end);
  if (item.target === null) e.op(Op.POP_TOP);
  else emitAssign(e, item.target);
  emitWithItems(e, node, index + 1);
  e.op(Pseudo.WithCleanup, end);
  e.endFinally();
  e.rise();
}
