/**
 * Non-local returns: machine code keeps buffers on its stack to which an exception leads it back.
 *
 *     0      4           8    12 … 40    44   48 … 68
 *     +------+-----------+----+----------+----+------------+
 *     | next | exception | lr | r4 … r11 | sp | s16 … s21  |
 *     +------+-----------+----+----------+----+------------+
 */
import { Cpu } from "../cpu/registers";
import { M } from "../generated/messages";
import { NULL, Ref } from "../memory/ref";
import { isException } from "../object/exception";
import { raise, takePending } from "../object/raise";
import { isWord } from "./bound";
import { isOnMachineStack } from "./machine-stack";

@unmanaged
class NlrBuffer {
  next: usize;
  exception: u32;
  lr: u32;
  r4: u32;
  r5: u32;
  r6: u32;
  r7: u32;
  r8: u32;
  r9: u32;
  r10: u32;
  r11: u32;
  sp: u32;
  d8: u64;
  d9: u64;
  d10: u64;
}

/** The innermost buffer of the innermost run, 0 for none. */
let innermost: usize = 0;

/** The buffer that an exception has led to, as long as its code has called nothing since. */
let caught: usize = 0;

/** Machine code calls something else than `nlr_push`. */
export function leaveCaught(): void {
  caught = 0;
}

export function innermostBuffer(): usize {
  return innermost;
}

export function setInnermostBuffer(at: usize): void {
  innermost = at;
}

/** Puts the buffer in r0 in force: what is called returns 0, and once more 1 with an exception. */
export function pushBuffer(cpu: Cpu): bool {
  const at = <usize>cpu.r0;
  if (!isOnMachineStack(at, offsetof<NlrBuffer>())) {
    raise(M.incompatibleMpy);
    return false;
  }
  const buffer = changetype<NlrBuffer>(at);
  // Code with handlers puts its buffer in force again for them; any other has nothing in it yet.
  if (at != caught) buffer.exception = 0;
  buffer.next = innermost;
  buffer.lr = cpu.lr;
  buffer.r4 = cpu.r4;
  buffer.r5 = cpu.r5;
  buffer.r6 = cpu.r6;
  buffer.r7 = cpu.r7;
  buffer.r8 = cpu.r8;
  buffer.r9 = cpu.r9;
  buffer.r10 = cpu.r10;
  buffer.r11 = cpu.r11;
  buffer.sp = cpu.sp;
  buffer.d8 = cpu.s16;
  buffer.d9 = cpu.s18;
  buffer.d10 = cpu.s20;
  innermost = at;
  cpu.r0 = 0;
  return true;
}

/** The exception that the innermost run has caught last and not forgotten: its handler runs. NULL: none. */
export function caughtByMachine(): Ref {
  if (!isOnMachineStack(innermost, offsetof<NlrBuffer>())) return NULL;
  const exception = changetype<NlrBuffer>(innermost).exception;
  return isWord(exception) && isException(exception) ? exception : NULL;
}

/** Takes the innermost buffer out of force. */
export function popBuffer(): void {
  if (isOnMachineStack(innermost, offsetof<NlrBuffer>())) {
    innermost = changetype<NlrBuffer>(innermost).next;
  }
}

/** Goes to the innermost buffer with the pending exception. false: there is none. */
export function jumpToBuffer(cpu: Cpu): bool {
  const at = innermost;
  if (!isOnMachineStack(at, offsetof<NlrBuffer>())) return false;
  const buffer = changetype<NlrBuffer>(at);
  innermost = buffer.next;
  caught = at;
  buffer.exception = takePending();
  cpu.r0 = 1;
  cpu.r4 = buffer.r4;
  cpu.r5 = buffer.r5;
  cpu.r6 = buffer.r6;
  cpu.r7 = buffer.r7;
  cpu.r8 = buffer.r8;
  cpu.r9 = buffer.r9;
  cpu.r10 = buffer.r10;
  cpu.r11 = buffer.r11;
  cpu.sp = buffer.sp;
  cpu.s16 = buffer.d8;
  cpu.s18 = buffer.d9;
  cpu.s20 = buffer.d10;
  cpu.lr = buffer.lr;
  cpu.pc = buffer.lr & ~1;
  return true;
}
