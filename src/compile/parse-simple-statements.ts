import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Call, Expr, GlobalStatement, Place, Stmt } from "./ast.js";
import { isConstant, toConstant } from "./fold.js";
import { parseAssigned, parseTargetList, parseYield } from "./parse-displays.js";
import {
  augmentedOp,
  parseStarTestList,
  parseTest,
  parseTestList,
  startsExpression,
} from "./parse-expressions.js";
import { parseImport, parseImportFrom } from "./parse-imports.js";
import type { ParseState } from "./parse-state.js";
import { Token } from "./tokens.js";

/** The function whose call makes a constant. */
const CONST = "const";

/**
 * Statements between semicolons, and the end of their line, appended to `body`.
 *
 * A dropped constant records no line of its own, but a list of statements records the line at which
 * it begins; so does the dropped statement then.
 */
export function parseSimpleLine(p: ParseState, body: Stmt[]): void {
  const at = body.length;
  body.push(parseSmallStatement(p));
  if (p.kind === Token.Semicolon) keepFirstLine(body, at);
  while (p.accept(Token.Semicolon) && p.kind !== Token.Newline) body.push(parseSmallStatement(p));
  p.expect(Token.Newline);
}

/** Makes the statement at `index` record its line if it is a dropped constant. */
export function keepFirstLine(body: Stmt[], index: number): void {
  const { kind, line, column } = body[index]!;
  if (kind === "Pass") body[index] = { kind, line, column };
}

function parseSmallStatement(p: ParseState): Stmt {
  const { line, column } = p;
  switch (p.kind) {
    case Token.Pass:
      p.next();
      return { kind: "Pass", line, column };
    case Token.Break:
      p.next();
      return { kind: "Break", line, column };
    case Token.Continue:
      p.next();
      return { kind: "Continue", line, column };
    case Token.Return:
      return parseReturn(p);
    case Token.Import:
      return parseImport(p);
    case Token.From:
      return parseImportFrom(p);
    case Token.Raise:
      return parseRaise(p);
    case Token.Assert:
      return parseAssert(p);
    case Token.Del:
      return parseDelete(p);
    case Token.Global:
      return parseNames(p, "Global");
    case Token.Nonlocal:
      return parseNames(p, "Nonlocal");
    case Token.Yield:
      return { kind: "ExprStatement", line, column, value: parseYield(p) };
    default:
      return parseExpressionStatement(p);
  }
}

function parseReturn(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const hasValue = p.kind !== Token.Star && startsExpression(p.kind);
  return { kind: "Return", line, column, value: hasValue ? parseTestList(p) : null };
}

function parseRaise(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const hasValue = p.kind !== Token.Star && startsExpression(p.kind);
  const exception = hasValue ? parseTest(p) : null;
  const cause = exception !== null && p.accept(Token.From) ? parseTest(p) : null;
  return { kind: "Raise", line, column, exception, cause };
}

function parseAssert(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const test = parseTest(p);
  const message = p.accept(Token.Comma) ? parseTest(p) : null;
  return { kind: "Assert", line, column, test, message };
}

function parseDelete(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const list = parseTargetList(p);
  const bare = list.kind === "Tuple" && !list.parenthesised;
  return { kind: "Delete", line, column, targets: bare ? list.items : [list] };
}

function parseNames(p: ParseState, kind: GlobalStatement["kind"]): Stmt {
  const place = { line: p.line, column: p.column };
  const names: (Place & { id: string })[] = [];
  do {
    p.next();
    const { line, column } = p;
    names.push({ line, column, id: p.takeName() });
  } while (p.kind === Token.Comma);
  return { kind, ...place, names };
}

function parseExpressionStatement(p: ParseState): Stmt {
  const { line, column } = p;
  const first = parseStarTestList(p);
  if (p.kind === Token.Assign) return parseAssignment(p, first, { line, column });
  if (p.kind === Token.Colon) return parseAnnotated(p, first, { line, column });
  const op = augmentedOp(p.kind);
  if (op !== null) {
    p.next();
    return { kind: "AugAssign", line, column, target: first, op, value: parseAssigned(p) };
  }
  if (p.dropConstants && first.kind !== "Tuple" && isConstant(first)) {
    return { kind: "Pass", line, column };
  }
  return { kind: "ExprStatement", line, column, value: first };
}

function parseAnnotated(p: ParseState, target: Expr, { line, column }: Place): Stmt {
  p.next();
  const annotation = parseTest(p);
  const value = p.accept(Token.Assign) ? parseAssigned(p) : null;
  return { kind: "AnnAssign", line, column, target, annotation, value };
}

function parseAssignment(p: ParseState, first: Expr, place: Place): Stmt {
  const { line, column } = place;
  p.next();
  const targets = [first];
  let value = parseAssigned(p);
  while (p.accept(Token.Assign)) {
    targets.push(value);
    value = parseAssigned(p);
  }
  if (targets.length === 1 && first.kind === "Name" && isConstCall(value)) {
    return defineConstant(p, first.id, value, place);
  }
  return { kind: "Assign", line, column, targets, value };
}

function isConstCall(expr: Expr): expr is Call {
  return expr.kind === "Call" && expr.callee.kind === "Name" && expr.callee.id === CONST;
}

/** `id = const(value)`: from here on the name stands for the value; a private one is not stored. */
function defineConstant(p: ParseState, id: string, call: Call, { line, column }: Place): Stmt {
  const [argument] = call.args;
  const value = argument?.value;
  const single = call.args.length === 1 && argument!.form === "positional";
  if (!single || value === undefined || !isConstant(value)) {
    throw p.error(call, syntaxMessages.notAConstant);
  }
  p.constants ??= new Map();
  p.constants.set(id, toConstant(value));
  if (id.startsWith("_")) return { kind: "Pass", line, column, removed: true };
  const target: Expr = { kind: "Name", line, column, id };
  return { kind: "Assign", line, column, targets: [target], value };
}
