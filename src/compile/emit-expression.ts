import { compileMessages } from "../tables/compile-messages.js";
import { ScopeFlag } from "../tables/mpy-format.js";
import type {
  Await,
  Binary,
  BoolOp,
  Compare,
  CompareOp,
  Conditional,
  Constant,
  DictExpr,
  Expr,
  Items,
  Singleton,
  Slice,
  StrLiteral,
  Walrus,
  Yield,
} from "./ast.js";
import { emitChain } from "./emit-chain.js";
import { emitJumpIf } from "./emit-condition.js";
import { emitComprehension, emitLambda } from "./emit-function.js";
import type { Emitter } from "./emitter.js";
import { Pseudo } from "./instruction-list.js";
import { Op } from "./opcode.js";
import { Binding } from "./scope.js";
import { declareModuleName, declareNonlocal } from "./scope-declaration.js";

/** Leaves the value of `expr` on the stack. */
export function emitExpression(e: Emitter, expr: Expr): void {
  e.sink(expr);
  emitByKind(e, expr);
  e.rise();
}

function emitByKind(e: Emitter, expr: Expr): void {
  switch (expr.kind) {
    case "Name":
      e.load(expr.id);
      break;
    case "Int":
    case "Str":
    case "Singleton":
    case "Float":
    case "Imaginary":
    case "Bytes":
    case "ConstTuple":
      emitConstant(e, expr);
      break;
    case "Attribute":
    case "Call":
    case "Subscript":
      emitChain(e, expr, true);
      break;
    case "Binary":
      emitBinary(e, expr);
      break;
    case "Compare":
      emitCompare(e, expr);
      break;
    case "Unary":
      e.line(expr.line);
      emitExpression(e, expr.operand);
      e.unary(expr.op);
      break;
    case "BoolOp":
      emitBoolOp(e, expr);
      break;
    case "Conditional":
      emitConditional(e, expr);
      break;
    case "Tuple":
      emitDisplay(e, expr, Op.BUILD_TUPLE);
      break;
    case "List":
      emitDisplay(e, expr, Op.BUILD_LIST);
      break;
    case "Set":
      emitDisplay(e, expr, Op.BUILD_SET);
      break;
    case "Dict":
      emitDict(e, expr);
      break;
    case "Slice":
      emitSlice(e, expr);
      break;
    case "Comprehension":
      emitComprehension(e, expr);
      break;
    case "Lambda":
      emitLambda(e, expr);
      break;
    case "Walrus":
      emitWalrus(e, expr);
      break;
    case "Yield":
      emitYield(e, expr);
      break;
    case "Await":
      emitAwait(e, expr);
      break;
    case "Starred":
      e.fail(expr, compileMessages.starNotTarget);
      break;
  }
}

const singletonLoads = {
  None: Op.LOAD_CONST_NONE,
  True: Op.LOAD_CONST_TRUE,
  False: Op.LOAD_CONST_FALSE,
};

function emitConstant(e: Emitter, constant: Constant): void {
  if (constant.kind === "Int" && e.isSmallInt(constant.value)) {
    e.wordInt(constant.value);
    return;
  }
  if (constant.kind === "Str" && constant.interned) {
    emitString(e, constant);
    return;
  }
  if (constant.kind === "Singleton" && !constant.asObject) {
    emitSingleton(e, constant);
    return;
  }
  e.line(constant.line);
  e.object(constant);
}

function emitSingleton(e: Emitter, constant: Singleton): void {
  if (constant.value === "Ellipsis") e.object(constant);
  else e.op(singletonLoads[constant.value]);
}

function emitString(e: Emitter, { value }: StrLiteral): void {
  e.named(Op.LOAD_CONST_STRING, value);
}

/** A chain is nested to the left; its spine is walked without recursion. */
function emitBinary(e: Emitter, expr: Binary): void {
  const spine: Binary[] = [];
  let left: Expr = expr;
  while (left.kind === "Binary") {
    e.line(left.line);
    spine.push(left);
    left = left.left;
  }
  emitExpression(e, left);
  for (let i = spine.length - 1; i >= 0; i--) {
    const { right, op } = spine[i]!;
    emitExpression(e, right);
    e.binary(op);
  }
}

const negatedComparisons: Partial<Record<CompareOp, string>> = { "not in": "in", "is not": "is" };

function emitComparison(e: Emitter, op: CompareOp): void {
  const positive = negatedComparisons[op];
  e.binary(positive ?? op);
  if (positive !== undefined) e.op(Pseudo.NegateComparison);
}

function emitCompare(e: Emitter, { line, left, ops, rights }: Compare): void {
  e.line(line);
  emitExpression(e, left);
  const last = ops.length - 1;
  const fail = last > 0 ? e.newLabel() : 0;
  for (let i = 0; i <= last; i++) {
    emitExpression(e, rights[i]!);
    if (i < last) {
      e.op(Op.DUP_TOP);
      e.op(Op.ROT_THREE);
    }
    emitComparison(e, ops[i]!);
    if (i < last) e.op(Op.JUMP_IF_FALSE_OR_POP, fail);
  }
  if (last > 0) emitFailedComparison(e, fail);
}

/** A chain that failed midway still has the next left operand under its result. */
function emitFailedComparison(e: Emitter, fail: number): void {
  const end = e.newLabel();
  e.jump(end);
  e.label(fail);
  e.adjustDepth(1);
  e.op(Op.ROT_TWO);
  e.op(Op.POP_TOP);
  e.label(end);
}

function emitBoolOp(e: Emitter, { line, op, operands }: BoolOp): void {
  e.line(line);
  const end = e.newLabel();
  const jump = op === "or" ? Op.JUMP_IF_TRUE_OR_POP : Op.JUMP_IF_FALSE_OR_POP;
  const last = operands.length - 1;
  for (let i = 0; i < last; i++) {
    emitExpression(e, operands[i]!);
    e.op(jump, end);
  }
  emitExpression(e, operands[last]!);
  e.label(end);
}

function emitConditional(e: Emitter, { line, test, then, otherwise }: Conditional): void {
  e.line(line);
  const fail = e.newLabel();
  const end = e.newLabel();
  emitJumpIf(e, test, false, fail);
  emitExpression(e, then);
  e.jump(end);
  e.label(fail);
  e.adjustDepth(-1);
  emitExpression(e, otherwise);
  e.label(end);
}

function emitDisplay(
  e: Emitter,
  { line, items }: { readonly line: number; readonly items: Items },
  build: number,
): void {
  e.line(line);
  for (const item of items) emitExpression(e, item);
  e.op(build, items.length);
}

function emitDict(e: Emitter, { line, entries }: DictExpr): void {
  e.line(line);
  e.op(Op.BUILD_MAP, entries.length);
  for (const { line, key, value } of entries) {
    e.line(line);
    emitExpression(e, value);
    emitExpression(e, key);
    e.op(Op.STORE_MAP);
  }
}

function emitSlice(e: Emitter, { line, start, stop, step }: Slice): void {
  e.line(line);
  emitOrNone(e, start);
  emitOrNone(e, stop);
  if (step !== null) emitExpression(e, step);
  e.op(Op.BUILD_SLICE, step === null ? 2 : 3);
}

function emitOrNone(e: Emitter, expr: Expr | null): void {
  if (expr === null) e.none();
  else emitExpression(e, expr);
}

/** Within a comprehension the target belongs to the scope around it. */
function emitWalrus(e: Emitter, walrus: Walrus): void {
  if (!walrus.bare) e.line(walrus.line);
  emitExpression(e, walrus.value);
  e.op(Op.DUP_TOP);
  if (e.scope.node.kind === "Comprehension") bindOutside(e, walrus);
  e.store(walrus.target.id);
}

function bindOutside(e: Emitter, { target }: Walrus): void {
  const outer = e.scope.parent!;
  if (outer.parent === null) {
    declareModuleName(e, e.scope.identifier(target.id, Binding.Undecided), target);
    return;
  }
  const owner = outer.identifiers[outer.mentionAssigned(target.id)]!;
  if (owner.binding === Binding.ExplicitGlobal) {
    e.scope.mention(target.id, Binding.ExplicitGlobal);
    return;
  }
  const own = e.scope.identifier(target.id, Binding.Undecided);
  if (own.binding === Binding.ImplicitGlobal) own.binding = Binding.Undecided;
  declareNonlocal(e, own, target);
}

function emitYield(e: Emitter, node: Yield): void {
  e.line(node.line);
  if (!allowsYield(e)) e.fail(node, compileMessages.yieldOutside);
  emitOrNone(e, node.value);
  if (node.from) emitYieldFrom(e);
  else emitYieldValue(e);
}

const allowsYield = (e: Emitter): boolean =>
  e.scope.node.kind === "FunctionDef" || e.scope.node.kind === "Lambda";

export function emitYieldValue(e: Emitter): void {
  e.op(Op.YIELD_VALUE);
  e.scope.flags |= ScopeFlag.Generator;
}

/** Runs the iterable on top of the stack to its end, passing on what it yields. */
export function emitYieldFrom(e: Emitter): void {
  e.op(Op.GET_ITER);
  e.none();
  e.op(Op.YIELD_FROM);
  e.scope.flags |= ScopeFlag.Generator;
}

function emitAwait(e: Emitter, node: Await): void {
  e.line(node.line);
  if (!allowsYield(e)) e.fail(node, compileMessages.awaitOutside);
  const { value } = node;
  switch (value.kind) {
    case "Attribute":
    case "Call":
    case "Subscript":
      emitChain(e, value, value.parenthesised);
      break;
    default:
      emitExpression(e, value);
  }
  emitYieldFrom(e);
}
