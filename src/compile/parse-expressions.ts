import { syntaxMessages } from "../tables/syntax-messages.js";
import type {
  Binary,
  CompareOp,
  Expr,
  FloatLiteral,
  IntLiteral,
  Lambda,
  Name,
  Place,
} from "./ast.js";
import { foldBinary, foldChain, foldUnary, isNumber, makeTuple } from "./fold.js";
import { parseLambdaParameters } from "./parse-parameters.js";
import { parsePrimary } from "./parse-primaries.js";
import type { ExprParser, ParseState } from "./parse-state.js";
import { Token, type TokenKind } from "./tokens.js";

/** `test`: a lambda, or an expression with or without `if … else`. */
export function parseTest(p: ParseState): Expr {
  if (p.kind === Token.Lambda) return parseLambda(p, parseTest);
  const { line, column } = p;
  const then = parseOrTest(p);
  return p.kind === Token.If ? parseConditional(p, then, { line, column }) : then;
}

/** An expression without `if … else`: a comprehension's condition. */
export function parseTestWithoutCondition(p: ParseState): Expr {
  return p.kind === Token.Lambda ? parseLambda(p, parseTestWithoutCondition) : parseOrTest(p);
}

/** `test [':=' test]`. */
export function parseNamedTest(p: ParseState): Expr {
  const { line, column } = p;
  const target = parseTest(p);
  return p.kind === Token.Walrus ? parseWalrus(p, target, { line, column }, false) : target;
}

/** At a `:=` behind `left`; `bare` as in the node. */
export function parseWalrus(p: ParseState, left: Expr, place: Place, bare: boolean): Expr {
  const { line, column } = place;
  p.next();
  const target: Name = left.kind === "Name" ? left : { kind: "Name", line, column, id: "" };
  if (target !== left) p.refuseLater(place, syntaxMessages.cannotAssign);
  return { kind: "Walrus", line, column, bare, target, value: parseTest(p) };
}

/** `*expr`, or what `otherwise` parses. */
export function parseStarOr(p: ParseState, otherwise: ExprParser): Expr {
  if (p.kind !== Token.Star) return otherwise(p);
  const { line, column } = p;
  p.next();
  return { kind: "Starred", line, column, value: parseOperation(p) };
}

function parseStarOrTest(p: ParseState): Expr {
  return parseStarOr(p, parseTest);
}

/** Tests separated by commas: one expression, or a tuple. */
export function parseTestList(p: ParseState): Expr {
  return parseBareTuple(p, parseTest);
}

/** Tests and starred expressions separated by commas. */
export function parseStarTestList(p: ParseState): Expr {
  return parseBareTuple(p, parseStarOrTest);
}

/** `item (',' item)* [',']`, a tuple once there is a comma. */
export function parseBareTuple(p: ParseState, parseItem: ExprParser): Expr {
  const { line, column } = p;
  const first = parseItem(p);
  if (p.kind !== Token.Comma) return first;
  const items = parseListTail(p, first, parseItem);
  return makeTuple(items, { line, column }, false);
}

/** At a comma behind `first`: the whole list, a comma at its end allowed. */
export function parseListTail(p: ParseState, first: Expr, parseItem: ExprParser): Expr[] {
  const items = [first];
  while (p.accept(Token.Comma) && startsExpression(p.kind)) items.push(parseItem(p));
  return items;
}

/** Whether a token of this kind can begin an expression, or a starred one. */
export function startsExpression(kind: TokenKind): boolean {
  return expressionStarts[kind] === 1;
}

const expressionStarts = new Uint8Array(128);
for (const kind of [
  Token.Name,
  Token.Integer,
  Token.Float,
  Token.Str,
  Token.Bytes,
  Token.Ellipsis,
  Token.None,
  Token.True,
  Token.False,
  Token.ParenOpen,
  Token.BracketOpen,
  Token.BraceOpen,
  Token.Minus,
  Token.Plus,
  Token.Tilde,
  Token.Not,
  Token.Lambda,
  Token.Await,
  Token.Star,
]) {
  expressionStarts[kind] = 1;
}

function parseConditional(p: ParseState, then: Expr, { line, column }: Place): Expr {
  p.enter();
  p.next();
  const test = parseOrTest(p);
  p.expect(Token.Else);
  const otherwise = parseTest(p);
  p.leave();
  return { kind: "Conditional", line, column, test, then, otherwise };
}

function parseLambda(p: ParseState, parseBody: ExprParser): Lambda {
  const { line, column } = p;
  p.enter();
  p.next();
  const parameters = parseLambdaParameters(p);
  p.expect(Token.Colon);
  const body = p.within("<lambda>", () => parseBody(p));
  p.leave();
  return { kind: "Lambda", line, column, parameters, body };
}

/** `or_test`: all but lambdas and conditionals. */
export function parseOrTest(p: ParseState): Expr {
  const { line, column } = p;
  const first = parseAndTest(p);
  return p.kind === Token.Or ? parseChain(p, "or", first, { line, column }) : first;
}

function parseAndTest(p: ParseState): Expr {
  const { line, column } = p;
  const first = parseNotTest(p);
  return p.kind === Token.And ? parseChain(p, "and", first, { line, column }) : first;
}

function parseChain(p: ParseState, op: "and" | "or", first: Expr, place: Place): Expr {
  const [token, parseOperand] =
    op === "or" ? ([Token.Or, parseAndTest] as const) : ([Token.And, parseNotTest] as const);
  const operands = [first];
  while (p.accept(token)) operands.push(parseOperand(p));
  const kept = foldChain(op, operands);
  if (kept.length === 1) return kept[0]!;
  return { kind: "BoolOp", line: place.line, column: place.column, op, operands: kept };
}

function parseNotTest(p: ParseState): Expr {
  if (p.kind !== Token.Not) return parseComparison(p);
  const { line, column } = p;
  p.enter();
  p.next();
  const operand = parseNotTest(p);
  p.leave();
  return (
    foldUnary("not", operand, { line, column }) ?? {
      kind: "Unary",
      line,
      column,
      op: "not",
      operand,
    }
  );
}

const comparisons: Readonly<Partial<Record<TokenKind, CompareOp>>> = {
  [Token.Less]: "<",
  [Token.More]: ">",
  [Token.Equal]: "==",
  [Token.LessEqual]: "<=",
  [Token.MoreEqual]: ">=",
  [Token.NotEqual]: "!=",
};

function isComparison(kind: TokenKind): boolean {
  return (
    (kind >= Token.Less && kind <= Token.NotEqual) ||
    kind === Token.In ||
    kind === Token.Is ||
    kind === Token.Not
  );
}

function parseComparison(p: ParseState): Expr {
  const { line, column } = p;
  const left = parseOperation(p);
  if (!isComparison(p.kind)) return left;
  const ops: CompareOp[] = [];
  const rights: Expr[] = [];
  while (isComparison(p.kind)) {
    ops.push(takeComparison(p));
    rights.push(parseOperation(p));
  }
  return { kind: "Compare", line, column, left, ops, rights };
}

function takeComparison(p: ParseState): CompareOp {
  const kind = p.kind;
  p.next();
  if (kind === Token.In) return "in";
  if (kind === Token.Is) return p.accept(Token.Not) ? "is not" : "is";
  if (kind !== Token.Not) return comparisons[kind]!;
  p.expect(Token.In);
  return "not in";
}

/** How tightly a binary operator binds, by token; 0 for what is none. */
const precedences = new Uint8Array(128);
const binaryOps: Binary["op"][] = [];
const levels: readonly (readonly [TokenKind, Binary["op"], number])[] = [
  [Token.Pipe, "|", 1],
  [Token.Caret, "^", 2],
  [Token.Ampersand, "&", 3],
  [Token.ShiftLeft, "<<", 4],
  [Token.ShiftRight, ">>", 4],
  [Token.Plus, "+", 5],
  [Token.Minus, "-", 5],
  [Token.Star, "*", 6],
  [Token.At, "@", 6],
  [Token.Slash, "/", 6],
  [Token.Percent, "%", 6],
  [Token.DoubleSlash, "//", 6],
];
for (const [kind, op, level] of levels) {
  precedences[kind] = level;
  binaryOps[kind - Token.Pipe] = op;
}
binaryOps[Token.DoubleStar - Token.Pipe] = "**";

/** The operation that an augmented assignment's token names, or null for another token. */
export function augmentedOp(kind: TokenKind): Binary["op"] | null {
  return binaryOps[kind - Token.PipeAssign] ?? null;
}

/** `expr`: operations that bind tighter than comparisons. */
export function parseOperation(p: ParseState): Expr {
  return parseBinary(p, 1);
}

function parseBinary(p: ParseState, lowest: number): Expr {
  const { line, column } = p;
  let left = parseFactor(p);
  for (let level = precedences[p.kind]!; level >= lowest; level = precedences[p.kind]!) {
    left = parseLevel(p, left, level, line, column);
  }
  return left;
}

/**
 * Operators of one level, from the left. MicroPython folds such a chain as a whole or not at all:
 * `1 + 2 + x` stays as it is.
 */
function parseLevel(p: ParseState, first: Expr, level: number, line: number, column: number): Expr {
  let node = first;
  let value: IntLiteral | FloatLiteral | null = isNumber(first) ? first : null;
  do {
    const op = binaryOps[p.kind - Token.Pipe]!;
    p.next();
    const right = parseBinary(p, level + 1);
    if (value !== null) value = p.affordFolded(foldBinary(op, value, right));
    node = { kind: "Binary", line, column, op, left: node, right };
  } while (precedences[p.kind] === level);
  return value ?? node;
}

function parseFactor(p: ParseState): Expr {
  const kind = p.kind;
  if (kind !== Token.Minus && kind !== Token.Plus && kind !== Token.Tilde) return parsePower(p);
  const { line, column } = p;
  const op = kind === Token.Minus ? "-" : kind === Token.Plus ? "+" : "~";
  p.enter();
  p.next();
  const operand = parseFactor(p);
  p.leave();
  return foldUnary(op, operand, { line, column }) ?? { kind: "Unary", line, column, op, operand };
}

function parsePower(p: ParseState): Expr {
  const { line, column } = p;
  const left = parsePrimary(p);
  if (p.kind !== Token.DoubleStar) return left;
  p.enter();
  p.next();
  const right = parseFactor(p);
  p.leave();
  const value = isNumber(left) ? p.affordFolded(foldBinary("**", left, right)) : null;
  return value ?? { kind: "Binary", line, column, op: "**", left, right };
}
