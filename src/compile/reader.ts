import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Place } from "./ast.js";
import { compileError } from "./syntax-error.js";

/** Gives the next bytes of a source, at most as many as it likes, or null at the end. */
export type ByteSource = () => Uint8Array | null;

const LF = 0x0a;
const CR = 0x0d;

/**
 * Yields a source's characters as blocks of whole lines. Bytes are decoded as they come, so never
 * more than a block of the source (or its longest line) is held.
 *
 * In what it yields every line ends in `\n`, also the last one; `\r` and `\r\n` have become `\n`.
 */
export class Reader {
  private line = 1;
  private rest: Uint8Array | null = null;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  private constructor(
    readonly filename: string,
    private text: string | null,
    private readonly source: ByteSource | null,
  ) {}

  /** Reads `text`. */
  static fromString(text: string, filename = "<string>"): Reader {
    return new Reader(filename, text, null);
  }

  /** Reads UTF-8 from memory. */
  static fromBytes(bytes: Uint8Array, filename = "<string>", blockSize = 1 << 16): Reader {
    let at = 0;
    const source = (): Uint8Array | null => {
      if (at >= bytes.length) return null;
      at += blockSize;
      return bytes.subarray(at - blockSize, at);
    };
    return new Reader(filename, null, source);
  }

  /** Reads UTF-8 from wherever `source` takes it. */
  static fromSource(source: ByteSource, filename: string): Reader {
    return new Reader(filename, null, source);
  }

  /**
   * The next lines, or null at the end.
   *
   * @throws CompileError where the source is not UTF-8
   */
  nextBlock(): string | null {
    if (this.source === null) return this.takeString();
    const bytes = this.nextLines(this.source);
    if (bytes === null) return null;
    let text: string;
    try {
      text = this.decoder.decode(bytes);
    } catch {
      throw this.decodeError(bytes);
    }
    const block = normaliseNewlines(text);
    this.line += countLines(block);
    return block;
  }

  /** The characters one by one, as code points. */
  *[Symbol.iterator](): Generator<number> {
    for (let block = this.nextBlock(); block !== null; block = this.nextBlock()) {
      for (const character of block) yield character.codePointAt(0)!;
    }
  }

  private takeString(): string | null {
    const text = this.text;
    this.text = null;
    if (text === null || text === "") return null;
    const lone = text.search(/\p{Surrogate}/u);
    if (lone >= 0) {
      const place = placeAt(normaliseNewlines(text.slice(0, lone), false), 1);
      throw compileError(this.filename, place, syntaxMessages.notUtf8, "UnicodeError");
    }
    return normaliseNewlines(text);
  }

  /** Whole lines of bytes: reads on until there is a line's end, and keeps what is behind it. */
  private nextLines(source: ByteSource): Uint8Array | null {
    const parts: Uint8Array[] = this.rest === null ? [] : [this.rest];
    this.rest = null;
    for (;;) {
      const chunk = source();
      if (chunk === null) break;
      const end = lastLineEnd(chunk);
      if (end > 0) {
        parts.push(chunk.slice(0, end));
        this.rest = end < chunk.length ? chunk.slice(end) : null;
        break;
      }
      parts.push(chunk.slice());
    }
    return parts.length === 0 ? null : joinBytes(parts);
  }

  private decodeError(bytes: Uint8Array): Error {
    const valid = bytes.subarray(0, validLength(bytes));
    const good = new TextDecoder("utf-8", { ignoreBOM: true }).decode(valid, { stream: true });
    const place = placeAt(normaliseNewlines(good, false), this.line);
    return compileError(this.filename, place, syntaxMessages.notUtf8, "UnicodeError");
  }
}

/** Where the last line in `chunk` ends, or 0. A final CR may be half of a CR LF and does not count. */
function lastLineEnd(chunk: Uint8Array): number {
  for (let i = chunk.length - 1; i >= 0; i--) {
    if (chunk[i] === LF || (chunk[i] === CR && i + 1 < chunk.length)) return i + 1;
  }
  return 0;
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function normaliseNewlines(text: string, complete = true): string {
  const plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return complete && !plain.endsWith("\n") ? plain + "\n" : plain;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The place just behind `before`, whose first character is the first one of line `line`. */
function placeAt(before: string, line: number): Place {
  const lines = before.split("\n");
  return { line: line + lines.length - 1, column: [...lines.at(-1)!].length + 1 };
}

/** How many of the first bytes are whole UTF-8 characters. */
function validLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isValidPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether `bytes` is the beginning of UTF-8 text; the last character may be incomplete. */
function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
