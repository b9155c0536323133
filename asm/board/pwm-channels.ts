/** Channels of timers that make pulses for `machine.PWM`, by their registers (RM0090, chapters 17 to 19). */
import { modifyRegister, readRegister, writeRegister } from "./access";
import { timerHertz } from "./clocks";
import { compareRegister } from "./timer-channels";
import {
  closeOutputs,
  counterMask,
  enableTimer,
  isAdvanced,
  openOutputs,
  startTimer,
  stopTimer,
  TIM_ARR,
  TIM_CCER,
  TIM_CCMR1,
  TIM_CR1,
  TIM_EGR,
  TIM_PSC,
  TIM_RCR,
  timerBase,
  UPDATE,
} from "./timers";

const RUNNING: u32 = 1;
/** CR1: a new period waits for the end of the one before. */
const PRELOAD: u32 = 0x80;
/** A channel's byte of CCMR: high up to the compare value, which is preloaded. */
const PULSES: u32 = 0x68;
/** CCER: the channel drives its pin; it is active low. */
const DRIVES: u32 = 1;
const LOW: u32 = 2;
const SHARE: u64 = 65535;
const NANOS: u64 = 1000000000;

function isRunning(number: u32): bool {
  return (readRegister(timerBase(number) + TIM_CR1, 4) & RUNNING) != 0;
}

/** Makes a channel one of pulses; a timer that does not run gets its clock, and no frequency yet. */
export function setUpPwm(number: u32, channel: u32): void {
  const base = timerBase(number);
  enableTimer(number);
  if (!isRunning(number)) {
    writeRegister(base + TIM_CR1, 4, PRELOAD);
    writeRegister(base + TIM_ARR, 4, 0);
    if (isAdvanced(number)) writeRegister(base + TIM_RCR, 4, 0);
  }
  const shift = (channel & 1) << 3;
  modifyRegister(base + TIM_CCMR1 + ((channel >>> 1) << 2), 0xff << shift, PULSES << shift);
  openOutputs(number);
}

export function setPwmPolarity(number: u32, channel: u32, low: bool): void {
  const bit = LOW << (channel << 2);
  modifyRegister(timerBase(number) + TIM_CCER, bit, low ? bit : 0);
}

/** Lets the channel drive, and the timer run. */
export function startPwm(number: u32, channel: u32): void {
  const base = timerBase(number);
  if (!isRunning(number)) {
    writeRegister(base + TIM_EGR, 4, UPDATE);
    startTimer(number);
  }
  modifyRegister(base + TIM_CCER, 0, DRIVES << (channel << 2));
}

/** Ends the pulses, and stops a timer that drives nothing else. */
export function stopPwm(number: u32, channel: u32): void {
  modifyRegister(timerBase(number) + TIM_CCER, DRIVES << (channel << 2), 0);
  closeOutputs(number);
  stopTimer(number);
}

/** Counts of a second. */
function countsPerSecond(number: u32): u32 {
  return timerHertz(number) / (readRegister(timerBase(number) + TIM_PSC, 4) + 1);
}

/** Counts of a period. */
function periodCounts(number: u32): u32 {
  return readRegister(timerBase(number) + TIM_ARR, 4) + 1;
}

export function pwmHertz(number: u32): u32 {
  const prescaler = readRegister(timerBase(number) + TIM_PSC, 4) + 1;
  return timerHertz(number) / (prescaler * periodCounts(number));
}

/** Sets the frequency as exactly as prescaler and period can. false: it is too high. */
export function setPwmHertz(number: u32, hertz: u32): bool {
  let prescaler: u32 = 1;
  let period = (timerHertz(number) + hertz / 2) / hertz;
  while (period > counterMask(number)) {
    const divisor: u32 = period % 5 == 0 ? 5 : period % 3 == 0 ? 3 : 2;
    prescaler *= divisor;
    period /= divisor;
  }
  if (period <= 1) return false;
  writeRegister(timerBase(number) + TIM_PSC, 4, prescaler - 1);
  writeRegister(timerBase(number) + TIM_ARR, 4, period - 1);
  return true;
}

/** Sets the length of pulses, a share of 65535 or in nanoseconds; at most a whole period. */
export function setPwmCompare(number: u32, channel: u32, duty: u32, nanos: bool): void {
  const period = <u64>periodCounts(number);
  const counts = nanos
    ? (<u64>duty * countsPerSecond(number) + NANOS / 2) / NANOS
    : (<u64>duty * period + SHARE / 2) / SHARE;
  writeRegister(compareRegister(number, channel), 4, <u32>min<u64>(counts, period));
}

/** The pulses' share of 65535. */
export function pwmDuty(number: u32, channel: u32): u32 {
  const period = <u64>periodCounts(number);
  return <u32>((readRegister(compareRegister(number, channel), 4) * SHARE + period / 2) / period);
}

/** Their length in nanoseconds. */
export function pwmNanos(number: u32, channel: u32): i64 {
  const rate = <u64>countsPerSecond(number);
  return <i64>((readRegister(compareRegister(number, channel), 4) * NANOS + rate / 2) / rate);
}
