/** A difference that is not Adder's fault, told by the first lines that differ. */
export interface KnownDifference {
  readonly reason: string;
  readonly theirs: RegExp;
  readonly ours: RegExp;
}

/** Where the npm build of MicroPython itself is wrong, or differs by a deliberate decision of ours. */
export const knownDifferences: readonly KnownDifference[] = [];
