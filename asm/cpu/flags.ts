/** The condition flags as the loop keeps them: numbers whose sign or zeroness is the flag. */
import { cpu, FLAG_C, FLAG_N, FLAG_V, FLAG_Z } from "./registers";

export class Flags {
  /** N, Z, C, V in bits 31 to 28: N is the sign of `n`, Z whether `z` is 0, C is `c`, V the sign of `v`. */
  @inline
  static pack(n: i32, z: i32, c: i32, v: i32): u32 {
    return (n & FLAG_N) | ((<u32>(z == 0)) << 30) | ((<u32>c) << 29) | ((<u32>v >>> 3) & FLAG_V);
  }

  @inline
  static n(apsr: u32): i32 {
    return apsr;
  }

  @inline
  static z(apsr: u32): i32 {
    return ~apsr & FLAG_Z;
  }

  @inline
  static c(apsr: u32): i32 {
    return (apsr >>> 29) & 1;
  }

  @inline
  static v(apsr: u32): i32 {
    return apsr << 3;
  }
}

const NZCV: u32 = FLAG_N | FLAG_Z | FLAG_C | FLAG_V;

/** Puts the loop's flags back into APSR. */
export function storeFlags(n: i32, z: i32, c: i32, v: i32): void {
  cpu.apsr = (cpu.apsr & ~NZCV) | Flags.pack(n, z, c, v);
}
