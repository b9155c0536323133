/** What a CAN controller is to Python: `pyb.CAN`. There is one object for each, made when it is first asked for. */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../../cpu/nvic";
import { Kind } from "../../generated/kinds";
import { boardRoot } from "../../memory/cells";
import { describe, refAt } from "../../memory/layout";
import { NONE, Ref } from "../../memory/ref";
import { modifyRegister, readRegister } from "../access";
import { BusRow, busRow } from "../bus";
import { BoardRoot } from "../roots";

@unmanaged
export class Can {
  header: u32;
  /** Its row among the board's buses. */
  row: u32;
  enabled: u32;
  mode: u32;
  /** How often an error state was entered. */
  warnings: u32;
  passives: u32;
  offs: u32;
  /** Per FIFO: the callback, and what it was told last. */
  callback0: Ref;
  callback1: Ref;
  state0: u32;
  state1: u32;
}

export const CAN_MCR: u32 = 0x00;
export const CAN_MSR: u32 = 0x04;
export const CAN_TSR: u32 = 0x08;
export const CAN_RFR: u32 = 0x0c;
export const CAN_IER: u32 = 0x14;
export const CAN_ESR: u32 = 0x18;
export const CAN_BTR: u32 = 0x1c;
export const CAN_TIR: u32 = 0x180;
export const CAN_RIR: u32 = 0x1b0;
export const CAN_MAILBOX: u32 = 0x10;
/** Interrupts of a controller, in the order of their numbers. */
export const CAN_INTERRUPTS: u32 = 4;
export const CAN_RX0: u32 = 1;
export const CAN_SCE: u32 = 3;
/** ESR's states and IER's bits for them. */
export const ESR_WARNING: u32 = 1;
export const ESR_PASSIVE: u32 = 2;
export const ESR_OFF: u32 = 4;
/** RFxR: messages, full, overrun. */
export const RFR_COUNT: u32 = 3;
export const RFR_FULL: u32 = 1 << 3;
export const RFR_OVERRUN: u32 = 1 << 4;
export const RFR_RELEASE: u32 = 1 << 5;
/** IER's bits of FIFO 0; those of FIFO 1 are three places above. */
export const IER_PENDING: u32 = 1 << 1;
export const IER_FULL: u32 = 1 << 2;
export const IER_OVERRUN: u32 = 1 << 3;
const IER_FIFO_SHIFT: u32 = 3;
const PRIORITY: u32 = 7 << 4;

export function describeCan(): void {
  const callbacks = refAt(offsetof<Can>("callback0")) | refAt(offsetof<Can>("callback1"));
  describe(Kind.Can, callbacks, 0);
}

export function canAt(x: Ref): Can {
  return changetype<Can>(<usize>x);
}

/** Where the object of a controller is kept. */
export function canRoot(number: u32): usize {
  return boardRoot(BoardRoot.Cans + number - 1);
}

export function rowOfCan(can: Can): BusRow {
  return busRow(can.row);
}

/** The address of one of a controller's registers. */
export function canRegister(can: Can, offset: u32): u32 {
  return busRow(can.row).address + offset;
}

/** How many messages wait in a FIFO. */
export function canPending(can: Can, fifo: u32): u32 {
  return readRegister(canRegister(can, CAN_RFR + (fifo << 2)), 4) & RFR_COUNT;
}

/** IER's bits of a FIFO. */
export function fifoBits(fifo: u32, bits: u32): u32 {
  return bits << (fifo * IER_FIFO_SHIFT);
}

/** Lets a FIFO ask when it is full or overrun and, if wanted, when there is a message. */
export function enableFifo(can: Can, fifo: u32, pending: bool): void {
  const bits = IER_FULL | IER_OVERRUN | (pending ? IER_PENDING : 0);
  modifyRegister(canRegister(can, CAN_IER), 0, fifoBits(fifo, bits));
}

/** Ends the callback of a FIFO. */
export function dropCallback(can: Can, fifo: u32): void {
  const bits = fifoBits(fifo, IER_PENDING | IER_FULL | IER_OVERRUN);
  modifyRegister(canRegister(can, CAN_IER), bits, 0);
  setCallback(can, fifo, NONE);
}

export function callbackOf(can: Can, fifo: u32): Ref {
  return fifo == 0 ? can.callback0 : can.callback1;
}

export function setCallback(can: Can, fifo: u32, f: Ref): void {
  if (fifo == 0) can.callback0 = f;
  else can.callback1 = f;
}

/** Lets one of a controller's interrupts through. */
export function enableCan(can: Can, index: u32): void {
  const number = <u32>busRow(can.row).interrupt + index + FIRST_INTERRUPT;
  setPriorityByte(number, PRIORITY);
  setEnabled(number, true);
}
