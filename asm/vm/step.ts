/** How the interpreter reads operands and finds where jumps go. */
import { Op } from "../generated/opcodes";
import { Ref } from "../memory/ref";
import { Cost } from "./cost";
import { readUint, uintEnd } from "./varint";

/** Methods, because the inlining decorator works on methods only: all of this stands in the loop's cases. */
export class Step {
  /** Where a jump with a signed offset goes; `ip` is at its operand. */
  static signedTarget(ip: usize): usize {
    const byte = <i32>load<u8>(ip);
    if ((byte & 0x80) == 0) return ip + 1 + byte - 0x40;
    return ip + 2 + ((byte & 0x7f) | ((<i32>load<u8>(ip, 1)) << 7)) - 0x4000;
  }

  /** Where a jump with an unsigned offset goes. */
  static forwardTarget(ip: usize): usize {
    const byte = <i32>load<u8>(ip);
    if ((byte & 0x80) == 0) return ip + 1 + byte;
    return ip + 2 + ((byte & 0x7f) | ((<i32>load<u8>(ip, 1)) << 7));
  }

  /** The unsigned number at `ip`. */
  @inline
  static uint(ip: usize): u32 {
    const byte = <u32>load<u8>(ip);
    return byte < 0x80 ? byte : readUint(ip);
  }

  /** The interned string that the number at `ip` names. */
  @inline
  static name(names: usize, ip: usize): Ref {
    return load<u32>(names + ((<usize>Step.uint(ip)) << 2));
  }

  /** Where the number at `ip` ends. */
  @inline
  static behindUint(ip: usize): usize {
    return load<u8>(ip) < 0x80 ? ip + 1 : uintEnd(ip);
  }

  /** Where the jump offset at `ip` ends. */
  @inline
  static behindOffset(ip: usize): usize {
    return ip + 1 + (load<u8>(ip) >> 7);
  }

  /**
   * A comparison is mostly followed by a conditional jump: the next instruction, if that is what stands at
   * `ip`, else 0.
   */
  @inline
  static jumpAfter(ip: usize, yes: bool): usize {
    const op = <u32>load<u8>(ip) - Op.POP_JUMP_IF_TRUE;
    if (op > <u32>(Op.POP_JUMP_IF_FALSE - Op.POP_JUMP_IF_TRUE)) return 0;
    Cost.opcode(op + Op.POP_JUMP_IF_TRUE);
    const operand = ip + 1;
    if (<u32>yes == op) return Step.behindOffset(operand);
    return Step.signedTarget(operand);
  }
}
