/** `machine.I2S`: samples from and to a bus, by DMA through a ring. The board has bus 2. */
import { FunctionKind, I2sSignal } from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { isKind, NONE, NULL, qstrRef, Ref, smallOf } from "../../memory/ref";
import { isCallable } from "../../modules/builtins/objects";
import {
  endArguments,
  namedOnly,
  needInt,
  needRef,
  startArguments,
} from "../../object/argument-reader";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import {
  BUFFER_DATA,
  putByte,
  putNumber,
  putText,
  putUnsigned,
  STDOUT,
} from "../../object/builder";
import { raiseArity } from "../../object/call";
import {
  functionKeywords,
  method1,
  method2,
  methodArgs,
  methodKeywords,
} from "../../object/native-function";
import { putStr, Style } from "../../object/print";
import { hasPending, raise, raise1 } from "../../object/raise";
import { describeStream } from "../../object/stream";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { newPermanentStaticMethod } from "../../types/static-method";
import { defineStreamLines, stream_readinto, stream_write } from "../../types/stream-methods";
import { configureI2s, enableI2s, startI2s, startI2sClock, stopI2s } from "../i2s-controller";
import { enablePort, initPin, portAddress } from "../port";
import { i2s_control, i2s_read, i2s_write } from "./i2s-copy";
import {
  DMA_BYTES,
  describeI2s,
  dmaBuffer,
  I2S_BYTES,
  I2S_RX,
  I2S_TX,
  I2s,
  i2sAt,
  i2sRoot,
  isOn,
  Way,
} from "./i2s-object";
import { findFunction, findI2sSignal, pinAt, placeOfPin } from "./pin";

const BUS: u32 = 2;
const MONO: i32 = 0;
const STEREO: i32 = 1;
const ALTERNATE: u32 = 2;
const PULL_UP: u32 = 1;

export function initI2s(): void {
  describeI2s();
  describeStream(Kind.I2s, i2s_read.index, i2s_write.index, i2s_control.index, false);
  const type = typeOfKind(Kind.I2s);
  typeAt(type).make = i2s_make.index;
  typeAt(type).print = i2s_print.index;
  reserveNames(type, 10);
  defineStreamLines(type);
  methodKeywords(type, Q.init, 1, 0xff, i2s_init);
  method1(type, Q.deinit, i2s_deinit);
  methodArgs(type, Q.readinto, 2, 3, i2s_readinto);
  methodArgs(type, Q.write, 2, 4, i2s_writeMethod);
  method2(type, Q.irq, i2s_irq);
  const shift = functionKeywords(Q.shift, 0, 0xff, i2s_shift);
  defineName(type, Q.shift, newPermanentStaticMethod(shift));
  defineName(type, Q.RX, smallOf(I2S_RX));
  defineName(type, Q.TX, smallOf(I2S_TX));
  defineName(type, Q.STEREO, smallOf(STEREO));
  defineName(type, Q.MONO, smallOf(MONO));
}

/** `I2S(id, *, sck, ws, sd, mode, bits, format, rate, ibuf)`: whatever the bus did before ends first. */
function i2s_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 0xff, n);
  const id = toI32(load<u32>(args));
  if (hasPending()) return NULL;
  if (id != BUS) return raise(M.i2sId);
  const cell = i2sRoot();
  if (load<u32>(cell) == NULL) {
    const made = allocate(Kind.I2s, I2S_BYTES);
    if (made == NULL) return NULL;
    store<u32>(cell, made);
  }
  const x = load<u32>(cell);
  turnOff(i2sAt(x));
  return configure(i2sAt(x), n - 1, nkw, args + 4) ? x : NULL;
}

function i2s_init(n: i32, nkw: i32, args: usize): Ref {
  const i2s = i2sAt(load<u32>(args));
  turnOff(i2s);
  return configure(i2s, n - 1, nkw, args + 4) ? NONE : NULL;
}

function i2s_deinit(x: Ref): Ref {
  turnOff(i2sAt(x));
  return hasPending() ? NULL : NONE;
}

function turnOff(i2s: I2s): void {
  if (!isOn(i2s)) return;
  stopI2s();
  i2s.ring = NULL;
}

/** Takes the arguments of `init`. false: an exception is pending. */
function configure(i2s: I2s, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 0);
  namedOnly();
  const sck = needRef(Q.sck);
  const ws = needRef(Q.ws);
  const sd = needRef(Q.sd);
  const mode = <u32>needInt(Q.mode) & 0xffff;
  const bits = <i32>(<i8>needInt(Q.bits));
  const format = needInt(Q.format) & 0xff;
  const rate = needInt(Q.rate);
  const ibuf = needInt(Q.ibuf);
  if (!endArguments()) return false;
  if (!checkPin(sck, Q.SCK, I2sSignal.CK)) return false;
  if (!checkPin(ws, Q.WS, I2sSignal.WS)) return false;
  if (!checkPin(sd, Q.SD, I2sSignal.SD)) return false;
  if (mode != I2S_RX && mode != I2S_TX) return <bool>raise(M.i2sMode);
  if (bits != 16 && bits != 32) return <bool>raise(M.i2sBits);
  if (format != MONO && format != STEREO) return <bool>raise(M.i2sFormat);
  if (!makeRing(i2s, ibuf)) return false;
  i2s.sck = sck;
  i2s.ws = ws;
  i2s.sd = sd;
  i2s.mode = mode;
  i2s.bits = bits;
  i2s.stereo = format;
  i2s.rate = rate;
  return start(i2s);
}

/** Whether a value is a pin with a signal of the bus. false: an exception is pending. */
function checkPin(x: Ref, name: i32, signal: I2sSignal): bool {
  if (!isKind(x, Kind.Pin)) return <bool>raise1(M.i2sNotPin, qstrRef(name));
  return findI2sSignal(x, BUS) == signal || <bool>raise1(M.i2sPin, qstrRef(name));
}

/** Makes an empty ring, from and to which nothing is copied yet. */
function makeRing(i2s: I2s, bytes: i32): bool {
  if (bytes <= 0) return <bool>raise(M.i2sBuffer);
  const ring = allocate(Kind.Buffer, <u32>BUFFER_DATA + bytes);
  if (ring == NULL) return false;
  i2s.ring = ring;
  i2s.ibuf = bytes;
  i2s.head = 0;
  i2s.tail = 0;
  i2s.callback = NULL;
  i2s.copying = 0;
  i2s.buffer = NULL;
  i2s.way = Way.Blocking;
  return true;
}

/** As the firmware and its HAL do. What is received has channels of 32 bits always. */
function start(i2s: I2s): bool {
  const sends = i2s.mode == I2S_TX;
  const bits = sends ? i2s.bits : 32;
  enableI2s();
  connect(i2s.sck);
  connect(i2s.ws);
  connect(i2s.sd);
  if (!startI2sClock(bits, i2s.rate)) {
    return hasPending() ? false : <bool>raise(M.i2sFailed);
  }
  if (!configureI2s(i2s.mode, bits, i2s.rate)) {
    // What the HAL calls an error of the prescaler.
    putText(STDOUT, "I2S Error = 16\n");
    return <bool>raise(M.i2sFailed);
  }
  startI2s(sends, dmaBuffer(i2s), DMA_BYTES);
  return !hasPending();
}

function connect(pin: Ref): void {
  const place = placeOfPin(pin);
  const port = portAddress(place);
  enablePort(port);
  initPin(port, place & 15, ALTERNATE, PULL_UP, findFunction(pin, FunctionKind.I2S, BUS));
}

/** `readinto(buf)` */
function i2s_readinto(n: i32, args: usize): Ref {
  i2sAt(load<u32>(args)).argument = load<u32>(args, 4);
  const result = stream_readinto(n, args);
  i2sAt(load<u32>(args)).argument = NULL;
  return result;
}

/** `write(buf)` */
function i2s_writeMethod(n: i32, args: usize): Ref {
  i2sAt(load<u32>(args)).argument = load<u32>(args, 4);
  const result = stream_write(n, args);
  i2sAt(load<u32>(args)).argument = NULL;
  return result;
}

/** `irq(handler)`: with a handler, `write` and `readinto` go on in the background, and it is called when all is done. */
function i2s_irq(x: Ref, handler: Ref): Ref {
  if (handler != NONE && !isCallable(handler)) return raise(M.i2sCallback);
  i2sAt(x).way = handler == NONE ? Way.Blocking : Way.Background;
  i2sAt(x).callback = handler;
  return NONE;
}

/** `shift(*, buf, bits, shift)`: shifts all samples, to the left by a positive number. */
function i2s_shift(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  namedOnly();
  const buffer = needRef(Q.buf);
  const bits = needInt(Q.bits) & 0xff;
  const shift = <i32>(<i8>needInt(Q.shift));
  if (!endArguments() || !needBuffer(buffer, true)) return NULL;
  if (bits != 16 && bits != 32) return raise(M.i2sBits);
  const size: u32 = bits >>> 3;
  const end = bufferAddress + (bufferLength & ~(size - 1));
  for (let at = bufferAddress; at < end; at += size) {
    if (bits == 16) store<u16>(at, <u16>shifted(load<i16>(at), shift));
    else store<u32>(at, shifted(load<i32>(at), shift));
  }
  return NONE;
}

/** As the processor shifts by a register. */
function shifted(sample: i32, shift: i32): i32 {
  if (shift < 0) return sample >> min(-shift, 31);
  return shift > 31 ? 0 : sample << shift;
}

function i2s_print(p: Ref, x: Ref, style: Style): bool {
  const i2s = i2sAt(x);
  putText(p, "I2S(id=");
  putUnsigned(p, BUS);
  putPin(p, ",\nsck=", i2s.sck);
  putPin(p, ",\nws=", i2s.ws);
  putPin(p, ",\nsd=", i2s.sd);
  putText(p, ",\nmode=");
  putUnsigned(p, i2s.mode);
  putText(p, ",\nbits=");
  putUnsigned(p, i2s.bits);
  putText(p, ", format=");
  putUnsigned(p, i2s.stereo);
  putText(p, ",\nrate=");
  putNumber(p, i2s.rate);
  putText(p, ", ibuf=");
  putUnsigned(p, i2s.ibuf);
  return putByte(p, 0x29);
}

function putPin(p: Ref, label: string, pin: Ref): void {
  putText(p, label);
  if (pin != NULL) putStr(p, pinAt(pin).name);
}
