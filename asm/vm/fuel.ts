/**
 * How much may be done until the next safepoint. All levels of a program draw on the same fuel: a function that
 * a builtin function calls over and over again comes to a safepoint as a loop does.
 */

/** Backward jumps, and calls from builtin functions, between two safepoints. */
export const SLICE: i32 = 20000;

/** On the board something may be due much sooner. */
export const BOARD_SLICE: i32 = 4;

/** What is left; below 0 the next safepoint is due. Compiled code has it as a global of the module. */
export let fuelLeft: i32 = SLICE;

export class Fuel {
  @inline
  static get left(): i32 {
    return fuelLeft;
  }

  @inline
  static set left(jumps: i32) {
    fuelLeft = jumps;
  }

  static refill(): void {
    Fuel.left = BOARD ? BOARD_SLICE : SLICE;
  }

  /** Makes the next safepoint come sooner, after something that took as long as this many jumps. */
  static charge(jumps: i64): void {
    Fuel.left = max<i32>(Fuel.left - <i32>min<i64>(jumps, SLICE), -SLICE);
  }
}
