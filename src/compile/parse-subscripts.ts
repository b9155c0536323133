import type { Expr, Slice } from "./ast.js";
import { makeTuple } from "./fold.js";
import { parseTest, startsExpression } from "./parse-expressions.js";
import type { ParseState } from "./parse-state.js";
import { Token } from "./tokens.js";

/** What stands within a subscript's brackets: one index or slice, or a tuple of them. */
export function parseSubscriptList(p: ParseState): Expr {
  const { line, column } = p;
  const first = parseIndex(p);
  if (p.kind !== Token.Comma) return first;
  const items = [first];
  while (p.accept(Token.Comma) && startsSubscript(p)) {
    items.push(parseIndex(p));
  }
  return makeTuple(items, { line, column }, false);
}

function startsSubscript(p: ParseState): boolean {
  return p.kind === Token.Colon || startsIndex(p);
}

function startsIndex(p: ParseState): boolean {
  return p.kind !== Token.Star && startsExpression(p.kind);
}

function parseIndex(p: ParseState): Expr {
  const { line, column } = p;
  const start = p.kind === Token.Colon ? null : parseTest(p);
  if (start !== null && p.kind !== Token.Colon) return start;
  p.expect(Token.Colon);
  const stop = startsIndex(p) ? parseTest(p) : null;
  const step = p.accept(Token.Colon) && startsIndex(p) ? parseTest(p) : null;
  const slice: Slice = { kind: "Slice", line, column, start, stop, step };
  return slice;
}
