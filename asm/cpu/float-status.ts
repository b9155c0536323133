/** FPSCR (DDI 0403, A2.5.3). */
import { cpu } from "./registers";

export const FPSCR_INVALID: u32 = 1 << 0;
export const FPSCR_ZERO_DIVIDE: u32 = 1 << 1;
export const FPSCR_OVERFLOW: u32 = 1 << 2;
export const FPSCR_UNDERFLOW: u32 = 1 << 3;
export const FPSCR_INEXACT: u32 = 1 << 4;
export const FPSCR_INPUT_DENORMAL: u32 = 1 << 7;
/** Alternative half precision, default NaN, flush to zero. */
export const FPSCR_ALTERNATIVE: u32 = 1 << 26;
export const FPSCR_DEFAULT_NAN: u32 = 1 << 25;
export const FPSCR_FLUSH: u32 = 1 << 24;
/** What can be written. */
export const FPSCR_WRITABLE: u32 = 0xf7c0009f;
const ROUNDING_SHIFT: u32 = 22;

/** Rounding modes in the order of their numbers. */
export const enum Rounding {
  Nearest,
  Up,
  Down,
  Zero,
}

export function rounding(): Rounding {
  return <Rounding>((cpu.fpscr >>> ROUNDING_SHIFT) & 3);
}

/** Notes exceptions. */
export function raiseFloat(flags: u32): void {
  cpu.fpscr |= flags;
}

export function hasFloatMode(bits: u32): bool {
  return (cpu.fpscr & bits) != 0;
}
