/** Leaving the loop. */
import { sideOf } from "./code-cache";
import { cpu } from "./registers";

/**
 * Adds up what ran before the micro-operation at `at` and makes its instruction the next. Returns the cycles of the
 * slice.
 */
export function settleSlice(at: usize, cycles: i32, count: i32): i32 {
  const side = sideOf(at);
  const all = cycles + side.cycles;
  const instructions = count + side.count;
  cpu.pc = side.address;
  cpu.itState = side.itState;
  cpu.cycles += <u64>all;
  cpu.instructions += <u64>instructions;
  cpu.sliceCycles = 0;
  return all;
}

/** Cycles since the start, also within a load or store that calls out of the loop. */
export function currentCycles(): u64 {
  return cpu.cycles + <u64>cpu.sliceCycles;
}
