/** `pyb.RTC`, of which there is one. */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../../cpu/nvic";
import { Irq } from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { method1, methodArgs } from "../../object/native-function";
import { hasPending, raise, raise1, raise2 } from "../../object/raise";
import { sequenceItems, sequenceLength } from "../../object/sequence";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { intFromI32 } from "../../types/bigint";
import { isList } from "../../types/list";
import { toI32 } from "../../types/number";
import { isTupleLike, newTuple, tupleItems } from "../../types/tuple";
import { modifyRegister, writeRegister } from "../access";
import {
  calibration,
  clockInfo,
  fromDigits,
  leaveWakeup,
  putCalibrationOut,
  readClock,
  readDate,
  readSubsecond,
  readTime,
  restartClock,
  setCalibration,
  setDate,
  setTime,
  startClock,
  startWakeup,
  stopWakeup,
  toDigits,
} from "../real-time-clock";
import { setLineCallback } from "./extint";

const FIELDS: i32 = 8;
const CENTURY: u32 = 2000;
/** EXTI's line of the wake-up timer, and its registers. */
const WAKEUP_LINE: u32 = 22;
const EXTI_IMR: u32 = 0x40013c00;
const EXTI_RTSR: u32 = 0x40013c08;
const EXTI_PR: u32 = 0x40013c14;
const WAKEUP: u32 = Irq.RTC_WKUP + FIRST_INTERRUPT;
const PRIORITY: u32 = 15 << 4;
const CRYSTAL_HERTZ: i32 = 32768;
/** WUCKSEL: seconds, and seconds with 0x10000 more of them. */
const SECONDS: i32 = 4;
const MORE_SECONDS: i32 = 6;
const MOST_SECONDS: i32 = 0x10000;
/** CALR: 512 pulses more; the rest are pulses less. */
const CALIBRATE_PLUS: u32 = 1 << 15;
const CALIBRATE_MINUS: u32 = 0x1ff;
/** Arguments of `calibration` that switch the output: the lowest bit says how. */
const OUTPUT_SWITCH: i32 = 0xffe;

let only: Ref = 0;

export function initRtc(): void {
  only = permanentObject(Kind.Rtc, 4);
  const type = typeOfKind(Kind.Rtc);
  typeAt(type).make = rtc_make.index;
  reserveNames(type, 6);
  method1(type, Q.init, rtc_init);
  method1(type, Q.info, rtc_info);
  methodArgs(type, Q.datetime, 1, 2, rtc_datetime);
  methodArgs(type, Q.wakeup, 2, 4, rtc_wakeup);
  methodArgs(type, Q.calibration, 1, 2, rtc_calibration);
}

function rtc_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return checkPositional(n, nkw, 0, 0) ? only : NULL;
}

function rtc_init(x: Ref): Ref {
  restartClock();
  startClock();
  return hasPending() ? NULL : NONE;
}

function rtc_info(x: Ref): Ref {
  return intFromI32(clockInfo);
}

/** (year, month, day, weekday, hours, minutes, seconds, subseconds), the last counting down from 255. */
function rtc_datetime(n: i32, args: usize): Ref {
  startClock();
  if (hasPending()) return NULL;
  if (n == 2) return setDatetime(load<u32>(args, 4));
  readClock();
  const tuple = newTuple(FIELDS);
  if (tuple == NULL) return NULL;
  const items = tupleItems(tuple);
  store<u32>(items, smallOf(CENTURY + fromDigits(readDate >>> 16)));
  store<u32>(items, smallOf(fromDigits((readDate >>> 8) & 0x1f)), 4);
  store<u32>(items, smallOf(fromDigits(readDate & 0x3f)), 8);
  store<u32>(items, smallOf((readDate >>> 13) & 7), 12);
  store<u32>(items, smallOf(fromDigits((readTime >>> 16) & 0x3f)), 16);
  store<u32>(items, smallOf(fromDigits((readTime >>> 8) & 0x7f)), 20);
  store<u32>(items, smallOf(fromDigits(readTime & 0x7f)), 24);
  store<u32>(items, smallOf(readSubsecond), 28);
  return tuple;
}

function setDatetime(x: Ref): Ref {
  if (!isList(x) && !isTupleLike(x)) return raise1(M.sequenceNeeded, x);
  if (sequenceLength(x) != FIELDS) return raise2(M.sequenceLength, FIELDS, sequenceLength(x));
  const year = toDigits(field(x, 0) - CENTURY);
  const date = (year << 16) | (field(x, 3) << 13) | (toDigits(field(x, 1)) << 8);
  const day = toDigits(field(x, 2));
  if (hasPending()) return NULL;
  setDate(date | day);
  const minutes = (toDigits(field(x, 4)) << 16) | (toDigits(field(x, 5)) << 8);
  const seconds = toDigits(field(x, 6));
  if (!hasPending()) setTime(minutes | seconds);
  return hasPending() ? NULL : NONE;
}

function field(x: Ref, i: usize): u32 {
  return <u32>toI32(load<u32>(sequenceItems(x) + (i << 2)));
}

/** What was found for a time: WUCKSEL and the counts. */
let wakeClock: i32 = 0;
let wakeCounts: i32 = 0;

/** Finds the clock that counts so many milliseconds best. false: an exception is pending. */
function findWakeup(millis: i32): bool {
  let divider = 2;
  wakeClock = 3;
  for (; divider <= 16 && millis > 2000 * divider; divider <<= 1) wakeClock--;
  if (divider <= 16) wakeCounts = ((CRYSTAL_HERTZ / divider) * millis) / 1000;
  else {
    wakeClock = SECONDS;
    wakeCounts = millis / 1000;
    if (wakeCounts > MOST_SECONDS) {
      wakeClock = MORE_SECONDS;
      wakeCounts -= MOST_SECONDS;
    }
    if (wakeCounts > MOST_SECONDS) return raise(M.wakeupLarge) != NULL;
  }
  if (wakeCounts > 0) wakeCounts--;
  return true;
}

/** `wakeup(None)`, `wakeup(ms, callback=None)`, `wakeup(clock, counts, callback)` */
function rtc_wakeup(n: i32, args: usize): Ref {
  startClock();
  setEnabled(WAKEUP, false);
  const on = n == 4 || load<u32>(args, 4) != NONE;
  const first = on ? toI32(load<u32>(args, 4)) : 0;
  const second = n == 4 ? toI32(load<u32>(args, 8)) : 0;
  if (hasPending()) return NULL;
  if (n == 4) {
    wakeClock = first;
    wakeCounts = second;
  } else if (on && !findWakeup(first)) return NULL;
  const callback = n == 4 ? load<u32>(args, 12) : n == 3 ? load<u32>(args, 8) : NONE;
  setLineCallback(WAKEUP_LINE, callback);
  stopWakeup();
  if (on) enableWakeup();
  else {
    leaveWakeup();
    modifyRegister(EXTI_IMR, 1 << WAKEUP_LINE, 0);
  }
  return hasPending() ? NULL : NONE;
}

function enableWakeup(): void {
  startWakeup(wakeClock, wakeCounts);
  modifyRegister(EXTI_IMR, 0, 1 << WAKEUP_LINE);
  modifyRegister(EXTI_RTSR, 0, 1 << WAKEUP_LINE);
  writeRegister(EXTI_PR, 4, 1 << WAKEUP_LINE);
  setPriorityByte(WAKEUP, PRIORITY);
  setEnabled(WAKEUP, true);
}

/** Gives or sets by how many 2 to the 20th parts the clock is made faster. */
function rtc_calibration(n: i32, args: usize): Ref {
  startClock();
  if (hasPending()) return NULL;
  if (n == 2) return calibrate(toI32(load<u32>(args, 4)));
  const bits = calibration();
  const less = <i32>(bits & CALIBRATE_MINUS);
  return smallOf((bits & CALIBRATE_PLUS) != 0 ? 512 - less : -less);
}

function calibrate(value: i32): Ref {
  if (hasPending()) return NULL;
  if (value < -511 || value > 512) {
    if ((value & 0xfffe) != OUTPUT_SWITCH) return raise(M.calibrationRange);
    putCalibrationOut((value & 1) != 0);
    return smallOf(value & 1);
  }
  setCalibration(value > 0 ? CALIBRATE_PLUS | <u32>(512 - value) : <u32>-value);
  return hasPending() ? NULL : NONE;
}
