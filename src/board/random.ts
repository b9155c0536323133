import type { Clock } from "./clock.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const CR = 0x00;
const SR = 0x04;
const DR = 0x08;

const RNGEN = 1 << 2;
const IE = 1 << 3;
const DRDY = 1 << 0;

/** Periods of its clock from one number to the next. */
const PERIODS = 40;

/** The random numbers: RM0090, chapter 24. They follow from a seed, so that a run can be repeated. */
export class RandomGenerator extends Peripheral {
  private readonly source: InterruptSource;
  private state: number;
  private readyAt = 0;

  constructor(
    warnings: Warnings,
    interrupts: Interrupts,
    private readonly clock: Clock,
    private readonly frequency: () => number,
    seed = 1,
  ) {
    super("RNG", warnings, [
      { name: "CR", offset: CR, write: RNGEN | IE },
      { name: "SR", offset: SR, write: 0, clear0: 0x60 },
      { name: "DR", offset: DR, write: 0 },
    ]);
    this.source = interrupts.source("RNG");
    this.state = seed >>> 0;
  }

  protected override loaded(offset: number, value: number): number {
    const ready = this.has(CR, RNGEN) && this.clock.now >= this.readyAt;
    if (offset === SR) return ready ? value | DRDY : value;
    if (offset !== DR || !ready) return value;
    this.prepare();
    return this.next();
  }

  protected override stored(offset: number, value: number, old: number): void {
    if (offset !== CR) return;
    if (value & ~old & RNGEN) this.prepare();
    this.source.set((value & (RNGEN | IE)) === (RNGEN | IE));
  }

  private prepare(): void {
    const cycles = (PERIODS * this.clock.frequency) / Math.max(1, this.frequency());
    this.readyAt = this.clock.now + Math.ceil(cycles);
  }

  /** Mulberry32, which passes through all 32-bit states. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
