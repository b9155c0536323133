/** Registers as micro-operations name them. */
import { REGISTERS } from "./registers";

export class Operand {
  /** The register d. */
  @inline
  static d(at: usize): i32 {
    return load<i32>(<usize>load<u8>(at, 4), REGISTERS);
  }

  @inline
  static n(at: usize): i32 {
    return load<i32>(<usize>load<u8>(at, 5), REGISTERS);
  }

  @inline
  static m(at: usize): i32 {
    return load<i32>(<usize>load<u8>(at, 6), REGISTERS);
  }

  /** The register whose distance is in the field a. */
  @inline
  static a(at: usize): i32 {
    return load<i32>(<usize>load<u8>(at, 7), REGISTERS);
  }

  @inline
  static setD(at: usize, value: i32): void {
    store<i32>(<usize>load<u8>(at, 4), value, REGISTERS);
  }

  @inline
  static setN(at: usize, value: i32): void {
    store<i32>(<usize>load<u8>(at, 5), value, REGISTERS);
  }

  @inline
  static setA(at: usize, value: i32): void {
    store<i32>(<usize>load<u8>(at, 7), value, REGISTERS);
  }

  /** The register d without sign, as 64 bits. */
  @inline
  static wideD(at: usize): u64 {
    return <u64>load<u32>(<usize>load<u8>(at, 4), REGISTERS);
  }

  /** The register n without sign, as 64 bits. */
  @inline
  static wideN(at: usize): u64 {
    return <u64>load<u32>(<usize>load<u8>(at, 5), REGISTERS);
  }

  /** The register m without sign, as 64 bits. */
  @inline
  static wideM(at: usize): u64 {
    return <u64>load<u32>(<usize>load<u8>(at, 6), REGISTERS);
  }

  /** The register a without sign, as 64 bits. */
  @inline
  static wideA(at: usize): u64 {
    return <u64>load<u32>(<usize>load<u8>(at, 7), REGISTERS);
  }
}
