import { Cursor } from "./cursor.js";
import type { Reader } from "./reader.js";
import { type LiteralPrefix, LiteralScanner, literalPrefix } from "./string-literal.js";
import { KEYWORD_LENGTHS, keywords, Token, type TokenKind } from "./tokens.js";

const TAB_WIDTH = 8;
const DEBUG_NAME = "__debug__";

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;

/** What an ASCII character begins. */
const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) classes[code] = LETTER;
  else if (/[0-9]/.test(character)) classes[code] = DIGIT;
}

/** A character's class; every character beyond ASCII may be part of a name. */
function classOf(code: number): number {
  if (code < 128) return classes[code]!;
  return code >= 128 ? LETTER : OTHER;
}

/**
 * Splits a source into tokens. `next` moves to the next token; the fields describe the current one.
 * Indentation, line joining and f-strings are as in MicroPython: a replacement field becomes the
 * tokens of a call of `format` behind the string.
 */
export class Lexer {
  kind: TokenKind = Token.Newline;
  /** A name, a number as written but for underscores, a string's characters, a bytes literal's bytes. */
  value = "";
  /** The token's place, counted from 1. */
  line = 1;
  column = 1;
  /** The name holds characters beyond ASCII. */
  nonAscii = false;

  protected readonly cursor: Cursor;
  private readonly literals: LiteralScanner;
  private readonly indents = [0];
  /** INDENT tokens (positive) or DEDENT tokens (negative) still to give. */
  private dents = 0;
  private brackets = 0;
  private fields: string[] | null = null;

  /** @param debug the value of `__debug__` */
  constructor(
    reader: Reader,
    private readonly debug = true,
  ) {
    this.cursor = new Cursor(reader);
    this.literals = new LiteralScanner(this.cursor);
    this.next();
    if (this.column !== 1 && this.kind !== Token.Newline) this.kind = Token.Indent;
  }

  get filename(): string {
    return this.cursor.filename;
  }

  /** How many lines have been read. */
  get linesRead(): number {
    return this.cursor.line;
  }

  /**
   * Moves to the next token; at the end stays at END. What is no token has the kind Invalid.
   *
   * @throws CompileError at a unicode name escape, or where the source is not UTF-8
   */
  next(): void {
    if (this.fields !== null) this.insertFields(this.fields);
    const atNewline = this.skipBlank();
    const cursor = this.cursor;
    this.line = cursor.line;
    this.column = cursor.columnAt(cursor.pos);
    if (this.dents !== 0) this.nextDent();
    else if (atNewline) this.nextLine();
    else this.nextToken();
  }

  private nextDent(): void {
    this.kind = this.dents < 0 ? Token.Dedent : Token.Indent;
    this.dents += this.dents < 0 ? 1 : -1;
  }

  private insertFields(fields: readonly string[]): void {
    this.fields = null;
    const args = fields.map((field) => `(${field}),`).join("");
    this.cursor.insert(`.format(${args})`, this.column);
  }

  /** Skips blanks, comments and joined lines; true where a line ends. */
  private skipBlank(): boolean {
    const cursor = this.cursor;
    for (;;) {
      switch (cursor.text.charCodeAt(cursor.pos)) {
        case 0x20:
        case 0x09:
        case 0x0b:
        case 0x0c:
          cursor.pos++;
          break;
        case 0x0a:
          if (this.brackets === 0) return true;
          cursor.newline();
          break;
        case 0x23:
          this.skipComment();
          break;
        case 0x5c:
          if (cursor.text.charCodeAt(cursor.pos + 1) !== 0x0a) return false;
          cursor.pos++;
          cursor.newline();
          break;
        default:
          if (cursor.pos < cursor.text.length || !cursor.resume()) return false;
      }
    }
  }

  private skipComment(): void {
    const end = this.cursor.text.indexOf("\n", this.cursor.pos);
    this.cursor.pos = end < 0 ? this.cursor.text.length : end;
  }

  /** At a line's end: skips empty lines and compares the indentation of the next one. */
  private nextLine(): void {
    const indent = this.measureIndent();
    const indents = this.indents;
    this.kind = Token.Newline;
    if (indent > indents.at(-1)!) {
      indents.push(indent);
      this.dents = 1;
      return;
    }
    while (indent < indents.at(-1)!) {
      indents.pop();
      this.dents--;
    }
    if (indent !== indents.at(-1)!) this.kind = Token.DedentMismatch;
  }

  /** The columns before the next token's first character, with the cursor left there. */
  private measureIndent(): number {
    const cursor = this.cursor;
    let indent = 0;
    for (;;) {
      switch (cursor.text.charCodeAt(cursor.pos)) {
        case 0x20:
        case 0x0b:
        case 0x0c:
          indent++;
          cursor.pos++;
          break;
        case 0x09:
          indent = indent - (indent % TAB_WIDTH) + TAB_WIDTH;
          cursor.pos++;
          break;
        case 0x0a:
          cursor.newline();
          indent = 0;
          break;
        case 0x23:
          this.skipComment();
          break;
        case 0x5c:
          if (cursor.text.charCodeAt(cursor.pos + 1) !== 0x0a) return indent;
          cursor.pos++;
          cursor.newline();
          indent = 0;
          break;
        default:
          return indent;
      }
    }
  }

  private nextToken(): void {
    const { text, pos } = this.cursor;
    const code = text.charCodeAt(pos);
    const kind = classOf(code);
    if (kind === DIGIT) this.nextNumber();
    else if (kind === OTHER) this.nextOther(code);
    else this.nextWord(code);
  }

  /** A name, or a literal with a prefix. */
  private nextWord(code: number): void {
    if (code === 0x62 || code === 0x66 || code === 0x72 || code === 0x75) {
      const prefix = literalPrefix(this.cursor.text, this.cursor.pos);
      if (prefix !== null) {
        this.nextString(prefix);
        return;
      }
    }
    this.nextName();
  }

  private nextOther(code: number): void {
    const { text, pos } = this.cursor;
    if (code === 0x22 || code === 0x27) {
      this.nextString(literalPrefix(text, pos)!);
    } else if (code === 0x2e && classOf(text.charCodeAt(pos + 1)) === DIGIT) {
      this.nextNumber();
    } else if (pos >= text.length) {
      this.kind = Token.End;
    } else {
      this.kind = this.operator(code);
    }
  }

  private nextName(): void {
    const { text, pos: start } = this.cursor;
    let pos = start;
    let code = text.charCodeAt(pos);
    let all = 0;
    do {
      all |= code;
      code = text.charCodeAt(++pos);
    } while (classOf(code) !== OTHER);
    this.cursor.pos = pos;
    this.nonAscii = all > 0x7f;
    const name = text.slice(start, pos);
    this.value = name;
    this.kind = this.nameKind(name);
  }

  private nameKind(name: string): TokenKind {
    const length = name.length;
    if (length >= KEYWORD_LENGTHS.min && length <= KEYWORD_LENGTHS.max) {
      return keywords.get(name) ?? Token.Name;
    }
    if (length === DEBUG_NAME.length && name === DEBUG_NAME) {
      return this.debug ? Token.True : Token.False;
    }
    return Token.Name;
  }

  /** Takes every letter and digit, as MicroPython does; what it all means is the parser's matter. */
  private nextNumber(): void {
    const { text, pos: start } = this.cursor;
    const based = text.charCodeAt(start) === 0x30 && /[bBoOxX]/.test(text[start + 1] ?? "");
    let pos = start;
    let isFloat = false;
    for (;;) {
      const code = text.charCodeAt(pos);
      if (code === 0x2e || (code | 0x20) === 0x6a) isFloat = true;
      else if (!based && (code | 0x20) === 0x65) {
        isFloat = true;
        const sign = text.charCodeAt(pos + 1);
        if (sign === 0x2b || sign === 0x2d) pos++;
      } else if (code >= 0x80 || classOf(code) === OTHER) break;
      pos++;
    }
    this.cursor.pos = pos;
    const digits = text.slice(start, pos);
    this.value = digits.includes("_") ? digits.replaceAll("_", "") : digits;
    this.kind = isFloat ? Token.Float : Token.Integer;
  }

  /** A literal and the adjacent ones of the same kind. */
  private nextString(first: LiteralPrefix): void {
    const literals = this.literals;
    let prefix: LiteralPrefix | null = first;
    literals.reset();
    do {
      literals.scan(prefix);
      if (!literals.valid) break;
      this.skipBlank();
      prefix = literalPrefix(this.cursor.text, this.cursor.pos);
    } while (prefix !== null && prefix.bytes === first.bytes);
    this.value = literals.value;
    this.fields = literals.valid ? literals.fields : null;
    if (!literals.valid) this.kind = Token.Invalid;
    else this.kind = first.bytes ? Token.Bytes : Token.Str;
  }

  /** Takes an operator or delimiter that begins with `code`. */
  private operator(code: number): TokenKind {
    switch (code) {
      case 0x28:
        this.brackets++;
        return this.take(1, Token.ParenOpen);
      case 0x29:
        this.brackets--;
        return this.take(1, Token.ParenClose);
      case 0x5b:
        this.brackets++;
        return this.take(1, Token.BracketOpen);
      case 0x5d:
        this.brackets--;
        return this.take(1, Token.BracketClose);
      case 0x7b:
        this.brackets++;
        return this.take(1, Token.BraceOpen);
      case 0x7d:
        this.brackets--;
        return this.take(1, Token.BraceClose);
      case 0x2c:
        return this.take(1, Token.Comma);
      case 0x3b:
        return this.take(1, Token.Semicolon);
      case 0x7e:
        return this.take(1, Token.Tilde);
      case 0x3a:
        return this.withAssign(Token.Colon, Token.Walrus);
      case 0x3d:
        return this.withAssign(Token.Assign, Token.Equal);
      case 0x2e:
        return this.period();
      case 0x21:
        return this.withAssign(Token.Invalid, Token.NotEqual);
      case 0x2b:
        return this.withAssign(Token.Plus, Token.PlusAssign);
      case 0x2d:
        if (this.follows(1, 0x3e)) return this.take(2, Token.Arrow);
        return this.withAssign(Token.Minus, Token.MinusAssign);
      default:
        return this.rareOperator(code);
    }
  }

  private rareOperator(code: number): TokenKind {
    switch (code) {
      case 0x3c:
        return this.doubled(code, Token.Less, Token.LessEqual, Token.ShiftLeft);
      case 0x3e:
        return this.doubled(code, Token.More, Token.MoreEqual, Token.ShiftRight);
      case 0x2a:
        return this.doubled(code, Token.Star, Token.StarAssign, Token.DoubleStar);
      case 0x2f:
        return this.doubled(code, Token.Slash, Token.SlashAssign, Token.DoubleSlash);
      case 0x26:
        return this.withAssign(Token.Ampersand, Token.AmpersandAssign);
      case 0x7c:
        return this.withAssign(Token.Pipe, Token.PipeAssign);
      case 0x25:
        return this.withAssign(Token.Percent, Token.PercentAssign);
      case 0x5e:
        return this.withAssign(Token.Caret, Token.CaretAssign);
      case 0x40:
        return this.withAssign(Token.At, Token.AtAssign);
      default:
        return this.take(1, Token.Invalid);
    }
  }

  private take(length: number, kind: TokenKind): TokenKind {
    this.cursor.pos += length;
    return kind;
  }

  private follows(offset: number, code: number): boolean {
    return this.cursor.text.charCodeAt(this.cursor.pos + offset) === code;
  }

  private withAssign(plain: TokenKind, assign: TokenKind): TokenKind {
    return this.follows(1, 0x3d) ? this.take(2, assign) : this.take(1, plain);
  }

  /** `x`, `x=`, `xx` or `xx=`; each doubled operator's assignment stands in the table's third run. */
  private doubled(code: number, one: TokenKind, assign: TokenKind, two: TokenKind): TokenKind {
    if (!this.follows(1, code)) return this.withAssign(one, assign);
    if (!this.follows(2, 0x3d)) return this.take(2, two);
    return this.take(3, (two - Token.Pipe + Token.PipeAssign) as TokenKind);
  }

  private period(): TokenKind {
    if (this.follows(1, 0x2e) && this.follows(2, 0x2e)) return this.take(3, Token.Ellipsis);
    return this.take(1, Token.Period);
  }
}
