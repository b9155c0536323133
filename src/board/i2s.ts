import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import { I2sLine, type SampleBits } from "./i2s-line.js";
import type { Signal, Signals } from "./signal.js";

/** I2SCFGR. */
const CHLEN = 1 << 0;
const CKPOL = 1 << 3;
const RECEIVES = 1 << 8;
const MASTER = 1 << 9;
const I2SE = 1 << 10;
const I2SMOD = 1 << 11;
const LSB_JUSTIFIED = 2;
const PHILIPS = 0;
const PCM = 3;

/** I2SPR. */
const ODD = 1 << 8;
const MCKOE = 1 << 9;

/** SR. */
export const CHSIDE = 1 << 2;
export const UDR = 1 << 3;
const BSY = 1 << 7;

/** What the I2S mode needs of its peripheral's registers. */
export interface I2sRegisters {
  /** What I2SCFGR and I2SPR hold. */
  config(): number;
  prescaler(): number;
  /** Changes SR. */
  change(set: number, clear: number): void;
  /** Takes the halfword that waits to be sent, and asks for the next; undefined: there is none. */
  next(): number | undefined;
  /** A halfword has been received. */
  take(word: number): void;
}

/** What it needs of the board. */
export interface I2sParts {
  readonly clock: Clock;
  readonly signals: Signals;
  /** I2SxCLK in hertz, 0 while there is none. */
  readonly frequency: () => number;
}

/**
 * The I2S mode of an SPI peripheral: RM0090, 28.4. Halfwords pass as a whole, at the times of the bit clock; at the pins
 * only word select moves. A channel is one halfword or two, a frame two channels, one in PCM mode.
 */
export class I2s {
  /** What is connected to its data line. */
  readonly line = new I2sLine(() => this.rate);
  private readonly clockLine: Signal;
  private readonly select: Signal;
  private readonly data: Signal;
  private readonly slotEnd = new ClockEvent(() => this.endSlot());
  /** The halfword of the frame that passes now or next. */
  private index = 0;
  private running = false;
  private wasEnabled = false;
  /** Bits per second, seconds at which slots began to be counted, and how many were. */
  private hertz = 0;
  private origin = 0;
  private slots = 0;
  /** What goes out, and the channel's halfword in front of it; what comes in, the first bit highest of 32. */
  private shift = 0;
  private upper = 0;
  private incoming = 0;

  constructor(
    name: string,
    private readonly registers: I2sRegisters,
    private readonly parts: I2sParts,
  ) {
    this.clockLine = parts.signals.get(`${name}_CK`);
    this.select = parts.signals.get(`${name}_WS`);
    this.data = parts.signals.get(`${name}_SD`);
  }

  /** Whether the peripheral is in this mode. */
  get selected(): boolean {
    return (this.registers.config() & I2SMOD) !== 0;
  }

  /** Whether it is on and sends. */
  get sends(): boolean {
    return this.enabled && !this.receives;
  }

  /** Bits per second as a master. */
  get bitRate(): number {
    const prescaler = this.registers.prescaler();
    const divider = 2 * Math.max(2, prescaler & 0xff) + (prescaler & ODD ? 1 : 0);
    const bits = this.channelBits === 16 ? 8 : 4;
    return this.parts.frequency() / (prescaler & MCKOE ? divider * bits : divider);
  }

  /** Frames per second as a master. */
  private get rate(): number {
    return this.bitRate / (this.channelBits * this.channels);
  }

  /** I2SCFGR or I2SPR was written, or the peripheral was reset. */
  configure(): void {
    const drives = this.selected && this.isMaster;
    this.clockLine.drive(drives ? (this.registers.config() & CKPOL ? 1 : 0) : undefined);
    this.data.drive(this.sends ? 0 : undefined);
    if (this.enabled) {
      this.wasEnabled = true;
      this.retime();
      this.start();
    } else if (this.wasEnabled) this.stop();
  }

  private stop(): void {
    this.wasEnabled = false;
    this.parts.clock.cancel(this.slotEnd);
    this.running = false;
    this.index = 0;
    this.select.drive(undefined);
    this.registers.change(0, BSY | CHSIDE | UDR);
  }

  /** The clock may be another: what passes now begins anew. */
  retime(): void {
    if (!this.enabled || this.bitRate === this.hertz) return;
    this.hertz = this.bitRate;
    this.countFromHere();
    if (this.running) this.schedule();
  }

  /** As a master begins to send what waits, or to receive. */
  start(): void {
    if (this.running || !this.enabled || !this.isMaster) return;
    this.countFromHere();
    this.beginSlot();
  }

  /** A master outside clocks a halfword through; the result is what it puts out. */
  exchange(word: number): number {
    if (!this.enabled || this.isMaster) return 0;
    if (this.receives) {
      this.noteSide(this.index);
      this.registers.take(word & 0xffff);
      this.advance();
      return 0;
    }
    this.noteSide(this.index + 1);
    const out = this.registers.next();
    if (out === undefined) this.registers.change(UDR, 0);
    this.advance();
    return out ?? 0;
  }

  private get enabled(): boolean {
    return (this.registers.config() & (I2SMOD | I2SE)) === (I2SMOD | I2SE);
  }

  private get isMaster(): boolean {
    return (this.registers.config() & MASTER) !== 0;
  }

  private get receives(): boolean {
    return (this.registers.config() & RECEIVES) !== 0;
  }

  private get standard(): number {
    return (this.registers.config() >> 4) & 3;
  }

  private get dataBits(): SampleBits {
    return ([16, 24, 32, 32] as const)[(this.registers.config() >> 1) & 3]!;
  }

  private get channelBits(): 16 | 32 {
    return this.registers.config() & CHLEN || this.dataBits !== 16 ? 32 : 16;
  }

  private get channels(): 1 | 2 {
    return this.standard === PCM ? 1 : 2;
  }

  /** Halfwords of a channel. */
  private get halves(): 1 | 2 {
    return this.dataBits === 16 ? 1 : 2;
  }

  private get side(): "left" | "right" {
    return this.index >= this.halves ? "right" : "left";
  }

  private countFromHere(): void {
    this.origin = this.parts.clock.seconds;
    this.slots = 0;
  }

  private schedule(): void {
    const { clock } = this.parts;
    if (this.hertz === 0) {
      clock.cancel(this.slotEnd);
      return;
    }
    const bits = this.channelBits / this.halves;
    const seconds = (++this.slots * bits) / this.hertz;
    clock.scheduleAtSeconds(this.slotEnd, this.origin + seconds);
  }

  private beginSlot(): void {
    this.running = true;
    if (this.receives) {
      if (this.index % this.halves === 0) this.incoming = this.listen();
    } else {
      this.noteSide(this.index + 1);
      const word = this.registers.next();
      if (word === undefined) {
        this.running = false;
        this.noteSide(this.index);
        this.registers.change(0, BSY);
        return;
      }
      this.shift = word;
      this.registers.change(BSY, 0);
    }
    this.selectSide();
    this.schedule();
  }

  private endSlot(): void {
    if (this.receives) {
      this.noteSide(this.index);
      this.registers.take(this.incomingHalf());
    } else this.deliver();
    this.advance();
    this.beginSlot();
  }

  private advance(): void {
    this.index = (this.index + 1) % (this.halves * this.channels);
  }

  /** Shows in SR whose a halfword is. */
  private noteSide(index: number): void {
    const right = index % (this.halves * this.channels) >= this.halves;
    this.registers.change(right ? CHSIDE : 0, right ? 0 : CHSIDE);
  }

  /** Word select is low for the left channel by Philips' standard, high by the others. */
  private selectSide(): void {
    if (this.standard === PCM) return;
    this.select.drive((this.side === "right") === (this.standard === PHILIPS) ? 1 : 0);
  }

  /** A channel's sample from outside; a line that nobody drives has the level of its pin. */
  private listen(): number {
    return this.line.pull(this.side) ?? (this.data.input() === 0 ? 0 : -1);
  }

  private incomingHalf(): number {
    const first = this.index % this.halves === 0;
    const sample = this.incoming;
    if (this.dataBits === 24 && this.standard === LSB_JUSTIFIED) {
      return first ? sample >>> 24 : (sample >>> 8) & 0xffff;
    }
    if (first) return sample >>> 16;
    return this.dataBits === 24 ? sample & 0xff00 : sample & 0xffff;
  }

  /** A halfword has gone out, and perhaps a sample with it. */
  private deliver(): void {
    const { dataBits, shift, upper } = this;
    if (dataBits !== 16 && this.index % this.halves === 0) {
      this.upper = shift;
      return;
    }
    let sample = (shift << 16) >> 16;
    if (dataBits === 32) sample = (upper << 16) | shift;
    if (dataBits === 24) {
      const right = this.standard === LSB_JUSTIFIED;
      sample = right ? (upper << 24) | (shift << 8) : (upper << 16) | (shift & 0xff00);
      sample >>= 8;
    }
    this.line.push(sample, dataBits, this.side);
  }
}
