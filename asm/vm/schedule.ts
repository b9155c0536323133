/**
 * Calls put off by `micropython.schedule` until the next safepoint. The queue is a ring of pairs (function,
 * argument) on the heap; each takes two words of a RefBuffer.
 */
import { Kind } from "../generated/kinds";
import { getCell, RootCell, setCell } from "../memory/cells";
import { allocate } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { STDOUT } from "../object/builder";
import { call1 } from "../object/call";
import { takePending } from "../object/raise";
import { printTraceback } from "../object/traceback-print";
import { REFS_DATA } from "./code";

/** Most calls that wait, as on the Unix port and on the board. */
const CAPACITY: u32 = BOARD ? 8 : 4;

let first: u32 = 0;
let waiting: u32 = 0;
/** Scheduled functions do not interrupt one another. */
let running: bool = false;

function slot(i: u32): usize {
  return getCell(RootCell.ScheduleQueue) + REFS_DATA + ((i % CAPACITY) << 3);
}

/** What `schedule` says. */
export const SCHEDULED: i32 = 0;
export const SCHEDULE_FULL: i32 = 1;
export const SCHEDULE_FAILED: i32 = 2;

/** Puts `f(argument)` off. SCHEDULE_FAILED: an exception is pending. */
export function schedule(f: Ref, argument: Ref): i32 {
  if (waiting == CAPACITY) return SCHEDULE_FULL;
  if (getCell(RootCell.ScheduleQueue) == NULL) {
    const queue = allocate(Kind.RefBuffer, <u32>REFS_DATA + CAPACITY * 8);
    if (queue == NULL) return SCHEDULE_FAILED;
    setCell(RootCell.ScheduleQueue, queue);
  }
  const at = slot(first + waiting);
  store<u32>(at, f);
  store<u32>(at, argument, 4);
  waiting++;
  return SCHEDULED;
}

/** Whether calls wait. */
export function hasScheduled(): bool {
  return waiting != 0;
}

/** Whether scheduled functions wait although a safepoint has come; gives what it was before. */
export function holdSchedule(hold: bool): bool {
  const before = running;
  running = hold;
  return before;
}

/** For whoever drops all frames: none of them runs a scheduled function any more. */
export function resetSchedule(): void {
  running = false;
}

/** Runs what is due. An exception that a call raises is shown, and ends no more than the call. */
export function runScheduled(): void {
  if (running) return;
  for (let left = waiting; left != 0; left--) runFirst();
}

function runFirst(): void {
  const mark = rootMark();
  const at = slot(first);
  const f = load<u32>(at);
  const argument = load<u32>(at, 4);
  root(f);
  root(argument);
  store<u64>(at, 0);
  first = (first + 1) % CAPACITY;
  waiting--;
  running = true;
  const result = call1(f, argument);
  running = false;
  if (result == NULL) showPending();
  rootReset(mark);
}

function showPending(): void {
  const exception = takePending();
  root(exception);
  printTraceback(STDOUT, exception);
}
