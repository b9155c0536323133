/** Leaving the loop. */
import { sideOf } from "./code-cache";
import { cpu } from "./registers";

/** Adds up what ran before the micro-operation at `at` and makes its instruction the next. */
export function settleSlice(at: usize, cycles: i32, count: i32): void {
  const side = sideOf(at);
  cpu.pc = side.address;
  cpu.itState = side.itState;
  cpu.cycles += <u64>(cycles + side.cycles);
  cpu.instructions += <u64>(count + side.count);
  cpu.sliceCycles = 0;
}

/** Cycles until the loop is to be left, behind something that took more than its own. */
export function cyclesLeft(): i32 {
  return cpu.cycles >= cpu.sliceEnd ? i32.MIN_VALUE : <i32>(cpu.sliceEnd - cpu.cycles);
}

/** Cycles since the start, also within a load or store that calls out of the loop. */
export function currentCycles(): u64 {
  return cpu.cycles + <u64>cpu.sliceCycles;
}
