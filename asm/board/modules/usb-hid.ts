/** `pyb.USB_HID`: the mouse, keyboard or other input device that the board is to its USB host. There is one. */
import { cpu } from "../../cpu/registers";
import { currentCycles } from "../../cpu/slice";
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { UsbRequest } from "../../generated/power";
import { Q } from "../../generated/qstrs";
import {
  HID_DESCRIPTOR_BYTES,
  HID_DESCRIPTORS,
  HID_FIELDS,
  HID_PLACES,
} from "../../generated/usb-hid";
import { boardUsb } from "../../host";
import { permanentObject } from "../../memory/permanent";
import { isKind, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  needRef,
  optInt,
  startArguments,
} from "../../object/argument-reader";
import { checkPositional } from "../../object/arguments";
import { bufferAddress, bufferLength, needBuffer, takeBuffer } from "../../object/buffer";
import { function1, method2, methodKeywords } from "../../object/native-function";
import { hasPending, raise, raise1, raise2 } from "../../object/raise";
import { sequenceItems, sequenceLength } from "../../object/sequence";
import { STR_DATA, Str } from "../../object/str";
import { describeStream, StreamRequest } from "../../object/stream";
import { newText } from "../../object/text";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { isInt } from "../../types/bigint";
import { defineInModule } from "../../types/module";
import { toI32 } from "../../types/number";
import { isTuple, TUPLE_ITEMS, Tuple } from "../../types/tuple";
import { cycleOfMillis, passTo } from "../ticks";
import { takeReceive, transferAddress, transferLength } from "./transfer-buffers";

const DEFAULT_MILLIS: i32 = 5000;
const POLL_READ: i32 = 1;
const POLL_WRITE: i32 = 4;
/** Fields of what describes a device: subclass, protocol, bytes of a report, milliseconds, descriptor. */
const FIELDS: i32 = 5;
const NUMBERS: i32 = 4;
/** Bytes of a report that may be a list or tuple. */
const SHORT_REPORT: i32 = 8;
const REPORT: usize = memory.data(8, 4);

let only: Ref = 0;
/** `pyb.hid_mouse` and `pyb.hid_keyboard`. */
let mouse: Ref = 0;
let keyboard: Ref = 0;

export function initUsbHid(): void {
  only = permanentObject(Kind.UsbHid, 4);
  mouse = makeDescription(0);
  keyboard = makeDescription(1);
  describeStream(Kind.UsbHid, 0, 0, hid_control.index, false);
  const type = typeOfKind(Kind.UsbHid);
  typeAt(type).make = hid_make.index;
  reserveNames(type, 2);
  method2(type, Q.send, hid_send);
  methodKeywords(type, Q.recv, 1, 0xff, hid_recv);
}

/** Those of the module `pyb`. */
export function defineUsbHid(module: Ref): void {
  defineInModule(module, Q.USB_HID, typeOfKind(Kind.UsbHid));
  defineInModule(module, Q.hid_mouse, mouse);
  defineInModule(module, Q.hid_keyboard, keyboard);
  defineInModule(module, Q.hid, function1(Q.hid, pyb_hid));
}

/** What is meant without the argument `hid`. */
export function mouseDescription(): Ref {
  return mouse;
}

/** The tuple for a row of the table. */
function makeDescription(row: u32): Ref {
  const length = <u32>load<u8>(HID_DESCRIPTOR_BYTES + row);
  const descriptor = permanentObject(Kind.Bytes, <u32>STR_DATA + length);
  changetype<Str>(<usize>descriptor).length = length;
  const from = HID_DESCRIPTORS + <u32>load<u8>(HID_PLACES + row);
  memory.copy(<usize>descriptor + STR_DATA, from, length);
  const x = permanentObject(Kind.Tuple, <u32>TUPLE_ITEMS + (FIELDS << 2));
  changetype<Tuple>(<usize>x).length = FIELDS;
  for (let i: u32 = 0; i < <u32>NUMBERS; i++) {
    store<u32>(
      <usize>x + TUPLE_ITEMS + (i << 2),
      smallOf(load<u8>(HID_FIELDS + row * NUMBERS + i)),
    );
  }
  store<u32>(<usize>x + TUPLE_ITEMS + (NUMBERS << 2), descriptor);
  return x;
}

function isSequence(x: Ref): bool {
  return isTuple(x) || isKind(x, Kind.List);
}

/** Shows the host a device as such a tuple describes it. false: an exception is pending. */
export function showHid(description: Ref): bool {
  if (!isSequence(description)) return raise1(M.sequenceNeeded, description) != NULL;
  const length = sequenceLength(description);
  if (length != FIELDS) return raise2(M.sequenceLength, FIELDS, length) != NULL;
  let word: u32 = 0;
  for (let i = 0; i < NUMBERS; i++) {
    const field = toI32(load<u32>(sequenceItems(description) + ((<usize>i) << 2)));
    if (hasPending()) return false;
    word |= (field & 0xff) << (i << 3);
  }
  if (!needBuffer(load<u32>(sequenceItems(description) + (NUMBERS << 2)), false)) return false;
  boardUsb(UsbRequest.HidDescriptor, <u32>bufferAddress, bufferLength);
  boardUsb(UsbRequest.HidShow, 0, word);
  return true;
}

/** The host sees no device any more. */
export function hideHid(): void {
  boardUsb(UsbRequest.HidShow, 0, 0);
}

function hid_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return checkPositional(n, nkw, 0, 0) ? only : NULL;
}

/** Takes the numbers of a list or tuple. false: an exception is pending. */
function takeNumbers(report: Ref): bool {
  if (!isSequence(report)) return raise1(M.sequenceNeeded, report) != NULL;
  const length = sequenceLength(report);
  if (length > SHORT_REPORT) return raise(M.hidReport) != NULL;
  for (let i = 0; i < length; i++) {
    const number = toI32(load<u32>(sequenceItems(report) + ((<usize>i) << 2)));
    if (hasPending()) return false;
    store<u8>(REPORT + i, <u8>number);
  }
  return true;
}

/** Gives how many bytes the host gets, 0 while it has not fetched the report before. */
function hid_send(x: Ref, report: Ref): Ref {
  let from = REPORT;
  let length: u32 = 0;
  if (takeBuffer(report, false)) {
    from = bufferAddress;
    length = bufferLength;
  } else {
    if (hasPending() || !takeNumbers(report)) return NULL;
    length = sequenceLength(report);
  }
  return smallOf(boardUsb(UsbRequest.HidSend, <u32>from, length));
}

/** As the method `send` of the only object. */
function pyb_hid(report: Ref): Ref {
  return hid_send(only, report);
}

/** Bytes of the report that the host has sent, -1 for none. */
function waiting(): i32 {
  return boardUsb(UsbRequest.HidWaiting, 0, 0);
}

/** Waits for a report. false: an exception is pending. */
function awaitReport(millis: i32): bool {
  const end = cycleOfMillis(millis);
  while (waiting() < 0 && <f64>currentCycles() < end && cpu.primask == 0) {
    if (!passTo(end, true)) return false;
  }
  return true;
}

/** `recv(data, *, timeout=5000)`: the bytes of a report, or how many came into a buffer. */
function hid_recv(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const wanted = needRef(Q.data);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments()) return NULL;
  const mark = rootMark();
  const to = takeReceive(wanted);
  if (to == NULL) return NULL;
  root(to);
  const at = transferAddress;
  const room = transferLength;
  if (!awaitReport(millis)) return NULL;
  const count = waiting() < 0 ? 0 : boardUsb(UsbRequest.HidTake, <u32>at, room);
  const result = isInt(wanted) ? newText(Kind.Bytes, at, count) : smallOf(count);
  if (result != NULL) rootReset(mark);
  return result;
}

function hid_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  if (request != StreamRequest.Poll) return -Errno.EINVAL;
  const writable = boardUsb(UsbRequest.HidReady, 0, 0) != 0;
  return (waiting() > 0 ? a & POLL_READ : 0) | (writable ? a & POLL_WRITE : 0);
}
