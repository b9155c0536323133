/** The firmware's clock: SysTick counts milliseconds of the frequency that the firmware has set. */
import { firstPending } from "../cpu/nvic";
import { cpu } from "../cpu/registers";
import { currentCycles } from "../cpu/slice";
import { BoardCost } from "../generated/board-costs";
import { hasPending } from "../object/raise";
import { Cost } from "../vm/cost";
import { INTERRUPT, servePoll } from "../vm/poll";
import { hasScheduled } from "../vm/schedule";
import { servedInterrupts, serveInterrupts } from "./interrupts";
import { eventBefore, noteIdle, passTime } from "./time";

/** Hertz that the firmware has set at the start. */
let hertz: f64 = 168e6;
/** Where this frequency began. */
let sinceCycle: f64 = 0;
let sinceMicros: f64 = 0;

/** Microseconds since the start. */
export function boardMicros(): f64 {
  return sinceMicros + ((<f64>currentCycles() - sinceCycle) * 1e6) / hertz;
}

/** The firmware has changed the frequency. */
export function setBoardHertz(to: f64): void {
  sinceMicros = boardMicros();
  sinceCycle = <f64>currentCycles();
  hertz = to;
}

/** Milliseconds since the start, whole. */
export function boardMillis(): f64 {
  return Math.floor(boardMicros() / 1e3);
}

/** The cycle at which so many milliseconds since the start have passed. */
export function cycleAtMillis(millis: f64): f64 {
  return cycleAt(millis * 1e3);
}

/** The firmware's clock goes on from here, after a time in which it stood still. */
export function startBoardTime(micros: f64): void {
  sinceMicros = micros;
  sinceCycle = <f64>currentCycles();
}

/**
 * Lets time pass to the next event, at most to a cycle that is to come, with the interrupts that follow; `idle`:
 * the processor sleeps. false: an exception is pending.
 */
export function passTo(cycle: f64, idle: bool): bool {
  const since = cpu.cycles;
  if (!eventBefore(cycle) || !passTime()) {
    cpu.cycles += <u64>cycle - currentCycles();
  }
  if (idle) noteIdle(since);
  serveInterrupts();
  if (load<i32>(INTERRUPT) != 0 && !hasPending()) servePoll();
  return !hasPending();
}

/** Lets time pass to a cycle, with the interrupts on the way. false: an exception is pending. */
function waitUntil(cycle: f64): bool {
  while (<f64>currentCycles() < cycle) {
    if (!passTo(cycle, true)) return false;
  }
  return true;
}

/** The cycle at which the firmware has counted so many milliseconds more. */
export function cycleOfMillis(millis: f64): f64 {
  return cycleAt((Math.floor(boardMicros() / 1e3) + millis) * 1e3);
}

function cycleAt(micros: f64): f64 {
  return Math.ceil(sinceCycle + ((micros - sinceMicros) * hertz) / 1e6);
}

/** The millisecond of which the interrupt was charged last. */
let chargedMillis: f64 = 0;

/** Lets the interrupt of a millisecond that has begun take its time; those of a sleep take none of the program's. */
export function chargeTick(): void {
  const millis = boardMillis();
  if (millis == chargedMillis) return;
  chargedMillis = millis;
  Cost.charge(BoardCost.tick);
}

/** Waits. false: an exception is pending. */
export function waitMicros(micros: f64): bool {
  return waitUntil(cycleAt(boardMicros() + micros));
}

/** Waits with the processor running, as a loop that counts. Look at the pending exception. */
export function busyMicros(micros: f64): void {
  const end = cycleAt(boardMicros() + micros);
  while (<f64>currentCycles() < end) {
    if (!passTo(end, false)) return;
  }
}

/** Waits until so many milliseconds have begun; scheduled functions are run meanwhile. */
export function waitMillis(millis: f64): bool {
  const cycle = cycleOfMillis(millis);
  while (<f64>currentCycles() < cycle) {
    if (!passTo(cycle, true)) return false;
    if (!hasScheduled()) continue;
    servePoll();
    if (hasPending()) return false;
  }
  return true;
}

/** Lets time pass until an interrupt is pending, at most to the next millisecond, where the firmware has one. */
export function passToTick(): void {
  const tick = cycleAt((Math.floor(boardMicros() / 1e3) + 1) * 1e3);
  while (firstPending() == 0 && eventBefore(tick)) passTime();
  if (firstPending() == 0 && <f64>cpu.cycles < tick) cpu.cycles = <u64>tick;
}

/**
 * As the firmware waits for an event: asleep until an interrupt has been served, at most to the next millisecond or to a
 * cycle. false: an exception is pending.
 */
export function passToInterrupt(cycle: f64): bool {
  const end = min(cycle, cycleOfMillis(1));
  const before = servedInterrupts;
  while (servedInterrupts == before && <f64>currentCycles() < end) {
    if (!passTo(end, true)) return false;
  }
  return true;
}

/** WFI: waits for the next event, at most for the next millisecond. */
export function waitEvent(): bool {
  return waitMillis(1);
}
