/** What was observed about one value at an instruction. */
export interface Observation {
  /** A set of Shape. */
  readonly shapes: number;
  /** The class, type code or function that all of them had; 0 when unknown or several. */
  readonly identity: number;
}

/** A constant of a function. */
export type ConstantFact =
  | { readonly kind: "float"; readonly value: number; readonly word: number }
  | { readonly kind: "other"; readonly word: number; readonly shape: number };

/** What a global name stands for now. */
export interface GlobalFact {
  /** The dict of the globals, its table and the entry's offset in it; 0 for a builtin. */
  readonly dict: number;
  readonly table: number;
  readonly offset: number;
  /** The value; for a builtin, its name is known. */
  readonly value: number;
  readonly builtin: string;
}

/** What a translator may know of the program around a function; ahead of time, nothing. */
export interface Facts {
  /** Whether the function was watched: what was not seen then is held to be rare. */
  readonly watched: boolean;
  /** Whether the instruction at a position was reached. */
  seen(position: number): boolean;
  /** Whether an expectation at a position has failed before. */
  failed(position: number): boolean;
  /** What was on top of the stack (depth 0) or below it (1) when a position was reached. */
  observed(position: number, depth: 0 | 1): Observation;
  constant(index: number): ConstantFact;
  /** The interned string with this number in the module. */
  name(index: number): number;
  nameText(index: number): string;
  global(index: number, position: number): GlobalFact | undefined;
  /** Where an attribute was found last by the instruction that ends at a position, or -1. */
  attributeHint(position: number): number;
  /** The address of a position. */
  address(position: number): number;
}

export const UNSEEN: Observation = { shapes: 0, identity: 0 };
