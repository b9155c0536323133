/** SDIV and UDIV. */

/** Signed division towards zero; 0 for a divisor of 0, and the least number again when divided by -1. */
export function divideSigned(dividend: i32, divisor: i32): i32 {
  if (divisor == 0) return 0;
  if (divisor == -1) return -dividend;
  return dividend / divisor;
}

/**
 * Cycles beyond the least of a division of magnitudes: it ends early, by the bits of the quotient. The manual
 * only gives the range, 2 to 12; here each started 3.2 bits take a cycle.
 */
export function divideCycles(dividend: u32, divisor: u32): i32 {
  if (dividend < divisor || divisor == 0) return 0;
  const bits = <i32>(clz<u32>(divisor) - clz<u32>(dividend)) + 1;
  return (bits * 10 + 31) >> 5;
}
