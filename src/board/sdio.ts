import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { CardAnswer, SdCard } from "./sd-card.js";
import type { Warnings } from "./warnings.js";

const POWER = 0x00;
const CLKCR = 0x04;
const ARG = 0x08;
const CMD = 0x0c;
const RESPCMD = 0x10;
const RESP1 = 0x14;
const DTIMER = 0x24;
const DLEN = 0x28;
const DCTRL = 0x2c;
const DCOUNT = 0x30;
const STA = 0x34;
const ICR = 0x38;
const MASK = 0x3c;
const FIFOCNT = 0x48;
const FIFO = 0x80;
const FIFO_WORDS = 32;

const CLKEN = 1 << 8;
const BYPASS = 1 << 10;
const CPSMEN = 1 << 10;
const DTEN = 1 << 0;
const FROM_CARD = 1 << 1;
const STREAM = 1 << 2;

const CTIMEOUT = 1 << 2;
const CCRCFAIL = 1 << 0;
const DTIMEOUT = 1 << 3;
const TXUNDERR = 1 << 4;
const RXOVERR = 1 << 5;
const CMDREND = 1 << 6;
const CMDSENT = 1 << 7;
const DATAEND = 1 << 8;
const DBCKEND = 1 << 10;
const CMDACT = 1 << 11;
const TXACT = 1 << 12;
const RXACT = 1 << 13;
/** Flags that writing to ICR clears. */
const CLEARABLE = 0xc007ff;

/** Clocks that a command takes, that a response may take to come, and that each response takes. */
const COMMAND_CLOCKS = 48;
const TIMEOUT_CLOCKS = 64;
const SHORT_CLOCKS = 8 + 48;
const LONG_CLOCKS = 8 + 136;
/** Words that come or go at once: half of the FIFO's eighths. */
const BURST = 8;
/** Clocks for start, checksum and end of a block. */
const FRAME_CLOCKS = 18;
/** Clocks between two looks whether the card has data. */
const PATIENCE = 1000;

const registers: readonly Register[] = [
  { name: "POWER", offset: POWER, write: 3 },
  { name: "CLKCR", offset: CLKCR, write: 0x7fff },
  { name: "ARG", offset: ARG },
  { name: "CMD", offset: CMD, write: 0x7fff },
  { name: "RESPCMD", offset: RESPCMD, write: 0 },
  ...[1, 2, 3, 4].map((n) => ({ name: `RESP${n}`, offset: RESP1 + 4 * (n - 1), write: 0 })),
  { name: "DTIMER", offset: DTIMER },
  { name: "DLEN", offset: DLEN, write: 0x1ffffff },
  { name: "DCTRL", offset: DCTRL, write: 0xfff },
  { name: "DCOUNT", offset: DCOUNT, write: 0 },
  { name: "STA", offset: STA, write: 0 },
  { name: "ICR", offset: ICR, write: 0 },
  { name: "MASK", offset: MASK, write: 0xffffff },
  { name: "FIFOCNT", offset: FIFOCNT, write: 0 },
  ...Array.from({ length: FIFO_WORDS }, (_, i) => ({ name: "FIFO", offset: FIFO + 4 * i })),
];

/** What it needs of the chip. */
export interface SdioParts {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly warnings: Warnings;
  /** The clock of 48 MHz, in hertz. */
  readonly frequency: () => number;
}

/**
 * The SD card's controller: RM0090, chapter 31, for blocks, without DMA and the commands of SDIO and CE-ATA. Words pass by
 * eights; a FIFO that is full or empty when they do is an error, also with the flow control.
 */
export class Sdio extends Peripheral {
  /** What is in the slot. */
  card: SdCard | undefined;
  private readonly source: InterruptSource;
  private readonly commandEnd = new ClockEvent(() => this.endCommand());
  private readonly dataStep = new ClockEvent(() => this.moveData());
  private answer: CardAnswer | undefined;
  private readonly fifo: number[] = [];
  private readonly block: number[] = [];

  constructor(private readonly parts: SdioParts) {
    super("SDIO", parts.warnings, registers);
    this.source = parts.interrupts.source("SDIO");
  }

  override reset(): void {
    super.reset();
    this.parts.clock.cancel(this.commandEnd);
    this.endData();
    this.source.set(false);
  }

  /** Cycles of the processor for so many clocks of the card. */
  private cycles(clocks: number): number {
    const { clock, frequency } = this.parts;
    const divider = this.has(CLKCR, BYPASS) ? 1 : (this.get(CLKCR) & 0xff) + 2;
    return Math.max(1, Math.round((clocks * divider * clock.frequency) / frequency()));
  }

  private get connected(): SdCard | undefined {
    return (this.get(POWER) & 3) === 3 && this.has(CLKCR, CLKEN) ? this.card : undefined;
  }

  protected override loaded(offset: number, value: number): number {
    if (offset === STA) return this.status;
    if (offset === FIFOCNT) return this.get(DCOUNT) >>> 2;
    if (offset < FIFO) return value;
    const word = this.fifo.shift() ?? 0;
    this.interrupt();
    return word;
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    if (offset >= FIFO) this.fifo.push(written);
    else if (offset === ICR) this.clearBits(STA, written & CLEARABLE);
    else if (offset === CMD && value & CPSMEN) this.startCommand(value);
    else if (offset === DCTRL && value & ~old & DTEN) this.startData(value);
    else if (offset === DCTRL && (value & DTEN) === 0) this.endData();
    else if (offset === POWER && (value & 3) === 3 && (old & 3) !== 3) this.card?.powerUp();
    this.interrupt();
  }

  /** The flags with those of the FIFO, which depend on the direction. */
  private get status(): number {
    const flags = this.get(STA);
    const count = this.fifo.length;
    const full = count >= FIFO_WORDS;
    if (flags & RXACT || (!(flags & TXACT) && count > 0)) {
      const half = count >= FIFO_WORDS / 2 ? 1 << 15 : 0;
      return flags | half | (full ? 1 << 17 : 0) | (count === 0 ? 1 << 19 : 1 << 21);
    }
    if ((flags & TXACT) === 0) return flags | (1 << 18) | (1 << 19);
    const half = count <= FIFO_WORDS / 2 ? 1 << 14 : 0;
    return flags | half | (full ? 1 << 16 : 0) | (count === 0 ? 1 << 18 : 1 << 20);
  }

  private interrupt(): void {
    this.source.set((this.status & this.get(MASK)) !== 0);
  }

  private startCommand(command: number): void {
    const index = command & 0x3f;
    this.answer = this.connected?.command(index, this.get(ARG));
    this.setBits(STA, CMDACT);
    const waits = (command >> 6) & 3;
    const silent = this.answer?.words === undefined;
    const response = waits === 3 ? LONG_CLOCKS : SHORT_CLOCKS;
    const more = (waits & 1) === 0 ? 0 : silent ? TIMEOUT_CLOCKS : response;
    this.parts.clock.scheduleIn(this.commandEnd, this.cycles(COMMAND_CLOCKS + more));
  }

  private endCommand(): void {
    const command = this.get(CMD);
    const words = this.answer?.words;
    this.clearBits(STA, CMDACT);
    this.clearBits(CMD, CPSMEN);
    if (((command >> 6) & 1) === 0) this.setBits(STA, CMDSENT);
    else if (words === undefined) this.setBits(STA, CTIMEOUT);
    else {
      this.set(RESPCMD, words.length > 1 || this.answer!.unchecked ? 0x3f : command & 0x3f);
      for (const [i, word] of words.entries()) this.set(RESP1 + 4 * i, word);
      this.setBits(STA, this.answer!.unchecked ? CCRCFAIL : CMDREND);
    }
    this.interrupt();
  }

  private startData(control: number): void {
    const reads = (control & FROM_CARD) !== 0;
    this.fifo.length = 0;
    this.block.length = 0;
    this.set(DCOUNT, this.get(DLEN));
    this.setBits(STA, reads ? RXACT : TXACT);
    if (control & STREAM) this.warnings.warn("SDIO: only blocks are modelled");
    this.scheduleData(FRAME_CLOCKS);
  }

  private scheduleData(more: number): void {
    const width = (this.get(CLKCR) >> 11) & 3 ? 4 : 1;
    const bytes = Math.min(BURST * 4, this.get(DCOUNT));
    this.parts.clock.scheduleIn(this.dataStep, this.cycles((bytes * 8) / width + more));
  }

  private endData(): void {
    this.parts.clock.cancel(this.dataStep);
    this.clearBits(STA, RXACT | TXACT);
  }

  private failData(flag: number): void {
    this.endData();
    this.setBits(STA, flag);
    this.interrupt();
  }

  private moveData(): void {
    if (this.has(STA, RXACT)) this.receive();
    else this.transmit();
    this.interrupt();
  }

  /** The next words from the card come into the FIFO. */
  private receive(): void {
    if (this.block.length === 0) {
      // Before the card is asked for a block its command has to be there.
      const bytes = this.connected?.send();
      if (bytes === undefined) {
        this.awaitCard();
        return;
      }
      this.block.push(...bytes);
    }
    const bytes = this.block.splice(0, BURST * 4);
    for (let i = 0; i < bytes.length; i += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(i, i + 4);
      if (this.fifo.length >= FIFO_WORDS) {
        this.failData(RXOVERR);
        return;
      }
      this.fifo.push((a | (b << 8) | (c << 16) | (d << 24)) >>> 0);
    }
    this.count(bytes.length, this.block.length === 0);
  }

  /** Nothing comes yet, or the time for data (DTIMER, in clocks of the card) is over. */
  private awaitCard(): void {
    const left = this.get(DTIMER);
    if (left <= PATIENCE) this.failData(DTIMEOUT);
    else {
      this.set(DTIMER, left - PATIENCE);
      this.parts.clock.scheduleIn(this.dataStep, this.cycles(PATIENCE));
    }
  }

  /** Words from the FIFO go to the card. */
  private transmit(): void {
    const bytes = Math.min(BURST * 4, this.get(DCOUNT));
    if (this.fifo.length * 4 < bytes) {
      // A block starts when there is something to send.
      if (this.block.length === 0) this.scheduleData(FRAME_CLOCKS);
      else this.failData(TXUNDERR);
      return;
    }
    for (const word of this.fifo.splice(0, bytes / 4)) {
      this.block.push(word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff, word >>> 24);
    }
    const size = 1 << ((this.get(DCTRL) >> 4) & 15);
    const whole = this.block.length >= size;
    if (whole && this.connected?.receive(Uint8Array.from(this.block.splice(0))) !== true) {
      this.failData(DTIMEOUT);
      return;
    }
    this.count(bytes, whole);
  }

  /** Bytes have passed. */
  private count(bytes: number, blockEnds: boolean): void {
    const left = this.get(DCOUNT) - bytes;
    this.set(DCOUNT, Math.max(0, left));
    if (blockEnds) this.setBits(STA, DBCKEND);
    if (left > 0) this.scheduleData(blockEnds ? FRAME_CLOCKS : 0);
    else {
      this.endData();
      this.setBits(STA, DATAEND);
    }
  }
}
