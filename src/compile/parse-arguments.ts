import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Argument, Expr, Place } from "./ast.js";
import { parseComprehension } from "./parse-displays.js";
import { parseTest, parseWalrus } from "./parse-expressions.js";
import type { ParseState } from "./parse-state.js";
import { Token } from "./tokens.js";

/** A call's or a class's arguments, at least one; stops at what is no comma. */
export function parseArguments(p: ParseState): Argument[] {
  const args = [parseArgument(p)];
  while (p.accept(Token.Comma) && p.kind !== Token.ParenClose) args.push(parseArgument(p));
  return args;
}

function parseArgument(p: ParseState): Argument {
  const { line, column } = p;
  if (p.accept(Token.Star)) return { line, column, form: "star", name: null, value: parseTest(p) };
  if (p.accept(Token.DoubleStar)) {
    return { line, column, form: "doubleStar", name: null, value: parseTest(p) };
  }
  const first = parseTest(p);
  if (p.kind === Token.Assign) return parseKeyword(p, first, { line, column });
  const value = parsePositional(p, first, { line, column });
  return { line, column, form: "positional", name: null, value };
}

function parsePositional(p: ParseState, first: Expr, place: Place): Expr {
  if (p.kind === Token.Walrus) return parseWalrus(p, first, place, true);
  if (p.kind !== Token.For) return first;
  return parseComprehension(p, "generator", first, null, place.line, place, true);
}

function parseKeyword(p: ParseState, name: Expr, { line, column }: Place): Argument {
  p.next();
  const id = name.kind === "Name" ? name.id : "";
  if (id === "") p.refuseLater({ line, column }, syntaxMessages.keywordNotId);
  return { line, column, form: "keyword", name: id, value: parseTest(p) };
}
