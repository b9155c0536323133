/**
 * What has been used, for the test that wants to see every opcode executed and every native function and
 * type called. Only the counting build records it (target `counting` of asconfig.json); `COUNTING` is a
 * constant of the build, so the others have nothing of this.
 */
import { setFlag } from "../memory/header";
import { Ref } from "../memory/ref";

/** NativeFunction, Type: has been called. */
const FLAG_USED: u8 = 0x10;

/** A byte for each opcode, 1 when it has been executed. */
export const OPCODES_USED: usize = memory.data(256);

export class Usage {
  @inline
  static opcode(code: i32): void {
    if (COUNTING) store<u8>(OPCODES_USED + code, 1);
  }

  @inline
  static callable(x: Ref): void {
    if (COUNTING) setFlag(x, FLAG_USED);
  }
}
