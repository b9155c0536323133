/** What the host calls: a processor by itself, without Python. */

import { serveWithin } from "../board/interrupts";
import { permanent } from "../memory/permanent";
import { codeWritten, forgetCode } from "./code-cache";
import { RUN_LIMIT, setRunLimit } from "./emitter";
import { clearFlashCache } from "./flash-cache";
import { initInstructions } from "./instructions";
import { readMemory } from "./memory-access";
import { mapWindow, measureMemory, placeOf } from "./memory-map";
import { FIRST_INTERRUPT, INTERRUPTS, resetExceptions, setLine, setPending } from "./nvic";
import { resetProtection } from "./protection";
import { Cpu, cpu, REGISTERS } from "./registers";
import { run, runOn, runOnce } from "./run";
import { currentCycles } from "./slice";
import { control, resetControl } from "./system-control";
import { resetSystick } from "./systick";

/** Puts the processor into the state after power-on. */
export function cpuReset(): void {
  initInstructions();
  memory.fill(REGISTERS, 0, offsetof<Cpu>());
  resetControl(true);
  resetExceptions();
  resetSystick();
  resetProtection();
  forgetCode();
  clearFlashCache();
  measureMemory();
}

/** Starts as the chip does: SP and PC from the vector table, exceptions through it, the FPU off. */
export function cpuBoot(vectors: u32): void {
  cpuReset();
  resetControl(false);
  control.vtor = vectors;
  cpu.vectored = 1;
  cpu.sp = readMemory(vectors, 4) & ~3;
  const entry = readMemory(vectors + 4, 4);
  cpu.pc = entry & ~1;
  cpu.arm = ~entry & 1;
  cpu.lr = <u32>-1;
}

/** An interrupt's line: 0 is the first interrupt. */
export function cpuInterrupt(number: u32, on: bool): void {
  if (number < INTERRUPTS) setPending(number + FIRST_INTERRUPT, on);
}

/** The level of a peripheral's line: while it is on, the interrupt is pending again behind its handler. */
export function cpuLine(number: u32, on: bool): void {
  if (number >= INTERRUPTS) return;
  setLine(number + FIRST_INTERRUPT, on);
  if (BOARD && on) serveWithin(number + FIRST_INTERRUPT);
}

export function cpuCycles(): f64 {
  return <f64>cpu.cycles;
}

/** Cycles since the start, also within a call of the host. */
export function cpuNow(): f64 {
  return <f64>currentCycles();
}

/** Lets time pass to a cycle; only while nothing runs, or within `boardTime`. */
export function cpuPass(cycle: f64): void {
  cpu.cycles = <u64>cycle;
}

/** The processor stands still for so many cycles, whatever it is in the midst of. */
export function cpuStall(cycles: f64): void {
  cpu.cycles += <u64>cycles;
}

export function cpuInstructions(): f64 {
  return <f64>cpu.instructions;
}

/** The address of the registers. */
export function cpuRegisters(): usize {
  return REGISTERS;
}

/** Zeroed memory for a window; only before the runtime starts. */
export function cpuReserve(bytes: u32): usize {
  return permanent(bytes);
}

/** Maps a window of the chip's addresses; see `mapWindow`. */
export function cpuMap(index: u32, start: u32, size: u32, address: u32, rights: u32): bool {
  const done = mapWindow(index, start, size, address, rights);
  forgetCode();
  measureMemory();
  return done;
}

/** Goes on from the registers; returns a `Stop`. */
export function cpuRun(budget: f64): i32 {
  setRunLimit(RUN_LIMIT);
  return runOn(<i64>budget);
}

/** Where bytes of the chip's memory lie in linear memory, 0 when they do not all have these rights. */
export function cpuPlace(address: u32, size: u32, rights: u32): usize {
  measureMemory();
  return placeOf(address, size, rights);
}

/** Calls a function; returns a `Stop`. */
export function cpuCall(entry: u32, r0: u32, r1: u32, r2: u32, r3: u32, sp: u32, budget: f64): i32 {
  return run(entry, r0, r1, r2, r3, sp, <i64>budget);
}

/** Executes one instruction; returns a `Stop`. */
export function cpuStep(): i32 {
  forgetCode();
  setRunLimit(1);
  const stop = runOnce();
  forgetCode();
  setRunLimit(RUN_LIMIT);
  return stop;
}

/** Tells that code in linear memory was changed from outside. */
export function cpuInvalidate(address: u32, length: u32): void {
  codeWritten(address, length);
}
