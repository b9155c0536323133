/** `machine.I2C`: | header | row | timeout |, one object for each bus, on the bus's controller. */
import { I2C_COUNT, I2C_ROWS } from "../../generated/buses";
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { NULL, Ref } from "../../memory/ref";
import {
  endArguments,
  namedOnly,
  needRef,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { putStr, Style } from "../../object/print";
import { hasPending, raise } from "../../object/raise";
import { typeAt, typeOfKind } from "../../object/type";
import { busRow, pinOfBus } from "../bus";
import {
  abandonTransfer,
  addressDevice,
  controllerHertz,
  receiveBytes,
  sendBytes,
  startController,
  stopTransfer,
} from "../i2c-controller";
import { findI2c } from "./i2c";
import { pinAt, pinAtPlace } from "./pin";

@unmanaged
class MachineI2c {
  header: u32;
  row: u32;
  /** Milliseconds for each step. */
  timeout: u32;
}

const DEFAULT_HERTZ: i32 = 400000;
const DEFAULT_MICROS: i32 = 50000;
const PULL_UP: u32 = 1;

let buses: usize = 0;

export function initMachineI2c(): void {
  for (let i: u32 = 0; i < I2C_COUNT; i++) {
    const x = permanentObject(Kind.MachineI2c, 16);
    if (i == 0) buses = <usize>x;
    i2cAt(x).row = <u32>I2C_ROWS + i * 16;
  }
  const type = typeAt(typeOfKind(Kind.MachineI2c));
  type.make = i2c_make.index;
  type.print = i2c_print.index;
}

function i2cAt(x: Ref): MachineI2c {
  return changetype<MachineI2c>(<usize>x);
}

/** `I2C(id, *, scl, sda, freq=400000, timeout=50000)` */
function i2c_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  const id = needRef(Q.id);
  namedOnly();
  const scl = optRef(Q.scl, NULL);
  const sda = optRef(Q.sda, NULL);
  const hertz = optInt(Q.freq, DEFAULT_HERTZ);
  const micros = optInt(Q.timeout, DEFAULT_MICROS);
  if (!endArguments()) return NULL;
  const row = findI2c(id);
  if (row == 0) return NULL;
  if (scl != NULL || sda != NULL) return raise(M.i2cPins);
  const x = <Ref>(buses + ((row - I2C_ROWS) / 16) * 16);
  i2cAt(x).timeout = (<u32>micros + 999) / 1000;
  startController(busRow(row), hertz, PULL_UP);
  return hasPending() ? NULL : x;
}

/** Addresses a device; `count` bytes are to be read, or nobody knows how many written. */
export function hardStart(x: Ref, address: i32, reading: bool, count: u32): i32 {
  const i2c = i2cAt(x);
  if (reading && count == 0) return -Errno.EINVAL;
  const answer = addressDevice(busRow(i2c.row), address, reading, count, i2c.timeout);
  if (answer == -Errno.ETIMEDOUT) abandonTransfer(busRow(i2c.row));
  return answer;
}

export function hardSend(x: Ref, from: usize, count: u32): i32 {
  const i2c = i2cAt(x);
  return sendBytes(busRow(i2c.row), from, count, i2c.timeout);
}

/** Reads all that is to be read; the transfer is over then. */
export function hardReceive(x: Ref, to: usize, count: u32): i32 {
  const i2c = i2cAt(x);
  return receiveBytes(busRow(i2c.row), to, count, i2c.timeout);
}

export function hardStop(x: Ref): i32 {
  const i2c = i2cAt(x);
  return stopTransfer(busRow(i2c.row), i2c.timeout);
}

function i2c_print(p: Ref, x: Ref, style: Style): bool {
  const row = busRow(i2cAt(x).row);
  putText(p, "I2C(");
  putUnsigned(p, row.number);
  putText(p, ", scl=");
  putStr(p, pinAt(pinAtPlace(pinOfBus(row, 0))).name);
  putText(p, ", sda=");
  putStr(p, pinAt(pinAtPlace(pinOfBus(row, 1))).name);
  putText(p, ", freq=");
  return putUnsigned(p, controllerHertz(row)) && putByte(p, 0x29);
}
