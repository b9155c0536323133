/** `pyb.UART`, which is `machine.UART` too: how a port is made, set up and shown. */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../../cpu/nvic";
import { UART_COUNT, UART_ROWS } from "../../generated/buses";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { NONE, NULL, Ref, smallOf, TRUE } from "../../memory/ref";
import {
  endArguments,
  namedOnly,
  needInt,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { BUFFER_DATA, putByte, putHex, putText, putUnsigned } from "../../object/builder";
import { raiseArity } from "../../object/call";
import { method1, method2, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise, raise1 } from "../../object/raise";
import { describeStream, raiseStream } from "../../object/stream";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { defineStreamOnce, STREAM_ONCE_NAMES } from "../../types/stream-methods";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { busOf, busRow, clockOfBus, connectPin, resetBus, startBus, stopBus } from "../bus";
import { configureIrq, describeIrq, newIrq } from "./irq";
import {
  CR1_IDLEIE,
  CR1_RXNEIE,
  CR1_SBK,
  describeUart,
  SR_IDLE,
  SR_RXNE,
  UART_BRR,
  UART_CR1,
  UART_CR2,
  UART_CR3,
  Uart,
  uartAt,
  uartRoot,
} from "./uart-object";
import {
  readCharacter,
  uart_control,
  uart_read,
  uart_write,
  uartWaiting,
  writeCharacter,
} from "./uart-stream";

const CR1_RE_TE: u32 = 0x0c;
const CR1_PS: u32 = 1 << 9;
const CR1_PCE: u32 = 1 << 10;
const CR1_M: u32 = 1 << 12;
const CR1_UE: u32 = 1 << 13;
const CR2_STOP_2: u32 = 2 << 12;
/** CR3's bits for flow control are the constants that Python gives. */
const RTS: i32 = 0x100;
const CTS: i32 = 0x200;
/** One below SysTick. */
const PRIORITY: u32 = 1 << 4;
const ALTERNATE: u32 = 2;
const PULL_UP: u32 = 1;
/** Characters that are kept by default. */
const RING_SIZE: i32 = 64;
/** Places in a row's pins. */
const PIN_TX: u32 = 0;
const PIN_RX: u32 = 1;
const PIN_RTS: u32 = 2;
const PIN_CTS: u32 = 3;

export function initUart(): void {
  describeUart();
  describeStream(Kind.Uart, uart_read.index, uart_write.index, uart_control.index, false);
  describeIrq(Kind.Uart, setTrigger, triggerOf);
  const type = typeOfKind(Kind.Uart);
  typeAt(type).make = uart_make.index;
  typeAt(type).print = uart_print.index;
  reserveNames(type, STREAM_ONCE_NAMES + 12);
  defineStreamOnce(type);
  methodKeywords(type, Q.init, 1, 0xff, uart_init);
  method1(type, Q.deinit, uart_deinit);
  method1(type, Q.any, uart_any);
  method1(type, Q.txdone, uart_txdone);
  method1(type, Q.sendbreak, uart_sendbreak);
  method1(type, Q.readchar, uart_readchar);
  method2(type, Q.writechar, uart_writechar);
  methodKeywords(type, Q.irq, 1, 0xff, uart_irq);
  defineName(type, Q.RTS, smallOf(RTS));
  defineName(type, Q.CTS, smallOf(CTS));
  defineName(type, Q.IRQ_RXIDLE, smallOf(SR_IDLE));
  defineName(type, Q.IRQ_RX, smallOf(SR_RXNE));
}

/** `UART(id, …)`: the port's object, set up when there is more than the id. */
function uart_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 0xff, n);
  const row = busOf(UART_ROWS, UART_COUNT, load<u32>(args), M.noUart, M.noUartNamed);
  if (row == 0) return NULL;
  const cell = uartRoot(busRow(row).number);
  if (load<u32>(cell) == NULL) {
    const made = allocate(Kind.Uart, offsetof<Uart>());
    if (made == NULL) return NULL;
    uartAt(made).row = <u32>row;
    uartAt(made).registers = busRow(row).address;
    store<u32>(cell, made);
  }
  const x = load<u32>(cell);
  if (n + nkw > 1 && !configure(x, n - 1, nkw, args + 4)) return NULL;
  return x;
}

function uart_init(n: i32, nkw: i32, args: usize): Ref {
  return configure(load<u32>(args), n - 1, nkw, args + 4) ? NONE : NULL;
}

/** Sets a port up. false: an exception is pending. */
function configure(x: Ref, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 0);
  const baud = <u32>needInt(Q.baudrate);
  let bits = optInt(Q.bits, 8);
  const parity = optRef(Q.parity, NONE);
  const stop: u32 = optInt(Q.stop, 1) == 1 ? 0 : CR2_STOP_2;
  namedOnly();
  const flow = <u32>optInt(Q.flow, 0);
  const timeout = optInt(Q.timeout, 0);
  const timeoutChar = optInt(Q.timeout_char, 0);
  let ring = optInt(Q.rxbuf, -1);
  const oldRing = optInt(Q.read_buf_len, RING_SIZE);
  if (!endArguments()) return false;
  if (ring < 0) ring = oldRing;
  let control: u32 = 0;
  if (parity != NONE) {
    bits++;
    control = (toI32(parity) & 1) != 0 ? CR1_PCE | CR1_PS : CR1_PCE;
    if (hasPending()) return false;
  }
  if (bits == 9) control |= CR1_M;
  else if (bits != 8) return <bool>raise(M.uartBits);
  const uart = uartAt(x);
  uart.timeout = timeout;
  // A character may be up to 13 bits, and the clock counts whole milliseconds.
  uart.timeoutChar = max<u32>(timeoutChar, 13000 / max<u32>(baud, 1) + 2);
  start(uart, baud, control, stop, flow);
  if (!makeRing(uart, ring)) return false;
  return checkBaud(uart, baud);
}

/** As the HAL does, with the interrupts still off. */
function start(uart: Uart, baud: u32, control: u32, stop: u32, flow: u32): void {
  const row = busRow(uart.row);
  startBus(row);
  connectPin(row, PIN_TX, ALTERNATE, 0);
  connectPin(row, PIN_RX, ALTERNATE, PULL_UP);
  if ((flow & RTS) != 0) connectPin(row, PIN_RTS, ALTERNATE, 0);
  if ((flow & CTS) != 0) connectPin(row, PIN_CTS, ALTERNATE, PULL_UP);
  const registers = uart.registers;
  writeRegister(registers + UART_CR1, 4, 0);
  writeRegister(registers + UART_CR2, 4, stop);
  writeRegister(registers + UART_CR3, 4, flow & (RTS | CTS));
  writeRegister(registers + UART_BRR, 4, dividerOf(clockOfBus(row), baud));
  writeRegister(registers + UART_CR1, 4, control | CR1_RE_TE | CR1_UE);
  const number = <u32>row.interrupt + FIRST_INTERRUPT;
  setPriorityByte(number, PRIORITY);
  setEnabled(number, true);
  uart.enabled = 1;
  uart.suppressIdle = 1;
  const plain = (control & CR1_PCE) == 0;
  uart.wide = (control & CR1_M) != 0 && plain ? 1 : 0;
  uart.mask = uart.wide != 0 ? 0x1ff : (control & CR1_M) != 0 || plain ? 0xff : 0x7f;
  uart.trigger = 0;
  uart.irq = NULL;
}

/** BRR for 16 samples a bit: sixteenths, rounded from hundredths as the HAL does. */
function dividerOf(hertz: u32, baud: u32): u32 {
  const hundredths = <u32>((<u64>hertz * 25) / max<u64>(<u64>baud * 4, 1));
  return (hundredths / 100) * 16 + ((hundredths % 100) * 16 + 50) / 100;
}

function baudOf(uart: Uart): u32 {
  const divider = readRegister(uart.registers + UART_BRR, 4);
  return divider == 0 ? 0 : clockOfBus(busRow(uart.row)) / divider;
}

function checkBaud(uart: Uart, wanted: u32): bool {
  const actual = baudOf(uart);
  const difference = actual > wanted ? actual - wanted : wanted - actual;
  return difference * 20 <= actual || <bool>raise1(M.uartBaud, actual);
}

/** Room for what comes, and the interrupt that fills it. */
function makeRing(uart: Uart, characters: i32): bool {
  uart.ring = NULL;
  uart.ringSize = 0;
  uart.first = 0;
  uart.next = 0;
  if (characters <= 0) return true;
  const size = <u32>characters + 1;
  const ring = allocate(Kind.Buffer, BUFFER_DATA + (size << uart.wide));
  if (ring == NULL) return false;
  uart.ring = ring;
  uart.ringSize = size;
  modifyRegister(uart.registers + UART_CR1, 0, CR1_RXNEIE);
  return true;
}

function uart_deinit(x: Ref): Ref {
  const uart = uartAt(x);
  const row = busRow(uart.row);
  uart.enabled = 0;
  modifyRegister(uart.registers + UART_CR1, CR1_UE, 0);
  setEnabled(<u32>row.interrupt + FIRST_INTERRUPT, false);
  resetBus(row);
  stopBus(row);
  return NONE;
}

function uart_any(x: Ref): Ref {
  return smallOf(uartWaiting(uartAt(x)));
}

/** `write` waits until all is sent. */
function uart_txdone(x: Ref): Ref {
  return TRUE;
}

function uart_sendbreak(x: Ref): Ref {
  modifyRegister(uartAt(x).registers + UART_CR1, 0, CR1_SBK);
  return NONE;
}

function uart_readchar(x: Ref): Ref {
  const character = readCharacter(uartAt(x));
  return hasPending() ? NULL : smallOf(character);
}

function uart_writechar(x: Ref, character: Ref): Ref {
  const value = toI32(character);
  if (hasPending()) return NULL;
  const answer = writeCharacter(uartAt(x), value);
  return answer < 0 ? raiseStream(answer) : NONE;
}

/** `irq(handler=None, trigger=0, hard=False)` */
function uart_irq(n: i32, nkw: i32, args: usize): Ref {
  const uart = uartAt(load<u32>(args));
  if (uart.irq == NULL) {
    const made = newIrq(load<u32>(args));
    if (made == NULL) return NULL;
    uart.irq = made;
    uart.trigger = 0;
  }
  return configureIrq(uart.irq, SR_IDLE | SR_RXNE, n - 1, nkw, args + 4) ? uart.irq : NULL;
}

/** RXNE's interrupt belongs to the ring; only IDLE's is switched. */
function setTrigger(x: Ref, trigger: i32): void {
  const uart = uartAt(x);
  const control = uart.registers + UART_CR1;
  if ((uart.trigger & SR_IDLE) != 0) modifyRegister(control, CR1_IDLEIE, 0);
  uart.trigger = trigger;
  if ((uart.trigger & SR_IDLE) != 0) modifyRegister(control, 0, CR1_IDLEIE);
}

function triggerOf(x: Ref, flags: bool): i32 {
  return flags ? uartAt(x).flags : uartAt(x).trigger;
}

function uart_print(p: Ref, x: Ref, style: Style): bool {
  const uart = uartAt(x);
  if (!putText(p, "UART(") || !putUnsigned(p, busRow(uart.row).number)) return false;
  if (uart.enabled == 0) return putByte(p, 0x29);
  const control = readRegister(uart.registers + UART_CR1, 4);
  const parity = (control & CR1_PCE) != 0;
  const bits = ((control & CR1_M) != 0 ? 9 : 8) - (parity ? 1 : 0);
  putText(p, ", baudrate=");
  putUnsigned(p, baudOf(uart));
  putText(p, ", bits=");
  putUnsigned(p, bits);
  putText(p, ", parity=");
  putText(p, parity ? ((control & CR1_PS) != 0 ? "1" : "0") : "None");
  putText(p, ", stop=");
  const stop = readRegister(uart.registers + UART_CR2, 4) & (3 << 12);
  putText(p, stop == 0 ? "1" : "2");
  putFlow(p, readRegister(uart.registers + UART_CR3, 4));
  putText(p, ", timeout=");
  putUnsigned(p, uart.timeout);
  putText(p, ", timeout_char=");
  putUnsigned(p, uart.timeoutChar);
  putText(p, ", rxbuf=");
  putUnsigned(p, uart.ringSize == 0 ? 0 : uart.ringSize - 1);
  if (uart.trigger != 0) {
    putText(p, "; irq=0x");
    putHex(p, uart.trigger);
  }
  return putByte(p, 0x29);
}

function putFlow(p: Ref, control: u32): void {
  putText(p, ", flow=");
  const rts = (control & RTS) != 0;
  const cts = (control & CTS) != 0;
  putText(p, rts && cts ? "RTS|CTS" : rts ? "RTS" : cts ? "CTS" : "0");
}
