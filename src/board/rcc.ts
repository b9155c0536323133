import { oscillators, type PeripheralBus, startTimes } from "../tables/stm32f405.js";
import type { ClockGate } from "./bus.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const CR = 0x00;
const PLLCFGR = 0x04;
const CFGR = 0x08;
const CIR = 0x0c;
const BDCR = 0x70;
const CSR = 0x74;
const PLLI2SCFGR = 0x84;

const HSION = 1 << 0;
const HSIRDY = 1 << 1;
const HSEON = 1 << 16;
const HSERDY = 1 << 17;
const PLLON = 1 << 24;
const PLLRDY = 1 << 25;
const PLLI2SON = 1 << 26;
const PLLI2SRDY = 1 << 27;
/** CFGR: I2S is clocked from a pin. */
const I2SSRC = 1 << 23;
const LSEON = 1 << 0;
const LSERDY = 1 << 1;
const RTCEN = 1 << 15;
const BDRST = 1 << 16;
const LSION = 1 << 0;
const LSIRDY = 1 << 1;
const RMVF = 1 << 24;

/** Offsets of RSTR and ENR by bus. */
const resetRegisters: Readonly<Record<PeripheralBus, number>> = {
  AHB1: 0x10,
  AHB2: 0x14,
  APB1: 0x20,
  APB2: 0x24,
};
const enableRegisters: Readonly<Record<PeripheralBus, number>> = {
  AHB1: 0x30,
  AHB2: 0x34,
  APB1: 0x40,
  APB2: 0x44,
};

const registers: readonly Register[] = [
  { name: "CR", offset: CR, reset: 0x83, write: 0x050d00f9 },
  { name: "PLLCFGR", offset: PLLCFGR, reset: 0x24003010 },
  { name: "CFGR", offset: CFGR, write: 0xfffffff3 },
  { name: "CIR", offset: CIR, write: 0x3f00 },
  { name: "AHB1RSTR", offset: 0x10 },
  { name: "AHB2RSTR", offset: 0x14 },
  { name: "AHB3RSTR", offset: 0x18 },
  { name: "APB1RSTR", offset: 0x20 },
  { name: "APB2RSTR", offset: 0x24 },
  { name: "AHB1ENR", offset: 0x30, reset: 0x00100000 },
  { name: "AHB2ENR", offset: 0x34 },
  { name: "AHB3ENR", offset: 0x38 },
  { name: "APB1ENR", offset: 0x40 },
  { name: "APB2ENR", offset: 0x44 },
  { name: "AHB1LPENR", offset: 0x50, reset: 0x7e6791ff },
  { name: "AHB2LPENR", offset: 0x54, reset: 0xf1 },
  { name: "AHB3LPENR", offset: 0x58, reset: 1 },
  { name: "APB1LPENR", offset: 0x60, reset: 0x36fec9ff },
  { name: "APB2LPENR", offset: 0x64, reset: 0x00075f33 },
  { name: "BDCR", offset: BDCR, write: 0x00018305 },
  { name: "CSR", offset: CSR, reset: 0x0e000000, write: 1 },
  { name: "SSCGR", offset: 0x80, inert: true },
  { name: "PLLI2SCFGR", offset: PLLI2SCFGR, reset: 0x20003000, write: 0x70007fc0 },
];

/** Why the chip was reset, as CSR says it. */
export const ResetFlag = {
  Pin: 1 << 26,
  PowerOn: 1 << 27,
  Software: 1 << 28,
  Watchdog: 1 << 29,
  WindowWatchdog: 1 << 30,
  LowPower: 0x80000000,
} as const;
const RESET_FLAGS = 0xfe000000;

/** The clocks in hertz. */
export interface Frequencies {
  readonly sysclk: number;
  readonly hclk: number;
  readonly pclk1: number;
  readonly pclk2: number;
  /** Of the timers on APB1 and on APB2. */
  readonly timers1: number;
  readonly timers2: number;
  /** Of USB and the random numbers. */
  readonly pll48: number;
  /** Of I2S, 0 while its PLL is not ready; a clock from a pin is not modelled. */
  readonly i2s: number;
}

/** Divisors of AHB by HPRE and of APB by PPRE. */
function ahbDivisor(hpre: number): number {
  if (hpre < 8) return 1;
  return [2, 4, 8, 16, 64, 128, 256, 512][hpre - 8]!;
}

function apbDivisor(ppre: number): number {
  return ppre < 4 ? 1 : 2 << (ppre - 4);
}

/** What else has to happen at a reset by RCC. */
export interface ResetLines {
  withClock(bus: PeripheralBus, bit: number): Iterable<{ reset(): void }>;
}

/** Clocks and resets: RM0090, chapter 7. Each oscillator takes its typical time to start. */
export class Rcc extends Peripheral implements ClockGate {
  private current: Frequencies;
  private readonly listeners: (() => void)[] = [];
  private readonly ready = [
    { name: "HSI", register: CR, on: HSION, done: HSIRDY },
    { name: "HSE", register: CR, on: HSEON, done: HSERDY },
    { name: "PLL", register: CR, on: PLLON, done: PLLRDY },
    { name: "PLLI2S", register: CR, on: PLLI2SON, done: PLLI2SRDY },
    { name: "LSE", register: BDCR, on: LSEON, done: LSERDY },
    { name: "LSI", register: CSR, on: LSION, done: LSIRDY },
  ].map((row) => ({
    ...row,
    event: new ClockEvent(() => {
      this.setBits(row.register, row.done);
      this.settle();
    }),
  }));

  constructor(
    warnings: Warnings,
    private readonly clock: Clock,
    private readonly lines: ResetLines,
  ) {
    super("RCC", warnings, registers);
    this.current = this.compute();
    this.settle();
  }

  /** A system reset leaves the backup domain and says why it happened. */
  override reset(flag: number = ResetFlag.Pin): void {
    const backup = this.get(BDCR);
    const flags = this.get(CSR) & RESET_FLAGS;
    super.reset();
    this.set(BDCR, backup);
    this.set(CSR, flags | flag | ResetFlag.Pin);
    this.settle();
  }

  /** The firmware has read why the chip was reset. */
  forgetReset(): void {
    this.clearBits(CSR, RESET_FLAGS);
  }

  /** Takes over another chip's backup domain, unless its crystal was still starting, and why that was reset. */
  continueFrom(other: Rcc): void {
    const backup = other.get(BDCR);
    if (backup & LSERDY) this.set(BDCR, backup);
    this.forgetReset();
    this.setBits(CSR, other.get(CSR) & RESET_FLAGS);
    this.settle();
  }

  get frequencies(): Frequencies {
    return this.current;
  }

  /** Calls back when one of the frequencies has changed. */
  onFrequencies(listener: () => void): void {
    this.listeners.push(listener);
  }

  isClocked(bus: PeripheralBus, bit: number): boolean {
    return ((this.get(enableRegisters[bus]) >>> bit) & 1) !== 0;
  }

  /** Bits of a bus's ENR. */
  enabled(bus: PeripheralBus): number {
    return this.get(enableRegisters[bus]);
  }

  /** The clock of the RTC in hertz, 0 when it has none. */
  get rtcClock(): number {
    const bdcr = this.get(BDCR);
    if ((bdcr & RTCEN) === 0) return 0;
    switch ((bdcr >> 8) & 3) {
      case 1:
        return bdcr & LSERDY ? oscillators.LSE : 0;
      case 2:
        return this.has(CSR, LSIRDY) ? oscillators.LSI : 0;
      case 3: {
        const divisor = (this.get(CFGR) >> 16) & 31;
        return divisor >= 2 && this.has(CR, HSERDY) ? oscillators.HSE / divisor : 0;
      }
      default:
        return 0;
    }
  }

  /** Whether the backup domain is held in reset. */
  get backupReset(): boolean {
    return this.has(BDCR, BDRST);
  }

  /** Starts LSI, which the watchdog needs. */
  startLsi(): void {
    this.setBits(CSR, LSION | LSIRDY);
  }

  /** What stop mode does: back to HSI, the others off. */
  stopClocks(): void {
    this.clearBits(CR, HSEON | HSERDY | PLLON | PLLRDY | PLLI2SON | PLLI2SRDY);
    this.setBits(CR, HSION | HSIRDY);
    this.clearBits(CFGR, 3);
    this.settle();
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    switch (offset) {
      case CR:
      case CFGR:
      case PLLCFGR:
      case PLLI2SCFGR:
        this.oscillate();
        this.settle();
        break;
      case BDCR:
        if (value & ~old & BDRST) this.set(BDCR, BDRST);
        this.oscillate();
        this.settle();
        break;
      case CSR:
        if (written & RMVF) this.clearBits(CSR, RESET_FLAGS);
        this.oscillate();
        break;
      default:
        this.resetThose(offset, value & ~old);
        if (offset >= 0x30 && offset <= 0x44) this.tell();
    }
  }

  private resetThose(offset: number, bits: number): void {
    for (const [bus, register] of Object.entries(resetRegisters)) {
      if (register !== offset) continue;
      for (let bit = 0; bit < 32; bit++) {
        if (((bits >>> bit) & 1) === 0) continue;
        for (const device of this.lines.withClock(bus as PeripheralBus, bit)) device.reset();
      }
    }
  }

  private oscillate(): void {
    for (const { name, register, on, done, event } of this.ready) {
      if (!this.has(register, on)) {
        this.clearBits(register, done);
        this.clock.cancel(event);
      } else if (!this.has(register, done) && !event.scheduled) {
        const seconds = startTimes[name as keyof typeof startTimes];
        this.clock.scheduleIn(event, this.clock.cyclesOf(seconds));
      }
    }
  }

  /** SWS follows SW when that clock is there. */
  private settle(): void {
    const wanted = this.get(CFGR) & 3;
    const ready = [HSIRDY, HSERDY, PLLRDY, 0][wanted]!;
    if (this.has(CR, ready)) {
      this.clearBits(CFGR, 0xc);
      this.setBits(CFGR, wanted << 2);
    } else if (wanted === 0) this.clearBits(CFGR, 0xc);
    this.current = this.compute();
    this.clock.setFrequency(this.current.hclk);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private compute(): Frequencies {
    const cfgr = this.get(CFGR);
    const pll = this.get(PLLCFGR);
    const input = pll & (1 << 22) ? oscillators.HSE : oscillators.HSI;
    const step = input / Math.max(1, pll & 63);
    const vco = step * ((pll >> 6) & 0x1ff);
    const sources = [oscillators.HSI, oscillators.HSE, vco / (2 * (((pll >> 16) & 3) + 1))];
    const sysclk = sources[(cfgr >> 2) & 3] ?? oscillators.HSI;
    const hclk = sysclk / ahbDivisor((cfgr >> 4) & 15);
    const first = apbDivisor((cfgr >> 10) & 7);
    const second = apbDivisor((cfgr >> 13) & 7);
    return {
      sysclk,
      hclk,
      pclk1: hclk / first,
      pclk2: hclk / second,
      timers1: (hclk / first) * (first === 1 ? 1 : 2),
      timers2: (hclk / second) * (second === 1 ? 1 : 2),
      pll48: vco / Math.max(1, (pll >>> 24) & 15),
      i2s: this.i2sClock(step),
    };
  }

  /** The PLL of I2S multiplies the same input. */
  private i2sClock(step: number): number {
    if (!this.has(CR, PLLI2SRDY) || this.has(CFGR, I2SSRC)) return 0;
    const pll = this.get(PLLI2SCFGR);
    return (step * ((pll >> 6) & 0x1ff)) / Math.max(2, (pll >>> 28) & 7);
  }
}
