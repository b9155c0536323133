import { flashSectors, memoryRegions } from "../tables/stm32f405.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const ACR = 0x00;
const KEYR = 0x04;
const OPTKEYR = 0x08;
const SR = 0x0c;
const CR = 0x10;
const OPTCR = 0x14;

const EOP = 1 << 0;
const WRPERR = 1 << 4;
const PGSERR = 1 << 7;
const BSY = 1 << 16;

const PG = 1 << 0;
const SER = 1 << 1;
const MER = 1 << 2;
const STRT = 1 << 16;
const EOPIE = 1 << 24;
const LOCK = 0x80000000;

const KEYS = [0x45670123, 0xcdef89ab];
const OPTION_KEYS = [0x08192a3b, 0x4c5d6e7f];

/** Seconds to erase a sector by its size, and to write a unit (datasheet, table 40, at 32 bits). */
export const eraseSeconds: Readonly<Record<number, number>> = {
  [16 << 10]: 0.25,
  [64 << 10]: 0.55,
  [128 << 10]: 1,
};
export const PROGRAM_SECONDS = 16e-6;

const registers: readonly Register[] = [
  { name: "ACR", offset: ACR, write: 0x1f07 },
  { name: "KEYR", offset: KEYR, write: 0 },
  { name: "OPTKEYR", offset: OPTKEYR, write: 0 },
  { name: "SR", offset: SR, clear1: 0xf3 },
  { name: "CR", offset: CR, reset: LOCK, write: 0x0301037f },
  { name: "OPTCR", offset: OPTCR, reset: 0x0fffaaed, write: 0x0fffffec, inert: true },
];

/** What is told of a change of the memory. */
export type FlashListener = (offset: number, length: number) => void;

/** The flash memory's controller: RM0090, chapter 3. Writing clears bits, erasing sets them. */
export class Flash extends Peripheral {
  private readonly source: InterruptSource;
  private readonly done = new ClockEvent(() => this.finish());
  private keys = 0;
  private tell: () => void = () => {};
  private optionKeys = 0;
  private memory: () => Uint8Array;
  private changed: FlashListener = () => {};

  constructor(
    warnings: Warnings,
    private readonly clock: Clock,
    interrupts: Interrupts,
  ) {
    super("FLASH", warnings, registers);
    this.source = interrupts.source("FLASH");
    const own = new Uint8Array(memoryRegions[0]!.size).fill(0xff);
    this.memory = () => own;
  }

  /** Says where the bytes are, and whom to tell when they change. */
  use(memory: () => Uint8Array, changed: FlashListener): void {
    this.memory = memory;
    this.changed = changed;
  }

  /** The bytes; not to be kept. */
  get bytes(): Uint8Array {
    return this.memory();
  }

  /** Wait states. */
  get latency(): number {
    return this.get(ACR) & 7;
  }

  /** Says whom to tell when they may have changed. */
  onLatency(listener: () => void): void {
    this.tell = listener;
  }

  override reset(): void {
    super.reset();
    this.tell();
    this.keys = 0;
    this.clock.cancel(this.done);
    this.source.set(false);
  }

  /** A store to the memory itself; false: nothing is there. */
  program(offset: number, size: number, value: number): boolean {
    const bytes = this.bytes;
    if (offset < 0 || offset + size > bytes.length) return false;
    if (!this.has(CR, PG) || this.has(SR, BSY)) {
      this.setBits(SR, this.has(CR, LOCK) ? WRPERR : PGSERR);
      return true;
    }
    for (let i = 0; i < size; i++) bytes[offset + i]! &= (value >>> (8 * i)) & 0xff;
    this.changed(offset, size);
    this.begin(PROGRAM_SECONDS);
    return true;
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    if (offset === ACR) this.tell();
    else if (offset === KEYR) this.unlock(written);
    else if (offset === OPTKEYR) this.unlockOptions(written);
    else if (offset === CR) this.control(value, old, written);
    this.interrupt();
  }

  private unlock(key: number): void {
    const right = key === KEYS[this.keys];
    this.keys = right ? this.keys + 1 : KEYS.length + 1;
    if (this.keys === KEYS.length) {
      this.clearBits(CR, LOCK);
      this.keys = 0;
    }
  }

  private unlockOptions(key: number): void {
    this.optionKeys = key === OPTION_KEYS[this.optionKeys] ? this.optionKeys + 1 : 0;
    if (this.optionKeys === OPTION_KEYS.length) this.clearBits(OPTCR, 1);
  }

  private control(value: number, old: number, written: number): void {
    if ((old & LOCK) !== 0) {
      this.set(CR, old);
      return;
    }
    if ((written & LOCK) !== 0) this.setBits(CR, LOCK);
    if ((value & STRT) === 0 || this.has(SR, BSY)) return;
    if (value & MER) this.erase(0, this.bytes.length, 8);
    else if (value & SER) this.eraseSector((value >> 3) & 15);
  }

  private eraseSector(number: number): void {
    const size = flashSectors[number];
    if (size === undefined) {
      this.setBits(SR, PGSERR);
      return;
    }
    const start = flashSectors.slice(0, number).reduce((sum, bytes) => sum + bytes, 0);
    this.erase(start, size, eraseSeconds[size]!);
  }

  private erase(start: number, size: number, seconds: number): void {
    this.bytes.fill(0xff, start, start + size);
    this.changed(start, size);
    this.begin(seconds);
  }

  private begin(seconds: number): void {
    this.setBits(SR, BSY);
    this.clock.scheduleIn(this.done, this.clock.cyclesOf(seconds));
  }

  private finish(): void {
    this.clearBits(SR, BSY);
    this.clearBits(CR, STRT);
    if (this.has(CR, EOPIE)) this.setBits(SR, EOP);
    this.interrupt();
  }

  private interrupt(): void {
    this.source.set(this.has(CR, EOPIE) && this.has(SR, EOP));
  }
}
