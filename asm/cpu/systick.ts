/** The system timer (DDI 0403, B3.3): counts down from LOAD to 0, every cycle or every eighth. */
import { EXCEPTION_SYSTICK, setPending } from "./nvic";
import { cpu } from "./registers";
import { currentCycles } from "./slice";

const ENABLE: u32 = 1;
const INTERRUPT: u32 = 2;
const PROCESSOR_CLOCK: u32 = 4;
const REACHED: u32 = 1 << 16;
const VALUE_MASK: u32 = 0x00ffffff;
/** The other clock is the bus clock by 8. */
const SLOW: u64 = 8;

let mode: u32 = 0;
let reload: u32 = 0;
/** While it stands: its value. While it runs: the cycle at which it next is 0. */
let standing: u32 = 0;
let nextZero: u64 = 0;

export function resetSystick(): void {
  mode = 0;
  reload = 0;
  standing = 0;
  nextZero = 0;
}

function step(): u64 {
  return (mode & PROCESSOR_CLOCK) != 0 ? 1 : SLOW;
}

function runs(): bool {
  return (mode & ENABLE) != 0 && (reload != 0 || nextZero > currentCycles());
}

function value(): u32 {
  if ((mode & ENABLE) == 0) return standing;
  const now = currentCycles();
  if (nextZero <= now) return 0;
  const left = <u32>((nextZero - now + step() - 1) / step());
  return left > reload ? 0 : left;
}

/** Starts counting from a value; at 0 it takes LOAD with the next tick. */
function startAt(from: u32): void {
  const ticks = from != 0 ? <u64>from : <u64>reload + 1;
  nextZero = currentCycles() + ticks * step();
  cpu.attention = 1;
}

/** Catches up with the cycles: notes that 0 was reached, once or more. */
export function advanceSystick(): void {
  if ((mode & ENABLE) == 0 || reload == 0) return;
  const now = currentCycles();
  if (now < nextZero) return;
  mode |= REACHED;
  if ((mode & INTERRUPT) != 0) setPending(EXCEPTION_SYSTICK, true);
  const period = (<u64>reload + 1) * step();
  nextZero += ((now - nextZero) / period + 1) * period;
}

/** Cycles until it reaches 0, at most `most`; `most` when it does not run. */
export function untilSystick(most: i32): i32 {
  if (!runs() || reload == 0) return most;
  const left = nextZero - currentCycles();
  return left < <u64>most ? <i32>left : most;
}

/** Whether it will make an interrupt, which ends a WFI. */
export function systickWakes(): bool {
  return (mode & INTERRUPT) != 0 && (mode & ENABLE) != 0 && reload != 0;
}

/** The cycle at which it is 0 the next time, while it runs. */
export function systickZero(): f64 {
  return <f64>nextZero;
}

/** Lets the time pass until it reaches 0. */
export function sleepUntilSystick(): void {
  cpu.cycles = nextZero;
  advanceSystick();
}

/** CTRL, LOAD, VAL and CALIB by their distance. */
export function readSystick(register: u32): u32 {
  advanceSystick();
  switch (register) {
    case 0: {
      const status = mode;
      mode &= ~REACHED;
      return status;
    }
    case 4:
      return reload;
    case 8:
      return value();
    default:
      return 0;
  }
}

export function writeSystick(register: u32, word: u32): void {
  advanceSystick();
  const before = value();
  switch (register) {
    case 0: {
      mode = (mode & REACHED) | (word & (ENABLE | INTERRUPT | PROCESSOR_CLOCK));
      if ((mode & ENABLE) != 0) startAt(before);
      else standing = before;
      break;
    }
    case 4:
      reload = word & VALUE_MASK;
      if ((mode & ENABLE) != 0 && before == 0) startAt(0);
      break;
    case 8:
      mode &= ~REACHED;
      standing = 0;
      if ((mode & ENABLE) != 0) startAt(0);
      break;
    default:
  }
}
