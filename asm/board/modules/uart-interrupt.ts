/** Interrupts of serial ports: what comes goes into the ring, then `irq`'s handler is called. */
import { BoardCost } from "../../generated/board-costs";
import { UART_COUNT, UART_ROWS } from "../../generated/buses";
import { NULL, Ref } from "../../memory/ref";
import { BUFFER_DATA } from "../../object/builder";
import { Cost } from "../../vm/cost";
import { modifyRegister, readRegister } from "../access";
import { busOfInterrupt, busRow } from "../bus";
import { triggerIrq } from "./irq";
import {
  CR1_IDLEIE,
  CR1_RXNEIE,
  SR_IDLE,
  SR_ORE,
  SR_RXNE,
  UART_CR1,
  UART_DR,
  UART_SR,
  Uart,
  uartAt,
  uartRoot,
} from "./uart-object";

/** Serves a serial port's interrupt; false when it is none. */
export function serveUart(interrupt: u32): bool {
  const row = busOfInterrupt(UART_ROWS, UART_COUNT, interrupt, 1);
  if (row == 0) return false;
  const x = load<u32>(uartRoot(busRow(row).number));
  if (x == NULL) return false;
  Cost.charge(BoardCost.uartInterrupt);
  serve(uartAt(x));
  return true;
}

function serve(uart: Uart): void {
  const control = uart.registers + UART_CR1;
  uart.flags = readRegister(uart.registers + UART_SR, 4);
  const taken = (uart.flags & SR_RXNE) != 0 && takeCharacter(uart);
  if (taken) {
    if ((uart.trigger & SR_IDLE) != 0) modifyRegister(control, 0, CR1_IDLEIE);
  } else {
    // The flags would be cleared by reading DR, which may have a character that there is no room for.
    if ((uart.flags & SR_RXNE) != 0) modifyRegister(control, CR1_RXNEIE, 0);
    if ((uart.flags & SR_IDLE) != 0) modifyRegister(control, CR1_IDLEIE, 0);
    if ((uart.flags & SR_ORE) != 0) modifyRegister(control, CR1_RXNEIE, 0);
  }
  if (uart.suppressIdle != 0) uart.flags &= ~SR_IDLE;
  if ((uart.trigger & uart.flags) != 0) triggerIrq(uart.irq);
  uart.suppressIdle = taken ? 0 : 1;
}

/** Moves a character to the ring; false: there is no room. */
function takeCharacter(uart: Uart): bool {
  if (uart.ringSize == 0) return false;
  const next = (uart.next + 1) % uart.ringSize;
  if (next == uart.first) return false;
  uart.flags = readRegister(uart.registers + UART_SR, 4);
  const character = readRegister(uart.registers + UART_DR, 4) & uart.mask;
  putCharacter(uart.ring, uart.next, uart.wide, character);
  uart.next = next;
  return true;
}

function putCharacter(ring: Ref, at: u32, wide: u32, character: u32): void {
  const data = <usize>ring + BUFFER_DATA;
  if (wide != 0) store<u16>(data + (at << 1), <u16>character);
  else store<u8>(data + at, <u8>character);
}
