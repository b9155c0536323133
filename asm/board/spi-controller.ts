/** An SPI bus as the firmware drives it. What the two classes of Python share for a bus. */
import { cpu } from "../cpu/registers";
import { BoardCost } from "../generated/board-costs";
import { SPI_COUNT, SPI_ROWS } from "../generated/buses";
import { Errno } from "../generated/errnos";
import { permanent } from "../memory/permanent";
import { Cost } from "../vm/cost";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { answerOf, awaitClear, awaitSet } from "./await";
import { busRow, clockOfBus, connectPin, resetBus, startBus, stopBus } from "./bus";
import { cycleOfMillis } from "./ticks";

@unmanaged
export class SpiBus {
  row: u32;
  ready: u32;
  /** CR1 but for the rate and what switches it on, CR2, and CRCPR with CRCEN in CR1. */
  control: u32;
  control2: u32;
  polynomial: u32;
  /** log2 of the clock's divider. */
  divider: u32;
}

const CR1: u32 = 0x00;
const CR2: u32 = 0x04;
const SR: u32 = 0x08;
const DR: u32 = 0x0c;
const CRCPR: u32 = 0x10;
const I2SCFGR: u32 = 0x1c;
const I2SMOD: u32 = 1 << 11;

export const SPI_PHASE: u32 = 1 << 0;
export const SPI_POLARITY: u32 = 1 << 1;
export const SPI_MASTER: u32 = 0x104;
export const SPI_LSB: u32 = 1 << 7;
export const SPI_SOFT_SELECT: u32 = 1 << 9;
export const SPI_16_BITS: u32 = 1 << 11;
export const SPI_CRC: u32 = 1 << 13;
export const SPI_TI: u32 = 1 << 4;
export const SPI_SELECT_OUTPUT: u32 = 1 << 2;
const RATE_SHIFT: u32 = 3;
const SPE: u32 = 1 << 6;
const RXNE: u32 = 1 << 0;
const TXE: u32 = 1 << 1;
const OVR: u32 = 1 << 6;
const BSY: u32 = 1 << 7;

const ALTERNATE: u32 = 2;
const PULL_UP: u32 = 1;
const PULL_DOWN: u32 = 2;
const MAX_DIVIDER: u32 = 8;

let buses: usize = 0;

export function initSpiBuses(): void {
  buses = permanent(SPI_COUNT * offsetof<SpiBus>());
  for (let i: u32 = 0; i < SPI_COUNT; i++) {
    spiBus(i).row = <u32>SPI_ROWS + i * 16;
    spiBus(i).divider = 1;
  }
}

export function spiBus(i: u32): SpiBus {
  return changetype<SpiBus>(buses + i * offsetof<SpiBus>());
}

/** Chooses the divider: the smallest power of two from `wanted` on. */
export function setDivider(bus: SpiBus, wanted: u32): void {
  bus.divider = 1;
  while (bus.divider < MAX_DIVIDER && (<u32>1) << bus.divider < wanted) bus.divider++;
}

/** The divider that yields at most this rate. */
export function dividerOf(bus: SpiBus, hertz: u32): u32 {
  return (clockOfBus(busRow(bus.row)) + hertz - 1) / max<u32>(hertz, 1);
}

export function spiHertz(bus: SpiBus): u32 {
  return clockOfBus(busRow(bus.row)) >> bus.divider;
}

/** Connects the pins and programs the registers. */
export function startSpi(bus: SpiBus): void {
  const row = busRow(bus.row);
  const select = (bus.control & SPI_SOFT_SELECT) == 0;
  const pull = (bus.control & SPI_POLARITY) != 0 ? PULL_UP : PULL_DOWN;
  startBus(row);
  for (let i: u32 = select ? 0 : 1; i < 4; i++) connectPin(row, i, ALTERNATE, pull);
  const base = row.address;
  writeRegister(base + CR1, 4, 0);
  writeRegister(base + CR1, 4, bus.control | ((bus.divider - 1) << RATE_SHIFT));
  writeRegister(base + CR2, 4, bus.control2);
  if ((bus.control & SPI_CRC) != 0) writeRegister(base + CRCPR, 4, bus.polynomial);
  const i2s = readRegister(base + I2SCFGR, 4);
  if ((i2s & I2SMOD) != 0) writeRegister(base + I2SCFGR, 4, i2s & ~I2SMOD);
  bus.ready = 1;
}

export function stopSpi(bus: SpiBus): void {
  const row = busRow(bus.row);
  modifyRegister(row.address + CR1, SPE, 0);
  resetBus(row);
  stopBus(row);
  bus.ready = 0;
}

function isWide(bus: SpiBus): bool {
  return (bus.control & SPI_16_BITS) != 0;
}

/** A word to send, ones when there is nothing. */
function wordAt(from: usize, at: u32, wide: bool): u32 {
  if (from == 0) return 0xffff;
  return wide ? load<u16>(from + at) : load<u8>(from + at);
}

/**
 * Sends and receives at the same time: from `from`, or ones when that is 0, to `to` unless that is 0. 0, or minus an
 * errno, or STREAM_RAISED.
 */
export function transferSpi(bus: SpiBus, from: usize, to: usize, length: u32, millis: u32): i32 {
  if (bus.ready == 0) return -Errno.EBUSY;
  const base = busRow(bus.row).address;
  const wide = isWide(bus);
  const step: u32 = wide ? 2 : 1;
  const end = cycleOfMillis(millis);
  // Longer transfers are the DMA's, and the processor sleeps.
  const idle = length > 1 && cpu.primask == 0;
  drain(base);
  modifyRegister(base + CR1, 0, SPE);
  let sent: u32 = 0;
  for (let received: u32 = 0; received + step <= length; received += step) {
    while (
      sent + step <= length &&
      sent <= received + step &&
      (readRegister(base + SR, 4) & TXE) != 0
    ) {
      writeRegister(base + DR, 4, wordAt(from, sent, wide));
      sent += step;
    }
    Cost.charge(BoardCost.spiWord);
    const answer = answerOf(awaitSet(base + SR, RXNE, end, idle));
    if (answer < 0) return answer;
    const word = readRegister(base + DR, 4);
    if (to == 0) continue;
    if (wide) store<u16>(to + received, <u16>word);
    else store<u8>(to + received, <u8>word);
  }
  return answerOf(awaitClear(base + SR, BSY, end));
}

/** Takes away what was left by an earlier transfer. */
function drain(base: u32): void {
  if ((readRegister(base + SR, 4) & (RXNE | OVR)) == 0) return;
  readRegister(base + DR, 4);
  readRegister(base + SR, 4);
}
