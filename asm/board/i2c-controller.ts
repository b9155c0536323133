/**
 * An I2C controller as the firmware drives it, by looking at its flags (RM0090, figures 243 to 245). Functions answer
 * 0 or a count, or minus an errno, or STREAM_RAISED.
 */
import { BoardCost } from "../generated/board-costs";
import { Errno } from "../generated/errnos";
import { Cost } from "../vm/cost";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { answerOf, awaitClear, awaitSet } from "./await";
import { BusRow, clockOfBus, connectPin, resetBus, startBus } from "./bus";
import { cycleOfMillis } from "./ticks";

const CR1: u32 = 0x00;
const CR2: u32 = 0x04;
const OAR1: u32 = 0x08;
const DR: u32 = 0x10;
const SR1: u32 = 0x14;
const SR2: u32 = 0x18;
const CCR: u32 = 0x1c;
const TRISE: u32 = 0x20;

const PE: u32 = 1 << 0;
const START: u32 = 1 << 8;
const STOP: u32 = 1 << 9;
const ACK: u32 = 1 << 10;
const POS: u32 = 1 << 11;
const SB: u32 = 1 << 0;
const ADDR: u32 = 1 << 1;
const BTF: u32 = 1 << 2;
const RXNE: u32 = 1 << 6;
const TXE: u32 = 1 << 7;
const AF: u32 = 1 << 10;
const BUSY: u32 = 1 << 1;

const FAST: u32 = 0xc000;
const STANDARD_HERTZ: u32 = 100000;
const FAST_HERTZ: u32 = 400000;
const OPEN_DRAIN: u32 = 0x12;
/** Milliseconds for which the HAL waits for a free bus. */
const BUSY_MILLIS: f64 = 25;

/** Connects the pins and programs the clock; the ports' own pulls are `pull`. */
export function startController(row: BusRow, hertz: u32, pull: u32): void {
  connectPin(row, 0, OPEN_DRAIN, pull);
  connectPin(row, 1, OPEN_DRAIN, pull);
  startBus(row);
  resetBus(row);
  const base = row.address;
  const clock = clockOfBus(row);
  const megahertz = clock / 1000000;
  const fast = hertz > STANDARD_HERTZ;
  const speed = max<u32>(min<u32>(hertz, FAST_HERTZ), 1);
  const divider = (clock - 1) / (speed * (fast ? 25 : 2)) + 1;
  writeRegister(base + CR1, 4, 0);
  writeRegister(base + CR2, 4, megahertz);
  writeRegister(base + CCR, 4, fast ? FAST | divider : max<u32>(4, divider));
  writeRegister(base + TRISE, 4, (fast ? (megahertz * 3) / 10 : megahertz) + 1);
  writeRegister(base + CR1, 4, PE);
}

/** The address to which the controller itself answers. */
export function setOwnAddress(row: BusRow, address: u32): void {
  writeRegister(row.address + OAR1, 4, (address << 1) | (1 << 14));
}

export function ownAddress(row: BusRow): u32 {
  return (readRegister(row.address + OAR1, 4) >>> 1) & 0x7f;
}

/** Bits per second as the registers have them. */
export function controllerHertz(row: BusRow): u32 {
  const megahertz = readRegister(row.address + CR2, 4) & 0x3f;
  const clock = readRegister(row.address + CCR, 4);
  const divider = max<u32>(clock & 0xfff, 1);
  return (clock & 0x8000) != 0 ? (megahertz * 40000) / divider : (megahertz * 500000) / divider;
}

/** Whether somebody holds the bus longer than the HAL waits. */
export function isBusBusy(row: BusRow): bool {
  return awaitClear(row.address + SR2, BUSY, cycleOfMillis(BUSY_MILLIS)) != 1;
}

/**
 * Starts a transfer, or starts anew within one, and addresses a device; `count` is how many bytes are to be read.
 * ENODEV: nobody answers, and the transfer is over.
 */
export function addressDevice(
  row: BusRow,
  address: u32,
  reading: bool,
  count: u32,
  millis: u32,
): i32 {
  const base = row.address;
  Cost.charge(BoardCost.i2cByte);
  modifyRegister(base + CR1, ACK | POS, PE | START);
  let answer = answerOf(awaitSet(base + SR1, SB, cycleOfMillis(millis), false));
  if (answer < 0) return answer;
  writeRegister(base + DR, 4, (address << 1) | (reading ? 1 : 0));
  answer = answerOf(awaitSet(base + SR1, AF | ADDR, cycleOfMillis(millis), false));
  if (answer < 0) return answer;
  if ((readRegister(base + SR1, 4) & AF) != 0) {
    writeRegister(base + SR1, 4, ~AF);
    answer = stopTransfer(row, millis);
    return answer < 0 ? answer : -Errno.ENODEV;
  }
  if (reading && count == 2) modifyRegister(base + CR1, ACK, POS);
  else if (reading && count > 2) modifyRegister(base + CR1, 0, ACK);
  // Reading SR2 behind SR1 clears ADDR, and the clock goes on.
  readRegister(base + SR2, 4);
  return 0;
}

/** Ends a transfer. */
export function stopTransfer(row: BusRow, millis: u32): i32 {
  modifyRegister(row.address + CR1, 0, STOP);
  return answerOf(awaitClear(row.address + CR1, STOP, cycleOfMillis(millis)));
}

/** Sends bytes; gives how many of them the device has acknowledged. */
export function sendBytes(row: BusRow, from: usize, count: u32, millis: u32): i32 {
  const base = row.address;
  let answer = answerOf(awaitSet(base + SR1, AF | TXE, cycleOfMillis(millis), false));
  for (let i: u32 = 0; i < count && answer >= 0; i++) {
    Cost.charge(BoardCost.i2cByte);
    writeRegister(base + DR, 4, load<u8>(from + i));
    answer = answerOf(awaitSet(base + SR1, AF | BTF, cycleOfMillis(millis), false));
    if (answer < 0) return answer;
    if ((readRegister(base + SR1, 4) & AF) != 0) {
      writeRegister(base + SR1, 4, ~AF);
      return <i32>i;
    }
  }
  return answer < 0 ? answer : <i32>count;
}

/** Reads all bytes that the device was addressed for, at least one, and ends the transfer. */
export function receiveBytes(row: BusRow, to: usize, count: u32, millis: u32): i32 {
  const base = row.address;
  if (count == 1) modifyRegister(base + CR1, 0, STOP);
  let left = count;
  let at = to;
  while (left > 0) {
    Cost.charge(BoardCost.i2cByte);
    const flag = count == 1 ? RXNE : BTF;
    const answer = answerOf(awaitSet(base + SR1, flag, cycleOfMillis(millis), false));
    if (answer < 0) return answer;
    if (left == 3) modifyRegister(base + CR1, ACK, 0);
    if (left == 2) {
      modifyRegister(base + CR1, 0, STOP);
      store<u8>(at, <u8>readRegister(base + DR, 4));
      at++;
      left--;
    }
    store<u8>(at, <u8>readRegister(base + DR, 4));
    at++;
    left--;
  }
  return answerOf(awaitClear(base + CR1, STOP, cycleOfMillis(millis)));
}

/** Switches the controller off after an error. */
export function abandonTransfer(row: BusRow): void {
  modifyRegister(row.address + CR1, PE, 0);
}
