/** `pyb.ADCAll`, which has no state of its own: the bits of a conversion are the converter's. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { ADC_PIN_COUNT } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { putText } from "../../object/builder";
import { method1, method2 } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { newFloat } from "../../types/float";
import { toI32, toI32Truncated } from "../../types/number";
import { readRegister } from "../access";
import {
  BATTERY,
  initConverter,
  isChannel,
  REFERENCE,
  readChannel,
  resolution,
  TEMPERATURE,
  usePin,
} from "../converter";

/** Bytes of the firmware's object. */
const BOARD_BYTES: u32 = 76;
const CALIBRATION_BITS: u32 = 12;
/** Volts of a full reading. */
const SCALE_VOLTS: f32 = 3.3;
const SCALE: f32 = SCALE_VOLTS / 4095;
/** What the maker measured: the reference, and the sensor at 30 and 110 degrees. */
const CALIBRATED_REFERENCE: u32 = 0x1fff7a2a;
const CALIBRATED_30: u32 = 0x1fff7a2c;
const CALIBRATED_110: u32 = 0x1fff7a2e;
const CALIBRATED_DEGREES: f32 = 80;
const LOW_DEGREES: f32 = 30;
/** The battery is read through a divider. */
const BATTERY_DIVIDER: f32 = 2;

/** By what a supply other than 3.3 V changes readings; found with the reference. */
let correction: f32 = 1;

export function initAdcAll(): void {
  const type = typeOfKind(Kind.AdcAll);
  typeAt(type).make = adcAll_make.index;
  typeAt(type).print = adcAll_print.index;
  reserveNames(type, 6);
  method2(type, Q.read_channel, adcAll_readChannel);
  method1(type, Q.read_core_temp, adcAll_readCoreTemp);
  method1(type, Q.read_core_vbat, adcAll_readCoreVbat);
  method1(type, Q.read_core_vref, adcAll_readCoreVref);
  method1(type, Q.read_vref, adcAll_readVref);
}

function adcAll_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 2)) return NULL;
  const bits = toI32(load<u32>(args));
  const mask = n == 2 ? <u32>toI32Truncated(load<u32>(args, 4)) : 0xffffffff;
  if (hasPending()) return NULL;
  if (bits < 6 || bits > 12 || (bits & 1) != 0) return raise1(M.adcResolution, bits);
  const x = allocate(Kind.AdcAll, BOARD_BYTES);
  if (x == NULL) return NULL;
  for (let channel: u32 = 0; channel < ADC_PIN_COUNT; channel++) {
    if (((mask >>> channel) & 1) != 0) usePin(channel);
  }
  initConverter(bits);
  return hasPending() ? NULL : x;
}

/** As a type without a print function of its own is shown. */
function adcAll_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "<ADCAll>");
}

function adcAll_readChannel(x: Ref, number: Ref): Ref {
  const channel = toI32(number);
  if (hasPending()) return NULL;
  if (!isChannel(channel)) return raise1(M.adcChannel, channel);
  const value = readChannel(channel);
  return hasPending() ? NULL : smallOf(value);
}

/** A reading with as many bits as the calibration has. */
function readScaled(channel: u32): u32 {
  return readChannel(channel) << (CALIBRATION_BITS - resolution());
}

function calibrated(at: u32): f32 {
  return <f32>readRegister(at, 2);
}

/** A float, unless an exception is pending. */
function floatResult(value: f32): Ref {
  return hasPending() ? NULL : newFloat(value);
}

/** Degrees Celsius. */
function adcAll_readCoreTemp(x: Ref): Ref {
  const raw = <f32>readScaled(TEMPERATURE) * correction;
  const low = calibrated(CALIBRATED_30);
  const slope = (calibrated(CALIBRATED_110) - low) / CALIBRATED_DEGREES;
  return floatResult((raw - low) / slope + LOW_DEGREES);
}

function adcAll_readCoreVbat(x: Ref): Ref {
  return floatResult(<f32>readScaled(BATTERY) * BATTERY_DIVIDER * SCALE * correction);
}

/** Reads the reference: what it has by calibration is what it has now. */
function findCorrection(): void {
  correction = calibrated(CALIBRATED_REFERENCE) / <f32>readScaled(REFERENCE);
}

function adcAll_readCoreVref(x: Ref): Ref {
  findCorrection();
  return floatResult(calibrated(CALIBRATED_REFERENCE) * SCALE);
}

/** The supply. */
function adcAll_readVref(x: Ref): Ref {
  findCorrection();
  return floatResult(SCALE_VOLTS * correction);
}
