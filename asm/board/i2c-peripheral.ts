/**
 * An I2C peripheral as a slave, as the firmware's HAL looks at its flags (RM0090, figures 241 and 242): it answers to its
 * address only while it waits. Functions answer 0, or minus an errno, or STREAM_RAISED.
 */
import { BoardCost } from "../generated/board-costs";
import { Cost } from "../vm/cost";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { answerOf, awaitSet } from "./await";
import { BusRow } from "./bus";
import { cycleOfMillis } from "./ticks";

const CR1: u32 = 0x00;
const DR: u32 = 0x10;
const SR1: u32 = 0x14;
const SR2: u32 = 0x18;
const PE: u32 = 1 << 0;
const ACK: u32 = 1 << 10;
const ADDR: u32 = 1 << 1;
const STOPF: u32 = 1 << 4;
const RXNE: u32 = 1 << 6;
const TXE: u32 = 1 << 7;
const AF: u32 = 1 << 10;

function awaitFlag(row: BusRow, flag: u32, millis: u32): i32 {
  return answerOf(awaitSet(row.address + SR1, flag, cycleOfMillis(millis), false));
}

/** Answers to its address, and waits until a controller has sent it. */
function awaitAddress(row: BusRow, millis: u32): i32 {
  modifyRegister(row.address + CR1, 0, ACK);
  const answer = awaitFlag(row, ADDR, millis);
  if (answer < 0) return answer;
  readRegister(row.address + SR1, 4);
  readRegister(row.address + SR2, 4);
  return 0;
}

/** Does not answer any more. */
function close(row: BusRow, answer: i32): i32 {
  modifyRegister(row.address + CR1, ACK, 0);
  return answer;
}

/** Takes so many bytes from a controller, and the end of the transfer. */
export function receiveAddressed(row: BusRow, to: usize, count: u32, millis: u32): i32 {
  const base = row.address;
  let answer = awaitAddress(row, millis);
  for (let i: u32 = 0; i < count && answer == 0; i++) {
    Cost.charge(BoardCost.i2cByte);
    answer = awaitFlag(row, RXNE, millis);
    if (answer == 0) store<u8>(to + i, <u8>readRegister(base + DR, 4));
  }
  if (answer == 0) answer = awaitFlag(row, STOPF, millis);
  if (answer < 0) return close(row, answer);
  // Reading SR1 and writing CR1 clears STOPF.
  readRegister(base + SR1, 4);
  modifyRegister(base + CR1, 0, PE);
  return close(row, 0);
}

/** Gives so many bytes to a controller, which then wants no more. */
export function sendAddressed(row: BusRow, from: usize, count: u32, millis: u32): i32 {
  const base = row.address;
  let answer = awaitAddress(row, millis);
  for (let i: u32 = 0; i < count && answer == 0; i++) {
    Cost.charge(BoardCost.i2cByte);
    answer = awaitFlag(row, TXE, millis);
    if (answer == 0) writeRegister(base + DR, 4, load<u8>(from + i));
  }
  if (answer == 0) answer = awaitFlag(row, AF, millis);
  if (answer == 0) writeRegister(base + SR1, 4, ~AF);
  return close(row, answer);
}
