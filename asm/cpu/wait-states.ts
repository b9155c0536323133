/**
 * What fetching code costs beyond the pipeline's own cycles: flash with its cache, a bus that code and data share. While no
 * model is set, nothing of this is in the runs of micro-operations.
 */
import { forgetCode } from "./code-cache";
import { put } from "./emitter";
import { Micro, MicroOp } from "./micro";
import { cpu } from "./registers";
import { Stop } from "./stop";

/** Code is fetched in lines of this many bytes. */
const LINE: u32 = 16;
const NO_LINE: u32 = 1;

/** The index of the function that gives the cycles, 0 for none. */
let model: i32 = 0;
/** The line that the run being made is in. */
let line: u32 = NO_LINE;

/** Sets the function that gives the cycles of fetching a line: `(address: u32) => i32`; 0 for none. */
export function setFetchModel(index: i32): void {
  model = index;
  forgetCode();
}

/** Starts a run. */
export function startFetch(): void {
  line = NO_LINE;
}

/** Lets the run ask the model whenever it comes into a line. */
export function putFetch(address: u32): void {
  const start = address & ~(LINE - 1);
  if (model == 0 || start == line) return;
  line = start;
  const at = put(Micro.CallState, 0, 0, 0, 0, start);
  store<i32>(at, fetchLine.index, 12);
}

function fetchLine(at: usize): i32 {
  cpu.extraCycles += call_indirect<i32>(model, <u32>MicroOp.number(at));
  return Stop.None;
}
