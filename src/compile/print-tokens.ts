import { Lexer } from "./lexer.js";
import type { Reader } from "./reader.js";
import { Token, tokenNames } from "./tokens.js";

/**
 * The tokens of a source, one line of text each: place, kind, and what a name or literal holds. An
 * f-string's fields follow their string as a call of `format`.
 *
 * @throws CompileError where the source cannot be read
 */
export function* printTokens(reader: Reader): Generator<string> {
  const lexer = new Lexer(reader);
  for (;;) {
    const place = `${lexer.line}:${lexer.column}`.padEnd(9);
    const name = tokenNames[lexer.kind]!;
    yield hasText(lexer) ? `${place} ${name.padEnd(11)} ${textOf(lexer)}` : `${place} ${name}`;
    if (lexer.kind === Token.End) return;
    lexer.next();
  }
}

function hasText({ kind }: Lexer): boolean {
  return kind >= Token.Name && kind <= Token.Bytes;
}

function textOf({ kind, value }: Lexer): string {
  return kind === Token.Str || kind === Token.Bytes ? JSON.stringify(value) : value;
}
