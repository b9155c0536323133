import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Comprehension, ComprehensionClause, DictEntry, Expr, Items, Place } from "./ast.js";
import { makeTuple } from "./fold.js";
import { packEntries, packItems } from "./packed-items.js";
import {
  parseBareTuple,
  parseListTail,
  parseNamedTest,
  parseOperation,
  parseOrTest,
  parseStarOr,
  parseTest,
  parseTestList,
  parseTestWithoutCondition,
  startsExpression,
} from "./parse-expressions.js";
import type { ParseState } from "./parse-state.js";
import { Token } from "./tokens.js";

function parseItem(p: ParseState): Expr {
  return parseStarOr(p, parseNamedTest);
}

/** At `(`: a tuple, a generator, a `yield`, or an expression, whose parentheses leave no node. */
export function parseParentheses(p: ParseState): Expr {
  const { line, column } = p;
  p.next();
  if (p.accept(Token.ParenClose)) {
    return { kind: "Tuple", line, column, items: [], parenthesised: true };
  }
  const expr = p.kind === Token.Yield ? parseYield(p) : parseParenthesised(p, { line, column });
  p.expect(Token.ParenClose);
  return expr;
}

function parseParenthesised(p: ParseState, place: Place): Expr {
  const { line, column } = p;
  const first = parseItem(p);
  if (p.kind === Token.Comma) return parseTupleTail(p, first, { line, column }, place);
  if (p.kind === Token.For) return parseComprehension(p, "generator", first, null, line, place);
  switch (first.kind) {
    case "Attribute":
    case "Call":
    case "Subscript":
      return { ...first, parenthesised: true };
    default:
      return first;
  }
}

/** At the comma behind a tuple's first item. A constant tuple's line is that of its second item. */
function parseTupleTail(p: ParseState, first: Expr, inner: Place, place: Place): Expr {
  p.next();
  const { line, column } = p;
  if (!startsExpression(p.kind)) return constantAt(makeTuple([first], inner, true), place);
  const second = parseItem(p);
  if (p.kind !== Token.Comma) return constantAt(makeTuple([first, second], inner, true), place);
  const items = [first, ...parseListTail(p, second, parseItem)];
  return constantAt(makeTuple(items, { line, column }, true), place);
}

/** A tuple that is no constant begins at its parenthesis. */
function constantAt(tuple: Expr, { line, column }: Place): Expr {
  return tuple.kind === "ConstTuple" ? tuple : { ...tuple, line, column };
}

/** At `[`: a list or a list comprehension. */
export function parseBrackets(p: ParseState): Expr {
  const { line, column } = p;
  p.next();
  if (p.accept(Token.BracketClose)) return { kind: "List", line, column, items: [] };
  const elementLine = p.line;
  const first = parseItem(p);
  const expr: Expr =
    p.kind === Token.For
      ? parseComprehension(p, "list", first, null, elementLine, { line, column })
      : { kind: "List", line, column, items: parseListItems(p, first) };
  p.expect(Token.BracketClose);
  return expr;
}

function parseListItems(p: ParseState, first: Expr): Items {
  let items = packItems([first]);
  while (p.accept(Token.Comma) && startsExpression(p.kind)) {
    items.push(parseItem(p));
    items = packItems(items);
  }
  return items;
}

/** At `{`: a dict, a set, or a comprehension of one. */
export function parseBraces(p: ParseState): Expr {
  const place = { line: p.line, column: p.column };
  p.next();
  const expr = p.kind === Token.BraceClose ? emptyDict(place) : parseBraced(p, place);
  p.expect(Token.BraceClose);
  return expr;
}

function emptyDict({ line, column }: Place): Expr {
  return { kind: "Dict", line, column, entries: [] };
}

function parseBraced(p: ParseState, place: Place): Expr {
  const { line, column } = p;
  const first = parseTest(p);
  const value = p.accept(Token.Colon) ? parseTest(p) : null;
  if (p.kind === Token.For) {
    return parseComprehension(p, value === null ? "set" : "dict", first, value, line, place);
  }
  return value === null
    ? parseSetTail(p, first, place)
    : parseDictTail(p, { line, column, key: first, value }, place);
}

function parseSetTail(p: ParseState, first: Expr, place: Place): Expr {
  let items = packItems([first]);
  while (p.accept(Token.Comma) && p.kind !== Token.BraceClose) {
    items.push(parseTest(p));
    items = packItems(items);
    if (p.accept(Token.Colon)) {
      p.refuseLater(place, syntaxMessages.expectingValue);
      parseTest(p);
    }
  }
  return { kind: "Set", line: place.line, column: place.column, items };
}

function parseDictTail(p: ParseState, first: DictEntry, place: Place): Expr {
  let entries = packEntries([first]);
  while (p.accept(Token.Comma) && p.kind !== Token.BraceClose) {
    const { line, column } = p;
    const key = parseTest(p);
    const hasValue = p.accept(Token.Colon);
    if (!hasValue) p.refuseLater(place, syntaxMessages.expectingPair);
    entries.push({ line, column, key, value: hasValue ? parseTest(p) : key });
    entries = packEntries(entries);
  }
  return { kind: "Dict", line: place.line, column: place.column, entries };
}

/** At the first `for` behind a comprehension's element. */
export function parseComprehension(
  p: ParseState,
  result: Comprehension["result"],
  element: Expr,
  value: Expr | null,
  elementLine: number,
  { line, column }: Place,
  bare = false,
): Comprehension {
  const clauses = parseClauses(p);
  const kind = "Comprehension";
  return { kind, line, column, result, bare, elementLine, element, value, clauses };
}

function parseClauses(p: ParseState): ComprehensionClause[] {
  const clauses: ComprehensionClause[] = [];
  for (;;) {
    const { line, column } = p;
    if (p.accept(Token.For)) {
      const target = parseTargetList(p);
      p.expect(Token.In);
      clauses.push({ form: "for", line, column, target, iterable: parseOrTest(p) });
    } else if (p.accept(Token.If)) {
      clauses.push({ form: "if", line, column, test: parseTestWithoutCondition(p) });
    } else {
      return clauses;
    }
  }
}

function parseStarOrOperation(p: ParseState): Expr {
  return parseStarOr(p, parseOperation);
}

/** `exprlist`: what `for` assigns to and `del` deletes; never folded. */
export function parseTargetList(p: ParseState): Expr {
  const { line, column } = p;
  const first = parseStarOrOperation(p);
  if (p.kind !== Token.Comma) return first;
  const items = parseListTail(p, first, parseStarOrOperation);
  return { kind: "Tuple", line, column, items, parenthesised: false };
}

/** At `yield`. */
export function parseYield(p: ParseState): Expr {
  const { line, column } = p;
  p.next();
  if (p.accept(Token.From)) {
    return { kind: "Yield", line, column, from: true, value: parseTest(p) };
  }
  const hasValue = p.kind !== Token.Star && startsExpression(p.kind);
  return { kind: "Yield", line, column, from: false, value: hasValue ? parseTestList(p) : null };
}

/** What may stand to the right of an assignment: a `yield`, or tests and starred expressions. */
export function parseAssigned(p: ParseState): Expr {
  return p.kind === Token.Yield
    ? parseYield(p)
    : parseBareTuple(p, (state) => parseStarOr(state, parseTest));
}
