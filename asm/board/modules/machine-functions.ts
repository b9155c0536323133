/** Functions of `machine` about pins, interrupts and the chip. */

import { cpu } from "../../cpu/registers";
import { currentCycles } from "../../cpu/slice";
import { BoardCost } from "../../generated/board-costs";
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { isKind, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { function2, functionArgs } from "../../object/native-function";
import { truth } from "../../object/operators";
import { hasPending, raise, raise1, raise2, raiseErrno } from "../../object/raise";
import { sequenceItems, sequenceLength } from "../../object/sequence";
import { defineInModule } from "../../types/module";
import { toI32 } from "../../types/number";
import { Cost } from "../../vm/cost";
import { coreHertz } from "../clocks";
import { serveInterrupts } from "../interrupts";
import { enablePort, initPin, MODE_OPEN_DRAIN, readPin, writePin } from "../port";
import { boardMicros, busyMicros, passTo, waitMillis } from "../ticks";
import { infoFunction } from "./board-info";
import { pinAt } from "./pin";
import { findPin } from "./pin-search";
import { isPinLike, readLevel } from "./signal";

const DEFAULT_MICROS: i32 = 1000000;

const DHT_BYTES: u32 = 5;
/** Milliseconds of the line's rest and of the request. */
const DHT_REST: f64 = 250;
const DHT_START: f64 = 18;
/** Microseconds: until the line is looked at; of waiting for the answer and for its parts; of a bit's limit. */
const DHT_RELEASE: f64 = 10;
const DHT_ANSWER: f64 = 100;
const DHT_PULSE: i32 = 150;
const DHT_BIT: i32 = 100;
const DHT_LONG: i32 = 48;

export function defineMachineFunctions(module: Ref): void {
  defineInModule(module, Q.time_pulse_us, functionArgs(Q.time_pulse_us, 2, 3, timePulse));
  defineInModule(module, Q.bitstream, functionArgs(Q.bitstream, 4, 4, bitstream));
  defineInModule(module, Q.dht_readinto, function2(Q.dht_readinto, dhtReadInto));
  defineInModule(module, Q.info, infoFunction());
}

/**
 * `time_pulse_us(pin, level, timeout=1000000)`: the microseconds of the next pulse of a level; -2 when it does not
 * begin in time, -1 when it does not end.
 */
function timePulse(n: i32, args: usize): Ref {
  const given = load<u32>(args);
  const x = isPinLike(given) ? given : findPin(given);
  if (x == NULL) return NULL;
  const level: u32 = truth(load<u32>(args, 4)) ? 1 : 0;
  const timeout = n == 3 ? toI32(load<u32>(args, 8)) : DEFAULT_MICROS;
  const micros = hasPending() ? 0 : pulse(x, level, timeout);
  return hasPending() ? NULL : smallOf(micros);
}

/** Microseconds of a pulse, or what `time_pulse_us` says; look at the pending exception. */
function pulse(x: Ref, first: u32, timeout: i32): i32 {
  let level = first;
  let left = 2;
  let start = Math.floor(boardMicros());
  while (!hasPending()) {
    Cost.charge(BoardCost.pulsePoll);
    serveInterrupts();
    const now = Math.floor(boardMicros());
    if (readLevel(x) == level) {
      level = 1 - level;
      left--;
      if (left == 0) return <i32>(now - start);
      start = now;
    } else if (now - start >= <f64>timeout) return -left;
  }
  return 0;
}

/** `bitstream(pin, encoding, timing, data)`: a pulse for each bit, with the interrupts off. */
function bitstream(n: i32, args: usize): Ref {
  const x = findPin(load<u32>(args));
  if (x == NULL) return NULL;
  const encoding = toI32(load<u32>(args, 4));
  if (hasPending() || !needBuffer(load<u32>(args, 12), false)) return NULL;
  const data = bufferAddress;
  const length = bufferLength;
  if (encoding != 0) return raise(M.bitEncoding);
  if (!takeTiming(load<u32>(args, 8))) return NULL;
  const masked = cpu.primask;
  cpu.primask = 1;
  for (let i: u32 = 0; i < length << 3 && !hasPending(); i++) {
    sendBit(x, (load<u8>(data + (i >>> 3)) >>> (7 - (i & 7))) & 1);
  }
  cpu.primask = masked;
  return hasPending() ? NULL : NONE;
}

/** Cycles of a 0: high, low, and of a 1. */
const TIMING: usize = memory.data(4 * 4, 4);

/** Takes four times in nanoseconds. false: an exception is pending. */
function takeTiming(x: Ref): bool {
  if (!isKind(x, Kind.Tuple) && !isKind(x, Kind.List)) {
    raise1(M.sequenceNeeded, x);
    return false;
  }
  if (sequenceLength(x) != 4) {
    raise2(M.sequenceLength, 4, sequenceLength(x));
    return false;
  }
  for (let i = 0; i < 4; i++) {
    const nanos = toI32(load<u32>(sequenceItems(x) + ((<usize>i) << 2)));
    if (hasPending()) return false;
    store<u32>(TIMING + ((<usize>i) << 2), <u32>((<f64>nanos * <f64>coreHertz()) / 1e9));
  }
  return true;
}

function sendBit(x: Ref, bit: u32): void {
  const pin = pinAt(x);
  const start = <f64>currentCycles();
  const high = <f64>load<u32>(TIMING + (bit << 3));
  writePin(pin.port, pin.bit, true);
  busyUntil(start + high);
  writePin(pin.port, pin.bit, false);
  busyUntil(start + high + <f64>load<u32>(TIMING + (bit << 3), 4));
}

function busyUntil(cycle: f64): void {
  while (<f64>currentCycles() < cycle && passTo(cycle, false)) {}
}

/** `dht_readinto(pin, buffer)`: asks a DHT11 or DHT22 for its five bytes. */
function dhtReadInto(given: Ref, buffer: Ref): Ref {
  const x = findPin(given);
  if (x == NULL) return NULL;
  const pin = pinAt(x);
  enablePort(pin.port);
  initPin(pin.port, pin.bit, MODE_OPEN_DRAIN | 1, 0, 0);
  if (!needBuffer(buffer, true)) return NULL;
  const data = bufferAddress;
  if (bufferLength < DHT_BYTES) return raise(M.bufferSmall);
  writePin(pin.port, pin.bit, true);
  if (!waitMillis(DHT_REST)) return NULL;
  writePin(pin.port, pin.bit, false);
  if (!waitMillis(DHT_START)) return NULL;
  const masked = cpu.primask;
  cpu.primask = 1;
  writePin(pin.port, pin.bit, true);
  busyMicros(DHT_RELEASE);
  const heard = !hasPending() && hearDht(x, data);
  cpu.primask = masked;
  if (hasPending()) return NULL;
  return heard ? NONE : raiseErrno(Errno.ETIMEDOUT);
}

/** The answer: low, a pulse, then one for each bit, longer for a 1. false: it does not come. */
function hearDht(x: Ref, data: usize): bool {
  const pin = pinAt(x);
  const start = boardMicros();
  while (readPin(pin.port, pin.bit) != 0) {
    if (boardMicros() - start > DHT_ANSWER) return false;
    Cost.charge(BoardCost.pulsePoll);
    serveInterrupts();
  }
  if (pulse(x, 1, DHT_PULSE) < 0) return false;
  for (let i: u32 = 0; i < DHT_BYTES << 3; i++) {
    const micros = pulse(x, 1, DHT_BIT);
    if (micros < 0 || hasPending()) return false;
    const at = data + (i >>> 3);
    store<u8>(at, (load<u8>(at) << 1) | (micros > DHT_LONG ? 1 : 0));
  }
  return true;
}
