import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const MEMRMP = 0x00;
const PMC = 0x04;
const EXTICR1 = 0x08;
const EXTICR4 = 0x14;
const CMPCR = 0x20;

const COMPENSATION_ON = 1;
const COMPENSATION_READY = 1 << 8;

const registers: readonly Register[] = [
  { name: "MEMRMP", offset: MEMRMP, write: 3 },
  { name: "PMC", offset: PMC, write: 1 << 23, inert: true },
  { name: "EXTICR1", offset: EXTICR1, write: 0xffff },
  { name: "EXTICR2", offset: 0x0c, write: 0xffff },
  { name: "EXTICR3", offset: 0x10, write: 0xffff },
  { name: "EXTICR4", offset: EXTICR4, write: 0xffff },
  { name: "CMPCR", offset: CMPCR, write: COMPENSATION_ON },
];

/** System configuration: RM0090, chapter 9. It says which port's pin each external interrupt has. */
export class Syscfg extends Peripheral {
  private readonly listeners: (() => void)[] = [];

  constructor(warnings: Warnings) {
    super("SYSCFG", warnings, registers);
  }

  /** The number of the port whose pin is a line's. */
  portOf(line: number): number {
    return (this.get(EXTICR1 + (line & ~3)) >> (4 * (line & 3))) & 15;
  }

  /** Calls back when lines have got other pins. */
  onLines(listener: () => void): void {
    this.listeners.push(listener);
  }

  override reset(): void {
    super.reset();
    for (const listener of this.listeners) listener();
  }

  protected override stored(offset: number, value: number): void {
    if (offset >= EXTICR1 && offset <= EXTICR4) for (const listener of this.listeners) listener();
    if (offset === CMPCR && value & COMPENSATION_ON) this.setBits(CMPCR, COMPENSATION_READY);
  }
}
