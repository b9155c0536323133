/** Prints the board's buses for AssemblyScript: rows of 16 bytes, as `asm/board/bus.ts` reads them. */
import {
  type BusRow,
  canBuses,
  i2cBuses,
  spiBuses,
  uarts,
  wordsOfBus,
} from "../src/tables/board-buses.js";

/** All names of buses. */
export const busNames: readonly string[] = [
  ...uarts,
  ...i2cBuses,
  ...spiBuses,
  ...canBuses,
].flatMap(({ name }) => (name === undefined ? [] : [name]));

function rowBytes(row: BusRow, ids: ReadonlyMap<string, number>): Uint8Array {
  const words = wordsOfBus(row);
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, words.address, true);
  view.setUint16(4, row.name === undefined ? 0 : ids.get(row.name)!, true);
  bytes.set([words.number, words.clock, words.bus, words.interrupt, words.function, 0], 6);
  bytes.set(words.pins, 12);
  return bytes;
}

function table(name: string, rows: readonly BusRow[], ids: ReadonlyMap<string, number>): string {
  const bytes = rows.flatMap((row) => [...rowBytes(row, ids)]);
  return `export const ${name}_COUNT: u32 = ${rows.length};
export const ${name}_ROWS: usize = memory.data<u8>([${bytes.join(",")}], 4);
`;
}

/** `asm/generated/buses.ts`. */
export function busText(ids: ReadonlyMap<string, number>): string {
  return `/** The board's buses; see src/tables/board-buses.ts. */
${table("UART", uarts, ids)}${table("I2C", i2cBuses, ids)}${table("SPI", spiBuses, ids)}${table("CAN", canBuses, ids)}`;
}
