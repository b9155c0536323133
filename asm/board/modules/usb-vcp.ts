/** `pyb.USB_VCP`: the serial port over USB, to which standard output goes, too. There is one. */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../../cpu/nvic";
import { currentCycles } from "../../cpu/slice";
import { Irq } from "../../generated/chip";
import { Errno } from "../../generated/errnos";
import { Exc } from "../../generated/exceptions";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { UsbRequest } from "../../generated/power";
import { Q } from "../../generated/qstrs";
import { boardUsb } from "../../host";
import { boardRoot } from "../../memory/cells";
import { permanentObject } from "../../memory/permanent";
import { boolRef, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { isCallable } from "../../modules/builtins/objects";
import {
  endArguments,
  namedOnly,
  needRef,
  optBool,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { checkPositional } from "../../object/arguments";
import { flush, putBytes, putText, STDOUT } from "../../object/builder";
import { call1 } from "../../object/call";
import { function1, method1, method2, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise, raiseValue } from "../../object/raise";
import { describeStream, STREAM_RAISED, StreamRequest } from "../../object/stream";
import { newText } from "../../object/text";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { isInt } from "../../types/bigint";
import { toI32 } from "../../types/number";
import {
  defineStreamContext,
  defineStreamReading,
  defineStreamWriting,
  STREAM_CONTEXT_NAMES,
  STREAM_READ_NAMES,
  STREAM_WRITE_NAMES,
} from "../../types/stream-methods";
import { SCHEDULED, schedule } from "../../vm/schedule";
import { BoardRoot } from "../roots";
import { cycleOfMillis, passTo } from "../ticks";
import { takeReceive, takeSend, transferAddress, transferLength } from "./transfer-buffers";

const RTS: i32 = 1;
const CTS: i32 = 2;
const IRQ_RX: i32 = 1;
const EXCEPTION: u32 = Irq.OTG_FS + FIRST_INTERRUPT;
const PRIORITY: u32 = 6 << 4;
const DEFAULT_MILLIS: i32 = 5000;
const POLL_READ: i32 = 1;
const POLL_WRITE: i32 = 4;

let only: Ref = 0;
/** Calls the handler when there still is something to read, and its being under way. */
let caller: Ref = 0;
let scheduled: bool = false;

export function initUsbVcp(): void {
  only = permanentObject(Kind.UsbVcp, 16);
  caller = function1(Q.irq, usb_callHandler);
  describeStream(Kind.UsbVcp, usb_read.index, usb_write.index, usb_control.index, false);
  const type = typeOfKind(Kind.UsbVcp);
  typeAt(type).make = usb_make.index;
  typeAt(type).print = usb_print.index;
  reserveNames(type, STREAM_READ_NAMES + STREAM_WRITE_NAMES + STREAM_CONTEXT_NAMES + 10);
  defineStreamReading(type);
  defineStreamWriting(type);
  defineStreamContext(type);
  methodKeywords(type, Q.init, 1, 0xff, usb_init);
  method2(type, Q.setinterrupt, usb_setinterrupt);
  method1(type, Q.isconnected, usb_isconnected);
  method1(type, Q.any, usb_any);
  methodKeywords(type, Q.send, 1, 0xff, usb_send);
  methodKeywords(type, Q.recv, 1, 0xff, usb_recv);
  defineName(type, Q.RTS, smallOf(RTS));
  methodKeywords(type, Q.irq, 1, 0xff, usb_irq);
  defineName(type, Q.CTS, smallOf(CTS));
  defineName(type, Q.IRQ_RX, smallOf(IRQ_RX));
}

function usb_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  const id = n == 0 ? 0 : toI32(load<u32>(args));
  if (hasPending()) return NULL;
  return id == 0 ? only : raiseValue(Exc.ValueError, NULL);
}

/** `init(*, flow)`: nobody holds the stream up. */
function usb_init(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  namedOnly();
  optInt(Q.flow, -1);
  return endArguments() ? NONE : NULL;
}

/** Sets the character that interrupts the program, -1 for none. */
function usb_setinterrupt(x: Ref, character: Ref): Ref {
  const value = toI32(character);
  if (hasPending()) return NULL;
  boardUsb(UsbRequest.Interrupt, 0, value);
  return NONE;
}

function usb_isconnected(x: Ref): Ref {
  return boolRef(boardUsb(UsbRequest.Connected, 0, 0) != 0);
}

function available(): i32 {
  return boardUsb(UsbRequest.Available, 0, 0);
}

function usb_any(x: Ref): Ref {
  return boolRef(available() != 0);
}

function usb_read(x: Ref, to: usize, n: u32): i32 {
  const count = boardUsb(UsbRequest.Take, <u32>to, n);
  return count == 0 ? -Errno.EAGAIN : count;
}

function usb_write(x: Ref, from: usize, n: u32): i32 {
  putBytes(STDOUT, from, n);
  flush(STDOUT);
  return hasPending() ? STREAM_RAISED : <i32>n;
}

function usb_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  if (request == StreamRequest.Close || request == StreamRequest.Flush) return 0;
  if (request != StreamRequest.Poll) return -Errno.EINVAL;
  return (available() != 0 ? a & POLL_READ : 0) | (a & POLL_WRITE);
}

/** `send(data, *, timeout=5000)` */
function usb_send(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const data = needRef(Q.data);
  namedOnly();
  optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments() || !takeSend(data)) return NULL;
  usb_write(only, transferAddress, transferLength);
  return hasPending() ? NULL : smallOf(transferLength);
}

/** `irq(handler=None, trigger=IRQ_RX, hard=False)` */
function usb_irq(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const handler = optRef(Q.handler, NONE);
  const trigger = optInt(Q.trigger, IRQ_RX);
  const hard = optBool(Q.hard, false);
  if (!endArguments()) return NULL;
  if (n + nkw == 1) return NONE;
  if (handler != NONE && !isCallable(handler)) return raise(M.irqHandler);
  if (trigger != 0 && trigger != IRQ_RX) return raise(M.usbTrigger);
  if (hard) return raise(M.usbHard);
  store<u32>(boardRoot(BoardRoot.UsbHandler), trigger == 0 ? NONE : handler);
  setPriorityByte(EXCEPTION, PRIORITY);
  setEnabled(EXCEPTION, true);
  return NONE;
}

/** Serves the interrupt of USB; false when it is another. */
export function serveUsb(interrupt: u32): bool {
  if (interrupt != Irq.OTG_FS) return false;
  const handler = load<u32>(boardRoot(BoardRoot.UsbHandler));
  if (handler != NULL && handler != NONE && !scheduled) {
    scheduled = schedule(caller, only) == SCHEDULED;
  }
  return true;
}

function usb_callHandler(x: Ref): Ref {
  scheduled = false;
  const handler = load<u32>(boardRoot(BoardRoot.UsbHandler));
  return handler == NONE || available() == 0 ? NONE : call1(handler, x);
}

/** Fills memory as far as bytes come in time; gives their number, or STREAM_RAISED. */
function receive(to: usize, length: u32, millis: u32): i32 {
  const end = cycleOfMillis(millis);
  let done: u32 = 0;
  while (done < length) {
    done += boardUsb(UsbRequest.Take, <u32>(to + done), length - done);
    if (done == length || <f64>currentCycles() >= end) break;
    if (available() == 0 && !passTo(end, true)) return STREAM_RAISED;
  }
  return <i32>done;
}

/** `recv(data, *, timeout=5000)`: the bytes, or how many came into a buffer. */
function usb_recv(n: i32, nkw: i32, args: usize): Ref {
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
  const count = receive(at, transferLength, millis);
  if (count == STREAM_RAISED) return NULL;
  const result = isInt(wanted) ? newText(Kind.Bytes, at, count) : smallOf(count);
  if (result != NULL) rootReset(mark);
  return result;
}

function usb_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "USB_VCP(0)");
}
