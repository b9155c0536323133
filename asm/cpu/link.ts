/** Finding and making runs. */
import { findRun, forgetCode, generation, hasRoom, noteRun, sideOf } from "./code-cache";
import { Micro, MicroOp } from "./micro";
import { cpu } from "./registers";
import { targetCycles, translateRun } from "./translate";

/** In the low bits of a run's address in the table: cycles that its first instruction's place costs. */
const ALIGNMENT_CYCLES: usize = 15;

/**
 * Makes the run of a branch target (bit 0 tells Thumb), as `findRun` gives it, for the branch at `from`. Where there is no
 * code it is made each time, so that a fault knows the branch that led there.
 */
export function makeRun(target: u32, from: usize): usize {
  if (from != 0) cpu.branchFrom = sideOf(from).address;
  if (!hasRoom()) forgetCode();
  const run = translateRun(target, 0) | targetCycles(target);
  if (!isFault(run)) noteRun(target, run);
  return run;
}

/** Whether a run begins with a fault. */
function isFault(run: usize): bool {
  return load<u16>(run & ~ALIGNMENT_CYCLES) == Micro.Fault;
}

/** The run at `target` without its alignment cycles. In an IT block it is made anew. */
export function runAt(target: u32): usize {
  if (cpu.itState != 0) {
    if (!hasRoom()) forgetCode();
    return translateRun(target, cpu.itState);
  }
  const run = findRun(target);
  return (run != 0 ? run : makeRun(target, 0)) & ~ALIGNMENT_CYCLES;
}

/**
 * Executes a stub: finds the run that its branch goes to, and lets the branch go there itself. Code may be forgotten
 * while it runs, by a store of its own or for want of room: the new run may stand where the branch was.
 */
export function link(stub: usize): usize {
  const branch = <usize>MicroOp.number(stub);
  const target = sideOf(stub).address;
  const madeIn = <u32>MicroOp.extra(stub);
  const run = findRun(target | 1);
  const at = (run != 0 ? run : makeRun(target | 1, branch)) & ~ALIGNMENT_CYCLES;
  if (madeIn == generation && !isFault(at)) store<usize>(branch, at, 8);
  return at;
}
