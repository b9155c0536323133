/** Channels of timers as the firmware's HAL handles them: compare, capture, encoders. Channels count from 0 here. */
import { modifyRegister, writeRegister } from "./access";
import {
  closeOutputs,
  disableInterrupts,
  enableInterrupts,
  isAdvanced,
  openOutputs,
  startTimer,
  stopTimer,
  TIM_CCER,
  TIM_CCMR1,
  TIM_CCR1,
  TIM_CR2,
  TIM_SMCR,
  timerBase,
  UPDATE,
} from "./timers";

/** A channel's bits of CCER: enable, polarity, and those of its complement. */
export const CAPTURE_FALLING: u32 = 2;
export const CAPTURE_BOTH: u32 = 0xa;
const CHANNEL: u32 = 1;
const CHANNEL_LOW: u32 = 2;
const COMPLEMENT: u32 = 4;
const COMPLEMENT_LOW: u32 = 8;
/** A channel's byte of CCMR: its selection, an output's preload and mode. */
const SELECTION: u32 = 3;
const INPUT: u32 = 1;
const OUTPUT_PRELOAD: u32 = 8;
const OUTPUT_FAST: u32 = 4;
const OUTPUT_MODE: u32 = 0x70;
/** SMCR: the slave mode, and ECE. */
const SLAVE_MODE: u32 = 7;
const EXTERNAL_CLOCK: u32 = 1 << 14;

/** The address of a channel's compare register. */
export function compareRegister(number: u32, channel: u32): u32 {
  return timerBase(number) + TIM_CCR1 + (channel << 2);
}

function hasComplement(number: u32, channel: u32): bool {
  return isAdvanced(number) && channel < 3;
}

function modifyMode(number: u32, channel: u32, mask: u32, bits: u32): void {
  const register = timerBase(number) + TIM_CCMR1 + ((channel >>> 1) << 2);
  const shift = (channel & 1) << 3;
  modifyRegister(register, mask << shift, bits << shift);
}

function modifyEnable(number: u32, channel: u32, mask: u32, bits: u32): void {
  modifyRegister(timerBase(number) + TIM_CCER, mask << (channel << 2), bits << (channel << 2));
}

/** Sets an output up: its mode as CCMR has it, the compare value, whether it is active low. */
export function setOutput(number: u32, channel: u32, mode: u32, compare: u32, low: bool): void {
  modifyEnable(number, channel, CHANNEL, 0);
  let polarity = low ? CHANNEL_LOW : 0;
  let mask = CHANNEL_LOW;
  if (hasComplement(number, channel)) {
    mask |= COMPLEMENT_LOW | COMPLEMENT;
    if (low) polarity |= COMPLEMENT_LOW;
  }
  if (isAdvanced(number)) {
    const idle: u32 = hasComplement(number, channel) ? 3 : 1;
    modifyRegister(timerBase(number) + TIM_CR2, 0, idle << (8 + (channel << 1)));
  }
  modifyMode(number, channel, SELECTION | OUTPUT_MODE, mode);
  writeRegister(compareRegister(number, channel), 4, compare);
  modifyEnable(number, channel, mask, polarity);
}

/** Has a new compare value wait for the end of the period. */
export function preloadCompare(number: u32, channel: u32): void {
  modifyMode(number, channel, OUTPUT_FAST, OUTPUT_PRELOAD);
}

/** Sets an input up that captures the count; `polarity` is that of CCER. */
export function setInput(number: u32, channel: u32, polarity: u32): void {
  modifyEnable(number, channel, CHANNEL | CAPTURE_BOTH, polarity);
  modifyMode(number, channel, 0xff, INPUT);
}

/** Has channels 1 and 2 count an encoder; `mode` is SMCR's. */
export function setEncoder(number: u32, mode: u32, polarity: u32): void {
  const base = timerBase(number);
  modifyRegister(base + TIM_SMCR, SLAVE_MODE | EXTERNAL_CLOCK, mode);
  for (let channel: u32 = 0; channel < 2; channel++) {
    modifyMode(number, channel, 0xff, INPUT);
    modifyEnable(number, channel, CAPTURE_BOTH, polarity);
    modifyEnable(number, channel, 0, CHANNEL);
  }
}

/** Lets a channel drive or capture, and the timer run. */
export function startChannel(number: u32, channel: u32, output: bool): void {
  modifyEnable(number, channel, 0, CHANNEL);
  if (output) openOutputs(number);
  startTimer(number);
}

/** Lets the complementary output drive, where there is one. */
export function startComplement(number: u32, channel: u32): void {
  if (!hasComplement(number, channel)) return;
  modifyEnable(number, channel, 0, COMPLEMENT);
  openOutputs(number);
  startTimer(number);
}

/** Starts a channel anew with its interrupt. */
export function restartChannel(number: u32, channel: u32, output: bool): void {
  disableInterrupts(number, compareFlag(channel));
  modifyEnable(number, channel, CHANNEL, 0);
  if (output) closeOutputs(number);
  stopTimer(number);
  enableInterrupts(number, compareFlag(channel));
  startChannel(number, channel, output);
}

/** The bit of a channel in SR and DIER. */
export function compareFlag(channel: u32): u32 {
  return (UPDATE << 1) << channel;
}
