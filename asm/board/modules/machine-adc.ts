/** `machine.ADC`: | header | channel |. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocateBlock } from "../../memory/heap";
import { NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method1 } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise1 } from "../../object/raise";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { isInt } from "../../types/bigint";
import { toI32 } from "../../types/number";
import {
  BATTERY,
  channelOf,
  initConverter,
  makeAnalog,
  REFERENCE,
  readChannel,
  TEMPERATURE,
} from "../converter";
import { portAddress } from "../port";
import { pinAt } from "./pin";
import { findPin } from "./pin-search";

@unmanaged
class MachineAdc {
  header: u32;
  channel: u32;
}

const BITS: u32 = 12;
/** Stands for the supply, to which everything is compared. */
const VREF: u32 = 0xffff;
const FULL: u32 = 0xffff;

export function initMachineAdc(): void {
  const type = typeOfKind(Kind.MachineAdc);
  typeAt(type).make = adc_make.index;
  typeAt(type).print = adc_print.index;
  reserveNames(type, 5);
  method1(type, Q.read_u16, adc_readU16);
  defineName(type, Q.VREF, smallOf(VREF));
  defineName(type, Q.CORE_VREF, smallOf(REFERENCE));
  defineName(type, Q.CORE_TEMP, smallOf(TEMPERATURE));
  defineName(type, Q.CORE_VBAT, smallOf(BATTERY));
}

function adcAt(x: Ref): MachineAdc {
  return changetype<MachineAdc>(<usize>x);
}

/** The channel of a number or a pin. -1: an exception is pending. */
function findChannel(source: Ref): i32 {
  if (isInt(source)) return toI32(source);
  const x = findPin(source);
  if (x == NULL) return -1;
  const pin = pinAt(x);
  const place = (((pin.port - portAddress(0)) >>> 10) << 4) | pin.bit;
  const channel = channelOf(place);
  if (channel < 0) raise1(M.adcPinOnly, pin.name);
  else makeAnalog(place);
  return channel;
}

function adc_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const channel = findChannel(load<u32>(args));
  if (hasPending()) return NULL;
  initConverter(BITS);
  const x = allocateBlock(Kind.MachineAdc);
  if (x != NULL) adcAt(x).channel = channel;
  return x;
}

/** 12 bits, repeated to fill 16. */
function adc_readU16(x: Ref): Ref {
  if (adcAt(x).channel == VREF) return smallOf(FULL);
  initConverter(BITS);
  const value = readChannel(adcAt(x).channel);
  return hasPending() ? NULL : smallOf((value << 4) | (value >>> 8));
}

function adc_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "<ADC1 channel=") && putUnsigned(p, adcAt(x).channel) && putByte(p, 0x3e);
}
