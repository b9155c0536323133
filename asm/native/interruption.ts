/** What is due while machine code runs, between any two of its instructions. */
import { Cpu, cpu, REGISTERS } from "../cpu/registers";
import { runDeferred, serveHost } from "../vm/poll";
import { functionTable } from "./function-table";
import { hasMachineRoom } from "./machine-stack";

/** Registers that a function called meanwhile need not keep, and those that may hold addresses: r0 to r12. */
const WORDS: usize = 13 << 2;
/** Likewise s0 to s15. */
const FLOATS: usize = 16 << 2;
/** Both, the flags of comparisons and those of the floating-point unit, on a border of 8 bytes. */
const SAVED_BYTES: usize = WORDS + FLOATS + 12;

/** On the board, machine code that runs for so many cycles counts as a jump of bytecode. */
const JUMP_CYCLES_LOG: u64 = 4;
const MOST_JUMPS: u64 = 1 << 20;

/** When the host had its last turn. */
let served: u64 = 0;

/** Serves the safepoint; the processor has taken interrupts itself. */
export function pollInterrupted(): void {
  const since = <i32>min<u64>((cpu.cycles - served) >> JUMP_CYCLES_LOG, MOST_JUMPS);
  served = cpu.cycles;
  if (serveHost(since)) runBetween();
}

/**
 * Runs what is put off. That may be machine code, too: the registers of what is interrupted wait on its stack,
 * where the collector sees them. Code that has another stack, or has interrupts off, is left alone.
 */
function runBetween(): void {
  const sp = cpu.sp;
  const saved = (<usize>sp - SAVED_BYTES) & ~7;
  if (functionTable == 0 || cpu.primask != 0 || !hasMachineRoom(saved)) return;
  const flags = cpu.apsr;
  const floatFlags = cpu.fpscr;
  const it = cpu.itState;
  memory.copy(saved, REGISTERS, WORDS);
  memory.copy(saved + WORDS, REGISTERS + offsetof<Cpu>("s0"), FLOATS);
  cpu.sp = <u32>saved;
  runDeferred();
  cpu.sp = sp;
  memory.copy(REGISTERS, saved, WORDS);
  memory.copy(REGISTERS + offsetof<Cpu>("s0"), saved + WORDS, FLOATS);
  cpu.apsr = flags;
  cpu.fpscr = floatFlags;
  cpu.itState = it;
}
