import { CompileError } from "./syntax-error.js";

/**
 * The error that the reference would report. It emits scope after scope, those of one level of nesting
 * before those of the next, so an error at a lower level comes before any at a higher one.
 */
export class CompileFailures {
  #level = Number.POSITIVE_INFINITY;
  #first: CompileError | undefined;

  /** The first error so far, in the order of the reference. */
  get first(): CompileError | undefined {
    return this.#first;
  }

  /** The level of the first error; what is not below it need not be emitted any more. */
  get level(): number {
    return this.#level;
  }

  /**
   * Runs `emit`, which emits what has `level`, unless an error comes before all that it could raise.
   *
   * @returns whether it ran to its end
   */
  attempt(level: number, emit: () => void): boolean {
    if (level >= this.#level) return false;
    try {
      emit();
      return true;
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      this.#level = level;
      this.#first = error;
      return false;
    }
  }
}
