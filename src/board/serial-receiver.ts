import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import type { Signal } from "./signal.js";

/** What the receiver asks and tells its port. */
export interface ReceiverPort {
  /** Cycles of a bit. */
  bit(): number;
  /** Bits behind the start bit, with one stop bit. */
  bits(): number;
  /** A frame without its start bit, the first bit lowest. */
  take(bits: number): void;
}

/** Reads frames from a pin: it waits for a start bit and samples each bit in its middle. */
export class SerialReceiver {
  private readonly sample = new ClockEvent((at) => this.takeSample(at));
  private readonly edge = (level: number): void => this.begin(level);
  private listening = false;
  private index = 0;
  private word = 0;

  constructor(
    private readonly clock: Clock,
    private readonly signal: Signal,
    private readonly port: ReceiverPort,
  ) {}

  /** Whether it listens to the pin. */
  listen(on: boolean): void {
    if (on === this.listening) return;
    this.listening = on;
    if (on) this.signal.onEdge(this.edge);
    else {
      this.signal.offEdge(this.edge);
      this.clock.cancel(this.sample);
    }
  }

  private begin(level: number): void {
    if (level !== 0 || this.sample.scheduled) return;
    this.index = -1;
    this.word = 0;
    this.clock.scheduleIn(this.sample, Math.round(this.port.bit() / 2));
  }

  private takeSample(at: number): void {
    const level = this.signal.input(1);
    if (this.index < 0) {
      if (level !== 0) return;
    } else this.word |= level << this.index;
    this.index++;
    if (this.index < Math.floor(this.port.bits())) {
      this.clock.schedule(this.sample, at + Math.round(this.port.bit()));
    } else this.port.take(this.word);
  }
}
