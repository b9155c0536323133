/** Bits of a sample. */
export type SampleBits = 16 | 24 | 32;

/** Hears of a sample; the left channel's come first. */
export type SampleListener = (sample: number, side: "left" | "right") => void;

/** A list of samples that grows by doubling. */
class Samples {
  private values = new Int32Array(1 << 10);
  private count = 0;

  push(value: number): void {
    if (this.count === this.values.length) {
      const more = new Int32Array(2 * this.count);
      more.set(this.values);
      this.values = more;
    }
    this.values[this.count++] = value;
  }

  take(): Int32Array {
    const taken = this.values.slice(0, this.count);
    this.count = 0;
    return taken;
  }
}

/**
 * What is connected to the data line of an I2S bus: it keeps the samples that the board sends, and sends those that it
 * was fed. Samples are signed; left and right come in turn.
 */
export class I2sLine {
  private readonly sent = new Samples();
  private readonly listeners: SampleListener[] = [];
  /** Samples to be sent, the first bit highest of 32; those before `next` have been. */
  private fed: number[] = [];
  private next = 0;
  private wasFed = false;
  /** The left channel got a sample that was fed, so the right one does. */
  private inFrame = false;
  private lastBits: SampleBits = 16;

  /** @param frames how many frames the bus passes in a second */
  constructor(private readonly frames: () => number) {}

  /** Frames per second as the board has set the bus, 0 while it has no clock. */
  get rate(): number {
    return this.frames();
  }

  /** Has samples of so many bits received, as soon as the board does; behind them comes silence. */
  feed(samples: Iterable<number>, bits: SampleBits = 16): void {
    this.wasFed = true;
    for (const sample of samples) this.fed.push(sample << (32 - bits));
  }

  /** Samples that were fed and have not been received yet. */
  get pending(): number {
    return this.fed.length - this.next;
  }

  /** Takes all samples that the board has sent. */
  read(): Int32Array {
    return this.sent.take();
  }

  /** Bits of the samples that were sent last. */
  get bits(): SampleBits {
    return this.lastBits;
  }

  /** Calls back with each sample that the board sends. */
  onSample(listener: SampleListener): void {
    this.listeners.push(listener);
  }

  offSample(listener: SampleListener): void {
    const place = this.listeners.indexOf(listener);
    if (place >= 0) this.listeners.splice(place, 1);
  }

  /** For the bus: it has sent a sample. */
  push(sample: number, bits: SampleBits, side: "left" | "right"): void {
    this.lastBits = bits;
    this.sent.push(sample);
    for (const listener of [...this.listeners]) listener(sample, side);
  }

  /** For the bus: a channel's sample, the first bit highest of 32; undefined while nothing was ever fed. */
  pull(side: "left" | "right"): number | undefined {
    if (!this.wasFed) return undefined;
    const right = side === "right";
    const some = this.pending > 0 && (!right || this.inFrame);
    if (!right) this.inFrame = some;
    return some ? this.takeFed() : 0;
  }

  private takeFed(): number {
    const sample = this.fed[this.next++]!;
    if (this.next === this.fed.length) {
      this.fed = [];
      this.next = 0;
    }
    return sample;
  }
}
