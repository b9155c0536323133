import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Cursor } from "./cursor.js";
import { compileError } from "./syntax-error.js";

/** What stands before a literal's quote. */
export interface LiteralPrefix {
  readonly length: number;
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
}

const none: LiteralPrefix = { length: 0, raw: false, bytes: false, format: false };
const prefixes: ReadonlyMap<string, LiteralPrefix> = new Map(
  ["u", "b", "r", "f", "br", "rb", "rf", "fr"].map((letters) => [
    letters,
    {
      length: letters.length,
      raw: letters.includes("r"),
      bytes: letters.includes("b"),
      format: letters.includes("f"),
    },
  ]),
);

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}

/** The prefix of the literal that begins at `pos`, or null where none begins. */
export function literalPrefix(text: string, pos: number): LiteralPrefix | null {
  if (isQuote(text.charCodeAt(pos))) return none;
  if (isQuote(text.charCodeAt(pos + 1))) return prefixes.get(text[pos]!) ?? null;
  if (!isQuote(text.charCodeAt(pos + 2))) return null;
  return prefixes.get(text.slice(pos, pos + 2)) ?? null;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
};

const hexEscapes: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const HEX = /^[0-9a-fA-F]+$/;
const encoder = new TextEncoder();

/** Reads the insides of string and bytes literals, adjacent ones into one value. */
export class LiteralScanner {
  /** The characters so far; of a bytes literal each stands for one byte. */
  value = "";
  /** False once an escape was malformed or a closing quote missing. */
  valid = true;
  /** The sources of an f-string's replacement fields; null where no f-string was read. */
  fields: string[] | null = null;

  private prefix = none;

  constructor(private readonly cursor: Cursor) {}

  /** Begins a new value. */
  reset(): void {
    this.value = "";
    this.valid = true;
    this.fields = null;
  }

  /**
   * Reads one literal, from its prefix to behind its closing quote, and appends it.
   *
   * @throws CompileError at `\N{…}`
   */
  scan(prefix: LiteralPrefix): void {
    const cursor = this.cursor;
    this.prefix = prefix;
    if (prefix.format) this.fields ??= [];
    cursor.pos += prefix.length;
    const quote = cursor.text.charCodeAt(cursor.pos);
    const triple = this.startsWithTwo(quote, cursor.pos + 1);
    cursor.pos += triple ? 3 : 1;
    if (!this.scanBody(quote, triple)) this.valid = false;
  }

  private startsWithTwo(quote: number, pos: number): boolean {
    const text = this.cursor.text;
    return text.charCodeAt(pos) === quote && text.charCodeAt(pos + 1) === quote;
  }

  private append(text: string): void {
    this.value += this.prefix.bytes ? toByteString(text) : text;
  }

  /** Takes characters as they are from `from` to the cursor. */
  private take(from: number): void {
    if (from < this.cursor.pos) this.append(this.cursor.text.slice(from, this.cursor.pos));
  }

  /** To behind the closing quote; false where there is none. */
  private scanBody(quote: number, triple: boolean): boolean {
    const cursor = this.cursor;
    const format = this.prefix.format;
    let from = cursor.pos;
    for (;;) {
      const code = cursor.text.charCodeAt(cursor.pos);
      if (code === quote && (!triple || this.startsWithTwo(quote, cursor.pos + 1))) {
        this.take(from);
        cursor.pos += triple ? 3 : 1;
        return true;
      }
      if (code === 0x5c) {
        this.take(from);
        this.scanEscape();
        from = cursor.pos;
      } else if (code === 0x0a) {
        this.take(from);
        if (!triple) return false;
        this.append("\n");
        cursor.newline();
        from = cursor.pos;
      } else if (format && code === 0x7b) {
        this.take(from);
        this.scanField();
        from = cursor.pos;
      } else if (Number.isNaN(code)) {
        return false;
      } else {
        cursor.pos++;
      }
    }
  }

  private scanEscape(): void {
    const cursor = this.cursor;
    cursor.pos++;
    const point = cursor.text.codePointAt(cursor.pos);
    if (point === undefined) return;
    const character = String.fromCodePoint(point);
    if (character === "\n") {
      if (this.prefix.raw) this.append("\\\n");
      cursor.newline();
      return;
    }
    const at = cursor.pos;
    cursor.pos += character.length;
    if (this.prefix.raw) this.append("\\" + character);
    else this.value += this.decodeEscape(character, at);
  }

  /** What the escape whose letter stands at `at` means; the cursor is behind the letter. */
  private decodeEscape(letter: string, at: number): string {
    const simple = simpleEscapes[letter];
    if (simple !== undefined) return simple;
    if (letter >= "0" && letter <= "7") return this.decodeOctal(at);
    if (letter === "N") {
      const { filename, line } = this.cursor;
      const place = { line, column: this.cursor.columnAt(at - 1) };
      throw compileError(filename, place, syntaxMessages.unicodeNames, "NotImplementedError");
    }
    const digits = hexEscapes[letter];
    if (digits === undefined || (this.prefix.bytes && letter !== "x")) {
      return this.prefix.bytes ? toByteString("\\" + letter) : "\\" + letter;
    }
    return this.decodeHex(digits);
  }

  private decodeHex(length: number): string {
    const cursor = this.cursor;
    const digits = cursor.text.slice(cursor.pos, cursor.pos + length);
    if (digits.length < length || !HEX.test(digits)) {
      this.valid = false;
      return "";
    }
    cursor.pos += length;
    return this.character(Number.parseInt(digits, 16));
  }

  private decodeOctal(at: number): string {
    const digits = /^[0-7]{1,3}/.exec(this.cursor.text.slice(at, at + 3))![0];
    this.cursor.pos = at + digits.length;
    return this.character(Number.parseInt(digits, 8));
  }

  private character(point: number): string {
    const limit = this.prefix.bytes ? 0x100 : 0x110000;
    if (point < limit) return String.fromCodePoint(point);
    this.valid = false;
    return "";
  }

  /**
   * At a `{` of an f-string: moves the field's expression to `fields` and leaves `{` in the value.
   * As in MicroPython the expression's end is found by counting brackets, whatever is quoted.
   */
  private scanField(): void {
    const cursor = this.cursor;
    cursor.pos++;
    if (cursor.text.charCodeAt(cursor.pos) === 0x7b) {
      cursor.pos++;
      this.value += "{{";
      this.takeBehindBrace();
      return;
    }
    let field = this.scanFieldSource();
    if (field.endsWith("=")) {
      this.value += field;
      field = field.slice(0, -1);
    }
    this.value += "{";
    this.fields!.push(field);
  }

  /** MicroPython's lexer reads what follows `{{` as text, even a quote or the end of the line. */
  private takeBehindBrace(): void {
    const cursor = this.cursor;
    const character = cursor.text[cursor.pos];
    if (character === "\n") {
      this.append("\n");
      cursor.newline();
    } else if (character === "'" || character === '"') {
      this.append(character);
      cursor.pos++;
    }
  }

  private scanFieldSource(): string {
    const cursor = this.cursor;
    let source = "";
    let depth = 0;
    for (;;) {
      const character = cursor.text[cursor.pos];
      if (character === undefined || (depth === 0 && this.endsField(character))) return source;
      if (character === "[" || character === "{") depth++;
      else if (character === "]" || character === "}") depth--;
      source += character;
      if (character === "\n") cursor.newline();
      else cursor.pos++;
    }
  }

  private endsField(character: string): boolean {
    if (character === ":" || character === "}") return true;
    if (character !== "!") return false;
    const { text, pos } = this.cursor;
    const conversion = text[pos + 1];
    const behind = text[pos + 2];
    return (conversion === "r" || conversion === "s") && (behind === ":" || behind === "}");
  }
}

const NON_ASCII = /[^\0-\x7f]/;

/** The UTF-8 bytes of `text`, each as a character of its own. */
function toByteString(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  return String.fromCharCode(...encoder.encode(text));
}
