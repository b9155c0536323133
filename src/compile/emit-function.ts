import { compileMessages } from "../tables/compile-messages.js";
import { ScopeFlag } from "../tables/mpy-format.js";
import { ITER_SLOTS } from "../tables/opcodes.js";
import type {
  ClassDef,
  Comprehension,
  ComprehensionClause,
  Expr,
  FunctionDef,
  Lambda,
  Parameter,
  Parameters,
} from "./ast.js";
import { emitAssign } from "./emit-assign.js";
import { emitCall, emitPlainTrailer } from "./emit-chain.js";
import { emitJumpIf } from "./emit-condition.js";
import { emitExpression, emitYieldValue } from "./emit-expression.js";
import { checkAnnotation, nativeDecorator } from "./emit-native.js";
import type { Emitter } from "./emitter.js";
import { Op } from "./opcode.js";
import {
  Binding,
  type EmitKind,
  ITERATOR_NAME,
  ParameterForm,
  Scope,
  type ScopeNode,
} from "./scope.js";

/** Opens the scope of a construct of the current one; its body is emitted later. */
function openScope(e: Emitter, node: ScopeNode, name: string, kind = e.scope.emit): Scope {
  return e.openScope(new Scope(node, name, e.scope, e.newCode(kind), kind));
}

export function emitLambda(e: Emitter, lambda: Lambda): void {
  e.line(lambda.line);
  emitFunction(e, openScope(e, lambda, "<lambda>"), lambda.parameters);
}

/** Leaves a function on the stack, its defaults evaluated. */
function emitFunction(e: Emitter, scope: Scope, parameters: Parameters): void {
  const positional = emitPositionalDefaults(e, parameters);
  const keyword = emitKeywordDefaults(e, parameters.keywordOnly, positional);
  if (positional > 0 && keyword === 0) {
    e.op(Op.BUILD_TUPLE, positional);
    e.op(Op.LOAD_NULL);
  }
  if (keyword > 0) scope.flags |= ScopeFlag.DefaultKeywords;
  scope.positionalDefaults = positional;
  e.makeFunction(scope, positional + keyword > 0);
}

function emitPositionalDefaults(e: Emitter, parameters: Parameters): number {
  let count = 0;
  for (const parameter of positionalParameters(parameters)) {
    if (parameter.default !== null) {
      count++;
      emitExpression(e, parameter.default);
    } else if (count > 0) {
      e.fail(parameter, compileMessages.defaultOrder);
    }
  }
  return count;
}

const positionalParameters = ({ positionalOnly, positional }: Parameters): readonly Parameter[] =>
  positionalOnly.length === 0 ? positional : [...positionalOnly, ...positional];

/** Keyword defaults go into a dict above the tuple of the positional ones, or above NULL. */
function emitKeywordDefaults(
  e: Emitter,
  keywordOnly: readonly Parameter[],
  positional: number,
): number {
  let count = 0;
  for (const { name, default: value } of keywordOnly) {
    if (value === null) continue;
    if (count++ === 0) {
      if (positional > 0) e.op(Op.BUILD_TUPLE, positional);
      else e.op(Op.LOAD_NULL);
      e.op(Op.BUILD_MAP, 0);
    }
    emitExpression(e, value);
    e.named(Op.LOAD_CONST_STRING, name);
    e.op(Op.STORE_MAP);
  }
  return count;
}

/** Names a function's parameters in its own scope, in source order, before its body is emitted. */
export function declareParameters(e: Emitter, parameters: Parameters): void {
  const positional = positionalParameters(parameters);
  for (const parameter of positional) declareParameter(e, parameter, ParameterForm.Plain);
  e.scope.positional = positional.length;
  if (parameters.star !== null) {
    declareParameter(e, parameters.star, ParameterForm.Star);
    e.scope.flags |= ScopeFlag.VarArgs;
  }
  for (const parameter of parameters.keywordOnly) {
    declareParameter(e, parameter, ParameterForm.Plain);
  }
  e.scope.keywordOnly = parameters.keywordOnly.length;
  if (parameters.doubleStar !== null) {
    declareParameter(e, parameters.doubleStar, ParameterForm.DoubleStar);
    e.scope.flags |= ScopeFlag.VarKeywords;
  }
}

function declareParameter(e: Emitter, parameter: Parameter, form: ParameterForm): void {
  const identifier = e.scope.identifier(parameter.name, Binding.Undecided);
  if (identifier.binding !== Binding.Undecided) e.fail(parameter, compileMessages.reusedParameter);
  identifier.binding = Binding.Local;
  identifier.parameter = form;
  if (e.scope.emit === "viper") checkAnnotation(e, parameter.annotation);
}

/** A function definition, stored under its name. */
export function emitFunctionDef(e: Emitter, node: FunctionDef): void {
  const { calls, kind } = emitDecorators(e, node.decorators);
  const scope = openScope(e, node, node.name, kind);
  emitFunction(e, scope, node.parameters);
  if (node.isAsync) scope.flags |= ScopeFlag.Generator;
  emitDecoratorCalls(e, calls);
  e.store(node.name);
}

/** A class definition, stored under its name. */
export function emitClassDef(e: Emitter, node: ClassDef): void {
  const { calls, kind } = emitDecorators(e, node.decorators);
  if (kind === "assembler") e.fail(node, compileMessages.assemblerFunction);
  const scope = openScope(e, node, node.name, kind);
  e.op(Op.LOAD_BUILD_CLASS);
  e.makeFunction(scope, false);
  e.named(Op.LOAD_CONST_STRING, node.name);
  emitCall(e, node.args, Op.CALL_FUNCTION, 2);
  emitDecoratorCalls(e, calls);
  e.store(node.name);
}

/** What decorators leave on the stack to be called, and what they make of the function. */
interface Decoration {
  readonly calls: number;
  readonly kind: EmitKind;
}

/** Leaves the decorators that are no instructions to the compiler on the stack. */
function emitDecorators(e: Emitter, decorators: readonly Expr[]): Decoration {
  let calls = 0;
  let kind = e.scope.emit;
  for (const decorator of decorators) {
    const told = nativeDecorator(e, decorator);
    if (told !== undefined) {
      kind = told;
      continue;
    }
    calls++;
    emitDecorator(e, decorator);
  }
  return { calls, kind };
}

/** A dotted name, perhaps called; its lines are not recorded and it makes no method call. */
function emitDecorator(e: Emitter, decorator: Expr): void {
  if (decorator.kind === "Attribute") {
    emitDecorator(e, decorator.object);
    e.named(Op.LOAD_ATTR, decorator.name);
  } else if (decorator.kind === "Call") {
    emitDecorator(e, decorator.callee);
    emitPlainTrailer(e, decorator);
  } else {
    emitExpression(e, decorator);
  }
}

function emitDecoratorCalls(e: Emitter, count: number): void {
  for (let i = 0; i < count; i++) e.op(Op.CALL_FUNCTION, 1);
}

/** The name of a comprehension's function. */
const comprehensionNames = {
  list: "<listcomp>",
  dict: "<dictcomp>",
  set: "<setcomp>",
  generator: "<genexpr>",
} as const;

/** A comprehension is a function of its first iterable. */
export function emitComprehension(e: Emitter, node: Comprehension): void {
  if (!node.bare) e.line(node.line);
  e.makeFunction(openScope(e, node, comprehensionNames[node.result]), false);
  const [first] = node.clauses;
  if (first?.form === "for") emitExpression(e, first.iterable);
  if (node.result === "generator") e.op(Op.GET_ITER);
  e.op(Op.CALL_FUNCTION, 1);
}

/** The body of a comprehension's function. */
export function emitComprehensionBody(e: Emitter, node: Comprehension): void {
  e.scope.mention(ITERATOR_NAME, Binding.Local);
  e.scope.positional = 1;
  e.line(node.elementLine);
  if (node.result === "generator") {
    e.op(Op.LOAD_NULL);
    e.load(ITERATOR_NAME);
    e.op(Op.LOAD_NULL);
    e.op(Op.LOAD_NULL);
  } else {
    e.op(containerBuilds[node.result], 0);
    e.load(ITERATOR_NAME);
    e.op(Op.GET_ITER_STACK);
  }
  emitClauseLoop(e, node, 0, 0);
  if (node.result === "generator") e.none();
  e.op(Op.RETURN_VALUE);
}

const containerBuilds = { list: Op.BUILD_LIST, dict: Op.BUILD_MAP, set: Op.BUILD_SET };

type ForClause = ComprehensionClause & { readonly form: "for" };

/** The loop of the `for` clause at `index`, its iterator on the stack, with all that is inside it. */
function emitClauseLoop(e: Emitter, node: Comprehension, index: number, loops: number): void {
  const clause = node.clauses[index] as ForClause;
  e.sink(clause);
  const top = e.newLabel();
  const end = e.newLabel();
  e.label(top);
  e.op(Op.FOR_ITER, end);
  emitAssign(e, clause.target);
  emitClauseBody(e, node, index + 1, loops, top);
  e.jump(top);
  e.label(end);
  e.adjustDepth(-ITER_SLOTS);
  e.rise();
}

function emitClauseBody(
  e: Emitter,
  node: Comprehension,
  index: number,
  loops: number,
  top: number,
): void {
  for (; index < node.clauses.length; index++) {
    const clause = node.clauses[index]!;
    if (clause.form === "for") {
      emitExpression(e, clause.iterable);
      e.op(Op.GET_ITER_STACK);
      emitClauseLoop(e, node, index, loops + 1);
      return;
    }
    emitJumpIf(e, clause.test, false, top);
  }
  emitElement(e, node, loops);
}

/** How STORE_COMP's operand names the kind of container, and how many values it takes. */
const storeKinds = {
  list: { tag: 0, values: 1 },
  dict: { tag: 1, values: 2 },
  set: { tag: 2, values: 1 },
} as const;

function emitElement(e: Emitter, node: Comprehension, loops: number): void {
  if (node.value !== null) {
    e.line(node.elementLine);
    emitExpression(e, node.value);
  }
  emitExpression(e, node.element);
  if (node.result === "generator") {
    emitYieldValue(e);
    e.op(Op.POP_TOP);
  } else {
    const { tag, values } = storeKinds[node.result];
    const depth = ITER_SLOTS * (loops + 1) + values;
    e.op(Op.STORE_COMP, (depth << 2) | tag);
  }
}
