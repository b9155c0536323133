/** When the FPU may be used, and its registers in exception frames (DDI 0403, B1.5.7). */
import { readMemory, writeMemory } from "./memory-access";
import { Access, isRangeAllowed } from "./protection";
import { cpu, FLOATS, REGISTERS } from "./registers";
import { CONTROL_FLOAT, isPrivileged } from "./special-registers";
import { Fault } from "./stop";
import { control, FPCCR_AUTOMATIC, FPCCR_USER, FPCCR_WAITING } from "./system-control";

/** Words of the FPU in a frame before FPSCR. */
const FRAME_SINGLES: u32 = 16;
/** Cycles of writing or reading them (DDI 0439, 3.9: 29 instead of 12). */
const FRAME_CYCLES: u64 = 17;
/** What FPDSCR gives a new context. */
const DEFAULT_BITS: u32 = 0x07c00000;

/** CPACR: 3 open, 1 for privileged code. */
function isOpen(): bool {
  const access = (control.cpacr >>> 20) & 3;
  return access == 3 || (access == 1 && isPrivileged());
}

/** Called before the first FPU instruction of a run that finds it not ready. False: it faults. */
export function prepareFloat(): bool {
  if (!isOpen()) {
    cpu.fault = Fault.NoCoprocessor;
    return false;
  }
  if ((control.fpccr & FPCCR_WAITING) != 0) {
    if (!saveLate()) return false;
    control.fpccr &= ~FPCCR_WAITING;
  }
  if ((control.fpccr & FPCCR_AUTOMATIC) != 0 && (cpu.control & CONTROL_FLOAT) == 0) {
    cpu.fpscr = (cpu.fpscr & ~DEFAULT_BITS) | (control.fpdscr & DEFAULT_BITS);
    cpu.control |= CONTROL_FLOAT;
  }
  cpu.floatReady = 1;
  return true;
}

/** Writes the registers whose place was kept. False: it faults. */
function saveLate(): bool {
  const place = control.fpcar;
  const user = (control.fpccr & FPCCR_USER) != 0;
  if (!isRangeAllowed(place, (FRAME_SINGLES + 1) << 2, Access.Write, user)) {
    cpu.fault = Fault.ProtectedLazy;
    return false;
  }
  saveFloats(place);
  if (cpu.fault != 0) cpu.fault = Fault.Lazy;
  return cpu.fault == 0;
}

/** Writes s0 to s15 and FPSCR to a frame. */
export function saveFloats(address: u32): void {
  cpu.cycles += FRAME_CYCLES;
  for (let index: u32 = 0; index < FRAME_SINGLES && cpu.fault == 0; index++) {
    writeMemory(address + (index << 2), 4, load<u32>(REGISTERS + FLOATS + (index << 2)));
  }
  if (cpu.fault == 0) writeMemory(address + (FRAME_SINGLES << 2), 4, cpu.fpscr);
}

/** Reads them back. */
export function restoreFloats(address: u32): void {
  cpu.cycles += FRAME_CYCLES;
  for (let index: u32 = 0; index < FRAME_SINGLES && cpu.fault == 0; index++) {
    store<u32>(REGISTERS + FLOATS + (index << 2), readMemory(address + (index << 2), 4));
  }
  if (cpu.fault == 0) cpu.fpscr = readMemory(address + (FRAME_SINGLES << 2), 4);
}
