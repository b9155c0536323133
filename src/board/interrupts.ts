import { type InterruptName, interrupts } from "../tables/stm32f405.js";

/** The processor's side: the level of a line. */
export type InterruptSink = (number: number, level: boolean) => void;

/** One of the causes of an interrupt. */
export class InterruptSource {
  private level = false;

  constructor(private readonly changed: (level: boolean) => void) {}

  get active(): boolean {
    return this.level;
  }

  set(level: boolean): void {
    if (level === this.level) return;
    this.level = level;
    this.changed(level);
  }
}

/** The lines from the peripherals to the NVIC. A line is high while one of its causes is. */
export class Interrupts {
  private readonly counts = new Uint8Array(Object.keys(interrupts).length + 16);
  private sink: InterruptSink = () => {};

  /** Connects the processor. */
  connect(sink: InterruptSink): void {
    this.sink = sink;
  }

  /** A new cause of an interrupt. */
  source(name: InterruptName): InterruptSource {
    const number = interrupts[name];
    return new InterruptSource((level) => {
      const count = this.counts[number]! + (level ? 1 : -1);
      this.counts[number] = count;
      if (count === (level ? 1 : 0)) this.sink(number, level);
    });
  }

  isActive(name: InterruptName): boolean {
    return this.counts[interrupts[name]]! > 0;
  }
}
