import type { InterruptName } from "../tables/stm32f405.js";
import type { Clock } from "./clock.js";
import type { Served } from "./dma.js";
import { ClockEvent } from "./event-queue.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import { SerialReceiver } from "./serial-receiver.js";
import type { Signal, Signals } from "./signal.js";
import type { Warnings } from "./warnings.js";

const SR = 0x00;
const DR = 0x04;
const BRR = 0x08;
const CR1 = 0x0c;
const CR2 = 0x10;
const CR3 = 0x14;

const PE = 1 << 0;
const FE = 1 << 1;
const ORE = 1 << 3;
const IDLE = 1 << 4;
const RXNE = 1 << 5;
const TC = 1 << 6;
const TXE = 1 << 7;
const CTS = 1 << 9;
/** Flags that reading SR and then DR clears. */
const READ_CLEARED = 0x1f;

const SBK = 1 << 0;
const RE = 1 << 2;
const TE = 1 << 3;
const IDLEIE = 1 << 4;
const RXNEIE = 1 << 5;
const TCIE = 1 << 6;
const TXEIE = 1 << 7;
const PEIE = 1 << 8;
const PS = 1 << 9;
const PCE = 1 << 10;
const M = 1 << 12;
const UE = 1 << 13;
const OVER8 = 1 << 15;
const EIE = 1 << 0;
const DMAR = 1 << 6;
const DMAT = 1 << 7;
const RTSE = 1 << 8;
const CTSE = 1 << 9;
const CTSIE = 1 << 10;

const registers: readonly Register[] = [
  { name: "SR", offset: SR, reset: TXE | TC, clear0: CTS | (1 << 8) | TC | RXNE },
  { name: "DR", offset: DR, write: 0 },
  { name: "BRR", offset: BRR, write: 0xffff },
  { name: "CR1", offset: CR1, write: 0xbfff },
  { name: "CR2", offset: CR2, write: 0x7f6f },
  { name: "CR3", offset: CR3, write: 0xfff },
  { name: "GTPR", offset: 0x18, write: 0xffff, inert: true },
];

/** What a serial port needs of the board. */
export interface UsartParts {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly signals: Signals;
  readonly warnings: Warnings;
  /** The port's clock in hertz. */
  readonly frequency: () => number;
  requestDma(name: string): Served;
}

/** A serial port: RM0090, chapter 30. LIN, smartcard and IrDA are left out. */
export class Usart extends Peripheral {
  private readonly source: InterruptSource;
  private readonly tx: Signal;
  private readonly cts: Signal;
  private readonly rts: Signal;
  private readonly listeners: ((byte: number) => void)[] = [];
  private readonly frameEnd = new ClockEvent(() => this.endFrame());
  private readonly bitEnd = new ClockEvent(() => this.nextBit());
  private readonly arrival = new ClockEvent(() => this.takeFed());
  private readonly idle = new ClockEvent(() => this.noteIdle());
  private readonly receiver: SerialReceiver;
  private readonly fed: number[] = [];
  /** What waits for the shift register. */
  private waiting: number | undefined;
  /** What is being sent: the word, and its bits from the start bit on. */
  private sending: number | undefined;
  private bits = 0;
  private received = 0;
  /** SR was read while these flags were set. */
  private seen = 0;
  private breaking = false;

  constructor(
    name: string,
    private readonly parts: UsartParts,
  ) {
    super(name, parts.warnings, registers);
    this.source = parts.interrupts.source(name as InterruptName);
    this.tx = parts.signals.get(`${name}_TX`);
    this.cts = parts.signals.get(`${name}_CTS`);
    this.rts = parts.signals.get(`${name}_RTS`);
    this.cts.onEdge(() => this.noteClear());
    this.receiver = new SerialReceiver(parts.clock, parts.signals.get(`${name}_RX`), {
      bit: () => this.bitCycles,
      bits: () => this.frameBits - 1,
      take: (bits) => this.takeBits(bits),
    });
  }

  /** Calls back with each word that it has sent. */
  onSent(listener: (byte: number) => void): void {
    this.listeners.push(listener);
  }

  /** Bits per second. */
  get baud(): number {
    return this.parts.frequency() / Math.max(1, this.bitClocks);
  }

  /** Sends words to it from outside, one after the other, at its own speed. */
  feed(bytes: Iterable<number>): void {
    this.fed.push(...bytes);
    if (!this.arrival.scheduled && this.fed.length > 0) this.scheduleFed();
  }

  /** Words that were fed and have not arrived yet. */
  get pendingInput(): number {
    return this.fed.length;
  }

  override reset(): void {
    super.reset();
    const { clock } = this.parts;
    for (const event of [this.frameEnd, this.bitEnd, this.idle]) clock.cancel(event);
    this.waiting = undefined;
    this.sending = undefined;
    this.tx.drive(undefined);
    this.rts.drive(undefined);
    this.receiver.listen(false);
    this.interrupt();
  }

  protected override loaded(offset: number, value: number): number {
    if (offset === SR) {
      this.seen = value;
      return value;
    }
    if (offset !== DR) return value;
    this.clearBits(SR, RXNE | (this.seen & READ_CLEARED));
    this.seen = 0;
    this.driveRts();
    this.interrupt();
    return this.received;
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    if (offset === DR) this.transmit(written & 0x1ff);
    if (offset === CR1) this.control(value, old);
    if (offset === CR3) {
      this.driveRts();
      if (value & ~old & DMAT) this.askDma();
    }
    this.interrupt();
  }

  private control(value: number, old: number): void {
    const sends = (value & (UE | TE)) === (UE | TE);
    if (sends && this.tx.output === undefined) this.tx.drive(1);
    if (!sends && this.sending === undefined) this.tx.drive(undefined);
    this.receiver.listen((value & (UE | RE)) === (UE | RE));
    if (value & ~old & SBK) this.startNext();
    this.driveRts();
  }

  private get bitClocks(): number {
    const brr = this.get(BRR);
    return this.has(CR1, OVER8) ? (brr >> 4) * 8 + (brr & 7) : brr;
  }

  private get bitCycles(): number {
    const { clock, frequency } = this.parts;
    return (Math.max(1, this.bitClocks) * clock.frequency) / frequency();
  }

  /** Bits of a word, with its parity. */
  private get wordBits(): number {
    return this.has(CR1, M) ? 9 : 8;
  }

  private get frameBits(): number {
    return 1 + this.wordBits + [1, 0.5, 2, 1.5][(this.get(CR2) >> 12) & 3]!;
  }

  private transmit(word: number): void {
    if (!this.has(CR1, UE)) return;
    if (this.seen & TC) this.clearBits(SR, TC);
    this.waiting = word;
    this.clearBits(SR, TXE);
    this.startNext();
  }

  /** Moves what waits to the shift register when that is empty and the other side is ready. */
  private startNext(): void {
    if (this.sending !== undefined || !this.has(CR1, TE)) return;
    if (this.has(CR3, CTSE) && this.cts.connected && this.cts.input() !== 0) return;
    this.breaking = this.waiting === undefined && this.has(CR1, SBK);
    if (this.waiting === undefined && !this.breaking) return;
    this.sending = this.breaking ? 0 : this.waiting!;
    if (!this.breaking) this.waiting = undefined;
    this.clearBits(SR, TC);
    if (!this.breaking) this.setBits(SR, TXE);
    this.startBits();
    const { clock } = this.parts;
    clock.scheduleIn(this.frameEnd, Math.round(this.frameBits * this.bitCycles));
    this.askDma();
  }

  private startBits(): void {
    const word = this.withParity(this.sending!);
    this.bits = this.breaking ? 1 << (this.wordBits + 1) : (word | (1 << this.wordBits)) << 1;
    this.tx.drive(0);
    this.bits >>= 1;
    if (this.tx.connected) this.parts.clock.scheduleIn(this.bitEnd, Math.round(this.bitCycles));
  }

  private withParity(word: number): number {
    const top = 1 << (this.wordBits - 1);
    if (!this.has(CR1, PCE)) return word & (2 * top - 1);
    const data = word & (top - 1);
    return parityOf(data) !== this.has(CR1, PS) ? data | top : data;
  }

  private nextBit(): void {
    if (this.bits === 0) return;
    this.tx.drive((this.bits & 1) as 0 | 1);
    this.bits >>= 1;
    const { clock } = this.parts;
    if (this.bits !== 0) clock.schedule(this.bitEnd, this.bitEnd.at + Math.round(this.bitCycles));
  }

  private endFrame(): void {
    const word = this.sending!;
    this.sending = undefined;
    this.parts.clock.cancel(this.bitEnd);
    this.tx.drive(this.has(CR1, TE) ? 1 : undefined);
    if (this.breaking) this.clearBits(CR1, SBK);
    else for (const listener of this.listeners) listener(word & this.dataMask);
    this.startNext();
    if (this.sending === undefined) this.setBits(SR, TC);
    this.interrupt();
  }

  private get dataMask(): number {
    return (1 << (this.wordBits - (this.has(CR1, PCE) ? 1 : 0))) - 1;
  }

  private askDma(): void {
    if (this.has(CR3, DMAT) && this.has(SR, TXE)) this.parts.requestDma(`${this.name}_TX`);
  }

  /** Whether it asks for a word to send. */
  get wantsData(): boolean {
    return this.has(CR3, DMAT) && this.has(SR, TXE) && this.has(CR1, UE);
  }

  private noteClear(): void {
    if (!this.has(CR3, CTSE)) return;
    this.setBits(SR, CTS);
    this.startNext();
    this.interrupt();
  }

  private driveRts(): void {
    const on = this.has(CR3, RTSE) && this.has(CR1, UE);
    this.rts.drive(on ? (this.has(SR, RXNE) ? 1 : 0) : undefined);
  }

  private scheduleFed(): void {
    const { clock } = this.parts;
    clock.cancel(this.idle);
    const blocked = this.rts.output === 1;
    clock.scheduleIn(this.arrival, Math.round(this.frameBits * this.bitCycles * (blocked ? 2 : 1)));
  }

  private takeFed(): void {
    if (this.rts.output !== 1) this.take(this.fed.shift()!, 0);
    if (this.fed.length > 0) this.scheduleFed();
  }

  /** A frame that came over the pin: data, parity and the stop bit. */
  private takeBits(bits: number): void {
    const { wordBits } = this;
    const word = bits & ((1 << wordBits) - 1);
    const framed = ((bits >> wordBits) & 1) !== 0;
    const wrong = this.has(CR1, PCE) && parityOf(word) !== this.has(CR1, PS);
    this.take(word & this.dataMask, (framed ? 0 : FE) | (wrong ? PE : 0));
  }

  /** A word has arrived. */
  private take(word: number, flags: number): void {
    if (!this.has(CR1, UE) || !this.has(CR1, RE)) return;
    if (this.has(SR, RXNE)) this.setBits(SR, ORE | flags);
    else {
      this.received = word & this.dataMask;
      this.setBits(SR, RXNE | flags);
      if (this.has(CR3, DMAR)) this.parts.requestDma(`${this.name}_RX`);
    }
    this.parts.clock.scheduleIn(this.idle, Math.round(this.frameBits * this.bitCycles) + 1);
    this.driveRts();
    this.interrupt();
  }

  private noteIdle(): void {
    this.setBits(SR, IDLE);
    this.interrupt();
  }

  private interrupt(): void {
    const sr = this.get(SR);
    const cr1 = this.get(CR1);
    const cr3 = this.get(CR3);
    const active =
      (sr & TXE && cr1 & TXEIE) ||
      (sr & TC && cr1 & TCIE) ||
      (sr & (RXNE | ORE) && cr1 & RXNEIE) ||
      (sr & IDLE && cr1 & IDLEIE) ||
      (sr & PE && cr1 & PEIE) ||
      (sr & CTS && cr3 & CTSIE) ||
      (sr & (FE | ORE) && cr3 & EIE && cr3 & DMAR);
    this.source.set(active !== 0 && this.has(CR1, UE));
  }
}

/** Whether the number of ones is odd. */
function parityOf(word: number): boolean {
  let odd = false;
  for (let rest = word; rest !== 0; rest &= rest - 1) odd = !odd;
  return odd;
}
