import { compileMessages } from "../tables/compile-messages.js";
import type { ExceptHandler, Try, With } from "./ast.js";
import { emitAssign } from "./emit-assign.js";
import { emitExpression } from "./emit-expression.js";
import { emitBlock } from "./emit-statement.js";
import type { Emitter } from "./emitter.js";
import { Op } from "./opcode.js";

/** Stack slots above a block that a return or jump through its `finally` may take. */
export const UNWIND_SLOTS = 3;

/** Stack slots that calling `__exit__` takes above the exception. */
const EXIT_CALL_SLOTS = 2;

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
  e.adjustDepth(1 + UNWIND_SLOTS);
}

/** Behind the last handler: what none of them took is raised again. */
export function endHandlers(e: Emitter): void {
  e.endFinally();
  e.adjustDepth(-UNWIND_SLOTS);
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
  e.op(Op.POP_EXCEPT_JUMP, end);
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
  e.none();
  e.label(end);
  e.adjustDepth(EXIT_CALL_SLOTS);
  e.adjustDepth(-EXIT_CALL_SLOTS);
  e.op(Op.WITH_CLEANUP);
  e.endFinally();
  e.rise();
}
