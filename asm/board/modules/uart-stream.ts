/** Reading from and writing to a serial port. */
import { currentCycles } from "../../cpu/slice";
import { BoardCost } from "../../generated/board-costs";
import { Errno } from "../../generated/errnos";
import { Ref } from "../../memory/ref";
import { BUFFER_DATA } from "../../object/builder";
import { STREAM_RAISED, StreamRequest } from "../../object/stream";
import { Cost } from "../../vm/cost";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { answerOf, awaitSet, LATE, RAISED, READY } from "../await";
import { cycleOfMillis, passTo } from "../ticks";
import {
  CR1_IDLEIE,
  CR1_RXNEIE,
  SR_IDLE,
  SR_RXNE,
  SR_TC,
  SR_TXE,
  UART_CR1,
  UART_DR,
  UART_SR,
  Uart,
  uartAt,
} from "./uart-object";

/** Bits of a poll's question and answer. */
const POLL_READ: i32 = 1;
const POLL_WRITE: i32 = 4;

function status(uart: Uart): u32 {
  return readRegister(uart.registers + UART_SR, 4);
}

/** How many characters can be read. */
export function uartWaiting(uart: Uart): u32 {
  const n = (uart.next + uart.ringSize - uart.first) % max<u32>(uart.ringSize, 1);
  return n != 0 ? n : (status(uart) & SR_RXNE) >>> 5;
}

/** Waits for a character. */
function awaitCharacter(uart: Uart, millis: u32): i32 {
  const end = cycleOfMillis(millis);
  while (uart.first == uart.next && (status(uart) & SR_RXNE) == 0) {
    if (<f64>currentCycles() >= end) return LATE;
    if (!passTo(end, true)) return RAISED;
  }
  return READY;
}

/** Waits for a flag of SR. */
function awaitFlag(uart: Uart, flag: u32, millis: u32, idle: bool): i32 {
  return awaitSet(uart.registers + UART_SR, flag, cycleOfMillis(millis), idle);
}

/** Takes a character that is there. */
export function takeCharacter(uart: Uart): u32 {
  const control = uart.registers + UART_CR1;
  if (uart.first == uart.next) {
    const character = readRegister(uart.registers + UART_DR, 4) & uart.mask;
    if ((uart.trigger & SR_RXNE) != 0) modifyRegister(control, 0, CR1_RXNEIE);
    if ((uart.trigger & SR_IDLE) != 0) modifyRegister(control, 0, CR1_IDLEIE);
    return character;
  }
  const data = <usize>uart.ring + BUFFER_DATA;
  const at = uart.first;
  const character: u32 = uart.wide != 0 ? load<u16>(data + (at << 1)) : load<u8>(data + at);
  uart.first = (at + 1) % uart.ringSize;
  // The port was held up by the full ring, which has room now.
  if ((status(uart) & SR_RXNE) != 0) modifyRegister(control, 0, CR1_RXNEIE);
  return character;
}

/** A character, -1 after the timeout or when an exception is pending. */
export function readCharacter(uart: Uart): i32 {
  return awaitCharacter(uart, uart.timeout) == READY ? <i32>takeCharacter(uart) : -1;
}

export function uart_read(x: Ref, to: usize, n: u32): i32 {
  const uart = uartAt(x);
  if ((n & uart.wide) != 0) return -Errno.EIO;
  if (n == 0) return 0;
  let ready = awaitCharacter(uart, uart.timeout);
  if (ready == LATE) return -Errno.EAGAIN;
  let done: u32 = 0;
  while (ready == READY && done < n) {
    Cost.charge(BoardCost.uartCharacter);
    const character = takeCharacter(uart);
    if (uart.wide != 0) store<u16>(to + done, <u16>character);
    else store<u8>(to + done, <u8>character);
    done += <u32>uart.wide + 1;
    if (done < n) ready = awaitCharacter(uart, uart.timeoutChar);
  }
  return ready == RAISED ? STREAM_RAISED : <i32>done;
}

export function uart_write(x: Ref, from: usize, n: u32): i32 {
  const uart = uartAt(x);
  if ((n & uart.wide) != 0) return -Errno.EIO;
  const ready = awaitFlag(uart, SR_TXE, uart.timeout, true);
  if (ready == RAISED) return STREAM_RAISED;
  return ready == READY ? sendCharacters(uart, from, n) : -Errno.EAGAIN;
}

/** Sends until the last character is on its way out, or one takes too long; gives the bytes that were sent. */
function sendCharacters(uart: Uart, from: usize, n: u32): i32 {
  const patience = uart.timeoutChar << 1;
  let done: u32 = 0;
  let ready = READY;
  while (done < n) {
    ready = awaitFlag(uart, SR_TXE, patience, false);
    if (ready != READY) break;
    Cost.charge(BoardCost.uartCharacter);
    const character: u32 = uart.wide != 0 ? load<u16>(from + done) & 0x1ff : load<u8>(from + done);
    writeRegister(uart.registers + UART_DR, 4, character);
    done += <u32>uart.wide + 1;
  }
  if (ready == READY && n != 0) ready = awaitFlag(uart, SR_TC, patience, false);
  return ready == RAISED ? STREAM_RAISED : <i32>done;
}

/** Sends one character. Minus an errno or STREAM_RAISED: it could not. */
export function writeCharacter(uart: Uart, character: u32): i32 {
  let ready = awaitFlag(uart, SR_TXE, uart.timeout, true);
  if (ready == READY) {
    writeRegister(uart.registers + UART_DR, 4, character & 0x1ff);
    ready = awaitFlag(uart, SR_TC, uart.timeoutChar << 1, false);
  }
  return answerOf(ready);
}

export function uart_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  const uart = uartAt(x);
  switch (request) {
    case StreamRequest.Poll: {
      const readable = (a & POLL_READ) != 0 && uartWaiting(uart) != 0;
      const writable = (a & POLL_WRITE) != 0 && (status(uart) & SR_TXE) != 0;
      return (readable ? POLL_READ : 0) | (writable ? POLL_WRITE : 0);
    }
    case StreamRequest.Flush:
      return 0;
    default:
      return -Errno.EINVAL;
  }
}
