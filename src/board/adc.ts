import type { Clock } from "./clock.js";
import type { Served } from "./dma.js";
import { ClockEvent } from "./event-queue.js";
import type { InterruptSource } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const SR = 0x00;
const CR1 = 0x04;
const CR2 = 0x08;
const SMPR1 = 0x0c;
const SMPR2 = 0x10;
const JOFR1 = 0x14;
const HTR = 0x24;
const LTR = 0x28;
const SQR1 = 0x2c;
const SQR3 = 0x34;
const JSQR = 0x38;
const JDR1 = 0x3c;
const DR = 0x4c;

const AWD = 1 << 0;
const EOC = 1 << 1;
const JEOC = 1 << 2;
const JSTRT = 1 << 3;
const STRT = 1 << 4;
const OVR = 1 << 5;

const EOCIE = 1 << 5;
const AWDIE = 1 << 6;
const JEOCIE = 1 << 7;
const SCAN = 1 << 8;
const AWDSGL = 1 << 9;
const AWDEN = 1 << 23;
const OVRIE = 1 << 26;

const ADON = 1 << 0;
const CONT = 1 << 1;
const DMA = 1 << 8;
const DDS = 1 << 9;
const EOCS = 1 << 10;
const ALIGN = 1 << 11;
const JSWSTART = 1 << 22;
const SWSTART = 1 << 30;

const registers: Register[] = [
  { name: "SR", offset: SR, clear0: 0x3f },
  { name: "CR1", offset: CR1, write: 0x07c0ffff },
  { name: "CR2", offset: CR2, write: 0x7f7f0f03 },
  { name: "SMPR1", offset: SMPR1, write: 0x07ffffff },
  { name: "SMPR2", offset: SMPR2, write: 0x3fffffff },
  { name: "HTR", offset: HTR, reset: 0xfff, write: 0xfff },
  { name: "LTR", offset: LTR, write: 0xfff },
  { name: "SQR1", offset: SQR1, write: 0xffffff },
  { name: "SQR2", offset: 0x30, write: 0x3fffffff },
  { name: "SQR3", offset: SQR3, write: 0x3fffffff },
  { name: "JSQR", offset: JSQR, write: 0x3fffff },
  { name: "DR", offset: DR, write: 0 },
];
for (let index = 0; index < 4; index++) {
  registers.push({ name: `JOFR${index + 1}`, offset: JOFR1 + 4 * index, write: 0xfff });
  registers.push({ name: `JDR${index + 1}`, offset: JDR1 + 4 * index, write: 0 });
}

/** Cycles for which each setting of SMPR samples. */
const sampleCycles = [3, 15, 28, 56, 84, 112, 144, 480];

/** What a converter needs of the board. */
export interface AdcParts {
  readonly clock: Clock;
  readonly warnings: Warnings;
  readonly source: InterruptSource;
  /** The converter's clock in hertz. */
  readonly frequency: () => number;
  /** A channel's voltage as a part of the reference, 0 to 1. */
  readonly level: (channel: number) => number;
  requestDma(name: string): Served;
}

/** An analogue-to-digital converter: RM0090, chapter 13. */
export class Adc extends Peripheral {
  private readonly end = new ClockEvent(() => this.endConversion());
  private sequence: readonly number[] = [];
  private place = 0;
  private injected: readonly number[] = [];
  private injectedPlace = -1;

  constructor(
    name: string,
    private readonly parts: AdcParts,
  ) {
    super(name, parts.warnings, registers);
  }

  override reset(): void {
    super.reset();
    this.parts.clock.cancel(this.end);
    this.interrupt();
  }

  /** Whether a timer's trigger output, by the number of EXTSEL, starts it. */
  follows(event: number): boolean {
    const cr2 = this.get(CR2);
    return ((cr2 >> 28) & 3) !== 0 && ((cr2 >> 24) & 15) === event;
  }

  /** An external trigger. */
  trigger(): void {
    if (this.has(CR2, ADON) && !this.end.scheduled) this.begin();
  }

  protected override loaded(offset: number, value: number): number {
    if (offset === DR) {
      this.clearBits(SR, EOC);
      this.interrupt();
    }
    return value;
  }

  protected override stored(offset: number, value: number): void {
    if (offset === CR2) {
      this.clearBits(CR2, SWSTART | JSWSTART);
      if ((value & ADON) === 0) this.parts.clock.cancel(this.end);
      else {
        if (value & JSWSTART) this.beginInjected();
        if (value & SWSTART) this.begin();
      }
    }
    this.interrupt();
  }

  private begin(): void {
    const length = this.has(CR1, SCAN) ? ((this.get(SQR1) >> 20) & 15) + 1 : 1;
    this.sequence = Array.from({ length }, (_, index) => {
      const register = SQR3 - 4 * Math.floor(index / 6);
      return (this.get(register) >> (5 * (index % 6))) & 31;
    });
    this.place = 0;
    this.setBits(SR, STRT);
    this.convert(this.sequence[0]!);
  }

  /** The sequence stands at the end of JSQR. */
  private beginInjected(): void {
    const jsqr = this.get(JSQR);
    const length = ((jsqr >> 20) & 3) + 1;
    this.injected = Array.from({ length }, (_, i) => (jsqr >> (5 * (4 - length + i))) & 31);
    this.injectedPlace = 0;
    this.setBits(SR, JSTRT);
    this.convert(this.injected[0]!);
  }

  private get bits(): number {
    return 12 - 2 * ((this.get(CR1) >> 24) & 3);
  }

  private convert(channel: number): void {
    const register = channel < 10 ? SMPR2 : SMPR1;
    const setting = (this.get(register) >> (3 * (channel % 10))) & 7;
    const { clock, frequency } = this.parts;
    const cycles = sampleCycles[setting]! + this.bits;
    clock.scheduleIn(this.end, Math.ceil((cycles * clock.frequency) / frequency()));
  }

  private measure(channel: number): number {
    const top = (1 << this.bits) - 1;
    const level = Math.max(0, Math.min(1, this.parts.level(channel)));
    return Math.round(level * top);
  }

  private endConversion(): void {
    if (this.injectedPlace >= 0) this.endInjected();
    else this.endRegular();
    this.interrupt();
  }

  private endInjected(): void {
    const place = this.injectedPlace;
    const value = this.measure(this.injected[place]!) - this.get(JOFR1 + 4 * place);
    this.set(JDR1 + 4 * place, value & 0xffff);
    if (place + 1 < this.injected.length) {
      this.injectedPlace++;
      this.convert(this.injected[this.injectedPlace]!);
      return;
    }
    this.injectedPlace = -1;
    this.setBits(SR, JEOC);
  }

  private endRegular(): void {
    const channel = this.sequence[this.place]!;
    const value = this.measure(channel);
    this.watch(channel, value);
    const last = this.place + 1 === this.sequence.length;
    this.deliver(this.has(CR2, ALIGN) ? (value << (16 - this.bits)) & 0xffff : value, last);
    this.place = last ? 0 : this.place + 1;
    if (!last || this.has(CR2, CONT)) this.convert(this.sequence[this.place]!);
  }

  private deliver(value: number, last: boolean): void {
    const lost = this.has(SR, EOC) && this.has(CR2, DMA | EOCS);
    if (lost) this.setBits(SR, OVR);
    else this.set(DR, value);
    if (last || this.has(CR2, EOCS)) this.setBits(SR, EOC);
    if (lost || !this.has(CR2, DMA)) return;
    const served = this.parts.requestDma(this.name);
    if (served !== "not") this.clearBits(SR, EOC);
    if (served === "last" && !this.has(CR2, DDS)) this.clearBits(CR2, CONT);
  }

  /** The analogue watchdog. */
  private watch(channel: number, value: number): void {
    const cr1 = this.get(CR1);
    if ((cr1 & AWDEN) === 0 || (cr1 & AWDSGL && (cr1 & 31) !== channel)) return;
    if (value > this.get(HTR) || value < this.get(LTR)) this.setBits(SR, AWD);
  }

  private interrupt(): void {
    const sr = this.get(SR);
    const cr1 = this.get(CR1);
    this.parts.source.set(
      (sr & EOC && cr1 & EOCIE) !== 0 ||
        (sr & AWD && cr1 & AWDIE) !== 0 ||
        (sr & JEOC && cr1 & JEOCIE) !== 0 ||
        (sr & OVR && cr1 & OVRIE) !== 0,
    );
  }
}
