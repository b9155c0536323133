import type { Stmt } from "./ast.js";
import { parseStatement } from "./parse-compound-statements.js";
import { keepFirstLine } from "./parse-simple-statements.js";
import type { ParseState } from "./parse-state.js";
import { Token } from "./tokens.js";

/** So many statements are read at once: to parse and to emit by turns, one by one, is slower. */
const CHUNK = 50;

/**
 * The indented statements of a definition, which are read when they are asked for and not kept, so
 * that they can be gone through only once. To stop in between is to go on there later.
 */
export class StreamedSuite implements Iterable<Stmt>, Iterator<Stmt, undefined> {
  /** What has been read last, or all that are kept, and how many of them have been given. */
  #read: Stmt[] = [];
  #given = 0;
  #started = false;
  #ended = false;

  /**
   * Starts at the block's first token.
   *
   * @param name what the definition is called
   * @param nested definitions in it are streamed, too
   */
  constructor(
    private readonly p: ParseState,
    private readonly name: string,
    private readonly nested: boolean,
  ) {
    p.enter();
    p.expect(Token.Indent);
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** @throws CompileError where the source is refused */
  next(): IteratorResult<Stmt, undefined> {
    if (this.#given === this.#read.length) this.#readChunk();
    const value = this.#read[this.#given++];
    if (value === undefined) return { done: true, value };
    return { done: false, value };
  }

  /** Reads what is left, and drops it. */
  finish(): void {
    while (!this.#ended) this.#readChunk();
  }

  /** Reads what is left, and keeps it for `next`. */
  keep(): void {
    const kept: Stmt[] = [];
    for (const stmt of this) {
      keepSuite(stmt);
      kept.push(stmt);
    }
    this.#read = kept;
    this.#given = 0;
  }

  #readChunk(): void {
    const last = this.#read.at(-1);
    this.#read = [];
    this.#given = 0;
    if (last !== undefined) finishSuite(last);
    while (!this.#ended && this.#read.length < CHUNK) {
      this.#readLine();
      const { length } = this.#read;
      if (length > 0 && suiteOf(this.#read[length - 1]!) !== null) return;
    }
  }

  #readLine(): void {
    const { p } = this;
    if (this.#started && p.accept(Token.Dedent)) {
      p.leave();
      this.#ended = true;
      return;
    }
    p.within(this.name, () => parseStatement(p, this.#read, this.nested));
    if (!this.#started && p.kind !== Token.Dedent) keepFirstLine(this.#read, 0);
    this.#started = true;
  }
}

function suiteOf(stmt: Stmt): StreamedSuite | null {
  if (stmt.kind !== "FunctionDef" && stmt.kind !== "ClassDef") return null;
  return stmt.body instanceof StreamedSuite ? stmt.body : null;
}

/** Reads on to the end of `stmt`. */
export function finishSuite(stmt: Stmt): void {
  suiteOf(stmt)?.finish();
}

/** Reads on to the end of `stmt`, and keeps what is in it. */
export function keepSuite(stmt: Stmt): void {
  suiteOf(stmt)?.keep();
}
