/** `pyb.ADC`: | header | what it was made of | channel |. All objects share one converter. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { boolRef, isKind, NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { bufferAddress, bufferCode, bufferLength, needBuffer } from "../../object/buffer";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { codeShift, convertItem, storeItem } from "../../object/item-code";
import { function3, method1, method3 } from "../../object/native-function";
import { putStr, Style } from "../../object/print";
import { hasPending, raise, raise1 } from "../../object/raise";
import { sequenceItems, sequenceLength } from "../../object/sequence";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { intFromI32, isInt } from "../../types/bigint";
import { isList } from "../../types/list";
import { toI32 } from "../../types/number";
import { newPermanentStaticMethod } from "../../types/static-method";
import { isTupleLike } from "../../types/tuple";
import { readRegister } from "../access";
import {
  channelOf,
  convertAgain,
  converted,
  initConverter,
  isChannel,
  readChannel,
  selectChannel,
  startConverter,
  stopConverter,
  usePin,
} from "../converter";
import { startSampling } from "../sampling";
import { clearFlags, stopTimer, TIM_SR, timerBase, UPDATE } from "../timers";
import { waitUpdate } from "../waits";
import { pinAt, placeOfPin } from "./pin";
import { findPin } from "./pin-search";
import { timerArgument } from "./timer";

@unmanaged
class Adc {
  header: u32;
  name: Ref;
  channel: u32;
}

/** Bytes of the firmware's object. */
const BOARD_BYTES: u32 = 84;
const BITS: u32 = 12;
const SAMPLING_TIMER: u32 = 6;

function adcAt(x: Ref): Adc {
  return changetype<Adc>(<usize>x);
}

export function initAdc(): void {
  describe(Kind.Adc, refAt(offsetof<Adc>("name")), 0);
  const type = typeOfKind(Kind.Adc);
  typeAt(type).make = adc_make.index;
  typeAt(type).print = adc_print.index;
  reserveNames(type, 4);
  method1(type, Q.read, adc_read);
  method3(type, Q.read_timed, adc_readTimed);
  const multi = function3(Q.read_timed_multi, adc_readTimedMulti);
  defineName(type, Q.read_timed_multi, newPermanentStaticMethod(multi));
}

/** The channel that a number or a pin means. -1: an exception is pending. */
function channelArgument(x: Ref): i32 {
  if (isInt(x)) {
    const channel = toI32(x);
    if (hasPending() || isChannel(channel)) return hasPending() ? -1 : channel;
    raise1(M.adcChannel, channel);
    return -1;
  }
  const pin = findPin(x);
  if (pin == NULL) return -1;
  const channel = channelOf(placeOfPin(pin));
  if (channel < 0) raise1(M.adcPin, pinAt(pin).name);
  return channel;
}

function adc_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const channel = channelArgument(load<u32>(args));
  if (channel < 0) return NULL;
  usePin(channel);
  const x = allocate(Kind.Adc, BOARD_BYTES);
  if (x == NULL) return NULL;
  adcAt(x).name = load<u32>(args);
  adcAt(x).channel = channel;
  initConverter(BITS);
  return hasPending() ? NULL : x;
}

function adc_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "<ADC on ") &&
    putStr(p, adcAt(x).name) &&
    putText(p, " channel=") &&
    putUnsigned(p, adcAt(x).channel) &&
    putByte(p, 0x3e)
  );
}

function adc_read(x: Ref): Ref {
  const value = readChannel(adcAt(x).channel);
  return hasPending() ? NULL : smallOf(value);
}

/** Puts a value of 12 bits, or its upper eight, into a buffer. */
function storeSample(code: u32, at: usize, value: u32): bool {
  const sample = codeShift(code) == 0 ? value >>> 4 : value;
  if (!convertItem(code, smallOf(sample))) return false;
  storeItem(code, at);
  return true;
}

/** Fills a buffer at the updates of a timer, or at a frequency with the sixth; gives its bytes. */
function adc_readTimed(x: Ref, buffer: Ref, rate: Ref): Ref {
  if (!needBuffer(buffer, true)) return NULL;
  const at = bufferAddress;
  const bytes = bufferLength;
  const code = bufferCode;
  const own = isInt(rate);
  const timer = own ? SAMPLING_TIMER : timerArgument(rate);
  if (own) startSampling(toI32(rate));
  if (hasPending()) return NULL;
  selectChannel(adcAt(x).channel);
  const shift = codeShift(code);
  for (let i: u32 = 0; i < bytes >>> shift; i++) {
    if (!waitUpdate(timer)) return NULL;
    if (i == 0) startConverter();
    else convertAgain();
    if (!storeSample(code, at + (i << shift), converted()) || hasPending()) return NULL;
  }
  stopConverter();
  if (own) stopTimer(SAMPLING_TIMER);
  return hasPending() ? NULL : intFromI32(bytes);
}

function isSequence(x: Ref): bool {
  return isList(x) || isTupleLike(x);
}

/** Checks converters and buffers. false: an exception is pending. */
function checkLists(adcs: Ref, buffers: Ref): bool {
  if (!isSequence(adcs)) return raise1(M.sequenceNeeded, adcs) != NULL;
  if (!isSequence(buffers)) return raise1(M.sequenceNeeded, buffers) != NULL;
  const n = sequenceLength(adcs);
  if (n < 1) return raise(M.adcNone) != NULL;
  if (n != sequenceLength(buffers)) return raise(M.adcLists) != NULL;
  let bytes: u32 = 0;
  let code: u32 = 0;
  for (let i = 0; i < n; i++) {
    const adc = itemOf(adcs, i);
    if (!isKind(adc, Kind.Adc)) return raise1(M.adcNeeded, adc) != NULL;
    if (!needBuffer(itemOf(buffers, i), true)) return false;
    if (i > 0 && (bytes != bufferLength || code != bufferCode)) {
      return raise(M.adcBuffers) != NULL;
    }
    bytes = bufferLength;
    code = bufferCode;
  }
  return true;
}

function itemOf(list: Ref, i: i32): Ref {
  return load<u32>(sequenceItems(list) + ((<usize>i) << 2));
}

/** Fills several buffers at the updates of a timer; tells whether all was in time. */
function adc_readTimedMulti(adcs: Ref, buffers: Ref, rate: Ref): Ref {
  if (!checkLists(adcs, buffers)) return NULL;
  const code = bufferCode;
  const count = bufferLength >>> codeShift(code);
  const timer = timerArgument(rate);
  if (timer == 0) return NULL;
  selectChannel(adcAt(itemOf(adcs, 0)).channel);
  startConverter();
  converted();
  clearFlags(timer, UPDATE);
  if (!waitUpdate(timer)) return NULL;
  let inTime = true;
  for (let i: u32 = 0; i < count; i++) {
    if ((readRegister(timerBase(timer) + TIM_SR, 4) & UPDATE) != 0) inTime = false;
    if (!waitUpdate(timer) || !sampleAll(adcs, buffers, code, i)) return NULL;
  }
  stopConverter();
  return hasPending() ? NULL : boolRef(inTime);
}

/** Takes one sample of each. false: an exception is pending. */
function sampleAll(adcs: Ref, buffers: Ref, code: u32, place: u32): bool {
  const n = sequenceLength(adcs);
  for (let i = 0; i < n; i++) {
    selectChannel(adcAt(itemOf(adcs, i)).channel);
    convertAgain();
    const value = converted();
    if (hasPending() || !needBuffer(itemOf(buffers, i), true)) return false;
    if (!storeSample(code, bufferAddress + (place << codeShift(code)), value)) return false;
  }
  return true;
}
