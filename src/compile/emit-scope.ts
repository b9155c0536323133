import type { ClassDef, Expr, Lambda, Stmt } from "./ast.js";
import { emitExpression } from "./emit-expression.js";
import { declareParameters, emitComprehensionBody } from "./emit-function.js";
import { checkAnnotation } from "./emit-native.js";
import { emitStatement } from "./emit-statement.js";
import type { Emitter } from "./emitter.js";
import { Pseudo } from "./instruction-list.js";
import { Op } from "./opcode.js";
import { Binding, type Scope } from "./scope.js";

/**
 * Writes the first instructions of `scope`, all of them if it is not a definition's; the scopes within
 * it are added to the emitter's list. The statements of a definition follow, then `emitScopeEnd`.
 */
export function emitScopeStart(e: Emitter, scope: Scope): void {
  e.enter(scope);
  const { node } = scope;
  switch (node.kind) {
    case "FunctionDef":
      declareParameters(e, node.parameters);
      if (scope.emit === "viper") checkAnnotation(e, node.returns);
      break;
    case "Lambda":
      emitLambdaBody(e, node);
      break;
    case "Comprehension":
      emitComprehensionBody(e, node);
      break;
    case "ClassDef":
      emitClassStart(e, node);
      break;
  }
}

/** Writes the instructions of the next statement of a definition or of the module. */
export function emitScopeStatement(e: Emitter, scope: Scope, stmt: Stmt): void {
  e.resume(scope);
  e.beginStatement();
  scope.statements++;
  scope.lastStatement = e.statement;
  emitStatement(e, stmt);
}

/** Writes what is behind the last statement of a definition or of the module. */
export function emitScopeEnd(e: Emitter, scope: Scope): void {
  e.resume(scope);
  if (scope.statements === 1) e.statement = scope.lastStatement;
  else e.beginStatement();
  if (scope.node.kind === "ClassDef") e.op(Pseudo.LoadClassCell);
  else e.none();
  e.op(Op.RETURN_VALUE);
}

/** Writes all instructions of a module that is one expression and returns its value. */
export function emitEvalModule(e: Emitter, module: Scope, expr: Expr): void {
  e.resume(module);
  emitExpression(e, expr);
  e.op(Op.RETURN_VALUE);
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

function emitClassStart(e: Emitter, { name }: ClassDef): void {
  e.scope.mention("__class__", Binding.Local);
  e.load("__name__");
  e.store("__module__");
  e.named(Op.LOAD_CONST_STRING, name);
  e.store("__qualname__");
}
