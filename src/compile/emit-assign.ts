import { compileMessages } from "../tables/compile-messages.js";
import type { AnnAssign, Assign, AugAssign, Delete, Expr, TupleExpr } from "./ast.js";
import { emitTargetObject } from "./emit-chain.js";
import { emitExpression } from "./emit-expression.js";
import type { Emitter } from "./emitter.js";
import { Pseudo } from "./instruction-list.js";
import { Op } from "./opcode.js";
import { Binding } from "./scope.js";

/** Stores the value on top of the stack to `target`. */
export function emitAssign(e: Emitter, target: Expr): void {
  e.sink(target);
  switch (target.kind) {
    case "Name":
      e.store(target.id);
      break;
    case "Attribute":
      emitTargetObject(e, target);
      e.named(Op.STORE_ATTR, target.name);
      break;
    case "Subscript":
      emitTargetObject(e, target);
      emitExpression(e, target.index);
      e.op(Op.STORE_SUBSCR);
      break;
    case "Tuple":
      if (target.items.length === 0) e.fail(target, compileMessages.cannotAssign);
      emitUnpack(e, target.items);
      break;
    case "List":
      emitUnpack(e, [...target.items]);
      break;
    default:
      e.fail(target, compileMessages.cannotAssign);
  }
  e.rise();
}

/** UNPACK_EX has a byte for each side of the star. */
const MAX_COUNT = 0xff;

function emitUnpack(e: Emitter, targets: readonly Expr[]): void {
  const star = targets.findIndex((target) => target.kind === "Starred");
  if (star < 0) {
    e.op(Op.UNPACK_SEQUENCE, targets.length);
  } else {
    const second = targets.find((target, i) => i > star && target.kind === "Starred");
    if (second !== undefined) e.fail(second, compileMessages.multipleStars);
    const behind = targets.length - star - 1;
    if (star > MAX_COUNT || behind > MAX_COUNT)
      e.fail(targets[star]!, compileMessages.tooManyTargets);
    e.op(Op.UNPACK_EX, star | (behind << 8));
  }
  for (const target of targets) emitAssign(e, target.kind === "Starred" ? target.value : target);
}

/** `a = b = value`, stored from left to right. */
export function emitAssignment(e: Emitter, { targets, value }: Assign): void {
  const [first] = targets;
  if (targets.length === 1) {
    emitSingle(e, first!, value);
    return;
  }
  emitExpression(e, value);
  const last = targets.length - 1;
  for (let i = 0; i < last; i++) {
    e.op(Op.DUP_TOP);
    emitAssign(e, targets[i]!);
  }
  emitAssign(e, targets[last]!);
}

function emitSingle(e: Emitter, target: Expr, value: Expr): void {
  if (isShortTuple(target) && isShortTuple(value) && target.items.length === value.items.length) {
    if (!target.items.some((item) => item.kind === "Starred")) {
      emitParallel(e, target.items, value.items);
      return;
    }
  }
  emitExpression(e, value);
  emitAssign(e, target);
}

/** Two or three items without parentheses. */
function isShortTuple(expr: Expr): expr is TupleExpr {
  if (expr.kind !== "Tuple" || expr.parenthesised) return false;
  return expr.items.length === 2 || expr.items.length === 3;
}

/** `a, b = c, d` needs no tuple: the values are turned round on the stack. */
function emitParallel(e: Emitter, targets: readonly Expr[], values: readonly Expr[]): void {
  for (const value of values) emitExpression(e, value);
  if (values.length === 3) e.op(Op.ROT_THREE);
  e.op(Op.ROT_TWO);
  for (const target of targets) emitAssign(e, target);
}

/** Annotations are not evaluated; one without a value makes its name a local of a function. */
export function emitAnnotated(e: Emitter, { target, value }: AnnAssign): void {
  if (value !== null) {
    emitSingle(e, target, value);
  } else if (e.scope.node.kind === "FunctionDef" && target.kind === "Name") {
    e.scope.mention(target.id, Binding.Local);
  }
}

/** `target op= value`: the target's object and index are evaluated once. */
export function emitAugmented(e: Emitter, { target, op, value }: AugAssign): void {
  emitAugmentedLoad(e, target);
  emitExpression(e, value);
  e.binary(`${op}=`);
  emitAugmentedStore(e, target);
}

function emitAugmentedLoad(e: Emitter, target: Expr): void {
  switch (target.kind) {
    case "Name":
      e.load(target.id);
      break;
    case "Attribute":
      emitTargetObject(e, target);
      e.op(Op.DUP_TOP);
      e.named(Op.LOAD_ATTR, target.name);
      break;
    case "Subscript":
      emitTargetObject(e, target);
      emitExpression(e, target.index);
      e.op(Op.DUP_TOP_TWO);
      e.op(Op.LOAD_SUBSCR);
      break;
    default:
      e.fail(target, compileMessages.cannotAssign);
  }
}

function emitAugmentedStore(e: Emitter, target: Expr): void {
  if (target.kind === "Name") {
    e.store(target.id);
  } else if (target.kind === "Attribute") {
    e.op(Op.ROT_TWO);
    e.named(Op.STORE_ATTR, target.name);
  } else {
    e.op(Op.ROT_THREE);
    e.op(Op.STORE_SUBSCR);
  }
}

export function emitDelete(e: Emitter, { targets }: Delete): void {
  for (const target of targets) emitDeleteTarget(e, target);
}

function emitDeleteTarget(e: Emitter, target: Expr): void {
  e.sink(target);
  switch (target.kind) {
    case "Name":
      e.delete(target.id);
      break;
    case "Attribute":
      emitTargetObject(e, target);
      e.named(Pseudo.DeleteAttribute, target.name);
      break;
    case "Subscript":
      emitTargetObject(e, target);
      emitExpression(e, target.index);
      e.op(Pseudo.DeleteSubscript);
      break;
    case "Tuple":
      if (target.items.length === 0) e.fail(target, compileMessages.cannotDelete);
      for (const item of target.items) emitDeleteTarget(e, item);
      break;
    default:
      e.fail(target, compileMessages.cannotDelete);
  }
  e.rise();
}
