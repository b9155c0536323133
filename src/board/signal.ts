import type { Pin } from "./pin.js";

/**
 * A line between a peripheral and the pins whose alternate function it is: `TIM2_CH1`. The peripheral drives it or
 * listens to it, or both.
 */
export class Signal {
  private readonly pins: Pin[] = [];
  private readonly listeners: ((level: number) => void)[] = [];
  private driven: 0 | 1 | undefined;
  private noteConnection: () => void = () => {};
  private readonly forward = (level: number): void => {
    for (const listener of this.listeners) listener(level);
  };

  constructor(readonly name: string) {}

  /** What the peripheral puts out, undefined when it does not drive. */
  get output(): 0 | 1 | undefined {
    return this.driven;
  }

  /** Whether a pin is connected. */
  get connected(): boolean {
    return this.pins.length > 0;
  }

  /** The level at the pin, or `open` when there is none. */
  input(open: 0 | 1 = 0): number {
    const pin = this.pins[0];
    return pin === undefined ? open : pin.level;
  }

  /** Whether a wire joins its pin with that of another one. */
  isWiredTo({ pins: [other] }: Signal): boolean {
    const [pin] = this.pins;
    return pin !== undefined && other !== undefined && pin.net.includes(other);
  }

  /** Puts a level out; undefined ceases to drive. */
  drive(level: 0 | 1 | undefined): void {
    if (level === this.driven) return;
    this.driven = level;
    for (const pin of this.pins) pin.update();
  }

  /** Calls back at each edge of the pin. */
  onEdge(listener: (level: number) => void): void {
    this.listeners.push(listener);
    if (this.listeners.length === 1) for (const pin of this.pins) pin.watch(this.forward);
  }

  offEdge(listener: (level: number) => void): void {
    const place = this.listeners.indexOf(listener);
    if (place < 0) return;
    this.listeners.splice(place, 1);
    if (this.listeners.length === 0) for (const pin of this.pins) pin.unwatch(this.forward);
  }

  /** Says whom to tell when pins come and go; the peripheral to which it belongs. */
  onConnection(listener: () => void): void {
    this.noteConnection = listener;
  }

  /** For the pin: it has this as its alternate function now. */
  connect(pin: Pin): void {
    this.pins.push(pin);
    if (this.listeners.length > 0) pin.watch(this.forward);
    this.noteConnection();
  }

  disconnect(pin: Pin): void {
    const place = this.pins.indexOf(pin);
    if (place < 0) return;
    this.pins.splice(place, 1);
    if (this.listeners.length > 0) pin.unwatch(this.forward);
    this.noteConnection();
  }
}

/** All lines by name. */
export class Signals {
  private readonly signals = new Map<string, Signal>();

  /** The line of this name, made when it is first asked for. */
  get(name: string): Signal {
    let signal = this.signals.get(name);
    if (signal === undefined) {
      signal = new Signal(name);
      this.signals.set(name, signal);
    }
    return signal;
  }
}
