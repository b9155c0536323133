/** Code in flash: a micro-operation in front of each line asks the flash's accelerator for it. */
import { put } from "./emitter";
import { isFlash, LINE, lineWait } from "./flash-cache";
import { isTimed } from "./memory-timing";
import { Micro, MicroOp } from "./micro";
import { cpu } from "./registers";
import { Stop } from "./stop";

const NO_LINE: u32 = 1;

/** The line that the run being made is in. */
let line: u32 = NO_LINE;

/** Starts a run. */
export function startFetch(): void {
  line = NO_LINE;
}

/** Lets the run ask whenever it comes into a line. */
export function putFetch(address: u32): void {
  const start = address & ~(LINE - 1);
  if (start == line || !isFlash(address) || !isTimed()) return;
  line = start;
  const at = put(Micro.CallState, 0, 0, 0, 0, start);
  store<i32>(at, fetchLine.index, 12);
}

function fetchLine(at: usize): i32 {
  cpu.extraCycles += lineWait(<u32>MicroOp.number(at));
  return Stop.None;
}
