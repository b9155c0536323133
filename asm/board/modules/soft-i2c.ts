/** `machine.SoftI2C`: | header | scl | sda | half a bit in us | timeout in us |, an I2C bus on any two pins. */
import { BoardCost } from "../../generated/board-costs";
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { NULL, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  needRef,
  optInt,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { putStr, Style } from "../../object/print";
import { hasPending } from "../../object/raise";
import { STREAM_RAISED } from "../../object/stream";
import { typeAt, typeOfKind } from "../../object/type";
import { Cost } from "../../vm/cost";
import { enablePort, initPin, MODE_OPEN_DRAIN, readPin, writePin } from "../port";
import { busyMicros } from "../ticks";
import { pinAt } from "./pin";
import { findPin } from "./pin-search";

@unmanaged
class SoftI2c {
  header: u32;
  scl: Ref;
  sda: Ref;
  delay: u32;
  timeout: u32;
}

const DEFAULT_HERTZ: i32 = 400000;
const DEFAULT_MICROS: i32 = 50000;
/** Half of a second in microseconds: two delays make a bit. */
const HALF: u32 = 500000;

export function initSoftI2c(): void {
  describe(Kind.SoftI2c, refAt(offsetof<SoftI2c>("scl")) | refAt(offsetof<SoftI2c>("sda")), 0);
  const type = typeAt(typeOfKind(Kind.SoftI2c));
  type.make = soft_make.index;
  type.print = soft_print.index;
}

function softAt(x: Ref): SoftI2c {
  return changetype<SoftI2c>(<usize>x);
}

function soft_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const x = allocate(Kind.SoftI2c, offsetof<SoftI2c>());
  if (x == NULL) return NULL;
  root(x);
  if (!softInit(x, n, nkw, args)) return NULL;
  rootReset(mark);
  return x;
}

/** Takes `scl, sda, *, freq=400000, timeout=50000`. false: an exception is pending. */
export function softInit(x: Ref, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 0);
  const sclValue = needRef(Q.scl);
  const sdaValue = needRef(Q.sda);
  namedOnly();
  const hertz = optInt(Q.freq, DEFAULT_HERTZ);
  const micros = optInt(Q.timeout, DEFAULT_MICROS);
  if (!endArguments()) return false;
  const scl = findPin(sclValue);
  if (scl == NULL) return false;
  const sda = findPin(sdaValue);
  if (sda == NULL) return false;
  const soft = softAt(x);
  soft.scl = scl;
  soft.sda = sda;
  soft.timeout = micros;
  soft.delay = max<u32>(HALF / max<u32>(hertz, 1), 1);
  openDrain(scl);
  openDrain(sda);
  softStop(x);
  return !hasPending();
}

function openDrain(x: Ref): void {
  const pin = pinAt(x);
  enablePort(pin.port);
  initPin(pin.port, pin.bit, MODE_OPEN_DRAIN | 1, 0, 0);
}

function drive(x: Ref, high: bool): void {
  Cost.charge(BoardCost.softLine);
  writePin(pinAt(x).port, pinAt(x).bit, high);
}

function levelOf(x: Ref): u32 {
  return readPin(pinAt(x).port, pinAt(x).bit);
}

function pause(soft: SoftI2c): void {
  busyMicros(soft.delay);
}

/** Lets the clock go up; a device may hold it down. */
function raiseClock(soft: SoftI2c): i32 {
  drive(soft.scl, true);
  pause(soft);
  for (let left = soft.timeout; left > 0; left--) {
    if (hasPending()) return STREAM_RAISED;
    if (levelOf(soft.scl) != 0) return 0;
    busyMicros(1);
  }
  return -Errno.ETIMEDOUT;
}

export function softStart(x: Ref): i32 {
  const soft = softAt(x);
  drive(soft.sda, true);
  pause(soft);
  const answer = raiseClock(soft);
  if (answer != 0) return answer;
  drive(soft.sda, false);
  pause(soft);
  return 0;
}

export function softStop(x: Ref): i32 {
  const soft = softAt(x);
  pause(soft);
  drive(soft.sda, false);
  pause(soft);
  const answer = raiseClock(soft);
  drive(soft.sda, true);
  pause(soft);
  return answer;
}

/** Sends a byte: 0 when it is acknowledged, 1 when it is not. */
function sendByte(soft: SoftI2c, byte: u32): i32 {
  pause(soft);
  drive(soft.scl, false);
  for (let bit = 7; bit >= 0; bit--) {
    drive(soft.sda, ((byte >>> bit) & 1) != 0);
    pause(soft);
    const answer = raiseClock(soft);
    if (answer != 0) {
      drive(soft.sda, true);
      return answer;
    }
    drive(soft.scl, false);
  }
  drive(soft.sda, true);
  pause(soft);
  const answer = raiseClock(soft);
  if (answer != 0) return answer;
  const refused = <i32>levelOf(soft.sda);
  pause(soft);
  drive(soft.scl, false);
  return refused;
}

let received: u32 = 0;

/** Reads a byte into `received`. */
function receiveByte(soft: SoftI2c, last: bool): i32 {
  pause(soft);
  drive(soft.scl, false);
  pause(soft);
  received = 0;
  for (let bit = 0; bit < 8; bit++) {
    const answer = raiseClock(soft);
    if (answer != 0) return answer;
    received = (received << 1) | levelOf(soft.sda);
    drive(soft.scl, false);
    pause(soft);
  }
  if (!last) drive(soft.sda, false);
  pause(soft);
  const answer = raiseClock(soft);
  if (answer == 0) drive(soft.scl, false);
  drive(soft.sda, true);
  return answer;
}

/** Starts a transfer with a device; ENODEV: nobody answers, and the bus is free again. */
export function softAddress(x: Ref, address: i32, reading: bool): i32 {
  const started = softStart(x);
  if (started != 0) return started;
  const answer = sendByte(softAt(x), (address << 1) | (reading ? 1 : 0));
  if (answer <= 0) return answer;
  softStop(x);
  return -Errno.ENODEV;
}

/** Sends bytes; gives how many of them the device has acknowledged. */
export function softSend(x: Ref, from: usize, count: u32): i32 {
  const soft = softAt(x);
  for (let i: u32 = 0; i < count; i++) {
    const answer = sendByte(soft, load<u8>(from + i));
    if (answer < 0) return answer;
    if (answer > 0) return <i32>i;
  }
  return <i32>count;
}

/** Reads bytes; `last`: the device is told that no more are wanted. */
export function softReceive(x: Ref, to: usize, count: u32, last: bool): i32 {
  const soft = softAt(x);
  for (let i: u32 = 0; i < count; i++) {
    const answer = receiveByte(soft, last && i + 1 == count);
    if (answer != 0) return answer;
    store<u8>(to + i, <u8>received);
  }
  return 0;
}

function soft_print(p: Ref, x: Ref, style: Style): bool {
  const soft = softAt(x);
  putText(p, "SoftI2C(scl=");
  putStr(p, pinAt(soft.scl).name);
  putText(p, ", sda=");
  putStr(p, pinAt(soft.sda).name);
  putText(p, ", freq=");
  return putUnsigned(p, HALF / soft.delay) && putByte(p, 0x29);
}
