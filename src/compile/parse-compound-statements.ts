import type { ExceptHandler, Expr, If, Place, Stmt, Suite, WithItem } from "./ast.js";
import { parseTargetList } from "./parse-displays.js";
import { parseNamedTest, parseOperation, parseTest, parseTestList } from "./parse-expressions.js";
import { parseParameters } from "./parse-parameters.js";
import { parseCallArguments } from "./parse-primaries.js";
import { keepFirstLine, parseSimpleLine } from "./parse-simple-statements.js";
import type { ParseState } from "./parse-state.js";
import { StreamedSuite } from "./streamed-suite.js";
import { Token } from "./tokens.js";

/**
 * One statement, or one line of simple statements, appended to `body`.
 *
 * @param streamed if it is a definition, its block is left to be read (see `StreamedSuite`)
 */
export function parseStatement(p: ParseState, body: Stmt[], streamed = false): void {
  const compound = parseCompound(p, streamed);
  if (compound === null) parseSimpleLine(p, body);
  else body.push(compound);
}

/** A compound statement, or null where none begins. */
export function parseCompound(p: ParseState, streamed = false): Stmt | null {
  switch (p.kind) {
    case Token.If:
      return parseIf(p);
    case Token.While:
      return parseWhile(p);
    case Token.For:
      return parseFor(p, false, p);
    case Token.Try:
      return parseTry(p);
    case Token.With:
      return parseWith(p, false, p);
    case Token.Def:
      return parseFunction(p, beginDefinition(p, streamed), false);
    case Token.Class:
      return parseClass(p, beginDefinition(p, streamed));
    case Token.At:
      return parseDecorated(p, beginDefinition(p, streamed));
    case Token.Async:
      return parseAsync(p, beginDefinition(p, streamed));
    default:
      return null;
  }
}

/** `suite`: the rest of the line, or an indented block. */
function parseSuite(p: ParseState): Stmt[] {
  const body: Stmt[] = [];
  p.expect(Token.Colon);
  if (p.accept(Token.Newline)) parseBlock(p, body);
  else parseSimpleLine(p, body);
  return body;
}

function parseBlock(p: ParseState, body: Stmt[]): void {
  p.enter();
  p.expect(Token.Indent);
  parseStatement(p, body);
  if (!p.accept(Token.Dedent)) {
    keepFirstLine(body, 0);
    while (!p.accept(Token.Dedent)) parseStatement(p, body);
  }
  p.leave();
}

function parseElse(p: ParseState): Stmt[] | null {
  return p.accept(Token.Else) ? parseSuite(p) : null;
}

function parseIf(p: ParseState): Stmt {
  const { line, column } = p;
  const branches: If["branches"][number][] = [];
  do branches.push(parseBranch(p));
  while (p.kind === Token.Elif);
  return { kind: "If", line, column, branches, otherwise: parseElse(p) };
}

function parseBranch(p: ParseState): If["branches"][number] {
  const { line, column } = p;
  p.next();
  const test = parseNamedTest(p);
  return { line, column, test, body: parseSuite(p) };
}

function parseWhile(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const test = parseNamedTest(p);
  const body = parseSuite(p);
  return { kind: "While", line, column, test, body, otherwise: parseElse(p) };
}

function parseFor(p: ParseState, isAsync: boolean, { line, column }: Place): Stmt {
  p.next();
  const target = parseTargetList(p);
  p.expect(Token.In);
  const iterable = parseTestList(p);
  const body = parseSuite(p);
  const otherwise = parseElse(p);
  return { kind: "For", line, column, isAsync, target, iterable, body, otherwise };
}

function parseTry(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const body = parseSuite(p);
  const handlers: ExceptHandler[] = [];
  while (p.kind === Token.Except) handlers.push(parseHandler(p));
  if (handlers.length === 0 && p.kind !== Token.Finally) p.fail();
  const otherwise = handlers.length > 0 ? parseElse(p) : null;
  const last = p.accept(Token.Finally) ? parseSuite(p) : null;
  return { kind: "Try", line, column, body, handlers, otherwise, finally: last };
}

function parseHandler(p: ParseState): ExceptHandler {
  const { line, column } = p;
  p.next();
  const type = p.kind === Token.Colon ? null : parseTest(p);
  const name = type !== null && p.accept(Token.As) ? p.takeName() : null;
  return { line, column, type, name, body: parseSuite(p) };
}

function parseWith(p: ParseState, isAsync: boolean, { line, column }: Place): Stmt {
  const items: WithItem[] = [];
  do {
    p.next();
    items.push(parseWithItem(p));
  } while (p.kind === Token.Comma);
  return { kind: "With", line, column, isAsync, items, body: parseSuite(p) };
}

function parseWithItem(p: ParseState): WithItem {
  const { line, column } = p;
  const context = parseTest(p);
  return { line, column, context, target: p.accept(Token.As) ? parseOperation(p) : null };
}

/** What is known at the first token of a definition. */
interface DefinitionStart extends Place {
  readonly decorators: Expr[];
  readonly streamed: boolean;
}

function beginDefinition({ line, column }: ParseState, streamed: boolean): DefinitionStart {
  return { line, column, decorators: [], streamed };
}

/** The suite of the definition of `name`; in a class that is streamed, definitions are so, too. */
function parseBody(p: ParseState, name: string, streamed: boolean, isClass: boolean): Suite {
  if (!streamed) return p.within(name, () => parseSuite(p));
  p.expect(Token.Colon);
  if (p.accept(Token.Newline)) return new StreamedSuite(p, name, isClass);
  const body: Stmt[] = [];
  p.within(name, () => parseSimpleLine(p, body));
  return body;
}

function parseFunction(p: ParseState, start: DefinitionStart, isAsync: boolean): Stmt {
  const { line, column, decorators, streamed } = start;
  p.next();
  const name = p.takeName();
  p.expect(Token.ParenOpen);
  const parameters = parseParameters(p, name);
  p.expect(Token.ParenClose);
  const returns = p.accept(Token.Arrow) ? parseTest(p) : null;
  const body = parseBody(p, name, streamed, false);
  const kind = "FunctionDef";
  return { kind, line, column, isAsync, name, parameters, returns, decorators, body };
}

function parseClass(p: ParseState, start: DefinitionStart): Stmt {
  const { line, column, decorators, streamed } = start;
  p.next();
  const name = p.takeName();
  const args = p.kind === Token.ParenOpen ? parseCallArguments(p) : [];
  const body = parseBody(p, name, streamed, true);
  return { kind: "ClassDef", line, column, name, args, decorators, body };
}

function parseDecorated(p: ParseState, start: DefinitionStart): Stmt {
  while (p.kind === Token.At) start.decorators.push(parseDecorator(p));
  if (p.kind === Token.Class) return parseClass(p, start);
  const isAsync = p.accept(Token.Async);
  if (p.kind !== Token.Def) p.fail();
  return parseFunction(p, start, isAsync);
}

/** `'@' NAME ('.' NAME)* ['(' [arglist] ')'] NEWLINE`. */
function parseDecorator(p: ParseState): Expr {
  p.next();
  const { line, column } = p;
  let expr: Expr = { kind: "Name", line, column, id: p.takeName() };
  for (let at = p.line; p.accept(Token.Period); at = p.line) {
    const name = p.takeName();
    expr = {
      kind: "Attribute",
      line,
      column,
      object: expr,
      name,
      trailerLine: at,
      parenthesised: false,
    };
  }
  if (p.kind === Token.ParenOpen) {
    const trailerLine = p.line;
    const args = parseCallArguments(p);
    expr = { kind: "Call", line, column, callee: expr, args, trailerLine, parenthesised: false };
  }
  p.expect(Token.Newline);
  return expr;
}

function parseAsync(p: ParseState, start: DefinitionStart): Stmt {
  p.next();
  if (p.kind === Token.Def) return parseFunction(p, start, true);
  if (p.kind === Token.With) return parseWith(p, true, start);
  if (p.kind === Token.For) return parseFor(p, true, start);
  return p.fail();
}
