/** `pyb.DAC`: | header | number | bits | single | waveform |; the last two: BOFF for either use. */
import { BoardCost } from "../../generated/board-costs";
import { Clock } from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { DAC_PLACES } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { boardRoot } from "../../memory/cells";
import { permanentObject } from "../../memory/permanent";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import {
  endArguments,
  namedOnly,
  needRef,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { raiseArity } from "../../object/call";
import { method1, method2, methodKeywords } from "../../object/native-function";
import { truth } from "../../object/operators";
import { Style } from "../../object/print";
import { hasPending, raise, raise1 } from "../../object/raise";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { isInt } from "../../types/bigint";
import { toI32 } from "../../types/number";
import { Cost } from "../../vm/cost";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { enableClock } from "../clocks";
import { makeAnalog } from "../converter";
import { BoardRoot } from "../roots";
import { startTriggers, triggerAtUpdates } from "../sampling";
import { pinAt, placeOfPin } from "./pin";
import { findPin } from "./pin-search";
import { timerArgument } from "./timer";

@unmanaged
class Dac {
  header: u32;
  number: u32;
  /** 0: was never set up. */
  bits: u32;
  single: u32;
  waveform: u32;
}

const CHANNELS: u32 = 2;
const CR: u32 = 0x40007400;
/** DHR12R1; the second channel's are behind. */
const HOLD: u32 = CR + 0x08;
const HOLD_STEP: u32 = 0x0c;
const HOLD_8_BITS: u32 = 8;
const ENABLE: u32 = 1;
const UNBUFFERED: u32 = 2;
const TRIGGERED: u32 = 4;
const TRIGGER_SHIFT: u32 = 3;
const NOISE: u32 = 1 << 6;
const TRIANGLE: u32 = 2 << 6;
const FULL_SCALE: u32 = 11 << 8;
const BY_DMA: u32 = 1 << 12;
/** All but ENABLE and UNBUFFERED that a channel has in CR. */
const WAY: u32 = 0x1ffc;
/** TSEL of timers 2 and 4 to 8, by their numbers. */
const TRIGGERS: usize = memory.data<u8>([0xff, 0xff, 4, 0xff, 5, 3, 0, 2, 1]);
const LAST_TRIGGER: u32 = 8;

/** Streams 5 and 6 of DMA1, channel 7. */
const STREAM: u32 = 0x40026000 + 0x10 + 5 * 0x18;
const STREAM_STEP: u32 = 0x18;
const STREAM_ON: u32 = 1;
/** Channel 7, high priority, memory counted up, to the peripheral. */
const STREAM_WAY: u32 = (7 << 25) | (2 << 16) | (1 << 10) | (1 << 6);
const HALFWORDS: u32 = (1 << 13) | (1 << 11);
const CIRCULAR: u32 = 1 << 8;
/** HIFCR, and the flags of a stream in it. */
const CLEAR_FLAGS: u32 = 0x4002600c;
const FLAGS: u32 = 0x3d;

let first: Ref = 0;
let second: Ref = 0;

function dacAt(x: Ref): Dac {
  return changetype<Dac>(<usize>x);
}

function newDac(number: u32): Ref {
  const x = permanentObject(Kind.Dac, offsetof<Dac>());
  dacAt(x).number = number;
  return x;
}

export function initDac(): void {
  first = newDac(1);
  second = newDac(2);
  const type = typeOfKind(Kind.Dac);
  typeAt(type).make = dac_make.index;
  typeAt(type).print = dac_print.index;
  reserveNames(type, 10);
  methodKeywords(type, Q.init, 1, 0xff, dac_init);
  method1(type, Q.deinit, dac_deinit);
  method2(type, Q.write, dac_write);
  method2(type, Q.noise, dac_noise);
  method2(type, Q.triangle, dac_triangle);
  methodKeywords(type, Q.write_timed, 1, 0xff, dac_writeTimed);
  defineName(type, Q.NORMAL, smallOf(0));
  defineName(type, Q.CIRCULAR, smallOf(CIRCULAR));
}

/** The number that an argument means, of which there may be none. Look at the pending exception. */
function numberArgument(x: Ref): i32 {
  if (isInt(x)) return toI32(x);
  const pin = findPin(x);
  if (pin == NULL) return 0;
  for (let i: u32 = 0; i < CHANNELS; i++) {
    if (<u32>load<u8>(DAC_PLACES + i) == placeOfPin(pin)) return i + 1;
  }
  raise1(M.dacPin, pinAt(pin).name);
  return 0;
}

function dac_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 0xff, n);
  const number = numberArgument(load<u32>(args));
  if (hasPending()) return NULL;
  if (number != 1 && number != 2) return raise1(M.noDac, number);
  const x = number == 1 ? first : second;
  if ((dacAt(x).bits == 0 || n + nkw > 1) && !setUp(dacAt(x), n, nkw, args)) return NULL;
  return x;
}

function dac_init(n: i32, nkw: i32, args: usize): Ref {
  return setUp(dacAt(load<u32>(args)), n, nkw, args) ? NONE : NULL;
}

/** Takes `bits` and `buffering`. false: an exception is pending. */
function setUp(dac: Dac, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 1);
  const bits = optInt(Q.bits, 8);
  namedOnly();
  const buffering = optRef(Q.buffering, NONE);
  if (!endArguments()) return false;
  makeAnalog(load<u8>(DAC_PLACES + dac.number - 1));
  enableClock(Clock.DAC);
  change(dac, ENABLE, 0);
  if (bits != 8 && bits != 12) return raise(M.dacBits) != NULL;
  dac.bits = bits;
  const buffered = buffering != NONE && truth(buffering);
  dac.single = buffered ? 0 : UNBUFFERED;
  dac.waveform = buffered || buffering == NONE ? 0 : UNBUFFERED;
  return !hasPending();
}

/** Changes a channel's half of CR. */
function change(dac: Dac, mask: u32, bits: u32): void {
  const shift = (dac.number - 1) << 4;
  modifyRegister(CR, mask << shift, bits << shift);
}

function configure(dac: Dac, way: u32, buffer: u32): void {
  change(dac, ENABLE, 0);
  change(dac, WAY | UNBUFFERED, way | buffer);
}

function holdRegister(dac: Dac): u32 {
  return HOLD + (dac.number - 1) * HOLD_STEP;
}

/** Goes over to another way of conversion, if it is one, with a value to begin with. */
function convert(dac: Dac, way: u32, buffer: u32, value: u32): Ref {
  Cost.charge(BoardCost.dacWrite);
  const now = (readRegister(CR, 4) >>> ((dac.number - 1) << 4)) & (WAY | ENABLE);
  const other = now != (way | ENABLE);
  if (other) {
    stopStream(dac);
    configure(dac, way, buffer);
  }
  writeRegister(holdRegister(dac), 4, value);
  if (other) change(dac, 0, ENABLE);
  return hasPending() ? NULL : NONE;
}

function dac_deinit(x: Ref): Ref {
  change(dacAt(x), ENABLE, 0);
  change(dacAt(x), 0, UNBUFFERED);
  return NONE;
}

function dac_write(x: Ref, value: Ref): Ref {
  const dac = dacAt(x);
  const level = toI32(value);
  return hasPending() ? NULL : convert(dac, 0, dac.single, (<u32>level) << (12 - dac.bits));
}

function dac_noise(x: Ref, frequency: Ref): Ref {
  return startWave(dacAt(x), frequency, NOISE);
}

function dac_triangle(x: Ref, frequency: Ref): Ref {
  return startWave(dacAt(x), frequency, TRIANGLE);
}

/** A wave of the converter's own, a step of it at each update of the sixth timer. */
function startWave(dac: Dac, frequency: Ref, wave: u32): Ref {
  const hertz = toI32(frequency);
  if (hasPending()) return NULL;
  startTriggers(hertz);
  return convert(dac, FULL_SCALE | wave | TRIGGERED, dac.waveform, 0);
}

/** TSEL and TEN for a frequency or a timer. Look at the pending exception. */
function triggerOf(rate: Ref): u32 {
  if (isInt(rate)) {
    const hertz = toI32(rate);
    if (!hasPending()) startTriggers(hertz);
    return TRIGGERED;
  }
  const timer = timerArgument(rate);
  if (timer == 0) return 0;
  triggerAtUpdates(timer);
  const trigger: u32 = timer > LAST_TRIGGER ? 0xff : load<u8>(TRIGGERS + timer);
  if (trigger == 0xff) raise(M.dacTimer);
  return (trigger << TRIGGER_SHIFT) | TRIGGERED;
}

/** `write_timed(data, freq, *, mode=NORMAL)`: has DMA play a buffer. */
function dac_writeTimed(n: i32, nkw: i32, args: usize): Ref {
  const dac = dacAt(load<u32>(args));
  startArguments(n, nkw, args, 1);
  const data = needRef(Q.data);
  const rate = needRef(Q.freq);
  namedOnly();
  const mode = <u32>optInt(Q.mode, 0);
  if (!endArguments() || !needBuffer(data, false)) return NULL;
  const trigger = triggerOf(rate);
  if (hasPending() || !needBuffer(data, false)) return NULL;
  Cost.charge(BoardCost.dacWrite);
  store<u32>(boardRoot(BoardRoot.DacBuffers + dac.number - 1), data);
  configure(dac, BY_DMA | trigger, dac.waveform);
  startStream(dac, mode, <u32>bufferAddress, bufferLength);
  change(dac, 0, ENABLE);
  return hasPending() ? NULL : NONE;
}

function streamOf(dac: Dac): u32 {
  return STREAM + (dac.number - 1) * STREAM_STEP;
}

function stopStream(dac: Dac): void {
  enableClock(Clock.DMA1);
  modifyRegister(streamOf(dac), STREAM_ON, 0);
  writeRegister(CLEAR_FLAGS, 4, FLAGS << (dac.number == 1 ? 6 : 16));
}

function startStream(dac: Dac, mode: u32, address: u32, bytes: u32): void {
  const stream = streamOf(dac);
  const wide = dac.bits != 8;
  stopStream(dac);
  writeRegister(stream, 4, STREAM_WAY | (mode & CIRCULAR) | (wide ? HALFWORDS : 0));
  writeRegister(stream + 0x04, 4, wide ? bytes >>> 1 : bytes);
  writeRegister(stream + 0x08, 4, holdRegister(dac) + (wide ? 0 : HOLD_8_BITS));
  writeRegister(stream + 0x0c, 4, address);
  modifyRegister(stream, 0, STREAM_ON);
}

function dac_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "DAC(") &&
    putUnsigned(p, dacAt(x).number) &&
    putText(p, ", bits=") &&
    putUnsigned(p, dacAt(x).bits) &&
    putByte(p, 0x29)
  );
}
