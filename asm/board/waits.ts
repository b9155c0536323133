/** Waiting for flags of peripherals, as the firmware does in loops that read a register. */
import { currentCycles } from "../cpu/slice";
import { hasPending } from "../object/raise";
import { readRegister } from "./access";
import { awaitSet, READY } from "./await";
import { cycleOfMillis, passTo } from "./ticks";
import {
  clearFlags,
  TIM_ARR,
  TIM_CNT,
  TIM_CR1,
  TIM_PSC,
  TIM_SR,
  timerBase,
  UPDATE,
} from "./timers";

/** Cycles between two looks at a register. */
const LOOK: f64 = 8;
/** The same while a timer stands still. */
const LONG_LOOK: f64 = 100000;
const RUNNING: u32 = 1;
const DOWN: u32 = 0x10;

/** Waits for an event to set a flag. false: so many milliseconds are over, or an exception is pending. */
export function waitFlag(register: u32, flag: u32, millis: f64): bool {
  return awaitSet(register, flag, cycleOfMillis(millis), false) == READY;
}

/** Waits for a timer's update and clears its flag. false: an exception is pending. */
export function waitUpdate(number: u32): bool {
  const status = timerBase(number) + TIM_SR;
  while ((readRegister(status, 4) & UPDATE) == 0) {
    if (!passTo(<f64>currentCycles() + untilUpdate(number), false)) return false;
  }
  clearFlags(number, UPDATE);
  return !hasPending();
}

/** Cycles for which no update can come: a count less than up to the end of the counter, at one cycle a count. */
function untilUpdate(number: u32): f64 {
  const base = timerBase(number);
  const cr1 = readRegister(base + TIM_CR1, 4);
  if ((cr1 & RUNNING) == 0) return LONG_LOOK;
  const count = readRegister(base + TIM_CNT, 4);
  const reload = readRegister(base + TIM_ARR, 4);
  if (reload == 0) return LONG_LOOK;
  const left = (cr1 & DOWN) != 0 ? count : reload > count ? reload - count : 0;
  return max(LOOK, <f64>left * <f64>(readRegister(base + TIM_PSC, 4) + 1));
}
