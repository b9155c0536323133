/** The module `time`. The local time zone is what the host says; the board has a clock of its own, and none. */
import { BOARD_EPOCH, clockNanos, clockSeconds, clockTuple } from "../board/modules/clock-time";
import { boardMicros, waitMicros, waitMillis } from "../board/ticks";
import { Errno } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { isKind, NONE, NULL, Ref, smallOf } from "../memory/ref";
import { flush, STDOUT } from "../object/builder";
import { function0, function1, function2, functionArgs } from "../object/native-function";
import { hasPending, raise, raise1, raiseErrno } from "../object/raise";
import { intFromI64 } from "../types/bigint";
import { floatValue, isFloat, newFloat } from "../types/float";
import { listAt, listItems } from "../types/list";
import { defineInModule, newNativeModule } from "../types/module";
import { toFloat, toI32, toI64Truncated } from "../types/number";
import { tupleItems, tupleLength } from "../types/tuple";
import { servePoll } from "../vm/poll";
import { dateTuple, daysOf } from "./calendar";
import { fromLocal, isDaylightAt, localOffset } from "./local-time";

/** Ticks count modulo this: the small ints that are not negative. */
const TICKS_PERIOD: i32 = 0x40000000;

export function initTime(): Ref {
  const module = newNativeModule(Q.time, 16);
  defineInModule(module, Q.time, function0(Q.time, time_time));
  defineInModule(module, Q.time_ns, function0(Q.time_ns, time_timeNs));
  defineInModule(module, Q.sleep, function1(Q.sleep, time_sleep));
  defineInModule(module, Q.sleep_ms, function1(Q.sleep_ms, time_sleepMs));
  defineInModule(module, Q.sleep_us, function1(Q.sleep_us, time_sleepUs));
  defineInModule(module, Q.ticks_ms, function0(Q.ticks_ms, time_ticksMs));
  defineInModule(module, Q.ticks_us, function0(Q.ticks_us, time_ticksUs));
  defineInModule(module, Q.ticks_cpu, function0(Q.ticks_cpu, time_ticksUs));
  defineInModule(module, Q.ticks_add, function2(Q.ticks_add, time_ticksAdd));
  defineInModule(module, Q.ticks_diff, function2(Q.ticks_diff, time_ticksDiff));
  defineInModule(module, Q.clock, function0(Q.clock, time_clock));
  defineInModule(module, Q.gmtime, functionArgs(Q.gmtime, 0, 1, time_gmtime));
  defineInModule(module, Q.localtime, functionArgs(Q.localtime, 0, 1, time_localtime));
  defineInModule(module, Q.mktime, function1(Q.mktime, time_mktime));
  return module;
}

/** Seconds since 1970, to the microsecond. */
function time_time(): Ref {
  if (BOARD) return intOrRaised(clockSeconds());
  return newFloat(Math.floor(host.timeNanos() / 1e3) / 1e6);
}

/** An int, unless an exception is pending. */
function intOrRaised(value: i64): Ref {
  return hasPending() ? NULL : intFromI64(value);
}

function time_timeNs(): Ref {
  if (BOARD) return intOrRaised(clockNanos());
  return intFromI64(<i64>host.timeNanos());
}

function time_clock(): Ref {
  return newFloat(Math.floor(ticks() / 1e3) / 1e3);
}

/** Microseconds of the monotonic clock. */
function ticks(): f64 {
  return BOARD ? boardMicros() : host.ticksMicros();
}

/**
 * Waits, letting the host see what was printed before; then does what became due meanwhile. `ticking`: the board
 * counts its milliseconds, and runs scheduled functions.
 */
function pause(micros: f64, ticking: bool): Ref {
  flush(STDOUT);
  if (!BOARD) host.sleepMicros(micros);
  else if (ticking) waitMillis(Math.floor(micros / 1e3));
  else waitMicros(micros);
  servePoll();
  return hasPending() ? NULL : NONE;
}

function time_sleep(x: Ref): Ref {
  const seconds = toFloat(x);
  if (hasPending()) return NULL;
  if (seconds < 0) return raiseErrno(Errno.EINVAL);
  return pause(seconds * 1e6, true);
}

function time_sleepMs(x: Ref): Ref {
  const millis = toI32(x);
  if (hasPending()) return NULL;
  return millis < 0 ? NONE : pause(<f64>millis * 1e3, true);
}

function time_sleepUs(x: Ref): Ref {
  const micros = toI32(x);
  if (hasPending()) return NULL;
  return micros <= 0 ? NONE : pause(<f64>micros, false);
}

function ticksRef(count: f64): Ref {
  return smallOf(<i32>(<i64>count & (TICKS_PERIOD - 1)));
}

function time_ticksMs(): Ref {
  return ticksRef(ticks() / 1e3);
}

function time_ticksUs(): Ref {
  return ticksRef(ticks());
}

function time_ticksAdd(ticks: Ref, delta: Ref): Ref {
  const start = toI32(ticks);
  const step = toI32(delta);
  if (hasPending()) return NULL;
  if (step <= -TICKS_PERIOD / 2 || step >= TICKS_PERIOD / 2) return raise(M.ticksOverflow);
  return smallOf((start + step) & (TICKS_PERIOD - 1));
}

function time_ticksDiff(end: Ref, start: Ref): Ref {
  const difference = toI32(end) - toI32(start);
  if (hasPending()) return NULL;
  const half = TICKS_PERIOD / 2;
  return smallOf(((difference + half) & (TICKS_PERIOD - 1)) - half);
}

/** The time that is asked about, in seconds: now, or the argument. Look at the pending exception. */
function timeArgument(n: i32, args: usize): i64 {
  return <i64>(n == 0 ? host.timeNanos() / 1e9 : toFloat(load<u32>(args)));
}

/** The board has no time zone: `gmtime` and `localtime`. */
function boardTuple(n: i32, args: usize): Ref {
  if (n == 0 || load<u32>(args) == NONE) return clockTuple();
  const x = load<u32>(args);
  const seconds = isFloat(x) ? <i64>floatValue(x) : toI64Truncated(x);
  return hasPending() ? NULL : dateTuple(seconds + BOARD_EPOCH, false);
}

function time_gmtime(n: i32, args: usize): Ref {
  if (BOARD) return boardTuple(n, args);
  const seconds = timeArgument(n, args);
  return hasPending() ? NULL : dateTuple(seconds, false);
}

function time_localtime(n: i32, args: usize): Ref {
  if (BOARD) return boardTuple(n, args);
  const seconds = timeArgument(n, args);
  if (hasPending()) return NULL;
  return dateTuple(seconds + localOffset(seconds), isDaylightAt(seconds));
}

/** What `mktime` cannot tell from a failure of C's function of that name. */
const MKTIME_FAILURE: i64 = -1;

function time_mktime(x: Ref): Ref {
  const isTuple = isKind(x, Kind.Tuple);
  if (!isTuple && !isKind(x, Kind.List)) return raise1(M.sequenceNeeded, x);
  const n = isTuple ? tupleLength(x) : listAt(x).length;
  if (n < 8 || n > 9) return raise(M.mktimeLength);
  const items = isTuple ? tupleItems(x) : listItems(x);
  const days = daysOf(field(items, 0), field(items, 1), field(items, 2));
  const clock = field(items, 3) * 3600 + field(items, 4) * 60 + field(items, 5);
  const daylight = n == 9 ? <i32>field(items, 8) : -1;
  if (hasPending()) return NULL;
  if (BOARD) return intFromI64(days * 86400 + clock - BOARD_EPOCH);
  const seconds = fromLocal(days * 86400 + clock, daylight);
  return seconds == MKTIME_FAILURE ? raise(M.mktimeUsage) : intFromI64(seconds);
}

function field(items: usize, i: i32): i64 {
  return <i64>toI32(load<u32>(items + (i << 2)));
}
