import { oscillators } from "../tables/stm32f405.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const KR = 0x00;
const PR = 0x04;
const RLR = 0x08;
const ISR = 0x0c;
const KEY_FEED = 0xaaaa;
const KEY_OPEN = 0x5555;
const KEY_START = 0xcccc;

/** The independent watchdog: RM0090, chapter 21. Once started it ends only with a reset. */
export class IndependentWatchdog extends Peripheral {
  private open = false;
  /** Seconds of virtual time. */
  private deadline = 0;
  private readonly bite = new ClockEvent(() => this.expire());

  constructor(
    warnings: Warnings,
    private readonly clock: Clock,
    /** Called when nobody has fed it in time. */
    private readonly expire: () => void,
    private readonly startLsi: () => void,
  ) {
    super("IWDG", warnings, [
      { name: "KR", offset: KR, write: 0 },
      { name: "PR", offset: PR, write: 7 },
      { name: "RLR", offset: RLR, reset: 0xfff, write: 0xfff },
      { name: "SR", offset: ISR, write: 0 },
    ]);
    clock.onFrequency(() => {
      if (this.bite.scheduled) this.schedule();
    });
  }

  override reset(): void {
    super.reset();
    this.open = false;
    this.clock.cancel(this.bite);
  }

  /** Seconds that it waits. */
  get period(): number {
    const divisor = 4 << Math.min(6, this.get(PR));
    return (divisor * (this.get(RLR) + 1)) / oscillators.LSI;
  }

  protected override stored(offset: number, _value: number, old: number, written: number): void {
    if (offset !== KR) {
      if (!this.open) this.set(offset, old);
      return;
    }
    this.open = written === KEY_OPEN;
    if (written === KEY_START) {
      this.startLsi();
      this.feed();
    } else if (written === KEY_FEED && this.bite.scheduled) this.feed();
  }

  private feed(): void {
    this.deadline = this.clock.seconds + this.period;
    this.schedule();
  }

  private schedule(): void {
    this.clock.schedule(this.bite, this.clock.cycleAt(this.deadline));
  }
}

const CR = 0x00;
const CFR = 0x04;
const SR = 0x08;
const WDGA = 1 << 7;
const EWI = 1 << 9;
const EWIF = 1 << 0;
/** Clocks of APB1 for one count, before WDGTB. */
const CLOCKS = 4096;
const LOWEST = 0x40;

/** The window watchdog: RM0090, chapter 22. */
export class WindowWatchdog extends Peripheral {
  private readonly source: InterruptSource;
  private readonly early = new ClockEvent(() => this.warn());
  private readonly bite = new ClockEvent(() => this.expire());
  private since = 0;

  constructor(
    warnings: Warnings,
    interrupts: Interrupts,
    private readonly clock: Clock,
    private readonly frequency: () => number,
    private readonly expire: () => void,
  ) {
    super("WWDG", warnings, [
      { name: "CR", offset: CR, reset: 0x7f, write: 0xff },
      { name: "CFR", offset: CFR, reset: 0x7f, write: 0x3ff },
      { name: "SR", offset: SR, clear0: EWIF },
    ]);
    this.source = interrupts.source("WWDG");
  }

  override reset(): void {
    super.reset();
    this.clock.cancel(this.early);
    this.clock.cancel(this.bite);
    this.source.set(false);
  }

  private get tick(): number {
    const clocks = CLOCKS << ((this.get(CFR) >> 7) & 3);
    return (clocks * this.clock.frequency) / this.frequency();
  }

  private get count(): number {
    if (!this.has(CR, WDGA)) return this.get(CR) & 0x7f;
    return (this.get(CR) & 0x7f) - Math.floor((this.clock.now - this.since) / this.tick);
  }

  protected override loaded(offset: number, value: number): number {
    return offset === CR ? (value & WDGA) | (this.count & 0x7f) : value;
  }

  protected override stored(offset: number, value: number, old: number): void {
    if (offset === CR) this.feed(value, old);
    if (offset === CFR && old & EWI) this.setBits(CFR, EWI);
    if (offset === SR) this.source.set(this.has(SR, EWIF) && this.has(CFR, EWI));
  }

  private feed(value: number, old: number): void {
    this.setBits(CR, old & WDGA);
    if (!this.has(CR, WDGA)) return;
    const left = (old & 0x7f) - Math.floor((this.clock.now - this.since) / this.tick);
    const isEarly = (old & WDGA) !== 0 && left > (this.get(CFR) & 0x7f);
    if (isEarly || (value & LOWEST) === 0) {
      this.expire();
      return;
    }
    this.since = this.clock.now;
    const ticks = (value & 0x7f) - LOWEST;
    this.clock.scheduleIn(this.early, Math.ceil(ticks * this.tick));
    this.clock.scheduleIn(this.bite, Math.ceil((ticks + 1) * this.tick));
  }

  private warn(): void {
    this.setBits(SR, EWIF);
    this.source.set(this.has(CFR, EWI));
  }
}
