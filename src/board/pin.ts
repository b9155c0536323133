import { SUPPLY_VOLTAGE } from "../tables/pyboard.js";
import type { Signal } from "./signal.js";

/** What is connected to a pin from outside. */
export type Outside =
  | { readonly kind: "open" }
  /** A source that wins against pulls. */
  | { readonly kind: "strong"; readonly level: 0 | 1 }
  /** A resistor. */
  | { readonly kind: "pull"; readonly level: 0 | 1 }
  /** A voltage; it counts as high above half the supply. */
  | { readonly kind: "voltage"; readonly volts: number };

/** MODER. */
export enum PinMode {
  Input,
  Output,
  Alternate,
  Analog,
}

/** PUPDR. */
export enum Pull {
  None,
  Up,
  Down,
}

/** What the pin hears of its port and tells it. */
export interface PinPort {
  /** The level of the pin may be another now. */
  changed(pin: Pin): void;
  /** Whether the pin can take the short way may be otherwise now. */
  judge(pin: Pin): void;
  modeOf(bit: number): PinMode;
  pullOf(bit: number): Pull;
  isOpenDrain(bit: number): boolean;
  outputOf(bit: number): number;
  levelOf(bit: number): number;
  clash(pin: Pin): void;
}

const OPEN: Outside = { kind: "open" };

/** One pin: who drives it from inside and outside, and who listens. */
export class Pin {
  /** Alternate functions that it has now. */
  signals: readonly Signal[] = [];
  /** Pins that a wire connects with this one, itself included. */
  net: readonly Pin[] = [this];
  private external: Outside = OPEN;
  private analogue: number | undefined;
  private readonly listeners: ((level: number) => void)[] = [];
  private readonly openDrainListeners: ((level: number) => void)[] = [];

  constructor(
    /** `A13`. */
    readonly name: string,
    readonly portNumber: number,
    readonly bit: number,
    private readonly port: PinPort,
  ) {}

  get mode(): PinMode {
    return this.port.modeOf(this.bit);
  }

  get level(): number {
    return this.port.levelOf(this.bit);
  }

  get outside(): Outside {
    return this.external;
  }

  /** Connects something from outside. */
  setOutside(outside: Outside): void {
    this.external = outside;
    this.port.judge(this);
    this.update();
  }

  /** What a converter puts out on it in volts; undefined when it does not. */
  driveAnalogue(volts: number | undefined): void {
    this.analogue = volts;
    this.port.judge(this);
    this.update();
  }

  /** Joins two pins by a wire. */
  wireTo(other: Pin): void {
    const joined = [...new Set([...this.net, ...other.net])];
    for (const pin of joined) {
      pin.net = joined;
      pin.port.judge(pin);
    }
    this.update();
  }

  /** Takes all wires off. */
  unwire(): void {
    for (const pin of this.net) {
      pin.net = [pin];
      pin.port.judge(pin);
      pin.update();
    }
  }

  /** Calls back at each edge, at once. */
  watch(listener: (level: number) => void): void {
    this.listeners.push(listener);
    this.port.judge(this);
  }

  unwatch(listener: (level: number) => void): void {
    const place = this.listeners.indexOf(listener);
    if (place >= 0) this.listeners.splice(place, 1);
    this.port.judge(this);
  }

  /** Likewise, while the pin is an open-drain output: that has no shorter way to be spoilt. */
  watchOpenDrain(listener: (level: number) => void): void {
    this.openDrainListeners.push(listener);
  }

  /** Tells those who listen. */
  announce(level: number): void {
    for (const listener of [...this.listeners]) listener(level);
    if (!this.port.isOpenDrain(this.bit)) return;
    for (const listener of this.openDrainListeners) listener(level);
  }

  /** Works its level out again. */
  update(): void {
    for (const pin of this.net) pin.port.changed(pin);
  }

  /** Whether a new bit of ODR is all that there is to a new level. */
  get simple(): boolean {
    return (
      this.mode === PinMode.Output &&
      !this.port.isOpenDrain(this.bit) &&
      this.listeners.length === 0 &&
      this.net.length === 1 &&
      (this.external.kind === "open" || this.external.kind === "pull")
    );
  }

  /** What the chip drives it to, undefined when it does not. */
  private get inside(): number | undefined {
    const { mode } = this;
    let level: number | undefined;
    if (mode === PinMode.Output) level = this.port.outputOf(this.bit);
    else if (mode === PinMode.Alternate) level = this.driver()?.output;
    return level === 1 && this.port.isOpenDrain(this.bit) ? undefined : level;
  }

  private driver(): Signal | undefined {
    return this.signals.find((signal) => signal.output !== undefined);
  }

  private get outsideLevel(): number | undefined {
    const { external } = this;
    if (external.kind === "strong") return external.level;
    if (external.kind === "voltage") return external.volts > SUPPLY_VOLTAGE / 2 ? 1 : 0;
    return undefined;
  }

  /** What resistors pull it to. One outside is the stronger. */
  private get pulled(): number | undefined {
    if (this.external.kind === "pull") return this.external.level;
    if (this.mode === PinMode.Analog) return undefined;
    const pull = this.port.pullOf(this.bit);
    if (pull === Pull.None) return undefined;
    return pull === Pull.Up ? 1 : 0;
  }

  /** The level that follows from all that is connected. What floats is low. */
  resolve(): number {
    let driven: number | undefined;
    let pulled: number | undefined;
    for (const pin of this.net) {
      const outside = pin.outsideLevel;
      const inside = pin.inside;
      if (outside !== undefined && inside !== undefined && inside !== outside) this.port.clash(pin);
      const own = outside ?? inside;
      if (own !== undefined) driven = driven === 0 ? 0 : own;
      pulled ??= pin.pulled;
    }
    return driven ?? pulled ?? 0;
  }

  /** Volts. */
  get voltage(): number {
    for (const pin of this.net) {
      if (pin.external.kind === "voltage") return pin.external.volts;
      if (pin.analogue !== undefined) return pin.analogue;
    }
    return this.resolve() === 1 ? SUPPLY_VOLTAGE : 0;
  }
}
