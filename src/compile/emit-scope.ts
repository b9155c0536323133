import type { ClassDef, Expr, FunctionDef, Lambda, Stmt } from "./ast.js";
import { emitExpression } from "./emit-expression.js";
import { declareParameters, emitComprehensionBody } from "./emit-function.js";
import { emitBlock, emitStatement } from "./emit-statement.js";
import type { Emitter } from "./emitter.js";
import { Pseudo } from "./instruction-list.js";
import { Op } from "./opcode.js";
import { Binding, type Scope } from "./scope.js";

/** Writes all instructions of a function's `scope`; the scopes within it are added to the emitter's list. */
export function emitScope(e: Emitter, scope: Scope): void {
  e.enter(scope);
  const { node } = scope;
  switch (node.kind) {
    case "FunctionDef":
      emitFunctionBody(e, node);
      break;
    case "Lambda":
      emitLambdaBody(e, node);
      break;
    case "Comprehension":
      emitComprehensionBody(e, node);
      break;
    case "ClassDef":
      emitClassBody(e, node);
      break;
  }
}

function returnNone(e: Emitter): void {
  e.none();
  e.op(Op.RETURN_VALUE);
}

/** Writes the instructions of one of the module's statements; see `emitScope`. */
export function emitModuleStatement(e: Emitter, module: Scope, stmt: Stmt): void {
  e.enter(module);
  emitStatement(e, stmt);
}

/** Writes what is behind the module's last statement. */
export function emitModuleEnd(e: Emitter, module: Scope): void {
  e.enter(module);
  returnNone(e);
}

/** Writes all instructions of a module that is one expression and returns its value. */
export function emitEvalModule(e: Emitter, module: Scope, expr: Expr): void {
  e.enter(module);
  emitExpression(e, expr);
  e.op(Op.RETURN_VALUE);
}

function emitFunctionBody(e: Emitter, { parameters, body }: FunctionDef): void {
  declareParameters(e, parameters);
  emitBlock(e, body);
  returnNone(e);
}

/** A lambda that yields returns None, not its expression's last value. */
function emitLambdaBody(e: Emitter, { line, parameters, body }: Lambda): void {
  e.line(line);
  declareParameters(e, parameters);
  emitExpression(e, body);
  if (e.scope.isGenerator) {
    e.op(Op.POP_TOP);
    e.none();
  }
  e.op(Op.RETURN_VALUE);
}

function emitClassBody(e: Emitter, { name, body }: ClassDef): void {
  e.scope.mention("__class__", Binding.Local);
  e.load("__name__");
  e.store("__module__");
  e.named(Op.LOAD_CONST_STRING, name);
  e.store("__qualname__");
  emitBlock(e, body);
  e.op(Pseudo.LoadClassCell);
  e.op(Op.RETURN_VALUE);
}
