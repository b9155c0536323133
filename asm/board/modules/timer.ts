/**
 * `pyb.Timer`: the objects of the timers, made when they are asked for first, and what becomes of their interrupts.
 *
 *     0        4          8          12       13     14      16     20
 *     +--------+----------+----------+--------+------+-------+------+----------+
 *     | header | callback | channels | number | hard | ready | mode | division |
 *     +--------+----------+----------+--------+------+-------+------+----------+
 *
 * `channels` is the first of a list of TimerChannels. `mode` and `division` are bits of CR1.
 */

import { BoardCost } from "../../generated/board-costs";
import { TIMER_COMPARE_INTERRUPTS, TIMER_COUNT, TIMER_INTERRUPTS } from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { boardRoot } from "../../memory/cells";
import { allocate } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { isKind, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { isCallable } from "../../modules/builtins/objects";
import {
  endArguments,
  namedOnly,
  optBool,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putHex, putText, putUnsigned, STDOUT } from "../../object/builder";
import { raiseArity } from "../../object/call";
import { method1, method2, methodArgs, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise, raise1 } from "../../object/raise";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { intFromI32 } from "../../types/bigint";
import { toI32 } from "../../types/number";
import { Cost } from "../../vm/cost";
import { readRegister, writeRegister } from "../access";
import { timerHertz } from "../clocks";
import { dispatchCallback } from "../interrupts";
import { BoardRoot } from "../roots";
import { CAPTURE_BOTH, CAPTURE_FALLING } from "../timer-channels";
import {
  Break,
  breakOf,
  clearFlags,
  counterMask,
  deadTimeTicks,
  disableInterrupts,
  enableInterrupts,
  enableTimer,
  enableUpdateInterrupt,
  isAdvanced,
  preloadReload,
  setDeadTime,
  setTimeBase,
  startTimer,
  stopTimer,
  TIM_ARR,
  TIM_BDTR,
  TIM_CCER,
  TIM_CNT,
  TIM_CR1,
  TIM_DIER,
  TIM_PSC,
  TIM_SR,
  timerBase,
  UPDATE,
} from "../timers";
import {
  ChannelMode,
  callChannel,
  channelBit,
  dropChannels,
  nextChannel,
  timer_channel,
} from "./timer-channel";
import {
  frequencyOf,
  rateOfFrequency,
  rateOfPeriod,
  ratePeriod,
  ratePrescaler,
  setRate,
} from "./timer-rate";

@unmanaged
class Timer {
  header: u32;
  callback: Ref;
  channels: Ref;
  number: u8;
  hard: u8;
  ready: u8;
  mode: u32;
  division: u32;
}

/** Bytes of the firmware's object, so that the heap has as much room as on the board. */
const BOARD_BYTES: u32 = 92;
const MISSING: i32 = -1;
const DEFAULT_TICKS: i32 = 1000;
/** CR1: counting down; aligned to the centre in the first of three ways. */
const MODE_DOWN: u32 = 0x10;
const MODE_CENTER: u32 = 0x20;
const DIVISION_SHIFT: u32 = 8;

function timerAt(x: Ref): Timer {
  return changetype<Timer>(<usize>x);
}

function slotOf(number: u32): usize {
  return boardRoot(BoardRoot.Timers + number - 1);
}

/** The number of a Timer object. */
export function timerNumber(x: Ref): u32 {
  return timerAt(x).number;
}

/** The first of its channels, NONE without one. */
export function firstChannel(x: Ref): Ref {
  return timerAt(x).channels;
}

export function setFirstChannel(x: Ref, channel: Ref): void {
  timerAt(x).channels = channel;
}

/** Whether its callbacks are called from the handler. */
export function isHardTimer(x: Ref): bool {
  return timerAt(x).hard != 0;
}

/** The timer has a callback for updates. */
export function hasCallback(x: Ref): bool {
  return timerAt(x).callback != NONE;
}

/** The bits of CR1 with which it was set up. */
export function timerMode(x: Ref): u32 {
  return timerAt(x).mode;
}

export function timerDivision(x: Ref): u32 {
  return timerAt(x).division;
}

export function initTimer(): void {
  describe(Kind.Timer, refAt(offsetof<Timer>("callback")) | refAt(offsetof<Timer>("channels")), 0);
  const type = typeOfKind(Kind.Timer);
  typeAt(type).make = timer_make.index;
  typeAt(type).print = timer_print.index;
  reserveNames(type, 40);
  methodKeywords(type, Q.init, 1, 0xff, timer_init);
  method1(type, Q.deinit, timer_deinit);
  methodKeywords(type, Q.channel, 2, 0xff, timer_channel);
  methodArgs(type, Q.counter, 1, 2, timer_counter);
  method1(type, Q.source_freq, timer_sourceFreq);
  methodArgs(type, Q.freq, 1, 2, timer_freq);
  methodArgs(type, Q.prescaler, 1, 2, timer_prescaler);
  methodArgs(type, Q.period, 1, 2, timer_period);
  method2(type, Q.callback, timer_callback);
  defineConstants(type);
}

function defineConstants(type: Ref): void {
  defineName(type, Q.UP, smallOf(0));
  defineName(type, Q.DOWN, smallOf(MODE_DOWN));
  defineName(type, Q.CENTER, smallOf(MODE_CENTER));
  defineName(type, Q.PWM, smallOf(ChannelMode.Pwm));
  defineName(type, Q.PWM_INVERTED, smallOf(ChannelMode.PwmInverted));
  defineName(type, Q.OC_TIMING, smallOf(ChannelMode.Timing));
  defineName(type, Q.OC_ACTIVE, smallOf(ChannelMode.Active));
  defineName(type, Q.OC_INACTIVE, smallOf(ChannelMode.Inactive));
  defineName(type, Q.OC_TOGGLE, smallOf(ChannelMode.Toggle));
  defineName(type, Q.OC_FORCED_ACTIVE, smallOf(ChannelMode.ForcedActive));
  defineName(type, Q.OC_FORCED_INACTIVE, smallOf(ChannelMode.ForcedInactive));
  defineName(type, Q.IC, smallOf(ChannelMode.Capture));
  defineName(type, Q.ENC_A, smallOf(ChannelMode.EncoderA));
  defineName(type, Q.ENC_B, smallOf(ChannelMode.EncoderB));
  defineName(type, Q.ENC_AB, smallOf(ChannelMode.EncoderAB));
  defineName(type, Q.HIGH, smallOf(0));
  defineName(type, Q.LOW, smallOf(CAPTURE_FALLING));
  defineName(type, Q.RISING, smallOf(0));
  defineName(type, Q.FALLING, smallOf(CAPTURE_FALLING));
  defineName(type, Q.BOTH, smallOf(CAPTURE_BOTH));
  defineName(type, Q.BRK_OFF, smallOf(Break.Off));
  defineName(type, Q.BRK_LOW, smallOf(Break.Low));
  defineName(type, Q.BRK_HIGH, smallOf(Break.High));
}

function timer_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 0xff, n);
  const number = toI32(load<u32>(args));
  if (hasPending()) return NULL;
  if (number < 1 || number > <i32>TIMER_COUNT) return raise1(M.noTimer, number);
  let x = load<u32>(slotOf(number));
  if (x == NULL) {
    x = newTimer(number);
    if (x == NULL) return NULL;
  }
  if (n + nkw > 1 && !setUp(x, n, nkw, args)) return NULL;
  return x;
}

function newTimer(number: u32): Ref {
  const x = allocate(Kind.Timer, BOARD_BYTES);
  if (x == NULL) return NULL;
  timerAt(x).number = <u8>number;
  timerAt(x).callback = NONE;
  timerAt(x).channels = NONE;
  store<u32>(slotOf(number), x);
  return x;
}

function timer_init(n: i32, nkw: i32, args: usize): Ref {
  return setUp(load<u32>(args), n, nkw, args) ? NONE : NULL;
}

/** Takes the arguments behind the first. false: an exception is pending. */
function setUp(x: Ref, n: i32, nkw: i32, args: usize): bool {
  const timer = timerAt(x);
  const number = timer.number;
  startArguments(n, nkw, args, 1);
  namedOnly();
  const frequency = optRef(Q.freq, NONE);
  const prescaler = optInt(Q.prescaler, MISSING);
  const period = optInt(Q.period, MISSING);
  const ticks = optInt(Q.tick_hz, DEFAULT_TICKS);
  const mode = <u32>optInt(Q.mode, 0);
  const division = optInt(Q.div, 1);
  const callback = optRef(Q.callback, NONE);
  const deadTime = optInt(Q.deadtime, 0);
  const brk = optInt(Q.brk, Break.Off);
  const hard = optBool(Q.hard, true);
  if (!endArguments() || !findRate(number, frequency, prescaler, period, ticks)) return false;
  if (!isMode(mode)) return raise1(M.invalidMode, mode) != NULL;
  Cost.charge(BoardCost.timerInit);
  timer.mode = mode;
  timer.division = division == 2 || division == 4 ? (<u32>division >> 1) << DIVISION_SHIFT : 0;
  timer.ready = 1;
  timer.hard = <u8>hard;
  enableTimer(number);
  setTimeBase(number, mode, timer.division, ratePrescaler, ratePeriod);
  if (isAdvanced(number)) setDeadTime(number, deadTime, brk);
  preloadReload(number);
  if (callback == NONE) startTimer(number);
  else if (timer_callback(x, callback) == NULL) return false;
  return !hasPending();
}

/** Leaves prescaler and period. false: an exception is pending. */
function findRate(number: u32, frequency: Ref, psc: i32, period: i32, ticks: i32): bool {
  if (frequency != NONE) return rateOfFrequency(number, frequency);
  if (period == MISSING) return raise(M.timerRate) != NULL;
  if (psc == MISSING) return rateOfPeriod(number, period, ticks);
  setRate(psc, period);
  return true;
}

/** Up, down, or one of three alignments to the centre. */
function isMode(mode: u32): bool {
  return (mode & 0xf) == 0 && mode <= 0x60 && (mode <= MODE_CENTER || mode % MODE_CENTER == 0);
}

function timer_deinit(x: Ref): Ref {
  const timer = timerAt(x);
  const base = timerBase(timer.number);
  stopCallback(timer);
  dropChannels(x);
  timer.ready = 0;
  writeRegister(base + TIM_CCER, 4, 0);
  writeRegister(base + TIM_CR1, 4, 0);
  return NONE;
}

function timer_counter(n: i32, args: usize): Ref {
  return accessRegister(n, args, TIM_CNT, 0xffffffff);
}

function timer_prescaler(n: i32, args: usize): Ref {
  return accessRegister(n, args, TIM_PSC, 0xffff);
}

function timer_period(n: i32, args: usize): Ref {
  return accessRegister(n, args, TIM_ARR, counterMask(timerAt(load<u32>(args)).number));
}

function accessRegister(n: i32, args: usize, register: u32, mask: u32): Ref {
  const at = timerBase(timerAt(load<u32>(args)).number) + register;
  if (n == 1) {
    const value = readRegister(at, 4) & mask;
    return hasPending() ? NULL : intFromI32(<i32>value);
  }
  const value = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  writeRegister(at, 4, <u32>value & mask);
  return hasPending() ? NULL : NONE;
}

function timer_sourceFreq(x: Ref): Ref {
  return intFromI32(timerHertz(timerAt(x).number));
}

/** The prescaler that a timer has. */
export function prescalerOf(number: u32): u32 {
  return readRegister(timerBase(number) + TIM_PSC, 4) & 0xffff;
}

/** The reload value that a timer has. */
export function periodOf(number: u32): u32 {
  return readRegister(timerBase(number) + TIM_ARR, 4) & counterMask(number);
}

function timer_freq(n: i32, args: usize): Ref {
  const number = timerAt(load<u32>(args)).number;
  const base = timerBase(number);
  if (n == 1) {
    const prescaler = prescalerOf(number);
    const period = periodOf(number);
    return hasPending() ? NULL : frequencyOf(number, prescaler, period);
  }
  if (!rateOfFrequency(number, load<u32>(args, 4))) return NULL;
  writeRegister(base + TIM_PSC, 4, ratePrescaler);
  writeRegister(base + TIM_ARR, 4, ratePeriod);
  return hasPending() ? NULL : NONE;
}

function stopCallback(timer: Timer): void {
  disableInterrupts(timer.number, UPDATE);
  timer.callback = NONE;
}

/** Has a function called at each update, with the timer; None ends it. */
function timer_callback(x: Ref, f: Ref): Ref {
  const timer = timerAt(x);
  const number = timer.number;
  if (f != NONE && !isCallable(f)) return raise(M.callbackNeeded);
  stopCallback(timer);
  if (f == NONE) return NONE;
  timer.callback = f;
  clearFlags(number, UPDATE);
  stopTimer(number);
  enableInterrupts(number, UPDATE);
  startTimer(number);
  enableUpdateInterrupt(number);
  return hasPending() ? NULL : NONE;
}

function timer_print(p: Ref, x: Ref, style: Style): bool {
  const timer = timerAt(x);
  const number = timer.number;
  if (!putText(p, "Timer(") || !putUnsigned(p, number)) return false;
  if (timer.ready == 0) return putByte(p, 0x29);
  const prescaler = prescalerOf(number);
  const period = periodOf(number);
  const counts = (prescaler + 1) * (period + 1);
  putField(p, ", freq=", counts == 0 ? 0 : timerHertz(number) / counts);
  putField(p, ", prescaler=", prescaler);
  putField(p, ", period=", period);
  putText(p, ", mode=");
  putText(p, timer.mode == 0 ? "UP" : timer.mode == MODE_DOWN ? "DOWN" : "CENTER");
  putField(p, ", div=", 1 << (timer.division >> DIVISION_SHIFT));
  if (isAdvanced(number)) putDeadTime(p, readRegister(timerBase(number) + TIM_BDTR, 4));
  return putByte(p, 0x29);
}

function putField(p: Ref, name: string, value: u32): void {
  putText(p, name);
  putUnsigned(p, value);
}

function putDeadTime(p: Ref, bdtr: u32): void {
  putField(p, ", deadtime=", deadTimeTicks(bdtr & 0xff));
  const brk = breakOf(bdtr);
  putText(p, ", brk=BRK_");
  putText(p, brk == Break.Off ? "OFF" : brk == Break.Low ? "LOW" : "HIGH");
}

/** Serves the timers that share an interrupt; false when it is none of theirs. */
export function serveTimers(interrupt: u32): bool {
  let known = false;
  for (let number: u32 = 1; number <= TIMER_COUNT; number++) {
    const update = <u32>load<u8>(TIMER_INTERRUPTS + number - 1);
    const compare = <u32>load<u8>(TIMER_COMPARE_INTERRUPTS + number - 1);
    if (update != interrupt && compare != interrupt) continue;
    known = true;
    const x = load<u32>(slotOf(number));
    if (x != NULL) serveTimer(x);
  }
  return known;
}

function serveTimer(x: Ref): void {
  const timer = timerAt(x);
  const number = timer.number;
  Cost.charge(BoardCost.timerInterrupt);
  let handled = UPDATE;
  if (takeFlag(number, UPDATE) && !dispatchCallback(timer.callback, x, timer.hard != 0)) {
    stopCallback(timer);
  }
  for (let channel = timer.channels; channel != NONE; channel = nextChannel(channel)) {
    const bit = channelBit(channel);
    handled |= bit;
    if (takeFlag(number, bit)) callChannel(channel);
  }
  const rest = readRegister(timerBase(number) + TIM_DIER, 4) & 0xff & ~handled;
  if (rest != 0) dropInterrupts(number, rest);
}

/** Whether a flag asks for an interrupt; it is cleared then. */
function takeFlag(number: u32, flag: u32): bool {
  const base = timerBase(number);
  const active = readRegister(base + TIM_SR, 4) & readRegister(base + TIM_DIER, 4);
  if ((active & flag) == 0) return false;
  clearFlags(number, flag);
  return true;
}

/** Ends interrupts for which nobody is there. */
function dropInterrupts(number: u32, flags: u32): void {
  disableInterrupts(number, flags);
  clearFlags(number, flags);
  putText(STDOUT, "unhandled interrupt SR=0x");
  if (flags < 16) putByte(STDOUT, 0x30);
  putHex(STDOUT, flags);
  putText(STDOUT, " (now disabled)\n");
}

/** The number of the timer that an argument is. 0: an exception is pending. */
export function timerArgument(x: Ref): u32 {
  if (isKind(x, Kind.Timer)) return timerAt(x).number;
  raise(M.timerNeeded);
  return 0;
}
