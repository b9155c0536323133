/** IT blocks: up to four instructions that run under a condition or its opposite (DDI 0403, A7.7.38). */

/** The letters T and E behind IT for a mask and the first condition. */
export function blockSuffix(condition: number, mask: number): string {
  let letters = "";
  for (let bit = 3; (mask & ((1 << bit) - 1)) !== 0; bit -= 1) {
    letters += ((mask >> bit) & 1) === (condition & 1) ? "t" : "e";
  }
  return letters;
}

/** The mask for the letters T and E behind IT. */
export function blockMask(condition: number, letters: string): number {
  let mask = 0;
  for (const letter of letters) mask = (mask << 1) | ((condition & 1) ^ (letter === "e" ? 1 : 0));
  return ((mask << 1) | 1) << (3 - letters.length);
}

/** The conditions of the instructions in a block, in order. */
export function blockConditions(condition: number, mask: number): number[] {
  const letters = blockSuffix(condition, mask);
  return [condition, ...[...letters].map((letter) => (letter === "t" ? condition : condition ^ 1))];
}
