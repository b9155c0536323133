/** Interrupts of CAN controllers: messages go to the callbacks, errors are counted. */
import { CAN_COUNT, CAN_ROWS } from "../../generated/buses";
import { NULL, Ref, smallOf } from "../../memory/ref";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { busOfInterrupt, busRow } from "../bus";
import { callHardTwo } from "../interrupts";
import {
  CAN_ESR,
  CAN_IER,
  CAN_INTERRUPTS,
  CAN_MSR,
  CAN_RFR,
  CAN_RX0,
  CAN_SCE,
  Can,
  callbackOf,
  canAt,
  canRegister,
  canRoot,
  dropCallback,
  ESR_OFF,
  ESR_PASSIVE,
  ESR_WARNING,
  fifoBits,
  IER_FULL,
  IER_OVERRUN,
  IER_PENDING,
  RFR_FULL,
  RFR_OVERRUN,
} from "./can-object";

/** What a callback is told. */
const MESSAGE: i32 = 0;
const FULL: i32 = 1;
const OVERRUN: i32 = 2;
const MSR_ERROR: u32 = 1 << 2;

/** Serves a controller's interrupt; false when it is none. */
export function serveCan(interrupt: u32): bool {
  const row = busOfInterrupt(CAN_ROWS, CAN_COUNT, interrupt, CAN_INTERRUPTS);
  if (row == 0) return false;
  const x = load<u32>(canRoot(busRow(row).number));
  const index = interrupt - <u32>busRow(row).interrupt;
  if (x == NULL || index < CAN_RX0) return false;
  if (index == CAN_SCE) countError(canAt(x));
  else serveFifo(x, index - CAN_RX0);
  return true;
}

function countError(can: Can): void {
  writeRegister(canRegister(can, CAN_MSR), 4, MSR_ERROR);
  const state = readRegister(canRegister(can, CAN_ESR), 4);
  if ((state & ESR_OFF) != 0) can.offs++;
  else if ((state & ESR_PASSIVE) != 0) can.passives++;
  else if ((state & ESR_WARNING) != 0) can.warnings++;
}

/** What has been told is not told again until a message is read. */
function serveFifo(x: Ref, fifo: u32): void {
  const can = canAt(x);
  const register = canRegister(can, CAN_RFR + (fifo << 2));
  const flags = readRegister(register, 4);
  const full = (flags & RFR_FULL) != 0;
  const overrun = (flags & RFR_OVERRUN) != 0;
  if (full) silence(can, fifo, IER_FULL, register, RFR_FULL);
  if (overrun) silence(can, fifo, IER_OVERRUN, register, RFR_OVERRUN);
  if (!full && !overrun) modifyRegister(canRegister(can, CAN_IER), fifoBits(fifo, IER_PENDING), 0);
  tell(x, fifo, overrun ? OVERRUN : full ? FULL : MESSAGE);
}

function silence(can: Can, fifo: u32, enable: u32, register: u32, flag: u32): void {
  modifyRegister(canRegister(can, CAN_IER), fifoBits(fifo, enable), 0);
  writeRegister(register, 4, flag);
}

function tell(x: Ref, fifo: u32, what: i32): void {
  const can = canAt(x);
  if (fifo == 0) can.state0 = what + 1;
  else can.state1 = what + 1;
  const f = callbackOf(can, fifo);
  const number = <u32>busRow(can.row).number;
  const source = "uncaught exception in CAN(";
  if (!callHardTwo(f, x, smallOf(what), source, number, ") rx interrupt handler\n")) {
    dropCallback(can, fifo);
  }
}
