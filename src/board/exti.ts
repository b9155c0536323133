import type { InterruptName } from "../tables/stm32f405.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Pin } from "./pin.js";
import type { Warnings } from "./warnings.js";

const IMR = 0x00;
const EMR = 0x04;
const RTSR = 0x08;
const FTSR = 0x0c;
const SWIER = 0x10;
const PR = 0x14;

const LINES = 23;
const PIN_LINES = 16;
const MASK = (1 << LINES) - 1;

const registers: readonly Register[] = [
  { name: "IMR", offset: IMR, write: MASK },
  { name: "EMR", offset: EMR, write: MASK },
  { name: "RTSR", offset: RTSR, write: MASK },
  { name: "FTSR", offset: FTSR, write: MASK },
  { name: "SWIER", offset: SWIER, write: MASK },
  { name: "PR", offset: PR, clear1: MASK },
];

/** Lines that come from within the chip. */
export const ExtiLine = {
  Pvd: 16,
  RtcAlarm: 17,
  UsbWakeup: 18,
  Tamper: 21,
  RtcWakeup: 22,
} as const;

function interruptOf(line: number): InterruptName | undefined {
  if (line < 5) return `EXTI${line as 0 | 1 | 2 | 3 | 4}`;
  if (line < 10) return "EXTI9_5";
  if (line < PIN_LINES) return "EXTI15_10";
  switch (line) {
    case ExtiLine.Pvd:
      return "PVD";
    case ExtiLine.RtcAlarm:
      return "RTC_Alarm";
    case ExtiLine.UsbWakeup:
      return "OTG_FS_WKUP";
    case ExtiLine.Tamper:
      return "TAMP_STAMP";
    case ExtiLine.RtcWakeup:
      return "RTC_WKUP";
    default:
      return undefined;
  }
}

/** Says which pin is a line's. */
export type LinePins = (line: number) => Pin;

/** External interrupts: RM0090, 12.2. It listens to a pin only while an edge of it counts. */
export class Exti extends Peripheral {
  private readonly sources: (InterruptSource | undefined)[];
  private readonly watched: (Pin | undefined)[] = Array(PIN_LINES).fill(undefined);
  private readonly heard: ((level: number) => void)[];
  private readonly wakeups: (() => void)[] = [];

  constructor(
    warnings: Warnings,
    interrupts: Interrupts,
    private readonly pinOf: LinePins,
  ) {
    super("EXTI", warnings, registers);
    this.sources = Array.from({ length: LINES }, (_, line) => {
      const name = interruptOf(line);
      return name === undefined ? undefined : interrupts.source(name);
    });
    this.heard = Array.from(
      { length: PIN_LINES },
      (_, line) => (level) => this.edge(line, level !== 0),
    );
  }

  override reset(): void {
    super.reset();
    this.listen();
    this.settle();
  }

  /** Calls back when a line that has its event or interrupt on was triggered: it ends stop mode and WFE. */
  onWakeup(listener: () => void): void {
    this.wakeups.push(listener);
  }

  /** An edge of a line; for those within the chip, of its signal. */
  edge(line: number, rising: boolean): void {
    if (this.has(rising ? RTSR : FTSR, 1 << line)) this.trigger(line);
  }

  /** The pins of lines have changed. */
  listen(): void {
    const edges = this.get(RTSR) | this.get(FTSR);
    for (let line = 0; line < PIN_LINES; line++) {
      const pin = (edges >> line) & 1 ? this.pinOf(line) : undefined;
      const old = this.watched[line];
      if (pin === old) continue;
      old?.unwatch(this.heard[line]!);
      pin?.watch(this.heard[line]!);
      this.watched[line] = pin;
    }
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    if (offset === RTSR || offset === FTSR) this.listen();
    if (offset === SWIER) {
      for (let line = 0; line < LINES; line++) {
        if (((value & ~old) >> line) & 1 && this.has(IMR, 1 << line)) this.trigger(line);
      }
    }
    if (offset === PR) this.clearBits(SWIER, written);
    this.settle();
  }

  private trigger(line: number): void {
    const bit = 1 << line;
    this.setBits(PR, bit);
    this.settle();
    if (this.has(IMR, bit) || this.has(EMR, bit)) for (const wake of this.wakeups) wake();
  }

  private settle(): void {
    const active = this.get(PR) & this.get(IMR);
    for (let line = 0; line < LINES; line++) this.sources[line]?.set(((active >> line) & 1) !== 0);
  }
}
