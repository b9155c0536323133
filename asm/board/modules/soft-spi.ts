/** `machine.SoftSPI`: an SPI bus on any three pins. */
import { BoardCost } from "../../generated/board-costs";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { NONE, NULL, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method1, methodKeywords } from "../../object/native-function";
import { putStr, Style } from "../../object/print";
import { hasPending, raise } from "../../object/raise";
import { STREAM_RAISED } from "../../object/stream";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { Cost } from "../../vm/cost";
import { systemHertz } from "../clocks";
import { enablePort, initPin, readPin, writePin } from "../port";
import { busyMicros } from "../ticks";
import { pinAt } from "./pin";
import { findPin } from "./pin-search";
import { defineSpiMethods, SPI_METHOD_NAMES } from "./spi-methods";

@unmanaged
class SoftSpi {
  header: u32;
  sck: Ref;
  mosi: Ref;
  miso: Ref;
  /** Microseconds of half a bit; 0: as fast as it goes. */
  delay: u32;
  polarity: u32;
  phase: u32;
  lsbFirst: u32;
}

const DEFAULT_HERTZ: i32 = 500000;
/** Half of a second in microseconds. */
const HALF: u32 = 500000;
/** Cycles of a bit without a delay. */
const BIT_CYCLES: u32 = 48;
const SAME: i32 = -1;
const INPUT: u32 = 0;
const OUTPUT: u32 = 1;

export function initSoftSpi(): void {
  const pins = refAt(offsetof<SoftSpi>("sck")) | refAt(offsetof<SoftSpi>("mosi"));
  describe(Kind.SoftSpi, pins | refAt(offsetof<SoftSpi>("miso")), 0);
  const type = typeOfKind(Kind.SoftSpi);
  typeAt(type).make = soft_make.index;
  typeAt(type).print = soft_print.index;
  reserveNames(type, SPI_METHOD_NAMES + 2);
  defineSpiMethods(type);
  methodKeywords(type, Q.init, 1, 0xff, soft_init);
  method1(type, Q.deinit, soft_deinit);
}

function softAt(x: Ref): SoftSpi {
  return changetype<SoftSpi>(<usize>x);
}

function fastest(): u32 {
  return systemHertz() / BIT_CYCLES;
}

/** Half of a bit, so that the rate is at most this. */
function delayOf(hertz: u32): u32 {
  return hertz >= fastest() ? 0 : (HALF + hertz - 1) / max<u32>(hertz, 1);
}

/** `SoftSPI(baudrate=500000, *, polarity=0, phase=0, bits=8, firstbit=MSB, sck, mosi, miso)` */
function soft_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  const hertz = optInt(Q.baudrate, DEFAULT_HERTZ);
  namedOnly();
  const polarity = optInt(Q.polarity, 0);
  const phase = optInt(Q.phase, 0);
  const bits = optInt(Q.bits, 8);
  const first = optInt(Q.firstbit, 0);
  const sck = optRef(Q.sck, NULL);
  const mosi = optRef(Q.mosi, NULL);
  const miso = optRef(Q.miso, NULL);
  if (!endArguments()) return NULL;
  if (bits != 8) return raise(M.spiBits);
  if (sck == NULL || mosi == NULL || miso == NULL) return raise(M.spiNeedsPins);
  const mark = rootMark();
  const x = allocate(Kind.SoftSpi, offsetof<SoftSpi>());
  if (x == NULL) return NULL;
  root(x);
  setParameters(softAt(x), hertz, polarity, phase, first);
  if (!setPins(softAt(x), sck, mosi, miso)) return NULL;
  start(softAt(x));
  rootReset(mark);
  return hasPending() ? NULL : x;
}

/** `init(baudrate, polarity, phase, *, firstbit, sck, mosi, miso)`: what is not given stays. */
function soft_init(n: i32, nkw: i32, args: usize): Ref {
  const soft = softAt(load<u32>(args));
  startArguments(n, nkw, args, 1);
  const hertz = optInt(Q.baudrate, SAME);
  const polarity = optInt(Q.polarity, SAME);
  const phase = optInt(Q.phase, SAME);
  namedOnly();
  const first = optInt(Q.firstbit, SAME);
  const sck = optRef(Q.sck, soft.sck);
  const mosi = optRef(Q.mosi, soft.mosi);
  const miso = optRef(Q.miso, soft.miso);
  if (!endArguments()) return NULL;
  setParameters(soft, hertz, polarity, phase, first);
  if (!setPins(soft, sck, mosi, miso)) return NULL;
  start(soft);
  return hasPending() ? NULL : NONE;
}

function soft_deinit(x: Ref): Ref {
  return NONE;
}

function setParameters(soft: SoftSpi, hertz: i32, polarity: i32, phase: i32, first: i32): void {
  if (hertz != SAME) soft.delay = delayOf(hertz);
  if (polarity != SAME) soft.polarity = polarity;
  if (phase != SAME) soft.phase = phase;
  if (first != SAME) soft.lsbFirst = first;
}

function setPins(soft: SoftSpi, sck: Ref, mosi: Ref, miso: Ref): bool {
  const clock = findPin(sck);
  if (clock == NULL) return false;
  const out = findPin(mosi);
  if (out == NULL) return false;
  const input = findPin(miso);
  if (input == NULL) return false;
  soft.sck = clock;
  soft.mosi = out;
  soft.miso = input;
  return true;
}

/** The clock rests before it becomes an output. */
function start(soft: SoftSpi): void {
  enablePort(pinAt(soft.sck).port);
  drive(soft.sck, soft.polarity);
  setMode(soft.sck, OUTPUT);
  setMode(soft.mosi, OUTPUT);
  setMode(soft.miso, INPUT);
}

function setMode(x: Ref, mode: u32): void {
  enablePort(pinAt(x).port);
  initPin(pinAt(x).port, pinAt(x).bit, mode, 0, 0);
}

function drive(x: Ref, level: u32): void {
  Cost.charge(BoardCost.softLine);
  writePin(pinAt(x).port, pinAt(x).bit, level != 0);
}

/** A bit out and one in. */
function exchangeBit(soft: SoftSpi, bit: u32): u32 {
  const active: u32 = soft.polarity != 0 ? 0 : 1;
  const delay = soft.delay;
  drive(soft.mosi, bit);
  if (delay != 0 && soft.phase == 0) busyMicros(delay);
  drive(soft.sck, active);
  if (delay != 0 && soft.phase != 0) busyMicros(delay);
  const received = readPin(pinAt(soft.miso).port, pinAt(soft.miso).bit);
  if (delay != 0 && soft.phase == 0) busyMicros(delay);
  drive(soft.sck, 1 - active);
  if (delay != 0 && soft.phase != 0) busyMicros(delay);
  return received;
}

/** Sends and receives; `to` may be 0. */
export function softTransfer(x: Ref, from: usize, to: usize, length: u32): i32 {
  const soft = softAt(x);
  for (let i: u32 = 0; i < length; i++) {
    const out: u32 = load<u8>(from + i);
    let received: u32 = 0;
    for (let j: u32 = 0; j < 8; j++) {
      const place = soft.lsbFirst != 0 ? j : 7 - j;
      received |= exchangeBit(soft, (out >>> place) & 1) << place;
      if (hasPending()) return STREAM_RAISED;
    }
    if (to != 0) store<u8>(to + i, <u8>received);
  }
  return 0;
}

function soft_print(p: Ref, x: Ref, style: Style): bool {
  const soft = softAt(x);
  putText(p, "SoftSPI(baudrate=");
  putUnsigned(p, soft.delay == 0 ? fastest() : HALF / soft.delay);
  putText(p, ", polarity=");
  putUnsigned(p, soft.polarity);
  putText(p, ", phase=");
  putUnsigned(p, soft.phase);
  putText(p, ", firstbit=");
  putUnsigned(p, soft.lsbFirst);
  putText(p, ", sck=");
  putStr(p, pinAt(soft.sck).name);
  putText(p, ", mosi=");
  putStr(p, pinAt(soft.mosi).name);
  putText(p, ", miso=");
  return putStr(p, pinAt(soft.miso).name) && putByte(p, 0x29);
}
