import { ITER_SLOTS } from "../tables/opcodes.js";
import type { Emitter } from "./emitter.js";
import { leave } from "./exits.js";
import { countLeft, type Exit, firstToRun } from "./finally-copies.js";
import type { Flow } from "./flow.js";
import { popHandler } from "./handlers.js";
import { CONSTANT, constantOf, Rep, WORD } from "./value.js";

const LOOP_BIT = 0x80;
/** What lies on the stack above the value of a `return` that waits for the end of `finally`; as in asm/vm/unwind.ts. */
const RETURNING = -1;

/**
 * Leaves blocks for a `return`, whose value is the stack's top, or for a jump: at once, or by way of the first `finally`
 * that has to be run. What waits for the end of that lies on the stack, as the interpreter has it.
 */
export function leaveBlocks(e: Emitter, flow: Flow, exit: Exit): false {
  const { handlers } = e.state;
  const { end } = e.source.code[e.at]!;
  const left = countLeft(exit, handlers.length);
  if (left > handlers.length) return leave(e);
  const index = firstToRun(handlers, left, end);
  if (index < 0) return finish(e, flow, exit, left);
  const copy = flow.wayThroughFinally();
  if (copy === undefined) return leave(e);
  const { depth } = handlers[index]!;
  const inner = handlers.length - 1 - index;
  if (exit.kind === "return") {
    dropHandlers(e, inner, false);
    moveTop(e, depth);
    e.state.push(constantOf(Rep.Int, RETURNING));
  } else {
    if (depthBehind(e, inner) !== depth) return leave(e);
    dropHandlers(e, inner, true);
    e.state.push(constantOf(Rep.Int, exit.target));
    e.state.push(constantOf(Rep.Int, exit.count - inner - 1));
  }
  flow.jumpTo(copy);
  return false;
}

/** Nothing has to be run any more. */
function finish(e: Emitter, flow: Flow, exit: Exit, left: number): false {
  if (exit.kind === "return") {
    e.activation.finish(e);
    return false;
  }
  dropHandlers(e, left, true);
  if ((exit.count & LOOP_BIT) !== 0) e.state.pop(ITER_SLOTS);
  flow.jump(exit.target);
  return false;
}

/** How many words the stack has when the innermost handlers are out of force, for a jump. */
function depthBehind(e: Emitter, count: number): number {
  const { handlers } = e.state;
  const cancelled = handlers.slice(handlers.length - count).find(({ isFinally }) => isFinally);
  return cancelled?.depth ?? e.depth;
}

/** Takes handlers out of force; with those that run already goes, on request, what they were to do at their end. */
function dropHandlers(e: Emitter, count: number, cancel: boolean): void {
  for (let i = 0; i < count; i++) {
    const { isFinally, depth } = e.state.handlers.at(-1)!;
    popHandler(e);
    if (isFinally && cancel) e.state.pop(e.depth - depth);
  }
}

/** Moves the stack's top to a depth below, and drops what was between. */
function moveTop(e: Emitter, depth: number): void {
  const { out, state } = e;
  const top = e.top();
  if (top === depth) return;
  const value = state.stack[top]!;
  if (value.source >= 0 || value.source === CONSTANT) {
    state.pop(top + 1 - depth);
    state.push(value);
    return;
  }
  if (value.rep === Rep.Float) out.get(e.floatSlot(top));
  else if (value.rep === Rep.Frame) e.pushWord(top);
  else out.get(e.intSlot(top));
  e.result(top + 1 - depth, value.rep === Rep.Frame ? WORD : value);
}
