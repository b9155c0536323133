import { ITER_SLOTS } from "../tables/opcodes.js";
import type { Expr, For, IntLiteral, Name, While } from "./ast.js";
import { emitAssign } from "./emit-assign.js";
import { emitJumpIf } from "./emit-condition.js";
import { emitExpression } from "./emit-expression.js";
import { emitBlock } from "./emit-statement.js";
import type { Emitter } from "./emitter.js";
import { constantTruth } from "./fold.js";
import { Op } from "./opcode.js";

/** The test stands behind the body: one jump per turn. */
export function emitWhile(e: Emitter, { test, body, otherwise }: While): void {
  const truth = constantTruth(test);
  const { breakLabel } = e.inLoop(false, ({ continueLabel }) => {
    if (truth === false) return;
    const top = e.newLabel();
    if (truth === null) e.jump(continueLabel);
    e.label(top);
    emitBlock(e, body);
    e.label(continueLabel);
    emitJumpIf(e, test, true, top);
  });
  if (otherwise !== null) emitBlock(e, otherwise);
  e.label(breakLabel);
}

export function emitFor(e: Emitter, node: For): void {
  const range = constantStepRange(e, node);
  if (range === null) emitIteration(e, node);
  else emitCounting(e, node, range);
}

function emitIteration(e: Emitter, { target, iterable, body, otherwise }: For): void {
  const { breakLabel } = e.inLoop(true, ({ continueLabel }) => {
    const exhausted = e.newLabel();
    emitExpression(e, iterable);
    e.op(Op.GET_ITER_STACK);
    e.label(continueLabel);
    e.op(Op.FOR_ITER, exhausted);
    emitAssign(e, target);
    emitBlock(e, body);
    e.jump(continueLabel);
    e.label(exhausted);
    e.adjustDepth(-ITER_SLOTS);
  });
  if (otherwise !== null) emitBlock(e, otherwise);
  e.label(breakLabel);
}

/** `range(start, stop, step)` of a loop that needs no range object. */
interface Range {
  readonly variable: Name;
  /** 0 where it is not given. */
  readonly start: Expr | null;
  readonly stop: Expr;
  readonly step: bigint;
}

/** The range of `for name in range(…)` if its step is a constant other than 0. */
function constantStepRange(e: Emitter, { target, iterable }: For): Range | null {
  if (target.kind !== "Name" || iterable.kind !== "Call") return null;
  const { callee, args } = iterable;
  if (callee.kind !== "Name" || callee.id !== "range") return null;
  if (args.length < 1 || args.length > 3) return null;
  if (args.some(({ form, value }) => form !== "positional" || isBare(value))) return null;
  const [first, second, third] = args;
  if (second === undefined) {
    return { variable: target, start: null, stop: first!.value, step: 1n };
  }
  const step = third === undefined ? 1n : smallInt(e, third.value)?.value;
  if (step === undefined || step === 0n) return null;
  return { variable: target, start: first!.value, stop: second.value, step };
}

const isBare = (value: Expr): boolean =>
  (value.kind === "Walrus" || value.kind === "Comprehension") && value.bare;

function smallInt(e: Emitter, expr: Expr): IntLiteral | null {
  return expr.kind === "Int" && e.isSmallInt(expr.value) ? expr : null;
}

/** Counts on the stack: the next value above the end, which is there only if it is no constant. */
function emitCounting(e: Emitter, { body, otherwise }: For, range: Range): void {
  const onStack = smallInt(e, range.stop) === null;
  const { breakLabel } = e.inLoop(false, ({ continueLabel }) => {
    const top = e.newLabel();
    const entry = e.newLabel();
    if (onStack) emitExpression(e, range.stop);
    if (range.start === null) e.smallInt(0);
    else emitExpression(e, range.start);
    e.jump(entry);
    e.label(top);
    e.op(Op.DUP_TOP);
    e.store(range.variable.id);
    emitBlock(e, body);
    e.label(continueLabel);
    e.wordInt(range.step);
    e.binary("+=");
    e.label(entry);
    emitRangeTest(e, range, onStack);
    e.popJump(true, top);
  });
  emitCountingEnd(e, otherwise, onStack, breakLabel);
}

function emitRangeTest(e: Emitter, { stop, step }: Range, onStack: boolean): void {
  if (onStack) {
    e.op(Op.DUP_TOP_TWO);
    e.op(Op.ROT_TWO);
  } else {
    e.op(Op.DUP_TOP);
    emitExpression(e, stop);
  }
  e.binary(step > 0n ? "<" : ">");
}

/** The counters leave the stack before an `else` block, which may break or continue an outer loop. */
function emitCountingEnd(
  e: Emitter,
  otherwise: For["otherwise"],
  onStack: boolean,
  breakLabel: number,
): void {
  if (otherwise === null) {
    e.label(breakLabel);
    dropCounters(e, onStack);
    return;
  }
  dropCounters(e, onStack);
  emitBlock(e, otherwise);
  const end = e.newLabel();
  e.jump(end);
  e.adjustDepth(onStack ? 2 : 1);
  e.label(breakLabel);
  dropCounters(e, onStack);
  e.label(end);
}

function dropCounters(e: Emitter, onStack: boolean): void {
  e.op(Op.POP_TOP);
  if (onStack) e.op(Op.POP_TOP);
}
