/** The registers of the system control block and of the FPU's context (DDI 0403, B3.2). */

@unmanaged
class SystemControl {
  vtor: u32;
  /** PRIGROUP, from AIRCR. */
  group: u32;
  scr: u32;
  ccr: u32;
  /** The enable bits of SHCSR. */
  enabledFaults: u32;
  cfsr: u32;
  hfsr: u32;
  dfsr: u32;
  mmfar: u32;
  bfar: u32;
  cpacr: u32;
  fpccr: u32;
  fpcar: u32;
  fpdscr: u32;
  demcr: u32;
  actlr: u32;
  /** DWT's control register, and the cycles at which its counter was 0. */
  dwt: u32;
  cycleBase: u32;
  /** Not 0: AIRCR asked for a reset. */
  resetRequest: u32;
}

const BLOCK: usize = memory.data(128, 8);
export const control: SystemControl = changetype<SystemControl>(BLOCK);

/** SLEEPONEXIT. */
export const SCR_SLEEP_ON_EXIT: u32 = 1 << 1;

export const CCR_NONBASE: u32 = 1 << 0;
/** USERSETMPEND: unprivileged code may write STIR. */
export const CCR_USER_PENDS: u32 = 1 << 1;
export const CCR_UNALIGNED: u32 = 1 << 3;
export const CCR_ZERO: u32 = 1 << 4;
/** BFHFNMIGN. */
export const CCR_IGNORE: u32 = 1 << 8;
export const CCR_ALIGN: u32 = 1 << 9;
export const CCR_WRITABLE: u32 = 0x31b;

/** Enable bits in SHCSR. */
export const FAULT_MEMORY: u32 = 1 << 16;
export const FAULT_BUS: u32 = 1 << 17;
export const FAULT_USAGE: u32 = 1 << 18;

/** ACTLR: DISDEFWBUF, and all bits that the Cortex-M4 has. */
export const ACTLR_UNBUFFERED: u32 = 1 << 1;
export const ACTLR_WRITABLE: u32 = 0x307;

/**
 * FPCCR: automatic state preservation, lazy, a frame waits for its registers. Of the code that was interrupted with it:
 * not privileged, in thread mode; HardFault, MemManage, BusFault could be taken.
 */
export const FPCCR_AUTOMATIC: u32 = 0x80000000;
export const FPCCR_LAZY: u32 = 0x40000000;
export const FPCCR_WAITING: u32 = 1;
export const FPCCR_USER: u32 = 1 << 1;
export const FPCCR_THREAD: u32 = 1 << 3;
export const FPCCR_HARD: u32 = 1 << 4;
export const FPCCR_MEMORY: u32 = 1 << 5;
export const FPCCR_BUS: u32 = 1 << 6;
/** What an exception entry writes. */
export const FPCCR_STATE: u32 = 0x7b;
export const FPCCR_WRITABLE: u32 = 0xc000017b;

/** CP10 and CP11 in CPACR. */
export const CPACR_FLOAT: u32 = 0x00f00000;

/** Puts the block into the state after reset. `open`: code without a start-up of its own may use the FPU. */
export function resetControl(open: bool): void {
  memory.fill(BLOCK, 0, offsetof<SystemControl>());
  control.ccr = CCR_ALIGN;
  control.fpccr = FPCCR_AUTOMATIC | FPCCR_LAZY;
  control.cpacr = open ? CPACR_FLOAT : 0;
}
