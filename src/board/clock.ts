import { ClockEvent, EventQueue } from "./event-queue.js";

/** Where cycles are counted: in the processor, or by the runtime's accounting. */
export interface CycleCounter {
  /** Cycles since the start, also within a call from the processor. */
  cycles: number;
}

/** Cycles of a counter that only the clock moves. */
export class ManualCounter implements CycleCounter {
  cycles = 0;
}

/** The frequency after a reset: the internal oscillator. */
const RESET_FREQUENCY = 16e6;

/**
 * Virtual time, in cycles of the processor's clock (HCLK). Cycles are whole; seconds follow from the frequency, which
 * may change on the way.
 */
export class Clock {
  private readonly queue = new EventQueue();
  private readonly listeners: (() => void)[] = [];
  /** Events that keep to seconds, and theirs. */
  private readonly timed = new Map<ClockEvent, number>();
  private readonly enders: (() => void)[] = [];
  private hertz = RESET_FREQUENCY;
  /** Where the present frequency began. */
  private sinceCycle = 0;
  private sinceSeconds = 0;
  /** While an event is delivered: its cycle, which may lie before the counter's. */
  private delivering = -1;
  private noteNext: (cycle: number) => void = () => {};

  constructor(private readonly counter: CycleCounter = new ManualCounter()) {}

  /** The present cycle; within an event, the cycle for which it was scheduled. */
  get now(): number {
    return this.delivering >= 0 ? this.delivering : this.counter.cycles;
  }

  /** Seconds since the start. */
  get seconds(): number {
    return this.secondsAt(this.now);
  }

  /** Hertz. */
  get frequency(): number {
    return this.hertz;
  }

  /** Changes the frequency from this cycle on; who counts in cycles hears of it before or after. */
  setFrequency(hertz: number): void {
    if (hertz === this.hertz) return;
    for (const ender of this.enders) ender();
    this.sinceSeconds = this.seconds;
    this.sinceCycle = this.now;
    this.hertz = hertz;
    for (const [event, seconds] of this.timed) {
      if (event.scheduled) this.schedule(event, this.cycleAt(seconds));
      else this.timed.delete(event);
    }
    for (const listener of this.listeners) listener();
  }

  /** Calls back before each change of the frequency. */
  onFrequencyEnd(ender: () => void): void {
    this.enders.push(ender);
  }

  /** Calls back after each change of the frequency. */
  onFrequency(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Seconds since the start at a cycle that is not before the last change of the frequency. */
  secondsAt(cycle: number): number {
    return this.sinceSeconds + (cycle - this.sinceCycle) / this.hertz;
  }

  /** The first cycle at which so many seconds since the start have passed, were the frequency to stay. */
  cycleAt(seconds: number): number {
    return this.sinceCycle + Math.ceil((seconds - this.sinceSeconds) * this.hertz - 1e-6);
  }

  /** Whole cycles, at least one. */
  cyclesOf(seconds: number): number {
    return Math.max(1, Math.round(seconds * this.hertz));
  }

  /** Says whom to tell when the cycle of the next event has changed. */
  onNext(listener: (cycle: number) => void): void {
    this.noteNext = listener;
    listener(this.next);
  }

  /** Schedules an event, or moves it. A cycle that has passed means at once. */
  schedule(event: ClockEvent, at: number): void {
    const { next } = this;
    this.queue.put(event, Math.max(Math.ceil(at), this.now));
    if (this.next !== next) this.noteNext(this.next);
  }

  /** Schedules an event so many cycles from now. */
  scheduleIn(event: ClockEvent, cycles: number): void {
    this.schedule(event, this.now + cycles);
  }

  cancel(event: ClockEvent): void {
    const { next } = this;
    this.queue.remove(event);
    if (this.next !== next) this.noteNext(this.next);
  }

  /** Calls back once, at a cycle. */
  at(cycle: number, run: (at: number) => void): ClockEvent {
    const event = new ClockEvent(run);
    this.schedule(event, cycle);
    return event;
  }

  /** Schedules an event for so many seconds since the start, whatever the frequency becomes. */
  scheduleAtSeconds(event: ClockEvent, seconds: number): void {
    this.timed.set(event, seconds);
    this.schedule(event, this.cycleAt(seconds));
  }

  /** Calls back once, at so many seconds since the start. */
  atSeconds(seconds: number, run: () => void): ClockEvent {
    const event: ClockEvent = new ClockEvent(() => {
      this.timed.delete(event);
      run();
    });
    this.scheduleAtSeconds(event, seconds);
    return event;
  }

  /** The cycle of the next event, Infinity when there is none. */
  get next(): number {
    return this.queue.first?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Delivers what is due at the counter's cycle. */
  deliver(): void {
    const outer = this.delivering;
    const { cycles } = this.counter;
    for (let event = this.queue.first; event !== undefined && event.at <= cycles; ) {
      this.queue.remove(event);
      this.delivering = event.at;
      try {
        event.run(event.at);
      } finally {
        this.delivering = outer;
      }
      event = this.queue.first;
    }
    this.noteNext(this.next);
  }

  /** Lets time pass without a processor: to the cycle, with each event in its turn. */
  advanceTo(cycle: number): void {
    while (this.next <= cycle) {
      this.counter.cycles = Math.max(this.counter.cycles, this.next);
      this.deliver();
    }
    this.counter.cycles = Math.max(this.counter.cycles, cycle);
  }

  advance(cycles: number): void {
    this.advanceTo(this.now + cycles);
  }
}
