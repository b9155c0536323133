/**
 * The processor's registers, at a fixed address: micro-operations hold the distances of their registers
 * from it, and the runtime functions take a `Cpu`.
 *
 *     | r0 … r12 | sp | lr | 15 | 16 | 17 | s0 … s31 | apsr | pc | …
 *
 * Slot 15 takes what an instruction writes to PC until the branch behind it; 16 and 17 hold operands that
 * micro-operations pass on (a PC that is read, a shifted register).
 */

/** Number of the stack pointer. */
export const SP: u32 = 13;
/** Number of the link register. */
export const LR: u32 = 14;
/** Where a value for PC waits for its branch. */
export const SLOT_PC: u32 = 15;
/** A constant operand. */
export const SLOT_CONSTANT: u32 = 16;
/** The second operand behind the shifter. */
export const SLOT_SHIFTED: u32 = 17;

const CPU_BYTES: i32 = 512;
export const REGISTERS: usize = memory.data(CPU_BYTES, 16);

/** Bits of APSR. */
export const FLAG_N: u32 = 1 << 31;
export const FLAG_Z: u32 = 1 << 30;
export const FLAG_C: u32 = 1 << 29;
export const FLAG_V: u32 = 1 << 28;
export const FLAG_Q: u32 = 1 << 27;

@unmanaged
export class Cpu {
  r0: u32;
  r1: u32;
  r2: u32;
  r3: u32;
  r4: u32;
  r5: u32;
  r6: u32;
  r7: u32;
  r8: u32;
  r9: u32;
  r10: u32;
  r11: u32;
  r12: u32;
  /** The stack pointer in use. */
  sp: u32;
  lr: u32;
  written: u32;
  constant: u32;
  shifted: u32;
  spare18: u32;
  spare19: u32;
  s0: u32;
  s1: u32;
  s2: u64;
  s4: u64;
  s6: u64;
  s8: u64;
  s10: u64;
  s12: u64;
  s14: u64;
  s16: u64;
  s18: u64;
  s20: u64;
  s22: u64;
  s24: u64;
  s26: u64;
  s28: u64;
  s30: u64;
  /** N Z C V Q and GE; the first four are in locals of the loop while it runs. */
  apsr: u32;
  /** The address of the next instruction, bit 0 clear; valid while the loop does not run. */
  pc: u32;
  /** ITSTATE of the next instruction. */
  itState: u32;
  /** The number of the exception being handled, 0 in thread mode. */
  ipsr: u32;
  primask: u32;
  faultmask: u32;
  basepri: u32;
  /** nPRIV, SPSEL, FPCA. */
  control: u32;
  /** The stack pointer that is not in use. */
  otherSp: u32;
  fpscr: u32;
  /** Not 0 when FPU instructions may run as they are: enabled, context active, nothing to be stacked. */
  floatReady: u32;
  /** The address that LDREX has marked, 0 for none. */
  exclusive: u32;
  /** Cycles and instructions since the start, up to the last time the loop was left. */
  cycles: u64;
  instructions: u64;
  /** Cycles of the current slice up to the micro-operation that called out; see `currentCycles`. */
  sliceCycles: i32;
  /** Cycles that a call out of the loop adds. */
  extraCycles: i32;
  /** Cycles after which the loop is left. */
  limit: i32;
  /** Not 0: leave the loop at the next branch. */
  attention: u32;
  /** What went wrong: one of `Fault`, 0 for nothing. */
  fault: u32;
  /** The address that a fault is about. */
  faultAddress: u32;
  /** The address of the instruction that faulted. */
  faultPc: u32;
  /** The last branch whose target was not known: where a fault comes from that is one of its target. */
  branchFrom: u32;
  /** What the loop was left for: one of `Stop`. */
  stop: u32;
  /** The number in the SVC or BKPT that stopped it. */
  stopNumber: u32;
  /** Not 0: exceptions go through the vector table; 0: they stop the run. */
  vectored: u32;
  /** The first address that is linear memory, and how many words from there. */
  memoryLow: u32;
  memoryWords: u32;
  /** What is added to such an address. */
  memoryShift: u32;
  /** Depth of nested runs. */
  depth: u32;
  /** WFE's event register. */
  event: u32;
  /** Not 0: CCR.DIV_0_TRP, CCR.UNALIGN_TRP. */
  trapZero: u32;
  trapUnaligned: u32;
  /** Not 0: the Thumb bit is clear, so that the next instruction faults. */
  arm: u32;
  /** The cycle at which the loop is left. */
  sliceEnd: u64;
}

export const cpu: Cpu = changetype<Cpu>(REGISTERS);

/** Register r0 to r14 by number. */
export function getRegister(number: u32): u32 {
  return load<u32>(REGISTERS + (number << 2));
}

export function setRegister(number: u32, value: u32): void {
  store<u32>(REGISTERS + (number << 2), value);
}

/** The distance of s0 from the registers' address. */
export const FLOATS: usize = offsetof<Cpu>("s0");
