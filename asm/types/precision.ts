/**
 * How precise a float is. The host's has 64 bits; the board's, which is another build of the same sources, 32, as
 * the pyboard computes. Values are passed as `f64` in both: on the board each is one that 32 bits hold. A sum, a
 * difference, a product, a quotient or a root of two such, computed with 64 bits and rounded, is the one that 32
 * bits would have given (Figueroa 1995: 53 >= 2 * 24 + 2).
 */

/** The digit that asks the host for the shortest text: `r` of 64-bit floats, `s` of 32-bit ones. */
export const SHORTEST: i32 = BOARD ? 0x73 : 0x72;

/** The smallest float that is not subnormal. */
export const SMALLEST_NORMAL: f64 = BOARD ? 1.1754943508222875e-38 : 2.2250738585072014e-308;

/** Up to so many bits every int is a float. */
export const EXACT_BITS: i64 = BOARD ? 24 : 53;

export class Precision {
  /** The float that an exact result is stored as. */
  @inline
  static round(x: f64): f64 {
    if (BOARD) return <f64>(<f32>x);
    return x;
  }
}
