import { compileMessages } from "../tables/compile-messages.js";
import type { Assert, ExprStatement, If, Pass, Raise, Return, Stmt } from "./ast.js";
import { emitAnnotated, emitAssignment, emitAugmented, emitDelete } from "./emit-assign.js";
import { emitAsyncFor, emitAsyncWith } from "./emit-async.js";
import { emitJumpIf } from "./emit-condition.js";
import { emitExpression } from "./emit-expression.js";
import { emitClassDef, emitFunctionDef } from "./emit-function.js";
import { emitImport, emitImportFrom } from "./emit-import.js";
import { emitFor, emitWhile } from "./emit-loop.js";
import { emitTry, emitWith } from "./emit-try.js";
import type { Emitter } from "./emitter.js";
import { constantTruth } from "./fold.js";
import { Op } from "./opcode.js";
import { declareNames } from "./scope-declaration.js";

/** The statements of a block. */
export function emitBlock(e: Emitter, body: readonly Stmt[]): void {
  const outer = e.statement;
  for (const stmt of body) {
    if (body.length > 1) e.beginStatement();
    emitStatement(e, stmt);
  }
  e.statement = outer;
}

/** One statement; the stack is as before. */
export function emitStatement(e: Emitter, stmt: Stmt): void {
  e.sink(stmt);
  if (!(stmt.kind === "Pass" && stmt.removed)) e.line(stmt.line);
  emitByKind(e, stmt);
  e.rise();
}

function emitByKind(e: Emitter, stmt: Stmt): void {
  switch (stmt.kind) {
    case "ExprStatement":
      emitExpressionStatement(e, stmt);
      break;
    case "Assign":
      emitAssignment(e, stmt);
      break;
    case "AugAssign":
      emitAugmented(e, stmt);
      break;
    case "AnnAssign":
      emitAnnotated(e, stmt);
      break;
    case "If":
      emitIf(e, stmt);
      break;
    case "Return":
      emitReturn(e, stmt);
      break;
    case "For":
      if (stmt.isAsync) emitAsyncFor(e, stmt);
      else emitFor(e, stmt);
      break;
    case "While":
      emitWhile(e, stmt);
      break;
    case "FunctionDef":
      emitFunctionDef(e, stmt);
      break;
    case "ClassDef":
      emitClassDef(e, stmt);
      break;
    case "Try":
      emitTry(e, stmt);
      break;
    case "With":
      if (stmt.isAsync) emitAsyncWith(e, stmt);
      else emitWith(e, stmt);
      break;
    case "Raise":
      emitRaise(e, stmt);
      break;
    case "Assert":
      emitAssert(e, stmt);
      break;
    case "Import":
      emitImport(e, stmt);
      break;
    case "ImportFrom":
      emitImportFrom(e, stmt);
      break;
    case "Delete":
      emitDelete(e, stmt);
      break;
    case "Global":
    case "Nonlocal":
      declareNames(e, stmt);
      break;
    case "Break":
    case "Continue":
      emitLoopExit(e, stmt);
      break;
    case "Pass":
      return;
  }
}

/** Constants alone on a line do nothing. */
const inert = new Set(["Singleton", "Int", "Float", "Imaginary", "Str", "Bytes", "ConstTuple"]);

function emitExpressionStatement(e: Emitter, { value }: ExprStatement): void {
  if (e.options.interactive && e.scope.parent === null) {
    e.load("__repl_print__");
    emitExpression(e, value);
    e.op(Op.CALL_FUNCTION, 1);
  } else if (inert.has(value.kind)) {
    return;
  } else {
    emitExpression(e, value);
  }
  e.op(Op.POP_TOP);
}

function emitIf(e: Emitter, { branches, otherwise }: If): void {
  const end = e.newLabel();
  for (let i = 0; i < branches.length; i++) {
    const { test, body } = branches[i]!;
    const truth = constantTruth(test);
    if (truth === false) continue;
    const fail = e.newLabel();
    emitJumpIf(e, test, false, fail);
    emitBlock(e, body);
    if (truth === true) {
      e.label(end);
      return;
    }
    if (i > 0 || branches.length > 1 || otherwise !== null) e.jump(end);
    e.label(fail);
  }
  if (otherwise !== null) emitBlock(e, otherwise);
  e.label(end);
}

function emitReturn(e: Emitter, node: Return): void {
  if (e.scope.node.kind !== "FunctionDef") e.fail(node, compileMessages.returnOutside);
  const { value } = node;
  if (value === null) {
    e.none();
  } else if (value.kind === "Conditional") {
    const fail = e.newLabel();
    emitJumpIf(e, value.test, false, fail);
    emitExpression(e, value.then);
    e.op(Op.RETURN_VALUE);
    e.label(fail);
    emitExpression(e, value.otherwise);
  } else {
    emitExpression(e, value);
  }
  e.op(Op.RETURN_VALUE);
}

function emitRaise(e: Emitter, { exception, cause }: Raise): void {
  if (exception === null) {
    e.op(Op.RAISE_LAST);
    return;
  }
  emitExpression(e, exception);
  if (cause === null) {
    e.op(Op.RAISE_OBJ);
    return;
  }
  emitExpression(e, cause);
  e.op(Op.RAISE_FROM);
}

function emitAssert(e: Emitter, { test, message }: Assert): void {
  if (e.options.optLevel > 0) return;
  const end = e.newLabel();
  emitJumpIf(e, test, true, end);
  e.named(Op.LOAD_GLOBAL, "AssertionError");
  if (message !== null) {
    emitExpression(e, message);
    e.op(Op.CALL_FUNCTION, 1);
  }
  e.op(Op.RAISE_OBJ);
  e.label(end);
}

function emitLoopExit(e: Emitter, node: Pass): void {
  const isBreak = node.kind === "Break";
  const { breakLabel, continueLabel, iterates } = e.loop;
  const label = isBreak ? breakLabel : continueLabel;
  if (label < 0) e.fail(node, compileMessages.outsideLoop);
  e.unwind(label, isBreak && iterates);
}
