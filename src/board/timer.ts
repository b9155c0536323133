import type { TimerRow } from "../tables/timers.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral } from "./peripheral.js";
import type { Signal, Signals } from "./signal.js";
import { OutputMode, Selection, TimerChannel } from "./timer-channel.js";
import { TimerCounter, type Visits } from "./timer-counter.js";
import { CR1, DMA, FLAG, MOE, TIM, timerRegisters } from "./timer-registers.js";
import { SlaveController } from "./timer-slave.js";
import type { Warnings } from "./warnings.js";

/** What a timer needs of the board. */
export interface TimerParts {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly signals: Signals;
  readonly warnings: Warnings;
  /** The timer whose trigger output has a name. */
  timer(name: string): Timer | undefined;
  /** Asks for a transfer. */
  requestDma(name: string): void;
}

/** CR2.MMS: what the trigger output is. */
enum TriggerOutput {
  Reset,
  Enable,
  Update,
  Compare,
  Reference1,
}

const IDLE = Number.POSITIVE_INFINITY;

/**
 * A timer: RM0090, chapters 17 to 20. The counter is worked out when someone looks; an event is scheduled only for
 * what someone would notice: an interrupt, an edge on a pin, a trigger, a preloaded value that comes into force.
 */
export class Timer extends Peripheral {
  readonly counter: TimerCounter;
  readonly channels: readonly TimerChannel[];
  readonly inputs: readonly Signal[];
  private readonly slave: SlaveController | undefined;
  private readonly event = new ClockEvent((at) => this.serve(at));
  private readonly update: InterruptSource;
  private readonly compare: InterruptSource;
  private readonly trigger: InterruptSource;
  private readonly followers: (() => void)[] = [];
  /** Updates that are still skipped. */
  private repetitions = 0;

  constructor(
    name: string,
    readonly row: TimerRow,
    private readonly parts: TimerParts,
  ) {
    super(name, parts.warnings, timerRegisters(row));
    this.counter = new TimerCounter(row.bits === 32 ? 0xffffffff : 0xffff);
    const { interrupts, signals } = parts;
    this.update = interrupts.source(row.interrupt);
    this.compare = interrupts.source(row.compareInterrupt ?? row.interrupt);
    this.trigger = interrupts.source(row.triggerInterrupt ?? row.interrupt);
    this.inputs = Array.from({ length: row.channels }, (_, i) => signals.get(`${name}_CH${i + 1}`));
    this.channels = this.inputs.map((signal, i) => {
      const hasComplement = row.advanced && i < 3;
      return new TimerChannel(
        signal,
        hasComplement ? signals.get(`${name}_CH${i + 1}N`) : undefined,
      );
    });
    for (const { output, complement } of this.channels) {
      output.onConnection(() => this.replan());
      complement?.onConnection(() => this.replan());
    }
    if (row.channels > 0) this.slave = new SlaveController(this, parts);
  }

  override reset(): void {
    super.reset();
    this.counter.running = false;
    this.counter.restart(this.parts.clock.now);
    this.load();
    for (const channel of this.channels) channel.reference = false;
    this.apply();
  }

  /** Cycles of the processor for one of the timer's clock: it has changed. */
  setRatio(ratio: number): void {
    if (ratio === this.counter.ratio) return;
    this.sync();
    this.counter.ratio = ratio;
    this.plan();
  }

  /** The part of its period in which a channel is active; undefined when it makes no pulses. */
  duty(index: number): number | undefined {
    const channel = this.channels[index];
    if (channel === undefined || channel.selection !== Selection.Output) return undefined;
    if (channel.mode < OutputMode.Pwm1 || !channel.enabled) return undefined;
    const active = Math.min(1, channel.compare / (this.counter.reload + 1));
    return (channel.mode === OutputMode.Pwm1) !== channel.inverted ? active : 1 - active;
  }

  /** Calls back at each pulse of the trigger output. */
  onTrigger(listener: () => void): void {
    this.followers.push(listener);
    this.replan();
  }

  offTrigger(listener: () => void): void {
    const place = this.followers.indexOf(listener);
    if (place >= 0) this.followers.splice(place, 1);
  }

  override read(offset: number, size: number): number {
    this.sync();
    return super.read(offset, size);
  }

  override write(offset: number, size: number, value: number): void {
    this.sync();
    super.write(offset, size, value);
  }

  protected override loaded(offset: number, value: number): number {
    const { counter } = this;
    if (offset === TIM.CNT) return counter.count;
    if (offset === TIM.CR1 && counter.direction === "centre" && counter.falling) {
      return value | CR1.DIR;
    }
    const channel = (offset - TIM.CCR1) >> 2;
    const input = this.channels[channel]?.selection ?? Selection.Output;
    if (offset >= TIM.CCR1 && offset <= TIM.CCR4 && input !== Selection.Output) {
      this.clearBits(TIM.SR, FLAG.CC1 << channel);
      this.interrupt();
    }
    return value;
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    switch (offset) {
      case TIM.CR1:
        this.control(value, old);
        break;
      case TIM.EGR:
        this.generate(written);
        break;
      case TIM.CNT:
        this.counter.setCount(value, this.parts.clock.now);
        break;
      case TIM.ARR:
        if (!this.has(TIM.CR1, CR1.ARPE)) this.counter.keeping(() => this.loadReload());
        break;
      case TIM.CCMR1:
      case TIM.CCMR2:
      case TIM.CCER:
        this.configure();
        break;
      case TIM.SMCR:
        this.slave?.configure(value);
        break;
      default:
        if (offset >= TIM.CCR1 && offset <= TIM.CCR4) this.loadCompare((offset - TIM.CCR1) >> 2);
    }
    this.apply();
  }

  private control(value: number, old: number): void {
    const { counter } = this;
    counter.keeping(() => {
      const edge = value & CR1.DIR ? "down" : "up";
      counter.direction = value & CR1.CMS ? "centre" : edge;
    });
    if ((value & ~old & CR1.CEN) !== 0) this.start();
    counter.running = (value & CR1.CEN) !== 0 && this.slave?.external !== true;
  }

  private start(): void {
    this.counter.resume(this.parts.clock.now);
    this.emit(TriggerOutput.Enable);
  }

  /** For the slave controller: sets or clears CEN. */
  enable(on: boolean): void {
    this.sync();
    const old = this.get(TIM.CR1);
    const value = on ? old | CR1.CEN : old & ~CR1.CEN;
    this.set(TIM.CR1, value);
    this.control(value, old);
    this.apply();
  }

  /** For the slave controller: whether it counts by itself has changed. */
  choose(): void {
    this.sync();
    this.control(this.get(TIM.CR1), this.get(TIM.CR1));
    this.apply();
  }

  /** EGR: what software makes happen. */
  private generate(bits: number): void {
    if (bits & FLAG.U) this.restart(!this.has(TIM.CR1, CR1.URS));
    for (let channel = 0; channel < this.channels.length; channel++) {
      if ((bits & (FLAG.CC1 << channel)) === 0) continue;
      const isInput = this.channels[channel]!.selection !== Selection.Output;
      if (isInput) this.capture(channel);
      else this.flagCompare(channel);
    }
    this.setBits(TIM.SR, bits & (FLAG.T | (this.row.advanced ? FLAG.COM | FLAG.B : 0)));
    if (bits & FLAG.B) this.clearBits(TIM.BDTR, MOE);
  }

  /** Begins a period: UG, or a reset by the slave controller. */
  restart(flagged: boolean): void {
    const { clock } = this.parts;
    this.counter.restart(clock.now);
    this.load();
    if (flagged && !this.has(TIM.CR1, CR1.UDIS)) this.flagUpdate();
    this.emit(TriggerOutput.Reset);
    this.emit(TriggerOutput.Update);
  }

  /** Takes what was preloaded. */
  private load(): void {
    this.counter.prescaler = this.get(TIM.PSC);
    this.loadReload();
    this.repetitions = this.row.advanced ? this.get(TIM.RCR) : 0;
    for (let channel = 0; channel < this.channels.length; channel++) {
      this.channels[channel]!.compare = this.get(TIM.CCR1 + 4 * channel);
    }
  }

  private loadReload(): void {
    this.counter.reload = this.get(TIM.ARR);
  }

  private loadCompare(index: number): void {
    const channel = this.channels[index];
    if (channel === undefined || channel.preload) return;
    channel.compare = this.get(TIM.CCR1 + 4 * index);
  }

  private configure(): void {
    const ccer = this.get(TIM.CCER);
    for (let index = 0; index < this.channels.length; index++) {
      const ccmr = this.get(index < 2 ? TIM.CCMR1 : TIM.CCMR2) >> (8 * (index & 1));
      this.channels[index]!.configure(ccmr & 0xff, (ccer >> (4 * index)) & 15);
      this.loadCompare(index);
    }
    this.slave?.listen();
  }

  /** Whether something is written that an update will bring into force. */
  private get waits(): boolean {
    const { counter } = this;
    if (counter.prescaler !== this.get(TIM.PSC) || counter.reload !== this.get(TIM.ARR))
      return true;
    return this.channels.some(
      ({ compare, preload }, index) => preload && compare !== this.get(TIM.CCR1 + 4 * index),
    );
  }

  /** Goes on to the present. */
  sync(): void {
    const updates = this.counter.advance(this.parts.clock.now, this.meet);
    if (updates > 0) this.overflow(updates);
  }

  /** An edge of an external clock or of an encoder. */
  step(down?: boolean): void {
    const { counter } = this;
    if (!this.has(TIM.CR1, CR1.CEN)) return;
    if (down !== undefined && down !== (counter.direction === "down")) {
      counter.keeping(() => {
        counter.direction = down ? "down" : "up";
      });
      if (down) this.setBits(TIM.CR1, CR1.DIR);
      else this.clearBits(TIM.CR1, CR1.DIR);
    }
    const updates = counter.step(this.parts.clock.now, this.meet);
    if (updates > 0) this.overflow(updates);
    this.apply();
  }

  private readonly meet = (visits: Visits): void => {
    for (let index = 0; index < this.channels.length; index++) {
      const channel = this.channels[index]!;
      if (channel.selection !== Selection.Output) continue;
      const count = visits(channel.compare);
      if (count === 0) continue;
      channel.meet(count);
      this.flagCompare(index);
    }
  };

  private flagCompare(index: number): void {
    this.setBits(TIM.SR, FLAG.CC1 << index);
    if (this.has(TIM.DIER, DMA.CC1 << index)) this.parts.requestDma(`${this.name}_CH${index + 1}`);
    if (index === 0) this.emit(TriggerOutput.Compare);
    this.emit(TriggerOutput.Reference1 + index);
  }

  private overflow(updates: number): void {
    if (this.row.advanced && updates <= this.repetitions) {
      this.repetitions -= updates;
      return;
    }
    if (this.has(TIM.CR1, CR1.UDIS)) return;
    this.load();
    this.flagUpdate();
    this.emit(TriggerOutput.Update);
    if (this.has(TIM.CR1, CR1.OPM)) {
      this.clearBits(TIM.CR1, CR1.CEN);
      this.counter.running = false;
    }
  }

  private flagUpdate(): void {
    this.setBits(TIM.SR, FLAG.U);
    if (this.has(TIM.DIER, DMA.U)) this.parts.requestDma(`${this.name}_UP`);
  }

  private emit(output: number): void {
    if (((this.get(TIM.CR2) >> 4) & 7) !== output) return;
    for (const follower of this.followers) follower();
  }

  /** An edge at a channel's input: the count goes into CCR. */
  capture(index: number): void {
    this.sync();
    const bit = FLAG.CC1 << index;
    if (this.has(TIM.SR, bit)) this.setBits(TIM.SR, FLAG.CC1O << index);
    this.set(TIM.CCR1 + 4 * index, this.counter.count);
    this.setBits(TIM.SR, bit);
    if (index === 0) this.emit(TriggerOutput.Compare);
    this.interrupt();
  }

  /** The slave controller was triggered. */
  flagTrigger(): void {
    this.setBits(TIM.SR, FLAG.T);
    this.interrupt();
  }

  private serve(at: number): void {
    const updates = this.counter.advance(at, this.meet);
    if (updates > 0) this.overflow(updates);
    this.apply();
  }

  private replan(): void {
    this.sync();
    this.apply();
  }

  /** Puts the outputs, the interrupts and the next event in order. */
  private apply(): void {
    const { counter } = this;
    const on = !this.row.advanced || this.has(TIM.BDTR, MOE);
    for (const channel of this.channels) {
      channel.modulate(counter.count, counter.falling);
      channel.drive(on);
    }
    this.interrupt();
    this.plan();
  }

  private interrupt(): void {
    const active = this.get(TIM.SR) & this.get(TIM.DIER);
    if (this.row.advanced) {
      this.update.set((active & FLAG.U) !== 0);
      this.compare.set((active & 0x1e) !== 0);
      this.trigger.set((active & (FLAG.T | FLAG.COM)) !== 0);
    } else this.update.set((active & 0x5f) !== 0);
  }

  private plan(): void {
    const { clock } = this.parts;
    const at = this.nextEvent();
    if (at === IDLE) clock.cancel(this.event);
    else if (!this.event.scheduled || this.event.at !== at) clock.schedule(this.event, at);
  }

  private nextEvent(): number {
    const { counter } = this;
    if (!counter.running) return IDLE;
    let at = this.noticesUpdates() ? counter.nextUpdate() : IDLE;
    for (let index = 0; index < this.channels.length; index++) {
      const channel = this.channels[index]!;
      if (channel.selection !== Selection.Output || !this.noticesMatches(index)) continue;
      at = Math.min(at, counter.nextMatch(channel.compare));
    }
    return at;
  }

  private noticesUpdates(): boolean {
    return (
      this.has(TIM.DIER, FLAG.U | DMA.U) ||
      this.has(TIM.CR1, CR1.OPM) ||
      this.followers.length > 0 ||
      this.waits ||
      this.channels.some((channel) => channel.visible)
    );
  }

  private noticesMatches(index: number): boolean {
    return (
      this.has(TIM.DIER, (FLAG.CC1 | DMA.CC1) << index) ||
      this.followers.length > 0 ||
      this.channels[index]!.visible
    );
  }
}
