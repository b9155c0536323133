/** The methods that `machine.I2C` and `machine.SoftI2C` share. Transfers answer counts, or minus an errno. */
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { isKind, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  needInt,
  needRef,
  optInt,
  startArguments,
} from "../../object/argument-reader";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { method1, method2, methodArgs, methodKeywords } from "../../object/native-function";
import { truth } from "../../object/operators";
import { hasPending, raise, raise1 } from "../../object/raise";
import { sequenceItems, sequenceLength } from "../../object/sequence";
import { raiseStream } from "../../object/stream";
import { reserveNames, typeOfKind } from "../../object/type";
import { isList, listAppend, newList } from "../../types/list";
import { toI32 } from "../../types/number";
import { isTupleLike } from "../../types/tuple";
import { servePoll } from "../../vm/poll";
import { hardReceive, hardSend, hardStart, hardStop } from "./machine-i2c";
import { softAddress, softInit, softReceive, softSend, softStart, softStop } from "./soft-i2c";
import { newTransfer, transferAddress, transferLength } from "./transfer-buffers";

const FIRST_ADDRESS: i32 = 0x08;
const LAST_ADDRESS: i32 = 0x77;
/** The bytes of an address within a device. */
const PLACE: usize = memory.data(4, 4);
const MAX_PLACE_BITS: i32 = 32;

export function initI2cMethods(): void {
  defineMethods(typeOfKind(Kind.MachineI2c));
  defineMethods(typeOfKind(Kind.SoftI2c));
}

function defineMethods(type: Ref): void {
  reserveNames(type, 13);
  methodKeywords(type, Q.init, 1, 0xff, i2c_init);
  method1(type, Q.scan, i2c_scan);
  method1(type, Q.start, i2c_start);
  method1(type, Q.stop, i2c_stop);
  methodArgs(type, Q.readinto, 2, 3, i2c_readinto);
  method2(type, Q.write, i2c_write);
  methodArgs(type, Q.readfrom, 3, 4, i2c_readfrom);
  methodArgs(type, Q.readfrom_into, 3, 4, i2c_readfromInto);
  methodArgs(type, Q.writeto, 3, 4, i2c_writeto);
  methodArgs(type, Q.writevto, 3, 4, i2c_writevto);
  methodKeywords(type, Q.readfrom_mem, 1, 0xff, i2c_readfromMem);
  methodKeywords(type, Q.readfrom_mem_into, 1, 0xff, i2c_readfromMemInto);
  methodKeywords(type, Q.writeto_mem, 1, 0xff, i2c_writetoMem);
}

function isSoft(x: Ref): bool {
  return isKind(x, Kind.SoftI2c);
}

function begin(x: Ref, address: i32, reading: bool, count: u32): i32 {
  return isSoft(x) ? softAddress(x, address, reading) : hardStart(x, address, reading, count);
}

function sendPart(x: Ref, from: usize, count: u32): i32 {
  return isSoft(x) ? softSend(x, from, count) : hardSend(x, from, count);
}

function end(x: Ref): i32 {
  return isSoft(x) ? softStop(x) : hardStop(x);
}

/** Ends a transfer that has come to `answer`, if that is wanted. */
function endWith(x: Ref, answer: i32, stop: bool): i32 {
  if (answer < 0 || !stop) return answer;
  const ended = end(x);
  return ended < 0 ? ended : answer;
}

function writeTo(x: Ref, address: i32, from: usize, count: u32, stop: bool): i32 {
  const begun = begin(x, address, false, 0);
  return begun < 0 ? begun : endWith(x, sendPart(x, from, count), stop);
}

function readFrom(x: Ref, address: i32, to: usize, count: u32, stop: bool): i32 {
  if (!isSoft(x) && !stop) return -Errno.EINVAL;
  const begun = begin(x, address, true, count);
  if (begun < 0) return begun;
  if (!isSoft(x)) return hardReceive(x, to, count);
  return endWith(x, softReceive(x, to, count, true), stop);
}

/** A count, or the exception of an errno. */
function counted(answer: i32): Ref {
  return answer < 0 ? raiseStream(answer) : smallOf(answer);
}

function done(answer: i32): Ref {
  return answer < 0 ? raiseStream(answer) : NONE;
}

function i2c_init(n: i32, nkw: i32, args: usize): Ref {
  if (!isSoft(load<u32>(args))) return raise(M.i2cUnsupported);
  return softInit(load<u32>(args), n - 1, nkw, args + 4) ? NONE : NULL;
}

function i2c_scan(x: Ref): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  for (let address = FIRST_ADDRESS; address <= LAST_ADDRESS; address++) {
    const answer = writeTo(x, address, 0, 0, true);
    if (answer == 0 && !listAppend(list, smallOf(address))) return NULL;
    servePoll();
    if (hasPending()) return NULL;
  }
  rootReset(mark);
  return list;
}

function i2c_start(x: Ref): Ref {
  return isSoft(x) ? done(softStart(x)) : raise(M.i2cUnsupported);
}

function i2c_stop(x: Ref): Ref {
  return isSoft(x) ? done(softStop(x)) : raise(M.i2cUnsupported);
}

/** `readinto(buffer, nack=True)` */
function i2c_readinto(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  if (!isSoft(x)) return raise(M.i2cUnsupported);
  if (!needBuffer(load<u32>(args, 4), true)) return NULL;
  const to = bufferAddress;
  const count = bufferLength;
  return done(softReceive(x, to, count, n == 2 || truth(load<u32>(args, 8))));
}

function i2c_write(x: Ref, buffer: Ref): Ref {
  if (!isSoft(x)) return raise(M.i2cUnsupported);
  return needBuffer(buffer, false) ? counted(softSend(x, bufferAddress, bufferLength)) : NULL;
}

/** Whether the fourth argument says that the transfer ends. */
function stops(n: i32, args: usize): bool {
  return n == 3 || truth(load<u32>(args, 12));
}

/** `readfrom(addr, n, stop=True)` */
function i2c_readfrom(n: i32, args: usize): Ref {
  const address = toI32(load<u32>(args, 4));
  const count = toI32(load<u32>(args, 8));
  if (hasPending()) return NULL;
  const stop = stops(n, args);
  const mark = rootMark();
  const bytes = newTransfer(count);
  if (bytes == NULL) return NULL;
  root(bytes);
  const answer = readFrom(load<u32>(args), address, transferAddress, transferLength, stop);
  if (answer < 0) return raiseStream(answer);
  rootReset(mark);
  return bytes;
}

/** `readfrom_into(addr, buffer, stop=True)` */
function i2c_readfromInto(n: i32, args: usize): Ref {
  const address = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  const stop = stops(n, args);
  if (!needBuffer(load<u32>(args, 8), true)) return NULL;
  return done(readFrom(load<u32>(args), address, bufferAddress, bufferLength, stop));
}

/** `writeto(addr, buffer, stop=True)` */
function i2c_writeto(n: i32, args: usize): Ref {
  const address = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  const stop = stops(n, args);
  if (!needBuffer(load<u32>(args, 8), false)) return NULL;
  return counted(writeTo(load<u32>(args), address, bufferAddress, bufferLength, stop));
}

/** `writevto(addr, buffers, stop=True)` */
function i2c_writevto(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  const vector = load<u32>(args, 8);
  const address = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  if (!isList(vector) && !isTupleLike(vector)) return raise1(M.sequenceNeeded, vector);
  const items = sequenceItems(vector);
  const count = sequenceLength(vector);
  for (let i = 0; i < count; i++) {
    if (!needBuffer(load<u32>(items + ((<usize>i) << 2)), false)) return NULL;
  }
  return counted(writeVector(x, address, items, count, stops(n, args)));
}

function writeVector(x: Ref, address: i32, items: usize, count: i32, stop: bool): i32 {
  let answer = begin(x, address, false, 0);
  if (answer < 0) return answer;
  let sent = 0;
  for (let i = 0; i < count; i++) {
    needBuffer(load<u32>(items + ((<usize>i) << 2)), false);
    const length = bufferLength;
    if (length == 0) continue;
    answer = sendPart(x, bufferAddress, length);
    if (answer < 0) return answer;
    sent += answer;
    if (answer < <i32>length) break;
  }
  return endWith(x, sent, stop);
}

/** What the `_mem` methods are told. */
let device: i32 = 0;
let placeBytes: u32 = 0;
let memoryValue: Ref = 0;

/** Takes `addr, memaddr, value, *, addrsize=8`. false: an exception is pending. */
function takeMemory(n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 1);
  const address = needInt(Q.addr);
  const place = needInt(Q.memaddr);
  const value = needRef(Q.arg);
  namedOnly();
  const bits = optInt(Q.addrsize, 8) & 0xff;
  if (!endArguments()) return false;
  if ((bits & 7) != 0 || bits > MAX_PLACE_BITS) {
    raise(M.i2cAddressSize);
    return false;
  }
  device = address;
  memoryValue = value;
  placeBytes = bits >> 3;
  for (let i: u32 = 0; i < placeBytes; i++) {
    store<u8>(PLACE + i, <u8>(place >> ((placeBytes - 1 - i) << 3)));
  }
  return true;
}

function readMemory(x: Ref, to: usize, count: u32): i32 {
  const sent = writeTo(x, device, PLACE, placeBytes, false);
  if (sent == <i32>placeBytes) return readFrom(x, device, to, count, true);
  // The bus is left free.
  writeTo(x, device, 0, 0, true);
  return sent;
}

/** `readfrom_mem(addr, memaddr, n, *, addrsize=8)` */
function i2c_readfromMem(n: i32, nkw: i32, args: usize): Ref {
  if (!takeMemory(n, nkw, args)) return NULL;
  const count = toI32(memoryValue);
  if (hasPending()) return NULL;
  const mark = rootMark();
  const bytes = newTransfer(count);
  if (bytes == NULL) return NULL;
  root(bytes);
  const answer = readMemory(load<u32>(args), transferAddress, transferLength);
  if (answer < 0) return raiseStream(answer);
  rootReset(mark);
  return bytes;
}

/** `readfrom_mem_into(addr, memaddr, buffer, *, addrsize=8)` */
function i2c_readfromMemInto(n: i32, nkw: i32, args: usize): Ref {
  if (!takeMemory(n, nkw, args) || !needBuffer(memoryValue, true)) return NULL;
  return done(readMemory(load<u32>(args), bufferAddress, bufferLength));
}

/** `writeto_mem(addr, memaddr, buffer, *, addrsize=8)` */
function i2c_writetoMem(n: i32, nkw: i32, args: usize): Ref {
  if (!takeMemory(n, nkw, args) || !needBuffer(memoryValue, false)) return NULL;
  const x = load<u32>(args);
  let answer = begin(x, device, false, 0);
  if (answer < 0) return raiseStream(answer);
  answer = sendPart(x, PLACE, placeBytes);
  if (answer == <i32>placeBytes) {
    const sent = sendPart(x, bufferAddress, bufferLength);
    answer = sent < 0 ? sent : answer + sent;
  }
  return done(endWith(x, answer, true));
}
