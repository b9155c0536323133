/** What is wrong with an instruction. */
export type ThumbErrorKind = "mnemonic" | "syntax" | "operand" | "range" | "label" | "condition";

/** An instruction that cannot be assembled or encoded. */
export class ThumbError extends Error {
  override readonly name = "ThumbError";

  /**
   * @param kind - what is wrong
   * @param reason - a sentence without the place
   * @param column - where in the line, from 1; 0 when there is no line
   * @param line - the line of the source, from 1; 0 when there is one line only
   */
  constructor(
    readonly kind: ThumbErrorKind,
    readonly reason: string,
    readonly column = 0,
    readonly line = 0,
  ) {
    super(`${line > 0 ? `line ${line}, ` : ""}${column > 0 ? `column ${column}: ` : ""}${reason}`);
  }

  /** The same error with the line in which it arose. */
  atLine(line: number): ThumbError {
    return new ThumbError(this.kind, this.reason, this.column, line);
  }
}
