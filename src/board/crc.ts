import { Peripheral } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const DR = 0x00;
const IDR = 0x04;
const CR = 0x08;
const RESET = 1;
const POLYNOMIAL = 0x04c11db7;
const START = 0xffffffff;

/** The checksum unit: RM0090, chapter 4. It takes words, the highest bit first. */
export class Crc extends Peripheral {
  constructor(warnings: Warnings) {
    super("CRC", warnings, [
      { name: "DR", offset: DR, reset: START, write: 0 },
      { name: "IDR", offset: IDR, write: 0xff },
      { name: "CR", offset: CR, write: 0 },
    ]);
  }

  protected override stored(offset: number, _value: number, _old: number, written: number): void {
    if (offset === CR && written & RESET) this.set(DR, START);
    if (offset !== DR) return;
    let crc = this.get(DR) ^ written;
    for (let bit = 0; bit < 32; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
    this.set(DR, crc >>> 0);
  }
}
