/** The SD card's controller as the firmware's HAL uses it. What the firmware gives to the DMA is done by the FIFO. */

import { currentCycles } from "../cpu/slice";
import { SD_PIN_COUNT, SD_PLACES } from "../generated/pyboard";
import { hasPending } from "../object/raise";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { awaitSet, READY } from "./await";
import { enablePort, initPin, portAddress } from "./port";
import { cycleOfMillis, passTo, waitMillis } from "./ticks";

const SDIO: u32 = 0x40012c00;
const POWER: u32 = SDIO + 0x00;
const CLKCR: u32 = SDIO + 0x04;
const ARG: u32 = SDIO + 0x08;
const CMD: u32 = SDIO + 0x0c;
const RESP1: u32 = SDIO + 0x14;
const DTIMER: u32 = SDIO + 0x24;
const DLEN: u32 = SDIO + 0x28;
const DCTRL: u32 = SDIO + 0x2c;
const STA: u32 = SDIO + 0x34;
const ICR: u32 = SDIO + 0x38;
const FIFO: u32 = SDIO + 0x80;
const RCC_APB2ENR: u32 = 0x40023844;
const RCC_APB2RSTR: u32 = 0x40023824;
const CLOCK_BIT: u32 = 1 << 11;
const FUNCTION: u32 = 12;

/** CLKCR: 400 kHz for the start, then 24 MHz; on, off between transfers, four lines. */
const SLOW: u32 = 0x76;
const FAST: u32 = 0;
const CLOCK_ON: u32 = 1 << 8;
const SAVING: u32 = 1 << 9;
const FOUR_LINES: u32 = 1 << 11;
/** CMD: what is awaited, and that the command starts. */
const SHORT: u32 = 1 << 6;
const LONG: u32 = 3 << 6;
const START: u32 = 1 << 10;
/** DCTRL: blocks of 512 bytes. */
const BLOCKS: u32 = 9 << 4;
const TO_HOST: u32 = 1 << 1;
const ENABLE: u32 = 1 << 0;

const CRC_FAILED: u32 = 1 << 0;
const NO_ANSWER: u32 = 1 << 2;
const ANSWERED: u32 = 1 << 6;
const SENT: u32 = 1 << 7;
const DATA_END: u32 = 1 << 8;
/** Wrong checksum, late, the FIFO was empty or full. */
const DATA_FAILED: u32 = 0x3a;
const SEND_HALF: u32 = 1 << 14;
const RECEIVE_HALF: u32 = 1 << 15;
const RECEIVE_ANY: u32 = 1 << 21;
const CLEAR: u32 = 0xc007ff;

/** Commands of the card (SD Physical Layer 3.01, 4.7.4). */
const enum Card {
  GoIdle = 0,
  AllSendCid = 2,
  SendAddress = 3,
  SetWidth = 6,
  Select = 7,
  SendIfCond = 8,
  SendCsd = 9,
  Stop = 12,
  SendStatus = 13,
  SetBlock = 16,
  ReadSingle = 17,
  ReadMultiple = 18,
  WriteSingle = 24,
  WriteMultiple = 25,
  SendCondition = 41,
  Application = 55,
}

/** 2.7 to 3.6 V, and a pattern that comes back. */
const IF_CONDITION: u32 = 0x1aa;
/** 3.2 to 3.3 V, high capacity; the answer's last bit says that the card is ready. */
const CONDITION: u32 = 0xc0100000;
const CARD_READY: u32 = 0x80000000;
/** What is wrong in the status of a card. */
const CARD_ERRORS: u32 = 0xfdffe008;
const TRANSFER: u32 = 4;

/** What the HAL says of an operation. */
export const SD_DONE: i32 = 0;
export const SD_ERROR: i32 = 1;
export const SD_LATE: i32 = 3;

const COMMAND_MILLIS: f64 = 5000;
const DATA_MILLIS: f64 = 30000;
/** Trials of the start, and milliseconds between them; questions whether the card is ready. */
const TRIALS: i32 = 10;
const TRIAL_MILLIS: f64 = 50;
const QUESTIONS: i32 = 0xffff;
const BURST: u32 = 32;
const BLOCK: u32 = 512;

let active: bool = false;
let cardAddress: u32 = 0;
/** Blocks of the card that is on. */
let blockCount: u32 = 0;

export function isCardOn(): bool {
  return active;
}

/** How many blocks the card has, 0 while it is off. */
export function cardBlocks(): u32 {
  return active ? blockCount : 0;
}

/** Sends a command and waits for its end; false: the card does not answer, or an exception is pending. */
function command(index: u32, argument: u32, awaited: u32): bool {
  writeRegister(ICR, 4, CLEAR);
  writeRegister(ARG, 4, argument);
  writeRegister(CMD, 4, index | awaited | START);
  const flags = awaited == 0 ? SENT : ANSWERED | NO_ANSWER | CRC_FAILED;
  if (awaitSet(STA, flags, cycleOfMillis(COMMAND_MILLIS), false) != READY) return false;
  return (readRegister(STA, 4) & NO_ANSWER) == 0;
}

/** The same for commands that are answered by the card's status. */
function commandOk(index: u32, argument: u32): bool {
  return command(index, argument, SHORT) && (readRegister(RESP1, 4) & CARD_ERRORS) == 0;
}

function application(index: u32, argument: u32): bool {
  return command(Card.Application, cardAddress, SHORT) && command(index, argument, SHORT);
}

/** Switches the card on; false: none answers, or an exception is pending. */
export function powerCard(): bool {
  for (let trial = 0; ; trial++) {
    if (startCard()) break;
    stopCard();
    if (hasPending() || trial == TRIALS || !waitMillis(TRIAL_MILLIS)) return false;
  }
  active = true;
  return true;
}

export function stopCard(): void {
  active = false;
  writeRegister(POWER, 4, 0);
  modifyRegister(RCC_APB2ENR, CLOCK_BIT, 0);
}

function startPins(): void {
  for (let i: u32 = 0; i < SD_PIN_COUNT; i++) {
    const place = <u32>load<u8>(SD_PLACES + i);
    enablePort(portAddress(place));
    initPin(portAddress(place), place & 15, 2, 1, FUNCTION);
  }
}

function startCard(): bool {
  startPins();
  modifyRegister(RCC_APB2ENR, 0, CLOCK_BIT);
  modifyRegister(RCC_APB2RSTR, 0, CLOCK_BIT);
  modifyRegister(RCC_APB2RSTR, CLOCK_BIT, 0);
  writeRegister(CLKCR, 4, SLOW | SAVING);
  writeRegister(POWER, 4, 3);
  modifyRegister(CLKCR, 0, CLOCK_ON);
  return waitMillis(2) && identifyCard() && selectCard();
}

/** From idle to standby, with its address. */
function identifyCard(): bool {
  cardAddress = 0;
  if (!command(Card.GoIdle, 0, 0) || !command(Card.SendIfCond, IF_CONDITION, SHORT)) return false;
  let ready = false;
  for (let i = 0; i < QUESTIONS && !ready; i++) {
    if (!application(Card.SendCondition, CONDITION)) return false;
    ready = (readRegister(RESP1, 4) & CARD_READY) != 0;
  }
  if (!ready || !command(Card.AllSendCid, 0, LONG)) return false;
  if (!command(Card.SendAddress, 0, SHORT)) return false;
  cardAddress = readRegister(RESP1, 4) & 0xffff0000;
  return true;
}

/** Reads its size and makes it ready for transfers on four lines. */
function selectCard(): bool {
  if (!command(Card.SendCsd, cardAddress, LONG)) return false;
  const high = readRegister(RESP1 + 4, 4) & 0x3f;
  blockCount = (((high << 16) | (readRegister(RESP1 + 8, 4) >>> 16)) + 1) << 10;
  if (!commandOk(Card.Select, cardAddress)) return false;
  writeRegister(CLKCR, 4, FAST | SAVING | CLOCK_ON);
  if (!application(Card.SetWidth, 2)) return false;
  modifyRegister(CLKCR, 0, FOUR_LINES);
  return commandOk(Card.SetBlock, BLOCK);
}

/** Prepares the path for data and sends the command. */
function startTransfer(index: u32, block: u32, bytes: u32, direction: u32): bool {
  writeRegister(DCTRL, 4, 0);
  writeRegister(DTIMER, 4, 0xffffffff);
  writeRegister(DLEN, 4, bytes);
  writeRegister(DCTRL, 4, BLOCKS | direction | ENABLE);
  if (commandOk(index, block)) return true;
  writeRegister(DCTRL, 4, 0);
  return false;
}

/** Reads blocks to an address. */
export function readCard(to: usize, block: u32, count: u32): i32 {
  const bytes = count * BLOCK;
  if (!active || block + count < block || block + count > blockCount) return SD_ERROR;
  const index = count > 1 ? Card.ReadMultiple : Card.ReadSingle;
  if (!startTransfer(index, block, bytes, TO_HOST)) return SD_ERROR;
  let done: u32 = 0;
  let status: u32 = 0;
  const end = cycleOfMillis(DATA_MILLIS);
  while (true) {
    status = readRegister(STA, 4);
    if ((status & (DATA_END | DATA_FAILED)) != 0) break;
    if ((status & RECEIVE_HALF) != 0) done = takeWords(to, done, done + BURST);
    else if (<f64>currentCycles() >= end || !passTo(end, true)) return SD_LATE;
  }
  if ((status & DATA_FAILED) == 0) takeWords(to, done, bytes);
  return finish(count > 1, status);
}

/** Takes words from the FIFO as far as `limit`; gives how far it came. */
function takeWords(to: usize, done: u32, limit: u32): u32 {
  while (done < limit && (readRegister(STA, 4) & RECEIVE_ANY) != 0) {
    store<u32>(to + done, readRegister(FIFO, 4));
    done += 4;
  }
  return done;
}

/** Writes blocks from an address. */
export function writeCard(from: usize, block: u32, count: u32): i32 {
  const bytes = count * BLOCK;
  if (!active || block + count < block || block + count > blockCount) return SD_ERROR;
  const index = count > 1 ? Card.WriteMultiple : Card.WriteSingle;
  if (!startTransfer(index, block, bytes, 0)) return SD_ERROR;
  let done: u32 = 0;
  let status: u32 = 0;
  const end = cycleOfMillis(DATA_MILLIS);
  while (true) {
    status = readRegister(STA, 4);
    if ((status & (DATA_END | DATA_FAILED)) != 0) break;
    if ((status & SEND_HALF) != 0 && done < bytes) {
      for (const limit = done + BURST; done < limit; done += 4) {
        writeRegister(FIFO, 4, load<u32>(from + done));
      }
    } else if (<f64>currentCycles() >= end || !passTo(end, true)) return SD_LATE;
  }
  return finish(count > 1, status);
}

/** Ends a transfer, and waits until the card is ready for another. */
function finish(many: bool, status: u32): i32 {
  writeRegister(DCTRL, 4, 0);
  if (many && !command(Card.Stop, 0, SHORT)) return SD_ERROR;
  if ((status & DATA_FAILED) != 0) return SD_ERROR;
  const end = cycleOfMillis(DATA_MILLIS);
  while (true) {
    if (!command(Card.SendStatus, cardAddress, SHORT)) return SD_ERROR;
    if (((readRegister(RESP1, 4) >>> 9) & 15) == TRANSFER) return SD_DONE;
    if (<f64>currentCycles() >= end) return SD_LATE;
  }
}
