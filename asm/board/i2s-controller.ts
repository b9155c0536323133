/**
 * I2S bus 2 as the firmware drives it: SPI 2 in its I2S mode, clocked by PLLI2S, and DMA that goes round in a buffer
 * without an end.
 */

import { writeMemory } from "../cpu/memory-access";
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../cpu/nvic";
import {
  Clock,
  Irq,
  PLLI2S_BITS,
  PLLI2S_COUNT,
  PLLI2S_DIVISORS,
  PLLI2S_MULTIPLIERS,
  PLLI2S_RATES,
} from "../generated/chip";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { awaitSet, READY } from "./await";
import { enableClock, i2sHertz } from "./clocks";
import { cycleOfMillis } from "./ticks";

const RCC_CR: u32 = 0x40023800;
const RCC_APB1RSTR: u32 = 0x40023820;
const RCC_APB1ENR: u32 = 0x40023840;
const RCC_PLLI2SCFGR: u32 = 0x40023884;
const SPI2_CLOCK: u32 = 1 << 14;
const PLLI2SON: u32 = 1 << 26;
const PLLI2SRDY: u32 = 1 << 27;
const PLL_MILLIS: f64 = 2;
/** For rates of which there is no row: as after a reset. */
const MULTIPLIER: u32 = 192;
const DIVISOR: u32 = 2;

const SPI2: u32 = 0x40003800;
const CR2: u32 = 0x04;
const SR: u32 = 0x08;
const DR: u32 = 0x0c;
const I2SCFGR: u32 = 0x1c;
const I2SPR: u32 = 0x20;
const RXDMAEN: u32 = 1;
const TXDMAEN: u32 = 2;
const I2SE: u32 = 1 << 10;
const I2SMOD: u32 = 1 << 11;
/** DATLEN and CHLEN for channels of 32 bits. */
const WIDE: u32 = (2 << 1) | 1;
const LEAST_DIVIDER: u32 = 2;
const MOST_DIVIDER: u32 = 0xff;
/** The rate for which the HAL takes the least divider without reckoning. */
const DEFAULT_RATE: u32 = 2;

const DMA1: u32 = 0x40026000;
const DMA_LISR: u32 = DMA1;
/** Streams 3 and 4, channel 0: the first receives, and its flags are the last of LISR. */
const RECEIVE_STREAM: u32 = DMA1 + 0x10 + 3 * 0x18;
const SEND_STREAM: u32 = RECEIVE_STREAM + 0x18;
const RECEIVE_SHIFT: u32 = 22;
const CLEAR_DISTANCE: u32 = 8;
const FLAGS: u32 = 0x3d;
const HALF_FLAG: u32 = 1 << 4;
const COMPLETE_FLAG: u32 = 1 << 5;
const STREAM_ON: u32 = 1;
/** Halfwords, memory counted up, going round; interrupts of both halves and of errors. */
const STREAM_WAY: u32 = (1 << 13) | (1 << 11) | (1 << 10) | (1 << 8) | 0x1e;
const TO_PERIPHERAL: u32 = 1 << 6;
const PRIORITY: u32 = 5 << 4;

/** Gives the peripheral its clock. */
export function enableI2s(): void {
  modifyRegister(RCC_APB1ENR, 0, SPI2_CLOCK);
}

/** Sets the PLL for channels of so many bits. false: it does not start. */
export function startI2sClock(bits: u32, rate: u32): bool {
  let multiplier = MULTIPLIER;
  let divisor = DIVISOR;
  for (let i: u32 = 0; i < PLLI2S_COUNT; i++) {
    if (<u32>load<u8>(PLLI2S_BITS + i) != bits || load<u32>(PLLI2S_RATES + (i << 2)) != rate)
      continue;
    multiplier = load<u16>(PLLI2S_MULTIPLIERS + (i << 1));
    divisor = load<u8>(PLLI2S_DIVISORS + i);
  }
  modifyRegister(RCC_CR, PLLI2SON, 0);
  writeRegister(RCC_PLLI2SCFGR, 4, (multiplier << 6) | (divisor << 28));
  modifyRegister(RCC_CR, 0, PLLI2SON);
  return awaitSet(RCC_CR, PLLI2SRDY, cycleOfMillis(PLL_MILLIS), false) == READY;
}

/** I2SPR for channels of so many bits, reckoned in tenths as the HAL does; 0: there is none. */
function prescalerFor(bits: u32, rate: u32): u32 {
  if (rate == DEFAULT_RATE) return LEAST_DIVIDER;
  // The processor divides by 0 to 0.
  const tenths: u32 = rate == 0 ? 0 : ((i2sHertz() / (2 * bits)) * 10) / rate;
  const whole = (tenths + 5) / 10;
  const half = (whole >>> 1) & 0xffff;
  return half < LEAST_DIVIDER || half > MOST_DIVIDER ? 0 : half | ((whole & 1) << 8);
}

/** Programs the peripheral. false: its clock cannot be divided to that rate. */
export function configureI2s(mode: u32, bits: u32, rate: u32): bool {
  modifyRegister(SPI2 + I2SCFGR, 0xfff, 0);
  writeRegister(SPI2 + I2SPR, 4, LEAST_DIVIDER);
  const prescaler = prescalerFor(bits, rate);
  if (prescaler == 0) return false;
  writeRegister(SPI2 + I2SPR, 4, prescaler);
  writeRegister(SPI2 + I2SCFGR, 4, I2SMOD | mode | (bits == 16 ? 0 : WIDE));
  return true;
}

function interruptOf(sends: bool): u32 {
  return (sends ? Irq.DMA1_Stream4 : Irq.DMA1_Stream3) + FIRST_INTERRUPT;
}

function flagRegister(sends: bool): u32 {
  return sends ? DMA_LISR + 4 : DMA_LISR;
}

function flagShift(sends: bool): u32 {
  return sends ? 0 : RECEIVE_SHIFT;
}

/** Has DMA go round in a buffer, and begins. */
export function startI2s(sends: bool, buffer: u32, bytes: u32): void {
  const stream = sends ? SEND_STREAM : RECEIVE_STREAM;
  enableClock(Clock.DMA1);
  modifyRegister(stream, STREAM_ON, 0);
  writeRegister(flagRegister(sends) + CLEAR_DISTANCE, 4, FLAGS << flagShift(sends));
  setPriorityByte(interruptOf(sends), PRIORITY);
  setEnabled(interruptOf(sends), true);
  writeRegister(stream + 0x04, 4, bytes >>> 1);
  writeRegister(stream + 0x08, 4, SPI2 + DR);
  writeRegister(stream + 0x0c, 4, buffer);
  if (!sends) {
    readRegister(SPI2 + DR, 4);
    readRegister(SPI2 + SR, 4);
  }
  const way = STREAM_WAY | (sends ? TO_PERIPHERAL : 0);
  writeRegister(stream, 4, way);
  writeRegister(stream, 4, way | STREAM_ON);
  modifyRegister(SPI2 + I2SCFGR, 0, I2SE);
  modifyRegister(SPI2 + CR2, 0, sends ? TXDMAEN : RXDMAEN);
}

/** Ends everything and takes the clock away. DMA's stream stays, and nobody asks it for more. */
export function stopI2s(): void {
  setEnabled(interruptOf(false), false);
  setEnabled(interruptOf(true), false);
  modifyRegister(RCC_APB1RSTR, 0, SPI2_CLOCK);
  modifyRegister(RCC_APB1RSTR, SPI2_CLOCK, 0);
  modifyRegister(RCC_APB1ENR, SPI2_CLOCK, 0);
}

/**
 * Takes DMA's flags: bit 0 says that the first half is done, bit 1 the second. They are cleared without delivering
 * anything, as this may happen while events are delivered.
 */
export function takeI2sFlags(sends: bool): u32 {
  const register = flagRegister(sends);
  const shift = flagShift(sends);
  const flags = (readRegister(register, 4) >>> shift) & FLAGS;
  writeMemory(register + CLEAR_DISTANCE, 4, flags << shift);
  return ((flags & HALF_FLAG) != 0 ? 1 : 0) | ((flags & COMPLETE_FLAG) != 0 ? 2 : 0);
}
