/** What the host calls: a processor by itself, without Python. */

import { execute } from "../generated/execute";
import { permanent } from "../memory/permanent";
import { codeWritten, forgetCode } from "./code-cache";
import { RUN_LIMIT, setRunLimit } from "./emitter";
import { initInstructions } from "./instructions";
import { mapWindow, measureMemory } from "./memory-map";
import { Cpu, cpu, REGISTERS } from "./registers";
import { run, runOn } from "./run";
import { Stop } from "./stop";

/** Puts the processor into the state after power-on. */
export function cpuReset(): void {
  initInstructions();
  memory.fill(REGISTERS, 0, offsetof<Cpu>());
  forgetCode();
  measureMemory();
}

export function cpuCycles(): f64 {
  return <f64>cpu.cycles;
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

/** Calls a function; returns a `Stop`. */
export function cpuCall(entry: u32, r0: u32, r1: u32, r2: u32, r3: u32, sp: u32, budget: f64): i32 {
  return run(entry, r0, r1, r2, r3, sp, <i64>budget);
}

/** Executes one instruction; returns a `Stop`. */
export function cpuStep(): i32 {
  forgetCode();
  setRunLimit(1);
  measureMemory();
  cpu.limit = 0;
  const stop = execute();
  forgetCode();
  setRunLimit(RUN_LIMIT);
  return stop == Stop.Slice ? Stop.None : stop;
}

/** Tells that code in linear memory was changed from outside. */
export function cpuInvalidate(address: u32, length: u32): void {
  codeWritten(address, length);
}
