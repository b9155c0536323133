import type { Place } from "./ast.js";

/** The Python exception that a refused source raises. */
export type CompileErrorType =
  | "SyntaxError"
  | "IndentationError"
  | "UnicodeError"
  | "NotImplementedError"
  | "RuntimeError"
  | "OverflowError"
  | "ViperTypeError";

/** Source that cannot be compiled: the Python exception to raise, and where. */
export class CompileError extends Error {
  override readonly name = "CompileError";

  /**
   * @param type the Python exception
   * @param text its message, without the place
   * @param line counted from 1
   * @param column counted from 1, in characters
   * @param block the name of the code that it stands in; "" where the source could not even be parsed
   */
  constructor(
    readonly type: CompileErrorType,
    readonly text: string,
    readonly filename: string,
    readonly line: number,
    readonly column: number,
    readonly block = "",
  ) {
    super(`${filename}:${line}:${column}: ${type}: ${text}`);
  }
}

/** Makes the error for `place` in `filename`; the caller throws it. */
export function compileError(
  filename: string,
  place: Place,
  text: string,
  type: CompileErrorType = "SyntaxError",
  block = "",
): CompileError {
  return new CompileError(type, text, filename, place.line, place.column, block);
}
