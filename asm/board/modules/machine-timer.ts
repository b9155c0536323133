/** `machine.Timer`: timers that the firmware counts itself, in milliseconds. Those that run are a list. */
import { EXCEPTION_PENDSV, setPriorityByte } from "../../cpu/nvic";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { boardRoot } from "../../memory/cells";
import { allocate } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  optBool,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method1, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise } from "../../object/raise";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toFloat, toI32 } from "../../types/number";
import { dispatchCallback } from "../interrupts";
import { BoardRoot } from "../roots";
import { boardMillis, cycleAtMillis } from "../ticks";
import { setAlarm } from "../time";

@unmanaged
class SoftTimer {
  header: u32;
  next: Ref;
  callback: Ref;
  mode: u32;
  period: u32;
  hard: u32;
  /** The millisecond at which it is due. */
  due: f64;
}

const ONE_SHOT: i32 = 0;
const PERIODIC: i32 = 1;
const NOT_GIVEN: i32 = -1;
const DEFAULT_MILLIS: u32 = 1000;
const MOST_MILLIS: f64 = 0x40000000;
const LOWEST_PRIORITY: u32 = 15 << 4;

export function initMachineTimer(): void {
  const links = refAt(offsetof<SoftTimer>("next")) | refAt(offsetof<SoftTimer>("callback"));
  describe(Kind.SoftTimer, links, 0);
  const type = typeOfKind(Kind.SoftTimer);
  typeAt(type).make = timer_make.index;
  typeAt(type).print = timer_print.index;
  reserveNames(type, 4);
  methodKeywords(type, Q.init, 1, 0xff, timer_init);
  method1(type, Q.deinit, timer_deinit);
  defineName(type, Q.ONE_SHOT, smallOf(ONE_SHOT));
  defineName(type, Q.PERIODIC, smallOf(PERIODIC));
}

function timerAt(x: Ref): SoftTimer {
  return changetype<SoftTimer>(<usize>x);
}

function firstCell(): usize {
  return boardRoot(BoardRoot.SoftTimers);
}

/** `Timer(id=-1, …)` */
function timer_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const id = n > 0 ? toI32(load<u32>(args)) : -1;
  if (hasPending()) return NULL;
  if (id != -1) return raise(M.noSoftTimer);
  const mark = rootMark();
  const x = allocate(Kind.SoftTimer, offsetof<SoftTimer>());
  if (x == NULL) return NULL;
  root(x);
  timerAt(x).period = DEFAULT_MILLIS;
  timerAt(x).callback = NONE;
  if (n + nkw > 0 && !configure(x, n, nkw, args, n > 0 ? 1 : 0)) return NULL;
  rootReset(mark);
  return x;
}

function timer_init(n: i32, nkw: i32, args: usize): Ref {
  remove(load<u32>(args));
  return configure(load<u32>(args), n, nkw, args, 1) ? NONE : NULL;
}

/** Takes `*, mode, callback, period, tick_hz, freq, hard`, and starts. false: an exception is pending. */
function configure(x: Ref, n: i32, nkw: i32, args: usize, skip: i32): bool {
  const timer = timerAt(x);
  startArguments(n, nkw, args, skip);
  namedOnly();
  const mode = optInt(Q.mode, PERIODIC);
  const callback = optRef(Q.callback, timer.callback);
  const period = optInt(Q.period, NOT_GIVEN);
  const ticks = optInt(Q.tick_hz, 1000);
  const rate = optRef(Q.freq, NONE);
  const hard = optBool(Q.hard, false);
  if (!endArguments()) return false;
  let millis = <f64>timer.period;
  if (rate != NONE) millis = Math.floor(1000 / toFloat(rate));
  else if (period != NOT_GIVEN) millis = Math.floor((<f64>(<u32>period) * 1000) / <f64>ticks);
  if (hasPending()) return false;
  if (millis >= MOST_MILLIS) {
    raise(M.softTimerPeriod);
    return false;
  }
  timer.mode = mode;
  timer.period = <u32>max<f64>(millis, 1);
  timer.callback = callback;
  timer.hard = u32(hard);
  if (callback != NONE) insert(x, boardMillis() + <f64>timer.period);
  return true;
}

function timer_deinit(x: Ref): Ref {
  remove(x);
  return NONE;
}

function insert(x: Ref, due: f64): void {
  setPriorityByte(EXCEPTION_PENDSV, LOWEST_PRIORITY);
  const timer = timerAt(x);
  timer.due = due;
  timer.next = load<u32>(firstCell());
  store<u32>(firstCell(), x);
  planTimers();
}

function remove(x: Ref): void {
  let cell = firstCell();
  while (load<u32>(cell) != NULL) {
    const timer = timerAt(load<u32>(cell));
    if (load<u32>(cell) == x) store<u32>(cell, timer.next);
    else cell = changetype<usize>(timer) + offsetof<SoftTimer>("next");
  }
}

/** Has the alarm ring when the first timer is due; also when the frequency has changed. */
export function planTimers(): void {
  let least = Infinity;
  for (let x = load<u32>(firstCell()); x != NULL; x = timerAt(x).next) {
    least = min(least, timerAt(x).due);
  }
  setAlarm(least == Infinity ? least : cycleAtMillis(least));
}

/** A timer that is due. NULL: there is none. */
function dueTimer(now: f64): Ref {
  for (let x = load<u32>(firstCell()); x != NULL; x = timerAt(x).next) {
    if (timerAt(x).due <= now) return x;
  }
  return NULL;
}

/** PendSV: calls what is due. */
export function serveSoftTimers(): void {
  const mark = rootMark();
  const now = boardMillis();
  for (let x = dueTimer(now); x != NULL; x = dueTimer(now)) {
    const timer = timerAt(x);
    root(x);
    remove(x);
    if (timer.mode == PERIODIC) insert(x, timer.due + <f64>timer.period);
    if (!dispatchCallback(timer.callback, x, timer.hard != 0)) remove(x);
  }
  rootReset(mark);
  planTimers();
}

function timer_print(p: Ref, x: Ref, style: Style): bool {
  const timer = timerAt(x);
  putText(p, timer.mode == ONE_SHOT ? "Timer(mode=ONE_SHOT" : "Timer(mode=PERIODIC");
  putText(p, ", period=");
  return putUnsigned(p, timer.period) && putByte(p, 0x29);
}
