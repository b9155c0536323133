/** ADC1 as the firmware's HAL handles it (RM0090, chapter 13). */
import { BoardCost } from "../generated/board-costs";
import { Clock } from "../generated/chip";
import { ADC_PIN_COUNT, ADC_PLACES } from "../generated/pyboard";
import { Cost } from "../vm/cost";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { coreHertz, enableClock } from "./clocks";
import { enablePort, initPin, portAddress } from "./port";
import { waitFlag } from "./waits";

const ADC1: u32 = 0x40012000;
const SR: u32 = ADC1;
const CR1: u32 = ADC1 + 0x04;
const CR2: u32 = ADC1 + 0x08;
const SMPR1: u32 = ADC1 + 0x0c;
const SQR1: u32 = ADC1 + 0x2c;
const SQR3: u32 = ADC1 + 0x34;
const DR: u32 = ADC1 + 0x4c;
const CCR: u32 = ADC1 + 0x304;

const END: u32 = 1 << 1;
const OVERRUN: u32 = 1 << 5;
const CR1_SCAN: u32 = 1 << 8;
const CR1_DISCONTINUOUS: u32 = 1 << 11;
const CR1_RESOLUTION: u32 = 3 << 24;
const CR2_ON: u32 = 1;
const CR2_CONTINUOUS: u32 = 1 << 1;
const CR2_DMA_CONTINUES: u32 = 1 << 9;
const CR2_EACH: u32 = 1 << 10;
const CR2_LEFT: u32 = 1 << 11;
const CR2_TRIGGER: u32 = 0x3f << 24;
const CR2_START: u32 = 1 << 30;
const CCR_PRESCALER: u32 = 3 << 16;
const CCR_BATTERY: u32 = 1 << 22;
const CCR_SENSORS: u32 = 1 << 23;

/** Settings of SMPR: 15 cycles for pins, 480 for what is inside. */
const SAMPLE_PIN: u32 = 1;
const SAMPLE_INSIDE: u32 = 7;
export const TEMPERATURE: u32 = 16;
export const REFERENCE: u32 = 17;
export const BATTERY: u32 = 18;
const MODE_ANALOG: u32 = 3;
/** Milliseconds after which a conversion is given up. */
const TIMEOUT: f64 = 10;
/** Microseconds of waiting loops, which take a turn for each megahertz. */
const STABLE_MICROS: u32 = 3;
const SENSOR_MICROS: u32 = 10;

/** Whether there is such a channel. */
export function isChannel(channel: i32): bool {
  return channel >= 0 && channel <= <i32>BATTERY;
}

/** The channel of a pin's place, -1: it has none. */
export function channelOf(place: u32): i32 {
  for (let channel: u32 = 0; channel < ADC_PIN_COUNT; channel++) {
    if (<u32>load<u8>(ADC_PLACES + channel) == place) return channel;
  }
  return -1;
}

/** Makes a channel's pin, if it has one, an analogue one. */
export function usePin(channel: u32): void {
  if (channel >= ADC_PIN_COUNT) return;
  const place = <u32>load<u8>(ADC_PLACES + channel);
  makeAnalog(place);
}

/** Makes a pin analogue, without pull. */
export function makeAnalog(place: u32): void {
  const port = portAddress(place);
  enablePort(port);
  initPin(port, place & 15, 0, 0, 0);
  initPin(port, place & 15, MODE_ANALOG, 0, 0);
}

/** Sets the converter up for single conversions of 6, 8, 10 or 12 bits. */
export function initConverter(bits: u32): void {
  enableClock(Clock.ADC);
  modifyRegister(CCR, CCR_PRESCALER, 0);
  const mask = CR1_SCAN | CR1_DISCONTINUOUS | CR1_RESOLUTION;
  modifyRegister(CR1, mask, ((12 - bits) >>> 1) << 24);
  const off = CR2_CONTINUOUS | CR2_DMA_CONTINUES | CR2_LEFT | CR2_TRIGGER;
  modifyRegister(CR2, off, CR2_EACH);
  modifyRegister(SQR1, 0xf << 20, 0);
}

/** The bits of a conversion. */
export function resolution(): u32 {
  return 12 - (((readRegister(CR1, 4) >>> 24) & 3) << 1);
}

/** Makes a channel the one to convert. */
export function selectChannel(channel: u32): void {
  const inside = channel >= TEMPERATURE;
  const register = channel > 9 ? SMPR1 : SMPR1 + 4;
  const shift = 3 * (channel % 10);
  modifyRegister(register, 7 << shift, (inside ? SAMPLE_INSIDE : SAMPLE_PIN) << shift);
  modifyRegister(SQR3, 31, channel);
  Cost.charge(BoardCost.adcSelect);
  if (channel == BATTERY) modifyRegister(CCR, 0, CCR_BATTERY);
  else if (inside) modifyRegister(CCR, 0, CCR_SENSORS);
  if (channel == TEMPERATURE) stall(SENSOR_MICROS);
}

/** A loop of so many turns for each megahertz of the core. */
function stall(turns: u32): void {
  Cost.charge(turns * (coreHertz() / 1000000) * BoardCost.stallTurn);
}

/** Turns the converter on and begins a conversion. */
export function startConverter(): void {
  if ((readRegister(CR2, 4) & CR2_ON) == 0) {
    modifyRegister(CR2, 0, CR2_ON);
    stall(STABLE_MICROS);
  }
  writeRegister(SR, 4, ~(END | OVERRUN));
  convertAgain();
}

/** Begins a further conversion. */
export function convertAgain(): void {
  modifyRegister(CR2, 0, CR2_START);
}

/** What was converted. Look at the pending exception. */
export function converted(): u32 {
  waitFlag(SR, END, TIMEOUT);
  return readRegister(DR, 4);
}

export function stopConverter(): void {
  modifyRegister(CR2, CR2_ON, 0);
}

/** Converts a channel once. Look at the pending exception. */
export function readChannel(channel: u32): u32 {
  selectChannel(channel);
  startConverter();
  const value = converted();
  stopConverter();
  if (channel == BATTERY) modifyRegister(CCR, CCR_BATTERY, 0);
  return value;
}
