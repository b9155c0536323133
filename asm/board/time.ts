/** The board's next event: up to its cycle the processor runs, then the host has its turn. */

import { EXCEPTION_PENDSV, setPending } from "../cpu/nvic";
import { cpu } from "../cpu/registers";
import { currentCycles } from "../cpu/slice";
import { BoardWord } from "../generated/board";
import { boardAlarm, boardTime } from "../host";
import { BOARD } from "./shared";

/** The cycle, 0 for a processor without a board. */
function horizon(): f64 {
  return load<f64>(BOARD, BoardWord.Horizon << 2);
}

/** Cycles until the next event, at most `most`. */
export function untilEvent(most: i32): i32 {
  const next = horizon();
  if (next == 0) return most;
  const left = next - <f64>currentCycles();
  if (left >= <f64>most) return most;
  return left > 1 ? <i32>left : 1;
}

/** The cycle at which PendSV is to be pending. */
let alarm: f64 = Infinity;

/** Makes PendSV pending at a cycle; Infinity ends that. */
export function setAlarm(cycle: f64): void {
  alarm = cycle;
  boardAlarm(cycle);
}

/** The host has delivered what was due. */
function noteAlarm(): void {
  if (<f64>currentCycles() >= alarm) setPending(EXCEPTION_PENDSV, true);
}

/** Whether the host delivers events now. */
export let delivering: bool = false;

function deliver(waiting: i32): bool {
  const outer = delivering;
  delivering = true;
  const passed = boardTime(waiting) != 0;
  delivering = outer;
  noteAlarm();
  return passed;
}

/** Lets the host deliver what is due. */
export function serveEvents(): void {
  const next = horizon();
  if (next == 0 || <f64>currentCycles() < next) return;
  deliver(0);
}

/** Whether an event is due before a cycle. */
export function eventBefore(cycle: f64): bool {
  const next = horizon();
  return next != 0 && next < cycle;
}

/** Lets time pass to the next event and delivers it; false: there is none. */
export function passTime(): bool {
  return deliver(1);
}

/** The processor has waited since a cycle. */
export function noteIdle(since: u64): void {
  const idle = load<f64>(BOARD, BoardWord.IdleCycles << 2);
  store<f64>(BOARD, idle + <f64>(currentCycles() - since), BoardWord.IdleCycles << 2);
}

/** After an access to a peripheral: an event may come sooner now. */
export function noteEvents(): void {
  const changed: usize = BOARD + (BoardWord.Sooner << 2);
  if (load<u32>(changed) == 0) return;
  store<u32>(changed, 0);
  cpu.attention = 1;
}
