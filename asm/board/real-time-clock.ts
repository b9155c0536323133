/** The real-time clock as the firmware's HAL handles it (RM0090, chapter 26). */
import { modifyRegister, readRegister, writeRegister } from "./access";
import { boardMicros, waitMicros } from "./ticks";
import { waitFlag } from "./waits";

const BDCR: u32 = 0x40023870;
const CRYSTAL_READY: u32 = 1 << 1;
const CRYSTAL_MILLIS: f64 = 1000;
const RTC: u32 = 0x40002800;
const TR: u32 = RTC;
const DR: u32 = RTC + 0x04;
const CR: u32 = RTC + 0x08;
const ISR: u32 = RTC + 0x0c;
const PRER: u32 = RTC + 0x10;
const WUTR: u32 = RTC + 0x14;
const WPR: u32 = RTC + 0x24;
const SSR: u32 = RTC + 0x28;
const CALR: u32 = RTC + 0x3c;

const FORMAT_12: u32 = 1 << 6;
const OUTPUT: u32 = 7 << 20;
const WAKEUP_ON: u32 = 1 << 10;
const WAKEUP_INTERRUPT: u32 = 1 << 14;
const TIME_SET: u32 = 1 << 18;
const CALIBRATION_OUTPUT: u32 = 1 << 23;
const WAKEUP_FLAG: u32 = 1 << 10;
const WAKEUP_READY: u32 = 1 << 2;
const INITIALISE: u32 = 1 << 7;
const INITIALISING: u32 = 1 << 6;
const SYNCHRONOUS: u32 = 1 << 5;
/** 128 times 256 of the crystal's periods are a second. */
const PRESCALERS: u32 = 0x007f00ff;
export const SUBSECONDS: u32 = 256;
/** Two of the crystal's periods, for which the clock is waited for. */
const CRYSTAL_MICROS: f64 = 61;
/** Thursday, the first of January 2015. */
const FIRST_DATE: u32 = 0x158101;
/** What the HAL waits for flags at most. */
const FLAG_MILLIS: f64 = 1000;

/** What `RTC.info` tells: how the clock was started, and the milliseconds that the crystal took. */
export let clockInfo: u32 = 0;
let started: bool = false;
let startMillis: f64 = 0;
/** Whether the program wants the clock to begin anew though it runs. */
let forced: bool = false;

const INFO_BEGUN: u32 = 0x3f000000;
const INFO_CRYSTAL: u32 = 0x30000000;
const INFO_FAILED: u32 = 0xffff;

/** Forgets the time, as at the first power-on. */
export function restartClock(): void {
  started = false;
  forced = true;
  startMillis = Math.floor(boardMicros() / 1e3);
  clockInfo = INFO_BEGUN | (<u32>startMillis & 0xffffff);
}

/** Waits for the crystal and sets the first date, once; what has run since before a reset goes on. */
export function startClock(): void {
  if (started) return;
  started = true;
  if (!forced && (readRegister(CR, 4) & TIME_SET) != 0) return;
  if (!waitFlag(BDCR, CRYSTAL_READY, CRYSTAL_MILLIS)) {
    clockInfo |= INFO_FAILED;
    return;
  }
  const millis = Math.floor(boardMicros() / 1e3) - startMillis;
  clockInfo = INFO_CRYSTAL | (<u32>millis & 0xffff);
  unlock();
  beginSetting();
  modifyRegister(CR, FORMAT_12 | OUTPUT, 0);
  writeRegister(PRER, 4, PRESCALERS);
  endSetting();
  lock();
  setDate(FIRST_DATE);
  setTime(0);
}

function unlock(): void {
  writeRegister(WPR, 4, 0xca);
  writeRegister(WPR, 4, 0x53);
}

function lock(): void {
  writeRegister(WPR, 4, 0xff);
}

function beginSetting(): void {
  writeRegister(ISR, 4, 0xffffffff);
  waitMicros(CRYSTAL_MICROS);
  waitFlag(ISR, INITIALISING, FLAG_MILLIS);
}

/** Lets the clock go on, and waits until its registers tell the new time. */
function endSetting(): void {
  modifyRegister(ISR, INITIALISE, 0);
  modifyRegister(ISR, SYNCHRONOUS, 0);
  waitMicros(CRYSTAL_MICROS);
  waitFlag(ISR, SYNCHRONOUS, FLAG_MILLIS);
}

/** Sets DR. */
export function setDate(date: u32): void {
  unlock();
  beginSetting();
  writeRegister(DR, 4, date & 0x00ffff3f);
  endSetting();
  lock();
}

/** Sets TR. */
export function setTime(time: u32): void {
  unlock();
  beginSetting();
  writeRegister(TR, 4, time & 0x007f7f7f);
  modifyRegister(CR, 0, TIME_SET);
  endSetting();
  lock();
}

/** SSR, TR and DR, in the order in which they hold still for each other. */
export let readSubsecond: u32 = 0;
export let readTime: u32 = 0;
export let readDate: u32 = 0;

export function readClock(): void {
  readSubsecond = readRegister(SSR, 4);
  readTime = readRegister(TR, 4) & 0x7f7f7f;
  readDate = readRegister(DR, 4) & 0xffff3f;
}

/** The value of two decimal digits. */
export function fromDigits(field: u32): u32 {
  return ((field >>> 4) & 15) * 10 + (field & 15);
}

/** Two decimal digits of the low byte. */
export function toDigits(value: u32): u32 {
  const byte = value & 0xff;
  return ((byte / 10) << 4) | (byte % 10);
}

/** Stops the wake-up timer; it can be written then. */
export function stopWakeup(): void {
  unlock();
  modifyRegister(CR, WAKEUP_ON, 0);
  waitFlag(ISR, WAKEUP_READY, FLAG_MILLIS);
}

/** Behind `stopWakeup`: starts it with a count and one of the clocks of WUCKSEL. */
export function startWakeup(clock: u32, count: u32): void {
  writeRegister(WUTR, 4, count);
  modifyRegister(CR, 7, WAKEUP_INTERRUPT | WAKEUP_ON | (clock & 7));
  lock();
}

/** Behind `stopWakeup`: leaves it off. */
export function leaveWakeup(): void {
  modifyRegister(CR, WAKEUP_INTERRUPT, 0);
  lock();
}

export function clearWakeup(): void {
  writeRegister(ISR, 4, ~(WAKEUP_FLAG | INITIALISE));
}

/** CALR: 488 pulses per million less or more. */
export function setCalibration(bits: u32): void {
  unlock();
  writeRegister(CALR, 4, bits);
  lock();
}

export function calibration(): u32 {
  return readRegister(CALR, 4);
}

/** Puts 512 hertz out, or no longer. */
export function putCalibrationOut(on: bool): void {
  unlock();
  modifyRegister(CR, CALIBRATION_OUTPUT | (1 << 19), on ? CALIBRATION_OUTPUT : 0);
  lock();
}
