/**
 * Settings of the PLL for I2S by which the firmware comes nearest to the usual rates, as MicroPython's build works them
 * out for a crystal of 8 MHz and PLLM 8: of all multipliers and divisors those with the least error, the first of equal
 * ones.
 */

/** Hertz of what the PLL multiplies. */
const STEP = 1_000_000;
/** I2SxCLK stays below. */
const LIMIT = 192_000_000;
const rates = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];

export interface Plli2sRow {
  /** Bits of a channel. */
  readonly bits: 16 | 32;
  /** Frames per second. */
  readonly rate: number;
  readonly multiplier: number;
  readonly divisor: number;
}

/** The divider of I2SPR for a clock: in tenths, rounded, as the HAL reckons. */
function dividerFor(clock: number, bits: number, rate: number): number {
  const tenths = Math.floor((Math.floor(clock / (2 * bits)) * 10) / rate) + 5;
  return Math.floor(tenths / 10);
}

function nearest(bits: 16 | 32, rate: number): Plli2sRow {
  let best: Plli2sRow | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let multiplier = 50; multiplier <= 432; multiplier++) {
    for (let divisor = 2; divisor <= 7; divisor++) {
      const clock = Math.floor((STEP * multiplier) / divisor);
      if (clock >= LIMIT) continue;
      const error = Math.abs(clock / (2 * bits * dividerFor(clock, bits, rate)) - rate) / rate;
      if (error >= least) continue;
      least = error;
      best = { bits, rate, multiplier, divisor };
    }
  }
  return best!;
}

export const plli2sRows: readonly Plli2sRow[] = ([16, 32] as const).flatMap((bits) =>
  rates.map((rate) => nearest(bits, rate)),
);
