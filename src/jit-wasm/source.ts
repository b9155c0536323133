import type { Instruction } from "./instructions.js";

/** What is compiled. */
export interface Source {
  readonly name: string;
  readonly code: readonly Instruction[];
  /** Words of the locals, of locals and value stack. */
  readonly localWords: number;
  readonly stateWords: number;
  /** Locals that have values from the start. */
  readonly filledLocals: ReadonlySet<number>;
}
