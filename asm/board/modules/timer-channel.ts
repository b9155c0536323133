/**
 * `TimerChannel`, which `Timer.channel` makes.
 *
 *     0        4       8          12     16        20
 *     +--------+-------+----------+------+---------+------+
 *     | header | timer | callback | next | channel | mode |
 *     +--------+-------+----------+------+---------+------+
 *
 * `channel` counts from 0; `next` is the timer's next channel, or None.
 */
import { BoardCost } from "../../generated/board-costs";
import { FunctionKind } from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { isKind, NONE, NULL, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { isCallable } from "../../modules/builtins/objects";
import {
  endArguments,
  namedOnly,
  needInt,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method2, methodArgs } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise, raise1, raise2 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { intFromI32 } from "../../types/bigint";
import { toI32 } from "../../types/number";
import { Cost } from "../../vm/cost";
import { readRegister, writeRegister } from "../access";
import { dispatchCallback } from "../interrupts";
import { enablePort, initPin } from "../port";
import {
  CAPTURE_BOTH,
  CAPTURE_FALLING,
  compareFlag,
  compareRegister,
  preloadCompare,
  restartChannel,
  setEncoder,
  setInput,
  setOutput,
  startChannel,
  startComplement,
} from "../timer-channels";
import {
  clearFlags,
  counterMask,
  disableInterrupts,
  enableCompareInterrupt,
  enableInterrupts,
  hasDirections,
  setTimeBase,
  startTimer,
  TIM_CNT,
  timerBase,
  UPDATE,
} from "../timers";
import { findFunction, pinAt } from "./pin";
import {
  firstChannel,
  hasCallback,
  isHardTimer,
  periodOf,
  prescalerOf,
  setFirstChannel,
  timerDivision,
  timerMode,
  timerNumber,
} from "./timer";
import { countsOfTime, partOfPercent, percentOfPart, timeOfCounts } from "./timer-rate";

@unmanaged
class Channel {
  header: u32;
  timer: Ref;
  callback: Ref;
  next: Ref;
  channel: u32;
  mode: i32;
}

/** What a channel is for. */
export const enum ChannelMode {
  Pwm,
  PwmInverted,
  Timing,
  Active,
  Inactive,
  Toggle,
  ForcedActive,
  ForcedInactive,
  Capture,
  EncoderA,
  EncoderB,
  EncoderAB,
  Count,
}

/** The bits of CCMR for each mode with an output. */
const OUTPUT_MODES: usize = memory.data<u8>([0x60, 0x70, 0, 0x10, 0x20, 0x30, 0x50, 0x40]);
const MISSING: i32 = -1;
const MODE_ALTERNATE: u32 = 2;
/** The timer counts to the centre and back. */
const MODE_CENTERED: u32 = 0x60;
const MICROS: u32 = 1000000;
const NANOS: u32 = 1000000000;

function channelAt(x: Ref): Channel {
  return changetype<Channel>(<usize>x);
}

export function nextChannel(x: Ref): Ref {
  return channelAt(x).next;
}

/** Its bit in SR and DIER. */
export function channelBit(x: Ref): u32 {
  return compareFlag(channelAt(x).channel);
}

export function initTimerChannel(): void {
  const refs =
    refAt(offsetof<Channel>("timer")) |
    refAt(offsetof<Channel>("callback")) |
    refAt(offsetof<Channel>("next"));
  describe(Kind.TimerChannel, refs, 0);
  const type = typeOfKind(Kind.TimerChannel);
  typeAt(type).print = channel_print.index;
  reserveNames(type, 8);
  method2(type, Q.callback, channel_callback);
  methodArgs(type, Q.pulse_width, 1, 2, channel_compare);
  methodArgs(type, Q.pulse_width_percent, 1, 2, channel_percent);
  methodArgs(type, Q.pulse_width_us, 1, 2, channel_micros);
  methodArgs(type, Q.pulse_width_ns, 1, 2, channel_nanos);
  methodArgs(type, Q.capture, 1, 2, channel_compare);
  methodArgs(type, Q.compare, 1, 2, channel_compare);
}

/** `Timer.channel(number, mode, ...)`: sets a channel up, or gives one that was. */
export function timer_channel(n: i32, nkw: i32, args: usize): Ref {
  const timer = load<u32>(args);
  const number = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  if (number < 1 || number > 4) return raise1(M.timerChannel, number);
  const old = findChannel(timer, number - 1);
  if (n == 2 && nkw == 0) return old;
  if (old != NONE) unlink(timer, old);
  startArguments(n, nkw, args, 2);
  const mode = needInt(Q.mode);
  namedOnly();
  const callback = optRef(Q.callback, NONE);
  const pin = optRef(Q.pin, NONE);
  const width = optInt(Q.pulse_width, 0);
  const percent = optRef(Q.pulse_width_percent, NONE);
  const compare = optInt(Q.compare, 0);
  const polarity = optInt(Q.polarity, MISSING);
  if (!endArguments() || !connectPin(timer, pin)) return NULL;
  if (<u32>mode >= <u32>ChannelMode.Count) return raise1(M.invalidMode, mode);
  const mark = rootMark();
  const x = newChannel(timer, number - 1, mode, callback);
  if (x == NULL) return NULL;
  root(x);
  Cost.charge(BoardCost.timerInit);
  const whole = percent == NONE ? width : <i32>partOfPercent(fullWidth(timer), percent);
  if (hasPending()) return NULL;
  const first = mode <= ChannelMode.PwmInverted ? whole : compare;
  if (!setUp(channelAt(x), x, first, polarity == MISSING ? 0 : polarity)) return NULL;
  rootReset(mark);
  return hasPending() ? NULL : x;
}

function findChannel(timer: Ref, channel: u32): Ref {
  let x = firstChannel(timer);
  while (x != NONE && channelAt(x).channel != channel) x = channelAt(x).next;
  return x;
}

function unlink(timer: Ref, x: Ref): void {
  stopCallback(x);
  if (firstChannel(timer) == x) setFirstChannel(timer, channelAt(x).next);
  for (let before = firstChannel(timer); before != NONE; before = channelAt(before).next) {
    if (channelAt(before).next == x) channelAt(before).next = channelAt(x).next;
  }
  channelAt(x).next = NONE;
}

/** Takes all channels from a timer. */
export function dropChannels(timer: Ref): void {
  while (firstChannel(timer) != NONE) unlink(timer, firstChannel(timer));
}

function newChannel(timer: Ref, channel: u32, mode: i32, callback: Ref): Ref {
  const x = allocate(Kind.TimerChannel, offsetof<Channel>());
  if (x == NULL) return NULL;
  const made = channelAt(x);
  made.timer = timer;
  made.channel = channel;
  made.mode = mode;
  made.callback = callback;
  made.next = firstChannel(timer);
  setFirstChannel(timer, x);
  return x;
}

/** Gives a pin to the timer. false: an exception is pending. */
function connectPin(timer: Ref, pin: Ref): bool {
  if (pin == NONE) return true;
  if (!isKind(pin, Kind.Pin)) return raise(M.timerPin) != NULL;
  const number = timerNumber(timer);
  const af = findFunction(pin, FunctionKind.TIM, number);
  if (af < 0) return raise2(M.timerPinFunction, pinAt(pin).name, number) != NULL;
  enablePort(pinAt(pin).port);
  initPin(pinAt(pin).port, pinAt(pin).bit, MODE_ALTERNATE, 0, af);
  return !hasPending();
}

/** Sets the hardware of a channel up. false: an exception is pending. */
function setUp(x: Channel, ref: Ref, compare: u32, polarity: u32): bool {
  if (x.mode < ChannelMode.Capture) {
    if ((polarity & ~CAPTURE_FALLING) != 0) return raise1(M.timerPolarity, polarity) != NULL;
    return setUpOutput(x, ref, compare, x.mode > ChannelMode.PwmInverted && polarity != 0);
  }
  if (polarity != 0 && polarity != CAPTURE_FALLING && polarity != CAPTURE_BOTH) {
    return raise1(M.timerPolarity, polarity) != NULL;
  }
  if (x.mode > ChannelMode.Capture) return setUpEncoder(x, polarity);
  setInput(timerNumber(x.timer), x.channel, polarity);
  return start(x, ref);
}

function setUpOutput(x: Channel, ref: Ref, compare: u32, low: bool): bool {
  const number = timerNumber(x.timer);
  setOutput(number, x.channel, load<u8>(OUTPUT_MODES + x.mode), compare, low);
  if (x.mode <= ChannelMode.PwmInverted) preloadCompare(number, x.channel);
  if (!start(x, ref)) return false;
  startComplement(number, x.channel);
  return true;
}

function start(x: Channel, ref: Ref): bool {
  if (x.callback != NONE) return channel_callback(ref, x.callback) != NULL;
  startChannel(timerNumber(x.timer), x.channel, x.mode < ChannelMode.Capture);
  return true;
}

function setUpEncoder(x: Channel, polarity: u32): bool {
  const number = timerNumber(x.timer);
  if (!hasDirections(number)) return raise1(M.timerEncoder, number) != NULL;
  disableInterrupts(number, UPDATE);
  const mode = timerMode(x.timer);
  setTimeBase(number, mode, timerDivision(x.timer), prescalerOf(number), periodOf(number));
  setEncoder(number, x.mode - ChannelMode.Capture, polarity);
  writeRegister(timerBase(number) + TIM_CNT, 4, 0);
  if (hasCallback(x.timer)) {
    clearFlags(number, UPDATE);
    enableInterrupts(number, UPDATE);
  }
  startTimer(number);
  return true;
}

/** The compare value of a pulse as long as the period. */
function fullWidth(timer: Ref): u32 {
  const period = periodOf(timerNumber(timer));
  const centered = (timerMode(timer) & MODE_CENTERED) != 0;
  return period == 0xffffffff || centered ? period : period + 1;
}

function compareOf(x: Channel): u32 {
  const number = timerNumber(x.timer);
  return readRegister(compareRegister(number, x.channel), 4) & counterMask(number);
}

/** Writes the compare value. NULL: an exception is pending. */
function setCompare(x: Channel, value: u32): Ref {
  if (hasPending()) return NULL;
  const number = timerNumber(x.timer);
  writeRegister(compareRegister(number, x.channel), 4, value & counterMask(number));
  return hasPending() ? NULL : NONE;
}

function channel_compare(n: i32, args: usize): Ref {
  const x = channelAt(load<u32>(args));
  if (n == 2) return setCompare(x, toI32(load<u32>(args, 4)));
  const value = compareOf(x);
  return hasPending() ? NULL : intFromI32(<i32>value);
}

function channel_percent(n: i32, args: usize): Ref {
  const x = channelAt(load<u32>(args));
  const whole = fullWidth(x.timer);
  if (n == 2) return setCompare(x, partOfPercent(whole, load<u32>(args, 4)));
  const part = compareOf(x);
  return hasPending() ? NULL : percentOfPart(whole, part);
}

function channel_micros(n: i32, args: usize): Ref {
  return accessWidth(n, args, MICROS);
}

function channel_nanos(n: i32, args: usize): Ref {
  return accessWidth(n, args, NANOS);
}

function accessWidth(n: i32, args: usize, units: u32): Ref {
  const x = channelAt(load<u32>(args));
  const number = timerNumber(x.timer);
  const prescaler = prescalerOf(number);
  if (n == 2) return setCompare(x, countsOfTime(number, prescaler, load<u32>(args, 4), units));
  const counts = compareOf(x);
  return hasPending() ? NULL : timeOfCounts(number, prescaler, counts, units);
}

function stopCallback(ref: Ref): void {
  const x = channelAt(ref);
  disableInterrupts(timerNumber(x.timer), compareFlag(x.channel));
  x.callback = NONE;
}

/** Has a function called at each match or capture, with the timer; None ends it. */
function channel_callback(ref: Ref, f: Ref): Ref {
  const x = channelAt(ref);
  const number = timerNumber(x.timer);
  if (f == NONE) stopCallback(ref);
  else if (!isCallable(f)) return raise(M.callbackNeeded);
  else {
    x.callback = f;
    clearFlags(number, compareFlag(x.channel));
    enableCompareInterrupt(number);
    if (x.mode <= ChannelMode.Capture) {
      restartChannel(number, x.channel, x.mode < ChannelMode.Capture);
    }
  }
  return hasPending() ? NULL : NONE;
}

/** Calls the callback of a channel, in a handler. */
export function callChannel(ref: Ref): void {
  const x = channelAt(ref);
  if (!dispatchCallback(x.callback, x.timer, isHardTimer(x.timer))) stopCallback(ref);
}

function channel_print(p: Ref, ref: Ref, style: Style): bool {
  const x = channelAt(ref);
  putText(p, "TimerChannel(timer=");
  putUnsigned(p, timerNumber(x.timer));
  putText(p, ", channel=");
  putUnsigned(p, x.channel + 1);
  putText(p, ", mode=");
  putText(p, modeName(x.mode));
  return putByte(p, 0x29);
}

function modeName(mode: i32): string {
  switch (mode) {
    case ChannelMode.Pwm:
      return "PWM";
    case ChannelMode.PwmInverted:
      return "PWM_INVERTED";
    case ChannelMode.Timing:
      return "OC_TIMING";
    case ChannelMode.Active:
      return "OC_ACTIVE";
    case ChannelMode.Inactive:
      return "OC_INACTIVE";
    case ChannelMode.Toggle:
      return "OC_TOGGLE";
    case ChannelMode.ForcedActive:
      return "OC_FORCED_ACTIVE";
    case ChannelMode.ForcedInactive:
      return "OC_FORCED_INACTIVE";
    case ChannelMode.Capture:
      return "IC";
    case ChannelMode.EncoderA:
      return "ENC_A";
    case ChannelMode.EncoderB:
      return "ENC_B";
    default:
      return "ENC_AB";
  }
}
