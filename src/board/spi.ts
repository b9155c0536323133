import type { InterruptName } from "../tables/stm32f405.js";
import type { Clock } from "./clock.js";
import type { Served } from "./dma.js";
import { ClockEvent } from "./event-queue.js";
import { I2s, UDR } from "./i2s.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Signal, Signals } from "./signal.js";
import type { Warnings } from "./warnings.js";

const CR1 = 0x00;
const CR2 = 0x04;
const SR = 0x08;
const DR = 0x0c;
const CRCPR = 0x10;
const RXCRCR = 0x14;
const TXCRCR = 0x18;
const I2SCFGR = 0x1c;
const I2SPR = 0x20;

const CPOL = 1 << 1;
const MSTR = 1 << 2;
const SPE = 1 << 6;
const LSBFIRST = 1 << 7;
const RXONLY = 1 << 10;
const DFF = 1 << 11;
const CRCEN = 1 << 13;
const BIDIOE = 1 << 14;
const BIDIMODE = 1 << 15;

const RXDMAEN = 1 << 0;
const TXDMAEN = 1 << 1;
const ERRIE = 1 << 5;
const RXNEIE = 1 << 6;
const TXEIE = 1 << 7;

const RXNE = 1 << 0;
const TXE = 1 << 1;
const CRCERR = 1 << 4;
const OVR = 1 << 6;
const BSY = 1 << 7;

const registers: readonly Register[] = [
  { name: "CR1", offset: CR1, write: 0xffff },
  { name: "CR2", offset: CR2, write: 0xf7 },
  { name: "SR", offset: SR, reset: TXE, clear0: CRCERR },
  { name: "DR", offset: DR, write: 0 },
  { name: "CRCPR", offset: CRCPR, reset: 7, write: 0xffff },
  { name: "RXCRCR", offset: RXCRCR, write: 0 },
  { name: "TXCRCR", offset: TXCRCR, write: 0 },
];
const i2sRegisters: readonly Register[] = [
  { name: "I2SCFGR", offset: I2SCFGR, write: 0xfbf },
  { name: "I2SPR", offset: I2SPR, reset: 2, write: 0x3ff },
];
/** SPI 1 has no I2S mode. */
const noI2sRegisters: readonly Register[] = i2sRegisters.map((row) => ({ ...row, inert: true }));

/** A device on the bus. */
export interface SpiDevice {
  /** Takes a word from the master while it gives one; undefined leaves the line to its pull-up. */
  transfer(word: number, bits: 8 | 16): number | undefined;
}

/** What a bus needs of the board. */
export interface SpiParts {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly signals: Signals;
  readonly warnings: Warnings;
  /** The peripheral's clock in hertz. */
  readonly frequency: () => number;
  /** The clock of the I2S mode in hertz, 0 while there is none; absent: there is no such mode. */
  readonly i2sFrequency?: () => number;
  requestDma(name: string): Served;
}

/** An SPI bus: RM0090, chapter 28. The lines rest at their idle levels; words pass as a whole. */
export class Spi extends Peripheral {
  /** Its other mode; SPI 1 has none. */
  readonly i2s: I2s | undefined;
  private readonly source: InterruptSource;
  private readonly clockLine: Signal;
  private readonly dataIn: Signal;
  private readonly dataOut: Signal;
  private readonly devices: SpiDevice[] = [];
  private readonly wordEnd = new ClockEvent(() => this.endWord());
  private shift: number | undefined;
  private waiting: number | undefined;
  private received = 0;
  private seen = 0;

  constructor(
    name: string,
    private readonly parts: SpiParts,
  ) {
    const mode = parts.i2sFrequency === undefined ? noI2sRegisters : i2sRegisters;
    super(name, parts.warnings, [...registers, ...mode]);
    this.source = parts.interrupts.source(name as InterruptName);
    this.clockLine = parts.signals.get(`${name}_SCK`);
    this.dataIn = parts.signals.get(`${name}_MISO`);
    this.dataOut = parts.signals.get(`${name}_MOSI`);
    this.i2s = parts.i2sFrequency && this.makeI2s(parts.i2sFrequency);
  }

  private makeI2s(frequency: () => number): I2s {
    const { clock, signals } = this.parts;
    const registers = {
      config: () => this.get(I2SCFGR),
      prescaler: () => this.get(I2SPR),
      change: (set: number, clear: number) => {
        this.set(SR, (this.get(SR) & ~clear) | set);
        this.interrupt();
      },
      next: () => this.nextWord(),
      take: (word: number) => {
        this.take(word);
        this.interrupt();
      },
    };
    return new I2s(this.name.replace("SPI", "I2S"), registers, { clock, signals, frequency });
  }

  /** Connects a device. When there are several, the first that answers is heard. */
  attach(device: SpiDevice): void {
    this.devices.push(device);
  }

  detach(device: SpiDevice): void {
    const place = this.devices.indexOf(device);
    if (place >= 0) this.devices.splice(place, 1);
  }

  /** A master outside clocks a word through it; the result is what it puts out. */
  exchange(word: number): number {
    if (!this.has(CR1, SPE) || this.has(CR1, MSTR)) return this.mask;
    const out = this.waiting ?? 0;
    this.waiting = undefined;
    this.setBits(SR, TXE);
    this.take(word & this.mask);
    this.askDma();
    this.interrupt();
    return out;
  }

  /** Bits per second as a master. */
  get baud(): number {
    return this.parts.frequency() / (2 << ((this.get(CR1) >> 3) & 7));
  }

  override reset(): void {
    super.reset();
    this.parts.clock.cancel(this.wordEnd);
    this.shift = undefined;
    this.waiting = undefined;
    this.clockLine.drive(undefined);
    this.i2s?.configure();
    this.interrupt();
  }

  /** Whether it asks for a word to send. */
  get wantsData(): boolean {
    const sends = this.isI2s ? this.i2s!.sends : this.has(CR1, SPE);
    return sends && this.has(CR2, TXDMAEN) && this.has(SR, TXE);
  }

  private get isI2s(): boolean {
    return this.i2s?.selected === true;
  }

  protected override loaded(offset: number, value: number): number {
    if (offset === SR) {
      if (this.seen & OVR && (value & RXNE) === 0) this.clearBits(SR, OVR);
      this.seen = this.get(SR);
      this.clearBits(SR, UDR);
      this.interrupt();
      return this.seen;
    }
    if (offset !== DR) return value;
    this.clearBits(SR, RXNE);
    this.interrupt();
    return this.received;
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    if (offset === DR) this.put(written & this.mask);
    if (offset === CR1) this.control(value, old);
    if (offset === CR2) this.askDma();
    if (offset === I2SCFGR || offset === I2SPR) {
      this.i2s?.configure();
      this.askDma();
    }
    this.interrupt();
  }

  private control(value: number, old: number): void {
    const drives = (value & (SPE | MSTR)) === (SPE | MSTR);
    this.clockLine.drive(drives ? (value & CPOL ? 1 : 0) : undefined);
    if (value & ~old & CRCEN) {
      this.set(RXCRCR, 0);
      this.set(TXCRCR, 0);
    }
    if ((value & SPE) === 0) {
      this.parts.clock.cancel(this.wordEnd);
      this.shift = undefined;
      this.clearBits(SR, BSY);
      return;
    }
    if (drives) this.startNext();
  }

  private get bits(): 8 | 16 {
    return this.has(CR1, DFF) ? 16 : 8;
  }

  private get mask(): number {
    return this.has(CR1, DFF) || this.isI2s ? 0xffff : 0xff;
  }

  /** What is read where no device answers: the level of the pin all the time. */
  private get floating(): number {
    return this.dataIn.input(1) ? this.mask : 0;
  }

  /** Whether it is a master that only listens, and so clocks all the time. */
  private get listensOnly(): boolean {
    const cr1 = this.get(CR1);
    return (cr1 & RXONLY) !== 0 || (cr1 & (BIDIMODE | BIDIOE)) === BIDIMODE;
  }

  private put(word: number): void {
    this.waiting = word;
    this.clearBits(SR, TXE);
    if (this.isI2s) this.i2s!.start();
    else if ((this.get(CR1) & (SPE | MSTR)) === (SPE | MSTR)) this.startNext();
  }

  /** Takes the word that waits, and asks for another. */
  private nextWord(): number | undefined {
    const word = this.waiting;
    if (word === undefined) return undefined;
    this.waiting = undefined;
    this.setBits(SR, TXE);
    this.askDma();
    return word;
  }

  private startNext(): void {
    if (this.shift !== undefined) return;
    if (this.waiting === undefined && !this.listensOnly) return;
    this.shift = this.waiting ?? 0;
    this.waiting = undefined;
    this.setBits(SR, TXE | BSY);
    const { clock } = this.parts;
    const cycles = (this.bits * clock.frequency) / this.baud;
    clock.scheduleIn(this.wordEnd, Math.round(cycles));
    this.askDma();
  }

  private endWord(): void {
    const out = this.shift!;
    this.shift = undefined;
    this.clearBits(SR, BSY);
    const answer = this.transfer(this.ordered(out));
    this.check(TXCRCR, out);
    if (!this.sendsOnly) this.take(answer === undefined ? this.floating : this.ordered(answer));
    this.startNext();
    this.interrupt();
  }

  private get sendsOnly(): boolean {
    return (this.get(CR1) & (BIDIMODE | BIDIOE)) === (BIDIMODE | BIDIOE);
  }

  private transfer(word: number): number | undefined {
    let answer: number | undefined;
    for (const device of this.devices) answer ??= device.transfer(word, this.bits);
    return answer ?? (this.dataIn.isWiredTo(this.dataOut) ? word : undefined);
  }

  /** A word as it is on the line, the first bit highest. */
  private ordered(word: number): number {
    if (!this.has(CR1, LSBFIRST)) return word & this.mask;
    let turned = 0;
    for (let bit = 0; bit < this.bits; bit++) turned = (turned << 1) | ((word >> bit) & 1);
    return turned;
  }

  private take(word: number): void {
    this.check(RXCRCR, word);
    if (this.has(SR, RXNE)) {
      this.setBits(SR, OVR);
      return;
    }
    this.received = word;
    this.setBits(SR, RXNE);
    if (this.has(CR2, RXDMAEN)) this.parts.requestDma(`${this.name}_RX`);
  }

  /** Takes a word into a checksum. */
  private check(register: number, word: number): void {
    if (!this.has(CR1, CRCEN)) return;
    const { bits, mask } = this;
    let crc = this.get(register) ^ word;
    for (let bit = 0; bit < bits; bit++) {
      crc = crc & (1 << (bits - 1)) ? (crc << 1) ^ this.get(CRCPR) : crc << 1;
    }
    this.set(register, crc & mask);
  }

  private askDma(): void {
    if (this.wantsData) this.parts.requestDma(`${this.name}_TX`);
  }

  private interrupt(): void {
    const sr = this.get(SR);
    const cr2 = this.get(CR2);
    this.source.set(
      (sr & RXNE && cr2 & RXNEIE) !== 0 ||
        (sr & TXE && cr2 & TXEIE) !== 0 ||
        (sr & (OVR | UDR) && cr2 & ERRIE) !== 0,
    );
  }
}
