/** The firmware whose costs the board charges: the rows of the table that others have in place of the default one's. */
import {
  FIRMWARE_CHANGE_COUNT,
  FIRMWARE_CHANGES,
  OPCODE_CYCLES,
  RUNTIME_CYCLES,
  VARIABLE_CYCLES,
} from "../generated/board-costs";

/** Bytes of a change: firmware, table, place, cycles. */
const CHANGE: usize = 8;

/** The tables, by their numbers in a change. */
function tableAt(number: u32): usize {
  return number == 0 ? VARIABLE_CYCLES : number == 1 ? OPCODE_CYCLES : RUNTIME_CYCLES;
}

/** Charges what a firmware takes, by its place in src/tables/firmwares.ts; once, before the first program. */
export function chooseFirmware(firmware: u32): void {
  if (BOARD) applyChanges(firmware);
}

function applyChanges(firmware: u32): void {
  for (let i = 0; i < FIRMWARE_CHANGE_COUNT; i++) {
    const change = FIRMWARE_CHANGES + <usize>i * CHANGE;
    if (load<u16>(change) != firmware) continue;
    const place = tableAt(load<u16>(change, 2)) + ((<usize>load<u16>(change, 4)) << 1);
    store<u16>(place, load<u16>(change, 6));
  }
}
