/** What is due while machine code runs, between any two of its instructions. */
import { Cpu, cpu, REGISTERS } from "../cpu/registers";
import { servePoll } from "../vm/poll";
import { functionTable } from "./function-table";
import { hasMachineRoom } from "./machine-stack";

/** Registers that a function called meanwhile need not keep, and those that may hold addresses: r0 to r12. */
const WORDS: usize = 13 << 2;
/** Likewise s0 to s15. */
const FLOATS: usize = 16 << 2;
/** Both, the flags of comparisons and those of the floating-point unit, on a border of 8 bytes. */
const SAVED_BYTES: usize = WORDS + FLOATS + 12;

/**
 * Serves the safepoint. Scheduled calls and finalisers may run machine code themselves: the registers of what is
 * interrupted wait on its stack, where the collector sees them.
 */
export function pollInterrupted(): void {
  const sp = cpu.sp;
  const saved = (<usize>sp - SAVED_BYTES) & ~7;
  if (functionTable == 0 || !hasMachineRoom(saved)) {
    servePoll();
    return;
  }
  const flags = cpu.apsr;
  const floatFlags = cpu.fpscr;
  memory.copy(saved, REGISTERS, WORDS);
  memory.copy(saved + WORDS, REGISTERS + offsetof<Cpu>("s0"), FLOATS);
  cpu.sp = <u32>saved;
  servePoll();
  cpu.sp = sp;
  memory.copy(REGISTERS, saved, WORDS);
  memory.copy(REGISTERS + offsetof<Cpu>("s0"), saved + WORDS, FLOATS);
  cpu.apsr = flags;
  cpu.fpscr = floatFlags;
}
