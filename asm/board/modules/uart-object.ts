/** What a serial port is to Python: `pyb.UART`. There is one object for each port, made when it is first asked for. */
import { Kind } from "../../generated/kinds";
import { boardRoot } from "../../memory/cells";
import { describe, refAt } from "../../memory/layout";
import { Ref } from "../../memory/ref";
import { BoardRoot } from "../roots";

@unmanaged
export class Uart {
  header: u32;
  /** Its row among the board's buses, and its registers. */
  row: u32;
  registers: u32;
  /** Milliseconds for the first character and between characters. */
  timeout: u32;
  timeoutChar: u32;
  /** The ring of what has been received: a Buffer, its size in characters (one is never used), first and next. */
  ring: Ref;
  ringSize: u32;
  first: u32;
  next: u32;
  /** What `irq` has made, and for which flags. */
  irq: Ref;
  trigger: u32;
  /** SR as the last interrupt found it. */
  flags: u32;
  /** Bits of a character that count; two bytes a character or one. */
  mask: u16;
  wide: u8;
  enabled: u8;
  /** IDLE has been reported since the last character. */
  suppressIdle: u32;
}

export const UART_SR: u32 = 0x00;
export const UART_DR: u32 = 0x04;
export const UART_BRR: u32 = 0x08;
export const UART_CR1: u32 = 0x0c;
export const UART_CR2: u32 = 0x10;
export const UART_CR3: u32 = 0x14;
export const SR_ORE: u32 = 1 << 3;
export const SR_IDLE: u32 = 1 << 4;
export const SR_RXNE: u32 = 1 << 5;
export const SR_TC: u32 = 1 << 6;
export const SR_TXE: u32 = 1 << 7;
export const CR1_SBK: u32 = 1 << 0;
export const CR1_IDLEIE: u32 = 1 << 4;
export const CR1_RXNEIE: u32 = 1 << 5;

export function describeUart(): void {
  describe(Kind.Uart, refAt(offsetof<Uart>("ring")) | refAt(offsetof<Uart>("irq")), 0);
}

export function uartAt(x: Ref): Uart {
  return changetype<Uart>(<usize>x);
}

/** Where the object of a port is kept. */
export function uartRoot(number: u32): usize {
  return boardRoot(BoardRoot.Uarts + number - 1);
}
