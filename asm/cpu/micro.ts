/**
 * Micro-operations: what the loop executes. An instruction becomes one of them, or a few (a shifted operand
 * or a written-back base register is one of its own).
 *
 *     | op 2 | count 2 | d | n | m | a | number 4 | extra 4 |
 *
 * d, n, m are distances of registers from REGISTERS, a is a small number. In branches the number is the
 * address of the target's first micro-operation, `extra` the cycles of the run up to there, and `count` its instructions.
 *
 * The loop itself is printed from scripts/loop/cases.ts into asm/generated.
 */
export { Micro } from "../generated/micro";

/** Bytes of a micro-operation. */
export const MICRO_BYTES: u32 = 16;

/** The fields of a micro-operation and the registers that they name. */
export class MicroOp {
  @inline
  static d(at: usize): u32 {
    return load<u8>(at, 4);
  }

  @inline
  static a(at: usize): i32 {
    return load<u8>(at, 7);
  }

  @inline
  static number(at: usize): i32 {
    return load<i32>(at, 8);
  }

  @inline
  static extra(at: usize): i32 {
    return load<i32>(at, 12);
  }
}
