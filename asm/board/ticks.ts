/** The firmware's clock: SysTick counts milliseconds of the frequency that the firmware has set. */
import { cpu } from "../cpu/registers";
import { currentCycles } from "../cpu/slice";
import { hasPending } from "../object/raise";
import { serveInterrupts } from "./interrupts";
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

/** Lets time pass to a cycle, with the interrupts on the way. false: an exception is pending. */
function waitUntil(cycle: f64): bool {
  while (<f64>currentCycles() < cycle) {
    const since = cpu.cycles;
    if (!eventBefore(cycle) || !passTime()) {
      cpu.cycles += <u64>cycle - currentCycles();
    }
    noteIdle(since);
    serveInterrupts();
    if (hasPending()) return false;
  }
  return true;
}

function cycleAt(micros: f64): f64 {
  return Math.ceil(sinceCycle + ((micros - sinceMicros) * hertz) / 1e6);
}

/** Waits. false: an exception is pending. */
export function waitMicros(micros: f64): bool {
  return waitUntil(cycleAt(boardMicros() + micros));
}

/** Waits until so many milliseconds have begun. */
export function waitMillis(millis: f64): bool {
  return waitUntil(cycleAt((Math.floor(boardMicros() / 1e3) + millis) * 1e3));
}

/** WFI: waits for the next event, at most for the next millisecond. */
export function waitEvent(): bool {
  return waitMillis(1);
}
