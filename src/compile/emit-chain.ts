import { compileMessages } from "../tables/compile-messages.js";
import type { Argument, Attribute, Call, Expr, Subscript } from "./ast.js";
import { emitExpression } from "./emit-expression.js";
import type { Emitter } from "./emitter.js";
import { Pseudo } from "./instruction-list.js";
import { Op } from "./opcode.js";
import { ParameterForm } from "./scope.js";

/** An attribute, an index or a call: what may be put behind an expression any number of times. */
export type Trailer = Attribute | Call | Subscript;

const isTrailer = (expr: Expr): expr is Trailer =>
  expr.kind === "Attribute" || expr.kind === "Call" || expr.kind === "Subscript";

/** What a trailer is put behind. */
export function trailerBase(trailer: Trailer): Expr {
  return trailer.kind === "Call" ? trailer.callee : trailer.object;
}

/**
 * Leaves the value of a chain of trailers on the stack; a method's call needs no bound method.
 * The chain is walked without recursion.
 */
export function emitChain(e: Emitter, expr: Trailer, recordLine: boolean): void {
  const trailers: Trailer[] = [];
  let base: Expr = expr;
  if (recordLine) e.line(base.line);
  while (isTrailer(base)) {
    trailers.push(base);
    base = trailerBase(base);
    if (isTrailer(base)) e.line(base.line);
  }
  trailers.reverse();
  let next = emitBase(e, base, trailers);
  while (next < trailers.length) next = emitTrailer(e, trailers, next);
}

/** Emits a chain's base and those trailers that belong to its special forms; gives their count. */
function emitBase(e: Emitter, base: Expr, trailers: readonly Trailer[]): number {
  emitExpression(e, base);
  const first = trailers[0];
  if (base.kind !== "Name" || first?.kind !== "Call") return 0;
  if (base.id === "super") return emitSuper(e, first, trailers);
  return 0;
}

/** `super()` in a function gets its class and first parameter without being asked. */
function emitSuper(e: Emitter, first: Call, trailers: readonly Trailer[]): number {
  if (e.scope.node.kind !== "FunctionDef" || first.args.length > 0) return 0;
  e.load("__class__");
  if (!e.scope.identifiers.some(({ parameter }) => parameter !== ParameterForm.None)) {
    e.fail(first, compileMessages.noSelf);
  }
  e.op(Pseudo.LoadSelf);
  if (isMethodCall(trailers, 1) && !first.parenthesised) {
    emitMethodCall(e, trailers, 1, Op.LOAD_SUPER_METHOD);
    return 3;
  }
  e.op(Op.CALL_FUNCTION, 2);
  return 1;
}

/** The trailers at `index` and behind it are a method and its call. */
function isMethodCall(trailers: readonly Trailer[], index: number): boolean {
  const method = trailers[index];
  if (method?.kind !== "Attribute" || method.parenthesised) return false;
  return trailers[index + 1]?.kind === "Call";
}

function emitMethodCall(
  e: Emitter,
  trailers: readonly Trailer[],
  index: number,
  loadMethod: number,
): void {
  e.named(loadMethod, (trailers[index] as Attribute).name);
  emitCall(e, (trailers[index + 1] as Call).args, Op.CALL_METHOD, 0);
}

/** Emits one trailer, or a method and its call; gives the index behind it. */
function emitTrailer(e: Emitter, trailers: readonly Trailer[], index: number): number {
  if (isMethodCall(trailers, index)) {
    emitMethodCall(e, trailers, index, Op.LOAD_METHOD);
    return index + 2;
  }
  emitPlainTrailer(e, trailers[index]!);
  return index + 1;
}

/** Applies one trailer to the value on top of the stack. */
export function emitPlainTrailer(e: Emitter, trailer: Trailer): void {
  e.line(trailer.trailerLine);
  if (trailer.kind === "Attribute") {
    e.named(Op.LOAD_ATTR, trailer.name);
  } else if (trailer.kind === "Subscript") {
    emitExpression(e, trailer.index);
    e.op(Op.LOAD_SUBSCR);
  } else {
    emitCall(e, trailer.args, Op.CALL_FUNCTION, 0);
  }
}

/**
 * Leaves what a target's last trailer applies to on the stack. Targets know neither method calls nor
 * `super()`, except within parentheses.
 */
export function emitTargetObject(e: Emitter, target: Attribute | Subscript): void {
  const trailers: Trailer[] = [];
  let base: Expr = target.object;
  while (isTrailer(base) && !base.parenthesised) {
    trailers.push(base);
    base = trailerBase(base);
  }
  emitExpression(e, base);
  for (let i = trailers.length - 1; i >= 0; i--) emitPlainTrailer(e, trailers[i]!);
}

/** The operand has a byte for each kind; the reference lets them overflow into each other. */
const MAX_COUNT = 0xff;

/** What a call passes, as its operand counts it. */
interface CallShape {
  positional: number;
  keywords: number;
  /** Bit n: argument n is `*value`. */
  stars: bigint;
  doubleStar: boolean;
}

/**
 * Emits arguments and the call of the function below them.
 *
 * @param opcode the plain form of the call; the one with stars is next to it
 * @param extra positional arguments that are on the stack already
 */
export function emitCall(
  e: Emitter,
  args: readonly Argument[],
  opcode: number,
  extra: number,
): void {
  const shape: CallShape = { positional: extra, keywords: 0, stars: 0n, doubleStar: false };
  for (let i = 0; i < args.length; i++) {
    emitArgument(e, args[i]!, i, shape);
    if (shape.positional > MAX_COUNT || shape.keywords > MAX_COUNT) {
      e.fail(args[i]!, compileMessages.tooManyArguments);
    }
  }
  const operand = (shape.keywords << 8) | shape.positional;
  if (shape.stars === 0n && !shape.doubleStar) {
    e.op(opcode, operand);
  } else {
    e.wordInt(shape.stars);
    e.op(opcode + 1, operand);
  }
}

function emitArgument(e: Emitter, arg: Argument, index: number, shape: CallShape): void {
  switch (arg.form) {
    case "positional":
      checkPositional(e, arg, shape);
      emitExpression(e, arg.value);
      shape.positional++;
      break;
    case "keyword":
      e.named(Op.LOAD_CONST_STRING, arg.name!);
      emitExpression(e, arg.value);
      shape.keywords++;
      break;
    case "star":
      if (shape.doubleStar) e.fail(arg, compileMessages.starAfterDouble);
      if (index >= e.options.smallIntBits - 1) e.fail(arg, compileMessages.tooManyArguments);
      shape.stars |= 1n << BigInt(index);
      emitExpression(e, arg.value);
      shape.positional++;
      break;
    case "doubleStar":
      shape.doubleStar = true;
      e.op(Op.LOAD_NULL);
      emitExpression(e, arg.value);
      shape.keywords++;
      break;
  }
}

function checkPositional(e: Emitter, arg: Argument, shape: CallShape): void {
  const { value } = arg;
  if ((value.kind === "Walrus" || value.kind === "Comprehension") && value.bare) return;
  if (shape.doubleStar) e.fail(arg, compileMessages.positionalAfterDouble);
  if (shape.keywords > 0) e.fail(arg, compileMessages.positionalAfterKeyword);
}
