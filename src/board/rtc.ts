import {
  addSeconds,
  type CalendarTime,
  calendarFrom,
  dateRegister,
  timeRegister,
} from "./calendar.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import { type Exti, ExtiLine } from "./exti.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const TR = 0x00;
const DR = 0x04;
const CR = 0x08;
const ISR = 0x0c;
const PRER = 0x10;
const WUTR = 0x14;
const ALRMAR = 0x1c;
const WPR = 0x24;
const SSR = 0x28;
const SHIFTR = 0x2c;
const CALR = 0x3c;
const TAFCR = 0x40;
const ALRMASSR = 0x44;
const BKP0R = 0x50;
const BACKUPS = 20;

const BYPSHAD = 1 << 5;
const FMT = 1 << 6;
const ALRAE = 1 << 8;
const WUTE = 1 << 10;
const ALRAIE = 1 << 12;
const WUTIE = 1 << 14;
const ADD1H = 1 << 16;
const SUB1H = 1 << 17;

const ALRAWF = 1 << 0;
const WUTWF = 1 << 2;
const INITS = 1 << 4;
const RSF = 1 << 5;
const INITF = 1 << 6;
const INIT = 1 << 7;
const ALRAF = 1 << 8;
const WUTF = 1 << 10;
const FLAGS = 0x3f00 | RSF;

const KEYS = [0xca, 0x53];

const registers: Register[] = [
  { name: "TR", offset: TR, write: 0x7f7f7f },
  { name: "DR", offset: DR, reset: 0x2101, write: 0xffff3f },
  { name: "CR", offset: CR, write: 0xfcff7f },
  { name: "ISR", offset: ISR, reset: 7, write: INIT, clear0: FLAGS },
  { name: "PRER", offset: PRER, reset: 0x7f00ff, write: 0x7f7fff },
  { name: "WUTR", offset: WUTR, reset: 0xffff, write: 0xffff },
  { name: "CALIBR", offset: 0x18, write: 0x9f, inert: true },
  { name: "ALRMAR", offset: ALRMAR },
  { name: "ALRMBR", offset: ALRMAR + 4 },
  { name: "WPR", offset: WPR, write: 0 },
  { name: "SSR", offset: SSR, write: 0 },
  { name: "SHIFTR", offset: SHIFTR, write: 0 },
  { name: "TSTR", offset: 0x30, write: 0 },
  { name: "TSDR", offset: 0x34, write: 0 },
  { name: "TSSSR", offset: 0x38, write: 0 },
  { name: "CALR", offset: CALR, write: 0xe1ff },
  { name: "TAFCR", offset: TAFCR, write: 0x7ffff, inert: true },
  { name: "ALRMASSR", offset: ALRMASSR, write: 0x0f007fff },
  { name: "ALRMBSSR", offset: ALRMASSR + 4, write: 0x0f007fff },
];
for (let index = 0; index < BACKUPS; index++) {
  registers.push({ name: `BKP${index}R`, offset: BKP0R + 4 * index });
}

/** What the clock needs of the board. */
export interface RtcParts {
  readonly clock: Clock;
  readonly warnings: Warnings;
  readonly exti: Exti;
  /** Its clock in hertz, 0 when there is none. */
  readonly frequency: () => number;
  /** Whether the backup domain may be written. */
  readonly isOpen: () => boolean;
}

/** The real-time clock: RM0090, chapter 26. Calendar and subseconds follow from the time since they were set. */
export class Rtc extends Peripheral {
  private readonly wake = new ClockEvent(() => this.wakeUp());
  private readonly second = new ClockEvent(() => this.passSecond());
  private readonly alarmAt = [0, 1].map(
    (index) => new ClockEvent(() => this.flag(ALRAF << index, ALRAIE << index, ExtiLine.RtcAlarm)),
  );
  private keys = 0;
  /** When the wake-up timer ends its period, in virtual time. */
  private wakeSeconds = 0;
  /** The calendar at `since`, in periods of ck_apre that have passed in its second. */
  private base: CalendarTime = { seconds: 0, weekday: 1 };
  private since = 0;
  private ticks = 0;
  private rate = 0;
  /** SSR, TR and DR as they were when the first of them was read. */
  private shadow: readonly [number, number] | undefined;

  constructor(private readonly parts: RtcParts) {
    super("RTC", parts.warnings, registers);
    parts.clock.onFrequency(() => this.reschedule());
  }

  /** A system reset leaves it alone; `resetDomain` is the backup domain's. */
  override reset(): void {}

  /** The backup domain was reset. */
  resetDomain(): void {
    super.reset();
    this.keys = 0;
    this.base = { seconds: 0, weekday: 1 };
    this.settle();
  }

  /** Goes on with the time of another chip's, which the battery has kept. */
  continueFrom(other: Rtc): void {
    other.settle();
    this.takeOver(other);
    this.base = other.base;
    this.ticks = other.ticks;
    this.since = this.parts.clock.seconds;
    this.rate = this.tickRate;
    this.wakeSeconds = this.since + other.wakeSeconds - other.parts.clock.seconds;
    this.reschedule();
  }

  /** Its clock has changed. */
  rescale(): void {
    if (this.tickRate !== this.rate) this.settle();
  }

  /** Periods of ck_apre in a second of virtual time. */
  private get tickRate(): number {
    const calr = this.get(CALR);
    const masked = calr & 0x1ff;
    const added = calr & 0x8000 ? 512 : 0;
    const tuned = 1 + (added - masked) / ((1 << 20) + masked - added);
    return (this.parts.frequency() * tuned) / (((this.get(PRER) >> 16) & 0x7f) + 1);
  }

  private get ticksPerSecond(): number {
    return (this.get(PRER) & 0x7fff) + 1;
  }

  /** Periods of ck_apre since the calendar was set. */
  private get passed(): number {
    if (this.has(ISR, INITF)) return this.ticks;
    const seconds = this.parts.clock.seconds - this.since;
    return this.ticks + Math.floor(seconds * this.rate + 1e-6);
  }

  /** Makes the present the base, and takes new rates. */
  private settle(): void {
    const { passed, ticksPerSecond } = this;
    this.base = addSeconds(this.base, Math.floor(passed / ticksPerSecond));
    this.ticks = ((passed % ticksPerSecond) + ticksPerSecond) % ticksPerSecond;
    this.since = this.parts.clock.seconds;
    this.rate = this.tickRate;
    this.reschedule();
  }

  private get now(): CalendarTime {
    return addSeconds(this.base, Math.floor(this.passed / this.ticksPerSecond));
  }

  private get subsecond(): number {
    const { passed, ticksPerSecond } = this;
    return ticksPerSecond - 1 - (((passed % ticksPerSecond) + ticksPerSecond) % ticksPerSecond);
  }

  protected override loaded(offset: number, value: number): number {
    switch (offset) {
      case SSR:
        this.freeze();
        return this.subsecond;
      case TR:
        if (this.has(ISR, INITF)) return value;
        this.freeze();
        return this.shadow?.[0] ?? this.timeNow;
      case DR: {
        if (this.has(ISR, INITF)) return value;
        const shown = this.shadow?.[1] ?? this.dateNow;
        this.shadow = undefined;
        return shown;
      }
      case ISR:
        return this.status(value);
      default:
        return value;
    }
  }

  /** What the calendar says, undefined before it was set. */
  get date(): Date | undefined {
    if ((this.status(this.get(ISR)) & INITS) === 0) return undefined;
    return new Date(Date.UTC(2000, 0, 1) + this.now.seconds * 1000);
  }

  private get timeNow(): number {
    return timeRegister(this.now.seconds, this.has(CR, FMT));
  }

  private get dateNow(): number {
    const { seconds, weekday } = this.now;
    return dateRegister(seconds, weekday);
  }

  /** Reading time locks the date, until that is read. */
  private freeze(): void {
    if (!this.has(CR, BYPSHAD)) this.shadow ??= [this.timeNow, this.dateNow];
  }

  private status(value: number): number {
    let status = value & ~(WUTWF | 3 | INITS);
    if (!this.has(CR, WUTE)) status |= WUTWF;
    for (const index of [0, 1]) if (!this.has(CR, ALRAE << index)) status |= ALRAWF << index;
    if ((this.dateNow & 0xff0000) !== 0) status |= INITS;
    if (!this.has(ISR, INITF) && this.rate > 0) status |= RSF;
    return status;
  }

  override write(offset: number, size: number, value: number): void {
    const isBackup = offset >= BKP0R || offset === TAFCR;
    const isFlag = (offset & ~3) === ISR && this.keys < KEYS.length;
    if (!this.parts.isOpen()) {
      this.warnings.warn("RTC was written while PWR_CR.DBP was 0");
      return;
    }
    if (isFlag) this.clearBits(ISR, ~value & FLAGS);
    else if (isBackup || (offset & ~3) === WPR || this.keys === KEYS.length) {
      super.write(offset, size, value);
    } else this.warnings.warn("RTC was written without its keys in WPR");
    this.sink();
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    switch (offset) {
      case WPR:
        this.keys = written === KEYS[this.keys] ? this.keys + 1 : 0;
        break;
      case ISR:
        this.initialise((value & INIT) !== 0, (old & INIT) !== 0);
        break;
      case TR:
      case DR:
        if (!this.has(ISR, INITF)) this.set(offset, old);
        break;
      case CR:
        this.control(value, old, written);
        break;
      case PRER:
      case CALR:
        this.settle();
        break;
      case SHIFTR:
        this.shift(written);
        break;
      default:
        this.planSecond();
    }
  }

  private initialise(on: boolean, was: boolean): void {
    if (on && !was) {
      this.set(TR, this.timeNow);
      this.set(DR, this.dateNow);
      this.settle();
      this.setBits(ISR, INITF);
      this.clearBits(ISR, RSF);
    } else if (!on && was) {
      this.clearBits(ISR, INITF);
      this.base = calendarFrom(this.get(TR), this.get(DR), this.has(CR, FMT));
      this.ticks = 0;
      this.since = this.parts.clock.seconds;
      this.rate = this.tickRate;
      this.shadow = undefined;
      this.reschedule();
    }
  }

  private control(value: number, old: number, written: number): void {
    this.clearBits(CR, ADD1H | SUB1H);
    if (written & (ADD1H | SUB1H)) {
      this.settle();
      this.base = addSeconds(this.base, written & ADD1H ? 3600 : -3600);
    }
    if ((value ^ old) & WUTE) this.planWake();
    this.planSecond();
  }

  /** SHIFTR: a second more, and a part of one less. */
  private shift(written: number): void {
    this.settle();
    this.ticks += (written & 0x80000000 ? this.ticksPerSecond : 0) - (written & 0x7fff);
    this.reschedule();
  }

  /** Seconds between two wake-ups. */
  private get wakePeriod(): number {
    const selection = this.get(CR) & 7;
    const count = this.get(WUTR) + 1;
    if (selection < 4) return (count * (16 >> selection)) / this.parts.frequency();
    const second = this.ticksPerSecond / this.rate;
    return (count + (selection >= 6 ? 0x10000 : 0)) * second;
  }

  /** Begins a period of the wake-up timer. */
  private planWake(): void {
    this.wakeSeconds = this.parts.clock.seconds + this.wakePeriod;
    this.scheduleWake();
  }

  private scheduleWake(): void {
    const { clock } = this.parts;
    if (!this.has(CR, WUTE) || this.rate === 0) clock.cancel(this.wake);
    else clock.schedule(this.wake, clock.cycleAt(this.wakeSeconds));
  }

  private wakeUp(): void {
    this.wakeSeconds += this.wakePeriod;
    this.scheduleWake();
    this.flag(WUTF, WUTIE, ExtiLine.RtcWakeup);
  }

  private flag(bit: number, enable: number, line: number): void {
    this.setBits(ISR, bit);
    if (!this.has(CR, enable)) return;
    this.parts.exti.edge(line, true);
  }

  /** The lines to the external interrupts fall when their flags are cleared. */
  private sink(): void {
    if (!this.has(ISR, WUTF)) this.parts.exti.edge(ExtiLine.RtcWakeup, false);
    if (!this.has(ISR, ALRAF | (ALRAF << 1))) this.parts.exti.edge(ExtiLine.RtcAlarm, false);
  }

  private reschedule(): void {
    this.scheduleWake();
    this.planSecond();
  }

  /** While an alarm is on, each new second is looked at. */
  private planSecond(): void {
    const { clock } = this.parts;
    if (!this.has(CR, ALRAE | (ALRAE << 1)) || this.rate === 0) {
      clock.cancel(this.second);
      return;
    }
    const next = (Math.floor(this.passed / this.ticksPerSecond) + 1) * this.ticksPerSecond;
    clock.schedule(this.second, clock.cycleAt(this.since + (next - this.ticks) / this.rate));
  }

  private passSecond(): void {
    for (const index of [0, 1]) {
      if (!this.has(CR, ALRAE << index) || !this.matches(this.get(ALRMAR + 4 * index))) continue;
      const fine = this.get(ALRMASSR + 4 * index);
      const masked = ((fine >> 24) & 15) === 0;
      const ticks = masked ? 0 : Math.max(0, this.ticksPerSecond - 1 - (fine & 0x7fff));
      const { clock } = this.parts;
      clock.scheduleIn(this.alarmAt[index]!, Math.round((ticks * clock.frequency) / this.rate));
    }
    this.planSecond();
  }

  /** Whether the parts of an alarm that are not masked are those of now. */
  private matches(alarm: number): boolean {
    const time = this.timeNow;
    const date = this.dateNow;
    const day = alarm & (1 << 30) ? (date >> 13) & 7 : date & 0x3f;
    return (
      ((alarm & (1 << 7)) !== 0 || ((alarm ^ time) & 0x7f) === 0) &&
      ((alarm & (1 << 15)) !== 0 || ((alarm ^ time) & 0x7f00) === 0) &&
      ((alarm & (1 << 23)) !== 0 || ((alarm ^ time) & 0x7f0000) === 0) &&
      (alarm >>> 31 !== 0 || ((alarm >> 24) & 0x3f) === day)
    );
  }
}
