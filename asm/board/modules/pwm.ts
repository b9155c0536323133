/**
 * `machine.PWM`: a channel of a timer that drives a pin. There is one object for each, outside the heap.
 *
 *     0        4       8         12        16
 *     +--------+-------+---------+---------+------+
 *     | header | timer | channel | measure | duty |
 *     +--------+-------+---------+---------+------+
 *
 * `channel` counts from 0. What the program has asked for is kept, so that another frequency keeps the duty.
 */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { BLOCK } from "../../memory/header";
import { permanentObject } from "../../memory/permanent";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { endArguments, namedOnly, optInt, startArguments } from "../../object/argument-reader";
import { checkPositional } from "../../object/arguments";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method1, methodArgs, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { intFromI64 } from "../../types/bigint";
import { toI32 } from "../../types/number";
import { readRegister } from "../access";
import { enablePort, initPin } from "../port";
import {
  pwmDuty,
  pwmHertz,
  pwmNanos,
  setPwmCompare,
  setPwmHertz,
  setPwmPolarity,
  setUpPwm,
  startPwm,
  stopPwm,
} from "../pwm-channels";
import { TIM_ARR, timerBase } from "../timers";
import { findPwm, pinAt } from "./pin";
import { functionIndex, functionSignal, functionUnit } from "./pin-function";
import { findPin } from "./pin-search";

@unmanaged
class Pwm {
  header: u32;
  timer: u32;
  channel: u32;
  measure: Measure;
  duty: i32;
}

/** How the duty was given. */
const enum Measure {
  None,
  Share,
  Nanos,
}

/** From one object to the next: whole blocks. */
const STRIDE: usize = (offsetof<Pwm>() + BLOCK - 1) & ~(BLOCK - 1);
const TIMERS: u32 = 14;
const CHANNELS: u32 = 4;
const MODE_ALTERNATE: u32 = 2;
/** What an argument that is not given stands for. */
const MISSING: i32 = -1;

let objects: usize = 0;

export function initPwm(): void {
  for (let i: u32 = 0; i < TIMERS * CHANNELS; i++) {
    const x = permanentObject(Kind.Pwm, offsetof<Pwm>());
    if (i == 0) objects = <usize>x;
    pwmAt(x).timer = i / CHANNELS + 1;
    pwmAt(x).channel = i % CHANNELS;
  }
  const type = typeOfKind(Kind.Pwm);
  typeAt(type).make = pwm_make.index;
  typeAt(type).print = pwm_print.index;
  reserveNames(type, 5);
  methodKeywords(type, Q.init, 1, 0xff, pwm_init);
  method1(type, Q.deinit, pwm_deinit);
  methodArgs(type, Q.freq, 1, 2, pwm_freq);
  methodArgs(type, Q.duty_u16, 1, 2, pwm_dutyU16);
  methodArgs(type, Q.duty_ns, 1, 2, pwm_dutyNs);
}

function pwmAt(x: Ref): Pwm {
  return changetype<Pwm>(<usize>x);
}

function pwmOf(timer: u32, channel: u32): Ref {
  return <Ref>(objects + ((timer - 1) * CHANNELS + channel) * STRIDE);
}

/** `PWM(pin, freq, *, duty_u16, duty_ns, invert)` */
function pwm_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0 && !checkPositional(n, 0, 1, 1)) return NULL;
  const pin = findPin(load<u32>(args));
  if (pin == NULL) return NULL;
  const row = findPwm(pin);
  if (row < 0) return raise1(M.pwmPinOnly, pinAt(pin).name);
  const x = pwmOf(functionUnit(row), functionSignal(row) - 1);
  const pwm = pwmAt(x);
  setUpPwm(pwm.timer, pwm.channel);
  if (n > 1 || nkw > 0) {
    pwm.measure = Measure.None;
    setPwmPolarity(pwm.timer, pwm.channel, false);
  }
  const mark = rootMark();
  root(pin);
  if (!configure(pwm, n, nkw, args)) return NULL;
  rootReset(mark);
  enablePort(pinAt(pin).port);
  initPin(pinAt(pin).port, pinAt(pin).bit, MODE_ALTERNATE, 0, functionIndex(row));
  return hasPending() ? NULL : x;
}

/** Takes the arguments behind the first. false: an exception is pending. */
function configure(pwm: Pwm, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 1);
  const hertz = optInt(Q.freq, MISSING);
  namedOnly();
  const share = optInt(Q.duty_u16, MISSING);
  const nanos = optInt(Q.duty_ns, MISSING);
  const invert = optInt(Q.invert, MISSING);
  if (!endArguments()) return false;
  if (invert != MISSING) setPwmPolarity(pwm.timer, pwm.channel, invert != 0);
  if (hertz != MISSING && !setFrequency(pwm, hertz)) return false;
  if (share != MISSING) setDuty(pwm, Measure.Share, share);
  if (nanos != MISSING) setDuty(pwm, Measure.Nanos, nanos);
  if (hasFrequency(pwm)) startPwm(pwm.timer, pwm.channel);
  return true;
}

function hasFrequency(pwm: Pwm): bool {
  return readRegister(timerBase(pwm.timer) + TIM_ARR, 4) != 0;
}

/** All channels of a timer share it, and keep what they were asked for. false: an exception is pending. */
function setFrequency(pwm: Pwm, hertz: i32): bool {
  if (hertz <= 0) return raise(M.pwmSlow) != NULL;
  if (!setPwmHertz(pwm.timer, <u32>hertz)) return raise(M.pwmFast) != NULL;
  for (let channel: u32 = 0; channel < CHANNELS; channel++)
    applyDuty(pwmAt(pwmOf(pwm.timer, channel)));
  return true;
}

function setDuty(pwm: Pwm, measure: Measure, duty: i32): void {
  pwm.measure = measure;
  pwm.duty = duty;
  if (!hasFrequency(pwm)) return;
  applyDuty(pwm);
}

function applyDuty(pwm: Pwm): void {
  if (pwm.measure == Measure.None) return;
  setPwmCompare(pwm.timer, pwm.channel, <u32>pwm.duty, pwm.measure == Measure.Nanos);
  startPwm(pwm.timer, pwm.channel);
}

function pwm_init(n: i32, nkw: i32, args: usize): Ref {
  return configure(pwmAt(load<u32>(args)), n, nkw, args) ? NONE : NULL;
}

function pwm_deinit(x: Ref): Ref {
  stopPwm(pwmAt(x).timer, pwmAt(x).channel);
  return NONE;
}

function pwm_freq(n: i32, args: usize): Ref {
  const pwm = pwmAt(load<u32>(args));
  if (n == 1) return smallOf(hasFrequency(pwm) ? pwmHertz(pwm.timer) : 0);
  const hertz = toI32(load<u32>(args, 4));
  return !hasPending() && setFrequency(pwm, hertz) ? NONE : NULL;
}

/** Gives the duty, 0 before one was set, or takes one. */
function accessDuty(n: i32, args: usize, measure: Measure): Ref {
  const pwm = pwmAt(load<u32>(args));
  if (n == 1) {
    if (pwm.measure == Measure.None || !hasFrequency(pwm)) return smallOf(0);
    if (measure == Measure.Share) return smallOf(pwmDuty(pwm.timer, pwm.channel));
    return intFromI64(pwmNanos(pwm.timer, pwm.channel));
  }
  const duty = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  setDuty(pwm, measure, duty);
  return NONE;
}

function pwm_dutyU16(n: i32, args: usize): Ref {
  return accessDuty(n, args, Measure.Share);
}

function pwm_dutyNs(n: i32, args: usize): Ref {
  return accessDuty(n, args, Measure.Nanos);
}

function pwm_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "<PWM TIM") &&
    putUnsigned(p, pwmAt(x).timer) &&
    putText(p, "_CH") &&
    putUnsigned(p, pwmAt(x).channel + 1) &&
    putByte(p, 0x3e)
  );
}
