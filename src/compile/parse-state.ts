import { referenceQstrs } from "../tables/reference-qstrs.js";
import { staticQstrs } from "../tables/static-qstrs.js";
import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Constant, Expr, FloatLiteral, IntLiteral, Place } from "./ast.js";
import type { ModuleConstants } from "./fold.js";
import { bitLength } from "./fold-arithmetic.js";
import { Lexer } from "./lexer.js";
import { ownText } from "./own-text.js";
import type { Reader } from "./reader.js";
import { type CompileError, type CompileErrorType, compileError } from "./syntax-error.js";
import { Token, type TokenKind } from "./tokens.js";

/** String literals of at most so many bytes are always interned. */
const INTERN_BYTES = 10;
/** The longest name that can be interned, in bytes. */
const NAME_BYTES = 255;
/** Levels of nesting, of statements and expressions together, that no real program reaches. */
const NESTING_LIMIT = 200;

/** All the bits that folding may put into large ints before it leaves them to the program. */
const FOLD_BITS = 1 << 24;
/** Ints of fewer bits than this are free. */
const LARGE_BITS = 1 << 10;

const encoder = new TextEncoder();
const alwaysInterned: ReadonlySet<string> = new Set(
  [...staticQstrs, ...referenceQstrs].filter((text) => text.length > INTERN_BYTES),
);

/** The tokens, and what the parser has learnt from those behind it. */
export class ParseState extends Lexer {
  /** The names that `NAME = const(…)` has defined; none before the first one. */
  constants: Map<string, Constant> | null = null;

  /** Long strings that were interned in the course of this source. */
  private readonly interned = new Set<string>();
  private depth = 0;
  private foldBits = FOLD_BITS;
  private refusal: CompileError | null = null;
  /** The name of the code that is being parsed. */
  block = "<module>";

  /**
   * @param debug the value of `__debug__`
   * @param dropConstants in which a statement that is a mere constant is dropped: all modes but `single`
   * @param moduleConstants what is folded besides the constants of `math`
   */
  constructor(
    reader: Reader,
    debug: boolean,
    readonly dropConstants: boolean,
    readonly moduleConstants: ModuleConstants = {},
  ) {
    super(reader, debug);
    this.interned.add(reader.filename);
  }

  /** The error for `text` at `place`; the caller throws it. */
  error(place: Place, text: string, type?: CompileErrorType): CompileError {
    return compileError(this.filename, place, text, type);
  }

  /** Refuses the current token. */
  fail(): never {
    if (this.kind === Token.Indent) {
      throw this.error(this, syntaxMessages.unexpectedIndent, "IndentationError");
    }
    if (this.kind === Token.DedentMismatch) {
      throw this.error(this, syntaxMessages.unindentMismatch, "IndentationError");
    }
    throw this.error(this, syntaxMessages.invalidSyntax);
  }

  /**
   * Refuses the source for something that MicroPython sees only once all of it has been parsed, so
   * that an error of syntax further down comes first. What is returned now is never used.
   */
  refuseLater(place: Place, text: string, block = this.block): void {
    this.refusal ??= compileError(this.filename, place, text, "SyntaxError", block);
  }

  /** Parses a part of the code called `block`. */
  within<T>(block: string, parse: () => T): T {
    const outer = this.block;
    this.block = block;
    const part = parse();
    this.block = outer;
    return part;
  }

  /** Ends the parse: no tokens may be left, and nothing refused. */
  finish(): void {
    if (this.kind !== Token.End) this.fail();
    if (this.refusal !== null) throw this.refusal;
  }

  /** Steps over a token of `kind`, or refuses what is there instead. */
  expect(kind: TokenKind): void {
    if (this.kind !== kind) this.fail();
    this.next();
  }

  /** Steps over a token of `kind` if it is there. */
  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  /** Steps over a name and gives it. */
  takeName(): string {
    if (this.kind !== Token.Name) this.fail();
    const name = this.value;
    if (name.length > INTERN_BYTES || this.nonAscii) this.internName(name);
    this.next();
    return name;
  }

  /** Whether a string literal of this value is interned at this point of the source. */
  isInterned(value: string): boolean {
    if (value.length > INTERN_BYTES) return this.interned.has(value) || alwaysInterned.has(value);
    if (value.length * 3 <= INTERN_BYTES) return true;
    return encoder.encode(value).length <= INTERN_BYTES || this.interned.has(value);
  }

  /** `value` if it is small enough to be kept beside what folding has already made, else null. */
  affordFolded(value: IntLiteral | FloatLiteral | null): IntLiteral | FloatLiteral | null {
    if (value?.kind !== "Int") return value;
    const bits = bitLength(value.value);
    if (bits < LARGE_BITS) return value;
    this.foldBits -= bits;
    return this.foldBits < 0 ? null : value;
  }

  /** Counts a level of nesting, so that no input exhausts the host's stack. */
  enter(): void {
    if (++this.depth > NESTING_LIMIT) {
      throw this.error(this, syntaxMessages.tooDeep, "RuntimeError");
    }
  }

  /** Leaves a level of nesting. */
  leave(): void {
    this.depth--;
  }

  internName(name: string): void {
    if (name.length * 3 > NAME_BYTES && encoder.encode(name).length > NAME_BYTES) {
      throw this.error(this, syntaxMessages.nameTooLong, "RuntimeError");
    }
    if (!this.interned.has(name)) this.interned.add(ownText(name));
  }
}

/** Parses one kind of expression. */
export type ExprParser = (p: ParseState) => Expr;
