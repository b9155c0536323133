/** The board's buses by the rows of src/tables/board-buses.ts, their clocks and their pins. */
import { M } from "../generated/messages";
import { qstrRef, Ref } from "../memory/ref";
import { internedOrNull } from "../object/qstr";
import { hasPending, raise1 } from "../object/raise";
import { isStr } from "../object/str";
import { toI32 } from "../types/number";
import { modifyRegister } from "./access";
import { busHertz } from "./clocks";
import { enablePort, initPin, portAddress } from "./port";

@unmanaged
export class BusRow {
  address: u32;
  /** The interned name, 0 for none. */
  name: u16;
  number: u8;
  /** The bit in RCC's registers of the peripherals' bus. */
  clock: u8;
  bus: u8;
  interrupt: u8;
  alternate: u8;
  _: u8;
}

/** Bytes of a row, and where its four pins are. */
const ROW_BYTES: usize = 16;
const PINS: usize = 12;
const NO_PIN: u32 = 0xff;
const RCC_RSTR: u32 = 0x40023820;
const RCC_ENR: u32 = 0x40023840;

export function busRow(address: usize): BusRow {
  return changetype<BusRow>(address);
}

/** The row of a number. 0: there is none. */
export function busOfNumber(rows: usize, count: u32, number: i32): usize {
  for (let at = rows; at < rows + count * ROW_BYTES; at += ROW_BYTES) {
    if (<i32>busRow(at).number == number) return at;
  }
  return 0;
}

/** The row of an interned name. 0: there is none. */
export function busOfName(rows: usize, count: u32, name: Ref): usize {
  for (let at = rows; at < rows + count * ROW_BYTES; at += ROW_BYTES) {
    const own = <i32>busRow(at).name;
    if (own != 0 && qstrRef(own) == name) return at;
  }
  return 0;
}

/** The row of an interrupt, the first or one of those behind it. 0: there is none. */
export function busOfInterrupt(rows: usize, count: u32, interrupt: u32, interrupts: u32): usize {
  for (let at = rows; at < rows + count * ROW_BYTES; at += ROW_BYTES) {
    if (interrupt - <u32>busRow(at).interrupt < interrupts) return at;
  }
  return 0;
}

function offsetOf(row: BusRow): u32 {
  return row.bus == 1 ? 0 : 4;
}

/** Gives the peripheral its clock. */
export function startBus(row: BusRow): void {
  modifyRegister(RCC_ENR + offsetOf(row), 0, (<u32>1) << row.clock);
}

/** Takes the peripheral's clock away. */
export function stopBus(row: BusRow): void {
  modifyRegister(RCC_ENR + offsetOf(row), (<u32>1) << row.clock, 0);
}

/** Resets the peripheral. */
export function resetBus(row: BusRow): void {
  const bit = (<u32>1) << row.clock;
  modifyRegister(RCC_RSTR + offsetOf(row), 0, bit);
  modifyRegister(RCC_RSTR + offsetOf(row), bit, 0);
}

/** What the peripheral's clock is in hertz. */
export function clockOfBus(row: BusRow): u32 {
  return busHertz(row.bus);
}

/** The place of one of the pins. */
export function pinOfBus(row: BusRow, i: u32): u32 {
  return load<u8>(changetype<usize>(row) + PINS + i);
}

/** Connects one of the pins; false: the board has none. */
export function connectPin(row: BusRow, i: u32, mode: u32, pull: u32): bool {
  const place = pinOfBus(row, i);
  if (place == NO_PIN) return false;
  const port = portAddress(place);
  enablePort(port);
  initPin(port, place & 15, mode, pull, row.alternate);
  return true;
}

/** Makes one of the pins an input again, as `Pin.init` with analogue mode does. */
export function releasePin(row: BusRow, i: u32): void {
  const place = pinOfBus(row, i);
  if (place != NO_PIN) initPin(portAddress(place), place & 15, 3, 0, 0);
}

/** The row that a value of Python's names, by number or by name. 0: the exception of one of the messages is pending. */
export function busOf(rows: usize, count: u32, id: Ref, noNumber: M, noName: M): usize {
  if (isStr(id)) {
    const named = busOfName(rows, count, internedOrNull(id));
    return named != 0 ? named : <usize>raise1(noName, id);
  }
  const number = toI32(id);
  if (hasPending()) return 0;
  const numbered = busOfNumber(rows, count, number);
  return numbered != 0 ? numbered : <usize>raise1(noNumber, number);
}
