/**
 * What becomes of bus faults of loads and stores. The processor does not wait for stores on the system bus: what comes back
 * of one that nothing answers is an imprecise fault, some instructions later. Machine code of Python's has no vector table
 * and no handler that could be late: there all faults are precise, as a debugger would want them.
 */
import { pendImprecise } from "./faults";
import { executionPriority } from "./nvic";
import { isOrdered } from "./protection";
import { cpu } from "./registers";
import { Fault } from "./stop";
import { ACTLR_UNBUFFERED, CCR_IGNORE, control } from "./system-control";

/** Stores below go over the buses for code, which have no buffer. */
const SYSTEM_BUS: u32 = 0x20000000;
/** The private peripheral bus is strongly ordered. */
const PRIVATE_START: u32 = 0xe0000000;
const PRIVATE_BYTES: u32 = 0x00100000;

/** To be called behind a load. false: it faults. */
export function endLoad(): bool {
  return cpu.fault == 0 || isIgnored();
}

/** To be called behind a store to an address. false: it faults, now. */
export function endStore(address: u32): bool {
  if (cpu.fault == 0 || isIgnored()) return true;
  if (cpu.fault != Fault.Data || !isBuffered(address)) return false;
  cpu.fault = Fault.None;
  pendImprecise();
  return true;
}

/** CCR.BFHFNMIGN: bus faults of HardFault and NMI are as if nothing had been. */
function isIgnored(): bool {
  if (cpu.fault != Fault.Data || (control.ccr & CCR_IGNORE) == 0) return false;
  if (cpu.vectored == 0 || executionPriority() >= 0) return false;
  cpu.fault = Fault.None;
  return true;
}

function isBuffered(address: u32): bool {
  if (cpu.vectored == 0 || (control.actlr & ACTLR_UNBUFFERED) != 0) return false;
  if (address < SYSTEM_BUS || address - PRIVATE_START < PRIVATE_BYTES) return false;
  return !isOrdered(address);
}
