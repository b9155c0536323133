/** A difference that is not Adder's fault, told by the first lines that differ. */
export interface KnownDifference {
  readonly reason: string;
  readonly theirs: RegExp;
  readonly ours: RegExp;
}

const anything = /(?:)/;

/** Where the npm build of MicroPython itself is wrong, or differs by a deliberate decision of ours. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    reason: "its machine integers have 32 bits; ours are cut at 64 as in the Unix port",
    theirs: /OverflowError:? overflow converting long int to machine word/,
    ours: /chr\(\) arg not in range|index out of range|negative shift count|^caught$|^$|^NameError\b/,
  },
  {
    reason: "the same, where only the other error is caught by its name",
    theirs: /^caught$/,
    ours: /chr\(\) arg not in range/,
  },
  {
    reason: "it prints zeros behind the first digits of large floats",
    theirs: /\d{14,}0\.\d/,
    ours: /\d{17,}\.\d/,
  },
  {
    reason: "it looks up an unhashable key without complaint while all keys are interned strings",
    theirs: anything,
    ours: /unsupported type for __hash__/,
  },
  {
    reason: "another way of sorting compares another pair first",
    theirs: /unsupported types for __lt__/,
    ours: /unsupported types for __lt__/,
  },
  {
    reason: "it prints large floats with an exponent where %f has none",
    theirs: /\de\+\d\d/,
    ours: /\d{17}/,
  },
];
