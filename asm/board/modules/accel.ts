/** `pyb.Accel`, the MMA7660 on the first I2C bus. There is one object, which keeps the last four readings. */

import { I2C_COUNT, I2C_ROWS } from "../../generated/buses";
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { ACCEL_SUPPLY_PLACE } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { method1, method2, method3 } from "../../object/native-function";
import { hasPending, raise } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { newTuple, tupleItems } from "../../types/tuple";
import { BusRow, busOfNumber, busRow } from "../bus";
import {
  abandonTransfer,
  addressDevice,
  receiveBytes,
  sendBytes,
  startController,
  stopTransfer,
} from "../i2c-controller";
import { portAddress, writePin } from "../port";
import { waitMillis } from "../ticks";

const ADDRESS: u32 = 76;
const HERTZ: u32 = 400000;
const TIMEOUT: u32 = 50;
const PULL_UP: u32 = 1;
/** Milliseconds for which the supply is off, then on, then the device becomes active. */
const SETTLE_MILLIS: f64 = 30;
const TRIALS: i32 = 4;
const TILT: u32 = 3;
const MODE: u32 = 7;
const ACTIVE: u32 = 1;
const AXES: u32 = 3;
const DEPTH: u32 = 4;

/** Readings of three axes each, the oldest first. */
const READINGS: usize = memory.data(48, 4);
/** What goes over the bus. */
const BYTES: usize = memory.data(4, 4);

let only: Ref = 0;

export function initAccel(): void {
  only = permanentObject(Kind.Accel, 4);
  const type = typeOfKind(Kind.Accel);
  typeAt(type).make = accel_make.index;
  reserveNames(type, 8);
  method1(type, Q.x, accel_x);
  method1(type, Q.y, accel_y);
  method1(type, Q.z, accel_z);
  method1(type, Q.tilt, accel_tilt);
  method1(type, Q.filtered_xyz, accel_filteredXyz);
  method2(type, Q.read, accel_read);
  method3(type, Q.write, accel_write);
}

function bus(): BusRow {
  return busRow(busOfNumber(I2C_ROWS, I2C_COUNT, 1));
}

function accel_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 0)) return NULL;
  startController(bus(), HERTZ, PULL_UP);
  if (!supply(false) || !supply(true)) return NULL;
  let answer = 0;
  for (let i = 0; i < TRIALS; i++) {
    answer = send(0, true);
    if (answer == 0) break;
  }
  if (answer != 0) return raise(M.noAccel);
  store<u8>(BYTES, MODE);
  store<u8>(BYTES, ACTIVE, 1);
  send(2, true);
  return waitMillis(SETTLE_MILLIS) && !hasPending() ? only : NULL;
}

/** Switches the supply and waits. false: an exception is pending. */
function supply(on: bool): bool {
  writePin(portAddress(ACCEL_SUPPLY_PLACE), ACCEL_SUPPLY_PLACE & 15, on);
  return waitMillis(SETTLE_MILLIS);
}

/** Writes so many bytes; gives 0 or minus an errno. */
function send(count: u32, stop: bool): i32 {
  const row = bus();
  let answer = addressDevice(row, ADDRESS, false, 0, TIMEOUT);
  if (answer == 0 && count > 0) {
    const sent = sendBytes(row, BYTES, count, TIMEOUT);
    answer = sent == <i32>count ? 0 : -Errno.EIO;
  }
  if (answer == -Errno.ETIMEDOUT) abandonTransfer(row);
  else if (stop && answer != -Errno.ENODEV) stopTransfer(row, TIMEOUT);
  return answer;
}

/** Reads registers from one on; what does not come is 0. false: an exception is pending. */
function readRegisters(first: u32, count: u32): bool {
  store<u32>(BYTES, first & 0xff);
  const row = bus();
  if (send(1, false) == 0 && addressDevice(row, ADDRESS, true, count, TIMEOUT) == 0) {
    receiveBytes(row, BYTES, count, TIMEOUT);
  }
  return !hasPending();
}

/** A byte that was read, as the number with sign that an axis has in six bits. */
function axis(index: u32): i32 {
  return ((<i32>load<u8>(BYTES + index)) << 26) >> 26;
}

function readAxis(register: u32): Ref {
  return readRegisters(register, 1) ? smallOf(axis(0)) : NULL;
}

function accel_x(x: Ref): Ref {
  return readAxis(0);
}

function accel_y(x: Ref): Ref {
  return readAxis(1);
}

function accel_z(x: Ref): Ref {
  return readAxis(2);
}

function accel_tilt(x: Ref): Ref {
  return readRegisters(TILT, 1) ? smallOf(load<u8>(BYTES)) : NULL;
}

/** The sums of the last four readings. */
function accel_filteredXyz(x: Ref): Ref {
  if (!readRegisters(0, AXES)) return NULL;
  const tuple = newTuple(AXES);
  if (tuple == NULL) return NULL;
  const last = (DEPTH - 1) * AXES * 4;
  memory.copy(READINGS, READINGS + AXES * 4, last);
  for (let i: u32 = 0; i < AXES; i++) {
    store<i32>(READINGS + last + (i << 2), axis(i));
    let sum = 0;
    for (let j: u32 = 0; j < DEPTH; j++) sum += load<i32>(READINGS + ((j * AXES + i) << 2));
    store<u32>(tupleItems(tuple) + (i << 2), smallOf(sum));
  }
  return tuple;
}

function accel_read(x: Ref, register: Ref): Ref {
  const number = toI32(register);
  if (hasPending() || !readRegisters(number, 1)) return NULL;
  return smallOf(load<u8>(BYTES));
}

function accel_write(x: Ref, register: Ref, value: Ref): Ref {
  store<u8>(BYTES, <u8>toI32(register));
  store<u8>(BYTES, <u8>toI32(value), 1);
  if (hasPending()) return NULL;
  send(2, true);
  return hasPending() ? NULL : NONE;
}
