import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Argument, Attribute, Call, Expr, Place, Singleton, Subscript } from "./ast.js";
import { foldAttribute, useConstant } from "./fold.js";
import { parseDecimal, parseInteger } from "./number-literal.js";
import { parseArguments } from "./parse-arguments.js";
import { parseBraces, parseBrackets, parseParentheses } from "./parse-displays.js";
import type { ExprParser, ParseState } from "./parse-state.js";
import { parseSubscriptList } from "./parse-subscripts.js";
import { Token } from "./tokens.js";

/** `['await'] atom trailer*`. */
export function parsePrimary(p: ParseState): Expr {
  if (p.kind === Token.Await) return parseAwait(p);
  const { line, column } = p;
  const atom = parseAtom(p);
  if (!isTrailer(p)) return atom;
  if (p.kind === Token.Period) return parseAttributeFirst(p, atom, { line, column });
  return parseTrailers(p, atom, { line, column });
}

function parseAwait(p: ParseState): Expr {
  const { line, column } = p;
  p.next();
  const value = parseTrailers(p, parseAtom(p), { line, column });
  return { kind: "Await", line, column, value };
}

function isTrailer(p: ParseState): boolean {
  const kind = p.kind;
  return kind === Token.Period || kind === Token.ParenOpen || kind === Token.BracketOpen;
}

/** `atom.name` may be a constant, but only where nothing else follows. */
function parseAttributeFirst(p: ParseState, atom: Expr, place: Place): Expr {
  const attribute = parseAttribute(p, atom, place);
  if (isTrailer(p)) return parseTrailers(p, attribute, place);
  return foldAttribute(atom, attribute.name, p.moduleConstants) ?? attribute;
}

function parseTrailers(p: ParseState, atom: Expr, place: Place): Expr {
  let expr = atom;
  for (;;) {
    if (p.kind === Token.Period) expr = parseAttribute(p, expr, place);
    else if (p.kind === Token.ParenOpen) expr = parseCall(p, expr, place);
    else if (p.kind === Token.BracketOpen) expr = parseSubscript(p, expr, place);
    else return expr;
  }
}

function parseAttribute(p: ParseState, object: Expr, { line, column }: Place): Attribute {
  const trailerLine = p.line;
  p.next();
  const name = p.takeName();
  return { kind: "Attribute", line, column, object, name, trailerLine, parenthesised: false };
}

function parseCall(p: ParseState, callee: Expr, { line, column }: Place): Call {
  const trailerLine = p.line;
  const args = parseCallArguments(p);
  return { kind: "Call", line, column, callee, args, trailerLine, parenthesised: false };
}

/** `'(' [arglist] ')'`. */
export function parseCallArguments(p: ParseState): Argument[] {
  p.enter();
  p.next();
  const args = p.kind === Token.ParenClose ? [] : parseArguments(p);
  p.leave();
  p.expect(Token.ParenClose);
  return args;
}

function parseSubscript(p: ParseState, object: Expr, { line, column }: Place): Subscript {
  const trailerLine = p.line;
  p.enter();
  p.next();
  const index = parseSubscriptList(p);
  p.leave();
  p.expect(Token.BracketClose);
  return { kind: "Subscript", line, column, object, index, trailerLine, parenthesised: false };
}

function parseAtom(p: ParseState): Expr {
  switch (p.kind) {
    case Token.Name:
      return parseNameAtom(p);
    case Token.Integer:
      return parseIntegerAtom(p);
    case Token.Str:
      return parseStrAtom(p);
    case Token.ParenOpen:
      return parseNested(p, parseParentheses);
    case Token.BracketOpen:
      return parseNested(p, parseBrackets);
    case Token.BraceOpen:
      return parseNested(p, parseBraces);
    case Token.Float:
      return parseFloatAtom(p);
    case Token.Bytes:
      return parseBytesAtom(p);
    case Token.None:
      return parseSingleton(p, "None");
    case Token.True:
      return parseSingleton(p, "True");
    case Token.False:
      return parseSingleton(p, "False");
    case Token.Ellipsis:
      return parseSingleton(p, "Ellipsis");
    default:
      return p.fail();
  }
}

function parseNested(p: ParseState, parseDisplay: ExprParser): Expr {
  p.enter();
  const expr = parseDisplay(p);
  p.leave();
  return expr;
}

function parseNameAtom(p: ParseState): Expr {
  const { line, column } = p;
  const id = p.takeName();
  const constant = p.constants?.get(id);
  if (constant !== undefined) return useConstant(constant, { line, column });
  return { kind: "Name", line, column, id };
}

function parseSingleton(p: ParseState, value: Singleton["value"]): Singleton {
  const { line, column } = p;
  p.next();
  return { kind: "Singleton", line, column, value, asObject: false };
}

function parseIntegerAtom(p: ParseState): Expr {
  const { line, column } = p;
  const value = parseInteger(p.value);
  if (typeof value !== "bigint") {
    const message = `${syntaxMessages.invalidInteger}${value.base}: '${value.digits}'`;
    throw p.error(p, message);
  }
  p.next();
  return { kind: "Int", line, column, value };
}

function parseFloatAtom(p: ParseState): Expr {
  const { line, column } = p;
  const number = parseDecimal(p.value);
  if (number === null) throw p.error(p, syntaxMessages.invalidNumber);
  p.next();
  return { kind: number.imaginary ? "Imaginary" : "Float", line, column, value: number.value };
}

function parseStrAtom(p: ParseState): Expr {
  const { line, column, value } = p;
  const interned = p.isInterned(value);
  p.next();
  return { kind: "Str", line, column, value, interned };
}

function parseBytesAtom(p: ParseState): Expr {
  const { line, column } = p;
  const value = Uint8Array.from(p.value, (byte) => byte.charCodeAt(0));
  p.next();
  return { kind: "Bytes", line, column, value };
}
