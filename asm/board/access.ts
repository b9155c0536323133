/** What the firmware does with addresses of the chip, outside of machine code. */
import { readMemory, writeMemory } from "../cpu/memory-access";
import { measureMemory } from "../cpu/memory-map";
import { cpu } from "../cpu/registers";
import { Fault } from "../cpu/stop";
import { currentLine, raiseFaultIn } from "../native/machine-lines";
import { interruptDue, serveInterrupts } from "./interrupts";

/** From here on there is no memory. */
const PERIPHERALS: u32 = 0x40000000;

/** Reads from the bus. The processor's fault is what the board would stop with: look at the pending exception. */
export function readRegister(at: u32, size: u32): u32 {
  if (at < PERIPHERALS) measureMemory();
  const value = readMemory(at, size);
  if (cpu.fault != Fault.None) failAt(at);
  return value;
}

/** Writes to the bus, likewise. An interrupt that follows comes at once. */
export function writeRegister(at: u32, size: u32, value: u32): void {
  if (at < PERIPHERALS) measureMemory();
  writeMemory(at, size, value);
  if (cpu.fault != Fault.None) failAt(at);
  else if (interruptDue()) serveInterrupts();
}

function failAt(at: u32): void {
  cpu.fault = Fault.None;
  raiseFaultIn(currentLine(), at, cpu.pc);
}

/** Changes the bits of a register that `mask` has to those of `bits`. */
export function modifyRegister(at: u32, mask: u32, bits: u32): void {
  writeRegister(at, 4, (readRegister(at, 4) & ~mask) | bits);
}
