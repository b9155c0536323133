import { alternateFunctions } from "../tables/alternate-functions.js";
import { PortWord } from "../tables/board-memory.js";
import type { Clock } from "./clock.js";
import type { EdgeLog } from "./edge-log.js";
import { Peripheral, type Register } from "./peripheral.js";
import { Pin, PinMode, type PinPort, type Pull } from "./pin.js";
import type { SharedMemory } from "./shared-memory.js";
import type { Signals } from "./signal.js";
import type { Warnings } from "./warnings.js";

const MODER = 0x00;
const OTYPER = 0x04;
const OSPEEDR = 0x08;
const PUPDR = 0x0c;
const IDR = 0x10;
const ODR = 0x14;
const BSRR = 0x18;
const LCKR = 0x1c;
const AFRL = 0x20;
const AFRH = 0x24;

const PINS = 16;
const HALF = 0xffff;
const LCKK = 1 << 16;

/** Ports A and B come up with the pins of the debugger in use. */
const resets: Readonly<Record<string, readonly number[]>> = {
  GPIOA: [0xa8000000, 0x0c000000, 0x64000000],
  GPIOB: [0x00000280, 0x000000c0, 0x00000100],
};

function registersOf(name: string): Register[] {
  const [mode = 0, speed = 0, pull = 0] = resets[name] ?? [];
  return [
    { name: "MODER", offset: MODER, reset: mode },
    { name: "OTYPER", offset: OTYPER, write: HALF },
    { name: "OSPEEDR", offset: OSPEEDR, reset: speed },
    { name: "PUPDR", offset: PUPDR, reset: pull },
    { name: "IDR", offset: IDR, write: 0 },
    { name: "ODR", offset: ODR, write: HALF },
    { name: "BSRR", offset: BSRR, write: 0 },
    { name: "LCKR", offset: LCKR, write: 0 },
    { name: "AFRL", offset: AFRL },
    { name: "AFRH", offset: AFRH },
  ];
}

/** A field of two bits for each pin whose bit is set. */
function pairs(bits: number): number {
  let mask = 0;
  for (let pin = 0; pin < PINS; pin++) if ((bits >> pin) & 1) mask |= 3 << (2 * pin);
  return mask;
}

/** The signals of a pin's alternate function. */
function signalNames(pin: string, number: number): string[] {
  const rows = alternateFunctions[pin]?.split(" ") ?? [];
  const row = rows.find((text) => text.startsWith(`${number}:`));
  return row === undefined ? [] : row.slice(row.indexOf(":") + 1).split("/");
}

/** What a port needs of the board. */
export interface GpioParts {
  readonly memory: SharedMemory;
  readonly log: EdgeLog;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly warnings: Warnings;
}

/** A port of sixteen pins: RM0090, chapter 8. Its registers are in shared memory. */
export class Gpio extends Peripheral implements PinPort {
  readonly pins: readonly Pin[];
  private readonly base: number;
  /** Steps of the sequence that locks. */
  private lockStep = 0;
  private locked = 0;

  constructor(
    readonly number: number,
    private readonly parts: GpioParts,
  ) {
    const letter = String.fromCharCode(65 + number);
    super(`GPIO${letter}`, parts.warnings, registersOf(`GPIO${letter}`));
    this.base = parts.memory.portIndex(number);
    this.pins = Array.from(
      { length: PINS },
      (_, bit) => new Pin(`${letter}${bit}`, number, bit, this),
    );
    for (const { offset, reset = 0 } of registersOf(this.name)) this.set(offset, reset);
    this.settle(HALF);
  }

  override reset(): void {
    super.reset();
    this.locked = 0;
    this.lockStep = 0;
    for (const { offset, reset = 0 } of registersOf(this.name)) this.set(offset, reset);
    this.settle(HALF);
  }

  /** Which of its pins' edges go into the log. */
  record(bits: number): void {
    this.setWord(PortWord.Record, bits);
  }

  get recorded(): number {
    return this.word(PortWord.Record);
  }

  override get(offset: number): number {
    return this.base === undefined ? 0 : this.word(offset >> 2);
  }

  protected override set(offset: number, value: number): void {
    if (this.base !== undefined) this.setWord(offset >> 2, value);
  }

  private word(index: number): number {
    return this.parts.memory.words[this.base + index]!;
  }

  private setWord(index: number, value: number): void {
    this.parts.memory.words[this.base + index] = value;
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    switch (offset) {
      case ODR:
        this.refresh(value ^ old);
        break;
      case BSRR:
        this.setAndReset(written);
        break;
      case LCKR:
        this.lock(written);
        break;
      case AFRL:
      case AFRH:
      case MODER:
      case OTYPER:
      case PUPDR:
        this.configure(offset, value, old);
        break;
      case OSPEEDR:
        this.keepLocked(offset, value, old);
    }
  }

  protected override loaded(offset: number, value: number): number {
    if (offset !== LCKR) return value;
    if (this.lockStep === 3) {
      this.lockStep = 4;
      this.locked = value & HALF;
      this.set(LCKR, value | LCKK);
    }
    return this.get(LCKR);
  }

  /** The lower half sets, the upper one resets; to set wins. */
  private setAndReset(written: number): void {
    const old = this.get(ODR);
    const next = (old & ~(written >>> 16)) | (written & HALF);
    this.set(ODR, next);
    this.refresh(next ^ old);
  }

  /** The sequence is 1, 0, 1 in LCKK with the same pins, then a read. */
  private lock(written: number): void {
    if (this.lockStep === 4) return;
    const key = (written & LCKK) !== 0;
    const pins = written & HALF;
    if (this.lockStep > 0 && pins === (this.get(LCKR) & HALF) && key === (this.lockStep === 2)) {
      this.lockStep++;
      return;
    }
    this.lockStep = key ? 1 : 0;
    this.set(LCKR, pins);
  }

  private keepLocked(offset: number, value: number, old: number): void {
    if (this.locked === 0) return;
    let kept = this.locked;
    if (offset === MODER || offset === PUPDR || offset === OSPEEDR) kept = pairs(this.locked);
    if (offset === AFRL) kept = pairs(pairs(this.locked & 0xff));
    if (offset === AFRH) kept = pairs(pairs(this.locked >> 8));
    this.set(offset, (value & ~kept) | (old & kept));
  }

  private configure(offset: number, value: number, old: number): void {
    this.keepLocked(offset, value, old);
    const changed = this.get(offset) ^ old;
    let pins = offset === OTYPER ? changed & HALF : 0;
    for (let bit = 0; bit < PINS; bit++) {
      if (offset === AFRL || offset === AFRH) {
        const place = bit - (offset === AFRH ? 8 : 0);
        if (place >= 0 && place < 8 && (changed >>> (4 * place)) & 15) pins |= 1 << bit;
      } else if (offset !== OTYPER && (changed >>> (2 * bit)) & 3) pins |= 1 << bit;
    }
    this.settle(pins);
  }

  /** Takes new settings of pins: their alternate functions, the short way, their levels. */
  private settle(pins: number): void {
    for (let bit = 0; bit < PINS; bit++) if ((pins >> bit) & 1) this.route(this.pins[bit]!);
    this.refresh(pins, true);
  }

  private route(pin: Pin): void {
    const names = pin.mode === PinMode.Alternate ? signalNames(pin.name, this.functionOf(pin)) : [];
    const old = pin.signals;
    pin.signals = names.map((name) => this.parts.signals.get(name));
    for (const signal of old) if (!pin.signals.includes(signal)) signal.disconnect(pin);
    for (const signal of pin.signals) if (!old.includes(signal)) signal.connect(pin);
    this.judge(pin);
  }

  private functionOf({ bit }: Pin): number {
    return (this.get(bit < 8 ? AFRL : AFRH) >>> (4 * (bit & 7))) & 15;
  }

  judge(pin: Pin): void {
    const bit = 1 << pin.bit;
    const fast = this.word(PortWord.Fast);
    this.setWord(PortWord.Fast, pin.simple ? fast | bit : fast & ~bit);
  }

  changed(pin: Pin): void {
    this.refreshAlone(1 << pin.bit);
  }

  /** Works out the levels of pins, and of those that wires connect with them. */
  private refresh(pins: number, modes = false): void {
    let others = 0;
    for (let bit = 0; bit < PINS; bit++) {
      if ((pins >> bit) & 1 && this.pins[bit]!.net.length > 1) others |= 1 << bit;
    }
    this.refreshAlone(pins, modes);
    if (others === 0) return;
    for (let bit = 0; bit < PINS; bit++) if ((others >> bit) & 1) this.pins[bit]!.update();
  }

  private refreshAlone(pins: number, modes = false): void {
    const old = this.word(PortWord.Levels);
    let levels = old;
    for (let bit = 0; bit < PINS; bit++) {
      if (((pins >> bit) & 1) === 0) continue;
      const level = this.pins[bit]!.resolve();
      levels = (levels & ~(1 << bit)) | (level << bit);
    }
    if (levels === old && !modes) return;
    this.setWord(PortWord.Levels, levels);
    this.setWord(PortWord.Idr, levels & ~this.analogPins());
    this.tell(levels ^ old, levels);
  }

  private tell(changed: number, levels: number): void {
    const recorded = changed & this.word(PortWord.Record);
    const { clock, log } = this.parts;
    if (recorded !== 0) log.note(clock.now, this.number, recorded, levels);
    for (let bit = 0; bit < PINS; bit++) {
      if ((changed >> bit) & 1) this.pins[bit]!.announce((levels >> bit) & 1);
    }
  }

  /** Pins whose input is off. */
  private analogPins(): number {
    const mode = this.get(MODER);
    let pins = 0;
    for (let bit = 0; bit < PINS; bit++) if (((mode >>> (2 * bit)) & 3) === 3) pins |= 1 << bit;
    return pins;
  }

  modeOf(bit: number): PinMode {
    return (this.get(MODER) >>> (2 * bit)) & 3;
  }

  pullOf(bit: number): Pull {
    return (this.get(PUPDR) >>> (2 * bit)) & 3;
  }

  isOpenDrain(bit: number): boolean {
    return ((this.get(OTYPER) >> bit) & 1) !== 0;
  }

  outputOf(bit: number): number {
    return (this.get(ODR) >> bit) & 1;
  }

  levelOf(bit: number): number {
    return (this.word(PortWord.Levels) >> bit) & 1;
  }

  clash(pin: Pin): void {
    this.parts.warnings.warn(`pin ${pin.name} is driven from inside and outside to unlike levels`);
  }
}
