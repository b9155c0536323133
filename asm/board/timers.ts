/** Timers as the firmware's HAL handles them (RM0090, chapters 17 to 20). */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../cpu/nvic";
import {
  TIMER_BASES,
  TIMER_CLOCKS,
  TIMER_COMPARE_INTERRUPTS,
  TIMER_FEATURES,
  TIMER_INTERRUPTS,
} from "../generated/chip";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { enableClock } from "./clocks";

export const TIM_CR1: u32 = 0x00;
export const TIM_CR2: u32 = 0x04;
export const TIM_SMCR: u32 = 0x08;
export const TIM_DIER: u32 = 0x0c;
export const TIM_SR: u32 = 0x10;
export const TIM_EGR: u32 = 0x14;
export const TIM_CCMR1: u32 = 0x18;
export const TIM_CCER: u32 = 0x20;
export const TIM_CNT: u32 = 0x24;
export const TIM_PSC: u32 = 0x28;
export const TIM_ARR: u32 = 0x2c;
export const TIM_RCR: u32 = 0x30;
export const TIM_CCR1: u32 = 0x34;
export const TIM_BDTR: u32 = 0x44;

const CR1_ENABLE: u32 = 1;
/** DIR and CMS, CKD, ARPE. */
const CR1_MODE: u32 = 0x70;
const CR1_DIVISION: u32 = 0x300;
const CR1_PRELOAD: u32 = 0x80;
/** SR, DIER and EGR: an update. */
export const UPDATE: u32 = 1;
const BREAK_ENABLE: u32 = 1 << 12;
const BREAK_HIGH: u32 = 1 << 13;
const MAIN_OUTPUT: u32 = 1 << 15;
/** The bits of CCER that enable outputs. */
const OUTPUTS: u32 = 0x1111;
const COMPLEMENTS: u32 = 0x0444;

const FEATURE_32_BITS: u32 = 1;
const FEATURE_DIRECTIONS: u32 = 2;
const FEATURE_ADVANCED: u32 = 4;
const CHANNELS_SHIFT: u32 = 4;

/** Of timers and of the servos' timer. */
const PRIORITY: u32 = 13 << 4;
const SERVO_PRIORITY: u32 = 6 << 4;
export const SERVO_TIMER: u32 = 5;

function featuresOf(number: u32): u32 {
  return load<u8>(TIMER_FEATURES + number - 1);
}

/** Where a timer's registers are. */
export function timerBase(number: u32): u32 {
  return load<u32>(TIMER_BASES + ((number - 1) << 2));
}

/** The largest count. */
export function counterMask(number: u32): u32 {
  return (featuresOf(number) & FEATURE_32_BITS) != 0 ? 0xffffffff : 0xffff;
}

/** Whether a timer counts down, and encoders. */
export function hasDirections(number: u32): bool {
  return (featuresOf(number) & FEATURE_DIRECTIONS) != 0;
}

/** Whether it has complementary outputs and a break input. */
export function isAdvanced(number: u32): bool {
  return (featuresOf(number) & FEATURE_ADVANCED) != 0;
}

/** Gives a timer its clock, and its interrupts their priority. */
export function enableTimer(number: u32): void {
  enableClock(load<u16>(TIMER_CLOCKS + ((number - 1) << 1)));
  const priority = number == SERVO_TIMER ? SERVO_PRIORITY : PRIORITY;
  setPriorityByte(interruptOf(TIMER_INTERRUPTS, number), priority);
  setPriorityByte(interruptOf(TIMER_COMPARE_INTERRUPTS, number), priority);
}

function interruptOf(table: usize, number: u32): u32 {
  return FIRST_INTERRUPT + <u32>load<u8>(table + number - 1);
}

export function enableUpdateInterrupt(number: u32): void {
  setEnabled(interruptOf(TIMER_INTERRUPTS, number), true);
}

export function enableCompareInterrupt(number: u32): void {
  setEnabled(interruptOf(TIMER_COMPARE_INTERRUPTS, number), true);
}

/** Sets what is counted: the bits of CR1 for direction and division, the reload value and the prescaler. */
export function setTimeBase(number: u32, mode: u32, division: u32, psc: u32, arr: u32): void {
  const base = timerBase(number);
  let cr1 = readRegister(base + TIM_CR1, 4) & ~CR1_PRELOAD;
  if (hasDirections(number)) cr1 = (cr1 & ~CR1_MODE) | mode;
  if (featuresOf(number) >> CHANNELS_SHIFT != 0) cr1 = (cr1 & ~CR1_DIVISION) | division;
  writeRegister(base + TIM_CR1, 4, cr1);
  writeRegister(base + TIM_ARR, 4, arr);
  writeRegister(base + TIM_PSC, 4, psc);
  if (isAdvanced(number)) writeRegister(base + TIM_RCR, 4, 0);
  writeRegister(base + TIM_EGR, 4, UPDATE);
}

/** Has a new reload value wait for the end of the period. */
export function preloadReload(number: u32): void {
  modifyRegister(timerBase(number) + TIM_CR1, 0, CR1_PRELOAD);
}

export function startTimer(number: u32): void {
  modifyRegister(timerBase(number) + TIM_CR1, 0, CR1_ENABLE);
}

function driving(base: u32): bool {
  return (readRegister(base + TIM_CCER, 4) & (OUTPUTS | COMPLEMENTS)) != 0;
}

/** Stops a timer unless it drives outputs. */
export function stopTimer(number: u32): void {
  const base = timerBase(number);
  if (featuresOf(number) >> CHANNELS_SHIFT != 0 && driving(base)) return;
  modifyRegister(base + TIM_CR1, CR1_ENABLE, 0);
}

/** Lets the outputs of an advanced timer through. */
export function openOutputs(number: u32): void {
  if (isAdvanced(number)) modifyRegister(timerBase(number) + TIM_BDTR, 0, MAIN_OUTPUT);
}

/** Closes them unless one is in use. */
export function closeOutputs(number: u32): void {
  const base = timerBase(number);
  if (!isAdvanced(number) || driving(base)) return;
  modifyRegister(base + TIM_BDTR, MAIN_OUTPUT, 0);
}

export function clearFlags(number: u32, flags: u32): void {
  writeRegister(timerBase(number) + TIM_SR, 4, ~flags);
}

export function enableInterrupts(number: u32, flags: u32): void {
  modifyRegister(timerBase(number) + TIM_DIER, 0, flags);
}

export function disableInterrupts(number: u32, flags: u32): void {
  modifyRegister(timerBase(number) + TIM_DIER, flags, 0);
}

/** What the break input does. */
export const enum Break {
  Off,
  Low,
  High,
}

/** BDTR's field for so many ticks of dead time: steps of 1, 2, 8 and 16. */
function deadTimeField(ticks: i32): u32 {
  if (ticks <= 0) return 0;
  if (ticks < 128) return ticks;
  if (ticks < 256) return 0x80 | ((ticks - 128) >> 1);
  if (ticks < 512) return 0xc0 | ((ticks - 256) >> 3);
  return ticks < 1008 ? 0xe0 | ((ticks - 512) >> 4) : 0xff;
}

/** The ticks of such a field. */
export function deadTimeTicks(field: u32): u32 {
  if ((field & 0x80) == 0) return field;
  if ((field & 0x40) == 0) return 128 + ((field & 0x3f) << 1);
  return (field & 0x20) == 0 ? 256 + ((field & 0x1f) << 3) : 512 + ((field & 0x1f) << 4);
}

/** Sets dead time and break input of an advanced timer, which closes its outputs. */
export function setDeadTime(number: u32, ticks: i32, brk: i32): void {
  let bits = deadTimeField(ticks);
  if (brk != Break.Off) bits |= BREAK_ENABLE;
  if (brk != Break.Low) bits |= BREAK_HIGH;
  writeRegister(timerBase(number) + TIM_BDTR, 4, bits);
}

/** What BDTR says of the break input. */
export function breakOf(bdtr: u32): Break {
  if ((bdtr & BREAK_ENABLE) == 0) return Break.Off;
  return (bdtr & BREAK_HIGH) != 0 ? Break.High : Break.Low;
}
