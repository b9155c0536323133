import { splitFields } from "./immediates.js";

/**
 * The fields of a branch's signed distance, from the sign down.
 *
 * @param halfwords - the distance from behind the pipeline
 * @param widths - how many bits each field has
 */
export function branchFields(halfwords: number, widths: readonly number[]): number[] {
  const bits = widths.reduce((sum, one) => sum + one, 0);
  return splitFields(halfwords < 0 ? halfwords + 2 ** bits : halfwords, widths);
}

/** As `branchFields`, with J1 and J2 behind the sign: each tells whether the bit in its place equals the sign. */
export function farBranchFields(halfwords: number, widths: readonly number[]): number[] {
  return flipJ(branchFields(halfwords, widths));
}

/** Turns the two bits below the sign into J1 and J2, or back. */
export function flipJ([sign, one, two, rest]: readonly number[]): number[] {
  return [sign!, 1 ^ one! ^ sign!, 1 ^ two! ^ sign!, rest!];
}
