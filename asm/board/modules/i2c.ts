/** `pyb.I2C`: | header | row | own address | ready |, one object for each bus. */
import { I2C_COUNT, I2C_ROWS } from "../../generated/buses";
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { boolRef, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  needInt,
  needRef,
  optBool,
  optInt,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putHex, putText, putUnsigned } from "../../object/builder";
import { raiseArity } from "../../object/call";
import { method1, method2, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { internedOrNull } from "../../object/qstr";
import { hasPending, raise, raise1 } from "../../object/raise";
import { isStr } from "../../object/str";
import { raiseStream, STREAM_RAISED } from "../../object/stream";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { listAppend, newList } from "../../types/list";
import { toI32 } from "../../types/number";
import { busOfName, busOfNumber, busRow, resetBus, stopBus } from "../bus";
import {
  abandonTransfer,
  addressDevice,
  controllerHertz,
  isBusBusy,
  ownAddress,
  receiveBytes,
  sendBytes,
  setOwnAddress,
  startController,
  stopTransfer,
} from "../i2c-controller";
import { receiveAddressed, sendAddressed } from "../i2c-peripheral";
import { waitMillis } from "../ticks";
import { takeReceive, takeSend, transferAddress, transferLength } from "./transfer-buffers";

@unmanaged
class I2c {
  header: u32;
  row: u32;
  /** CONTROLLER, or the address to which it answers. */
  own: u32;
  ready: u32;
}

const CONTROLLER: i32 = 0;
const PERIPHERAL: i32 = 1;
const DEFAULT_ADDRESS: i32 = 0x12;
const DEFAULT_HERTZ: i32 = 400000;
const DEFAULT_MILLIS: i32 = 5000;
const FIRST_ADDRESS: i32 = 0x08;
const LAST_ADDRESS: i32 = 0x77;
/** Milliseconds and trials of `is_ready` and `scan`. */
const PROBE_MILLIS: u32 = 200;
const PROBE_TRIALS: i32 = 100;
/** The address of a memory within a device goes over the bus in one or two bytes. */
const MEMORY_ADDRESS: usize = memory.data(2, 4);
/** How long a bus that is still held after an error is waited for. */
const RESET_TRIALS: i32 = 50;

let buses: usize = 0;

export function initI2c(): void {
  for (let i: u32 = 0; i < I2C_COUNT; i++) {
    const x = permanentObject(Kind.I2c, offsetof<I2c>());
    if (i == 0) buses = <usize>x;
    i2cAt(x).row = <u32>I2C_ROWS + i * 16;
  }
  const type = typeOfKind(Kind.I2c);
  typeAt(type).make = i2c_make.index;
  typeAt(type).print = i2c_print.index;
  reserveNames(type, 12);
  methodKeywords(type, Q.init, 1, 0xff, i2c_init);
  method1(type, Q.deinit, i2c_deinit);
  method2(type, Q.is_ready, i2c_isReady);
  method1(type, Q.scan, i2c_scan);
  methodKeywords(type, Q.send, 1, 0xff, i2c_send);
  methodKeywords(type, Q.recv, 1, 0xff, i2c_recv);
  methodKeywords(type, Q.mem_read, 1, 0xff, i2c_memRead);
  methodKeywords(type, Q.mem_write, 1, 0xff, i2c_memWrite);
  defineName(type, Q.CONTROLLER, smallOf(CONTROLLER));
  defineName(type, Q.PERIPHERAL, smallOf(PERIPHERAL));
  defineName(type, Q.MASTER, smallOf(CONTROLLER));
  defineName(type, Q.SLAVE, smallOf(PERIPHERAL));
}

function i2cAt(x: Ref): I2c {
  return changetype<I2c>(<usize>x);
}

/** The row of a bus that a value names. 0: an exception is pending. */
export function findI2c(id: Ref): usize {
  if (isStr(id)) {
    const named = busOfName(I2C_ROWS, I2C_COUNT, internedOrNull(id));
    return named != 0 ? named : <usize>raise1(M.noI2cNamed, id);
  }
  const number = toI32(id);
  if (hasPending()) return 0;
  const numbered = busOfNumber(I2C_ROWS, I2C_COUNT, number);
  return numbered != 0 ? numbered : <usize>raise1(M.noI2c, number);
}

function i2c_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 0xff, n);
  const row = findI2c(load<u32>(args));
  if (row == 0) return NULL;
  const x = <Ref>(buses + ((row - I2C_ROWS) / 16) * offsetof<I2c>());
  if (n + nkw > 1 && !configure(x, n - 1, nkw, args + 4)) return NULL;
  return x;
}

function i2c_init(n: i32, nkw: i32, args: usize): Ref {
  return configure(load<u32>(args), n - 1, nkw, args + 4) ? NONE : NULL;
}

/** Takes `mode, *, addr, baudrate, gencall, dma`; transfers are polled in any case. */
function configure(x: Ref, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 0);
  const mode = optInt(Q.mode, CONTROLLER);
  namedOnly();
  const address = optInt(Q.addr, DEFAULT_ADDRESS);
  const hertz = optInt(Q.baudrate, DEFAULT_HERTZ);
  optBool(Q.gencall, false);
  optBool(Q.dma, false);
  if (!endArguments()) return false;
  const i2c = i2cAt(x);
  const row = busRow(i2c.row);
  i2c.own = mode == CONTROLLER ? 0 : address & 0x7f;
  i2c.ready = 1;
  startController(row, hertz, 0);
  setOwnAddress(row, i2c.own);
  return !hasPending();
}

function i2c_deinit(x: Ref): Ref {
  const i2c = i2cAt(x);
  i2c.ready = 0;
  resetBus(busRow(i2c.row));
  stopBus(busRow(i2c.row));
  return NONE;
}

/** What an answer means here: a device that does not answer is an I/O error. */
function finish(x: Ref, answer: i32): bool {
  if (answer >= 0) return true;
  if (answer != STREAM_RAISED) recover(x);
  if (hasPending()) return false;
  raiseStream(answer == -Errno.ENODEV ? -Errno.EIO : answer);
  return false;
}

/** Waits for a bus that is still held, then resets the controller. */
function recover(x: Ref): void {
  const i2c = i2cAt(x);
  const row = busRow(i2c.row);
  if (i2c.ready == 0) return;
  for (let i = 0; i < RESET_TRIALS; i++) {
    if (!isBusBusy(row) || !waitMillis(1)) return;
  }
  const hertz = controllerHertz(row);
  abandonTransfer(row);
  startController(row, hertz, 0);
}

/** Addresses a device in the way of the HAL. */
function begin(x: Ref, address: i32, reading: bool, count: u32, millis: u32): i32 {
  const i2c = i2cAt(x);
  if (i2c.ready == 0 || isBusBusy(busRow(i2c.row))) return -Errno.EBUSY;
  return addressDevice(busRow(i2c.row), address, reading, count, millis);
}

function needController(x: Ref): bool {
  if (i2cAt(x).own == 0) return true;
  raise(M.i2cController);
  return false;
}

/** Whether a device answers, at one of so many trials. */
function probe(x: Ref, address: i32, trials: i32): bool {
  const row = busRow(i2cAt(x).row);
  for (let i = 0; i < trials; i++) {
    const answer = begin(x, address, false, 0, PROBE_MILLIS);
    if (answer == 0) return stopTransfer(row, PROBE_MILLIS) == 0;
    if (answer != -Errno.ENODEV) return false;
  }
  return false;
}

function i2c_isReady(x: Ref, address: Ref): Ref {
  if (!needController(x)) return NULL;
  const wanted = toI32(address);
  if (hasPending()) return NULL;
  const found = probe(x, wanted, PROBE_TRIALS);
  return hasPending() ? NULL : boolRef(found);
}

function i2c_scan(x: Ref): Ref {
  if (!needController(x)) return NULL;
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  for (let address = FIRST_ADDRESS; address <= LAST_ADDRESS; address++) {
    if (probe(x, address, 1) && !listAppend(list, smallOf(address))) return NULL;
    if (hasPending()) return NULL;
  }
  rootReset(mark);
  return list;
}

/** Sends a whole transfer behind the address. */
function sendTo(x: Ref, address: i32, millis: u32): i32 {
  const row = busRow(i2cAt(x).row);
  let answer = begin(x, address, false, 0, millis);
  if (answer < 0) return answer;
  answer = sendBytes(row, transferAddress, transferLength, millis);
  const stopped = answer == STREAM_RAISED ? answer : stopTransfer(row, millis);
  if (stopped < 0) return stopped;
  return answer == <i32>transferLength ? 0 : answer < 0 ? answer : -Errno.EIO;
}

/** `send(send, addr=0, *, timeout=5000)` */
function i2c_send(n: i32, nkw: i32, args: usize): Ref {
  const x = load<u32>(args);
  startArguments(n, nkw, args, 1);
  const data = needRef(Q.send);
  const address = optInt(Q.addr, 0);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments() || !takeSend(data)) return NULL;
  if (i2cAt(x).own != 0) {
    const row = busRow(i2cAt(x).row);
    const sent = sendAddressed(row, transferAddress, transferLength, millis);
    return finish(x, sent) ? NONE : NULL;
  }
  if (address == 0) return raise(M.i2cAddress);
  return finish(x, sendTo(x, address, millis)) ? NONE : NULL;
}

/** Reads what was asked for behind the address. */
function receiveFrom(x: Ref, address: i32, millis: u32): i32 {
  const row = busRow(i2cAt(x).row);
  const answer = begin(x, address, true, transferLength, millis);
  if (answer < 0) return answer;
  if (transferLength == 0) return stopTransfer(row, millis);
  return receiveBytes(row, transferAddress, transferLength, millis);
}

/** `recv(recv, addr=0, *, timeout=5000)` */
function i2c_recv(n: i32, nkw: i32, args: usize): Ref {
  const x = load<u32>(args);
  startArguments(n, nkw, args, 1);
  const wanted = needRef(Q.recv);
  const address = optInt(Q.addr, 0);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments()) return NULL;
  if (i2cAt(x).own == 0 && address == 0) return raise(M.i2cAddress);
  const mark = rootMark();
  const to = takeReceive(wanted);
  if (to == NULL) return NULL;
  root(to);
  const row = busRow(i2cAt(x).row);
  let answer = 0;
  if (i2cAt(x).own == 0) answer = receiveFrom(x, address, millis);
  else answer = receiveAddressed(row, transferAddress, transferLength, millis);
  if (!finish(x, answer)) return NULL;
  rootReset(mark);
  return to;
}

/** What `mem_read` and `mem_write` are told. */
let memoryData: Ref = 0;
let memoryDevice: i32 = 0;
let memoryMillis: u32 = 0;
let memoryBytes: u32 = 0;

/** Takes `data, addr, memaddr, *, timeout=5000, addr_size=8`. false: an exception is pending. */
function takeMemory(n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 1);
  memoryData = needRef(Q.data);
  const device = needInt(Q.addr);
  const place = needInt(Q.memaddr);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  const size = optInt(Q.addr_size, 8);
  if (!endArguments() || !needController(load<u32>(args))) return false;
  memoryDevice = device;
  memoryMillis = millis;
  memoryBytes = size == 8 ? 1 : 2;
  store<u8>(MEMORY_ADDRESS, <u8>(size == 8 ? place : place >> 8));
  store<u8>(MEMORY_ADDRESS, <u8>place, 1);
  return true;
}

/** Sends the address within the device. */
function beginMemory(x: Ref): i32 {
  const answer = begin(x, memoryDevice, false, 0, memoryMillis);
  if (answer < 0) return answer;
  const row = busRow(i2cAt(x).row);
  const sent = sendBytes(row, MEMORY_ADDRESS, memoryBytes, memoryMillis);
  if (sent == <i32>memoryBytes) return 0;
  if (sent != STREAM_RAISED) stopTransfer(row, memoryMillis);
  return sent < 0 ? sent : -Errno.EIO;
}

function readMemory(x: Ref): i32 {
  const row = busRow(i2cAt(x).row);
  let answer = beginMemory(x);
  if (answer < 0) return answer;
  answer = addressDevice(row, memoryDevice, true, transferLength, memoryMillis);
  if (answer < 0) return answer;
  if (transferLength == 0) return stopTransfer(row, memoryMillis);
  return receiveBytes(row, transferAddress, transferLength, memoryMillis);
}

function i2c_memRead(n: i32, nkw: i32, args: usize): Ref {
  if (!takeMemory(n, nkw, args)) return NULL;
  const mark = rootMark();
  const to = takeReceive(memoryData);
  if (to == NULL) return NULL;
  root(to);
  if (!finish(load<u32>(args), readMemory(load<u32>(args)))) return NULL;
  rootReset(mark);
  return to;
}

function writeMemory(x: Ref): i32 {
  const row = busRow(i2cAt(x).row);
  let answer = beginMemory(x);
  if (answer < 0) return answer;
  answer = sendBytes(row, transferAddress, transferLength, memoryMillis);
  if (answer == STREAM_RAISED) return answer;
  const stopped = stopTransfer(row, memoryMillis);
  if (answer >= 0 && answer < <i32>transferLength) return -Errno.EIO;
  return answer < 0 ? answer : stopped;
}

function i2c_memWrite(n: i32, nkw: i32, args: usize): Ref {
  if (!takeMemory(n, nkw, args) || !takeSend(memoryData)) return NULL;
  return finish(load<u32>(args), writeMemory(load<u32>(args))) ? NONE : NULL;
}

function i2c_print(p: Ref, x: Ref, style: Style): bool {
  const i2c = i2cAt(x);
  const row = busRow(i2c.row);
  if (!putText(p, "I2C(") || !putUnsigned(p, row.number)) return false;
  if (i2c.ready == 0) return putByte(p, 0x29);
  if (i2c.own == 0) {
    putText(p, ", I2C.CONTROLLER, baudrate=");
    putUnsigned(p, controllerHertz(row));
    return putByte(p, 0x29);
  }
  putText(p, ", I2C.PERIPHERAL, addr=0x");
  const address = ownAddress(row);
  if (address < 16) putByte(p, 0x30);
  return putHex(p, address) && putByte(p, 0x29);
}
