import { coreRegisterAliases, coreRegisters } from "../tables/thumb-registers.js";
import { ThumbError, type ThumbErrorKind } from "./errors.js";

/** Where an instruction stands, and what names mean there. */
export interface Place {
  /** The address of the instruction; 0 when it is not known. */
  readonly address: number;
  /** The address of a name, or undefined when there is none. */
  readonly lookup?: ((name: string) => number | undefined) | undefined;
}

const registerNumbers = new Map<string, number>([
  ...coreRegisters.map((name, number): [string, number] => [name, number]),
  ...Object.entries(coreRegisterAliases),
]);

const WORD = /[A-Za-z_.][\w.$]*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|0[bB][01]+|\d+/y;
const DECIMAL = /[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/** Reads the operands of one instruction. */
export class Scanner {
  private start = 0;

  /** @param offset - the count of characters that stand before the text in its line */
  constructor(
    private readonly text: string,
    private readonly offset = 0,
    private position = 0,
  ) {}

  /** The column of the next character, from 1. */
  get column(): number {
    return this.offset + this.position + 1;
  }

  /** The column of the last word or number that was read. */
  private get lastColumn(): number {
    return this.offset + this.start + 1;
  }

  /** @throws ThumbError always, at the next character, or at the last number when that is out of range */
  fail(kind: ThumbErrorKind, reason: string): never {
    this.skipSpace();
    throw new ThumbError(kind, reason, kind === "range" ? this.lastColumn : this.column);
  }

  private match(pattern: RegExp): string | undefined {
    this.skipSpace();
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.start = this.position;
    if (found !== undefined) this.position += found.length;
    return found;
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.position] ?? "")) this.position += 1;
  }

  /** Whether nothing is left. */
  atEnd(): boolean {
    this.skipSpace();
    return this.position >= this.text.length;
  }

  /** Takes a character or word when it comes next. */
  take(expected: string): boolean {
    this.skipSpace();
    const end = this.position + expected.length;
    if (this.text.slice(this.position, end).toLowerCase() !== expected) return false;
    if (/\w$/.test(expected) && /\w/.test(this.text[end] ?? "")) return false;
    this.position = end;
    return true;
  }

  /** @throws ThumbError when something else comes next */
  expect(expected: string): void {
    if (!this.take(expected)) this.fail("syntax", `expected ${expected}`);
  }

  /** The next word in small letters, or undefined. Names of registers, options and labels are words. */
  word(): string | undefined {
    return this.match(WORD);
  }

  /** Runs a reading that may fail, and goes back when it does. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const start = this.position;
    const found = read();
    if (found === undefined) this.position = start;
    return found;
  }

  /** A core register's number. */
  register(): number {
    const found = this.attempt(() => registerNumbers.get(this.word()?.toLowerCase() ?? ""));
    return found ?? this.fail("operand", "expected a register");
  }

  /** A register with a letter and a number, such as `s31` or `c7`. */
  numbered(letter: string, count: number): number {
    const found = this.attempt(() => {
      const [, number] = new RegExp(`^${letter}(\\d+)$`, "i").exec(this.word() ?? "") ?? [];
      return number === undefined ? undefined : Number(number);
    });
    if (found === undefined)
      return this.fail("operand", `expected a register ${letter}0 to ${letter}${count - 1}`);
    return found < count ? found : this.fail("range", `there is no register ${letter}${found}`);
  }

  /** A word of a table, as its number; undefined when another comes next. */
  choice(names: Readonly<Record<string, number>>): number | undefined {
    return this.attempt(() => {
      const word = this.word()?.toLowerCase() ?? "";
      return Object.hasOwn(names, word) ? names[word] : undefined;
    });
  }

  /** An integer with or without a sign. */
  integer(): number {
    const negative = this.take("-");
    if (!negative) this.take("+");
    const digits = this.match(NUMBER);
    if (digits === undefined) this.fail("syntax", "expected a number");
    return negative ? -Number(digits) : Number(digits);
  }

  /** A sign and its integer, for offsets where -0 is not 0. */
  signedInteger(): { negative: boolean; size: number } {
    const negative = this.take("-");
    return { negative, size: Math.abs(this.integer()) };
  }

  /** A decimal fraction. */
  decimal(): number {
    const text = this.match(DECIMAL);
    return text === undefined ? this.fail("syntax", "expected a number") : Number(text);
  }

  /** An address: a number, a label or `.` for the instruction itself, with an optional `+` or `-` number. */
  address(place: Place): number {
    let base: number;
    this.skipSpace();
    const column = this.column;
    const word = this.word();
    if (word === undefined) base = this.integer();
    else if (word === ".") base = place.address;
    else {
      const known = place.lookup?.(word);
      if (known === undefined) throw new ThumbError("label", `unknown label ${word}`, column);
      base = known;
    }
    if (this.take("+")) return base + this.integer();
    return this.take("-") ? base - this.integer() : base;
  }
}
