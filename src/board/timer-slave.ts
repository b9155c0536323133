import type { Signal } from "./signal.js";
import type { Timer, TimerParts } from "./timer.js";
import { Selection } from "./timer-channel.js";

/** SMCR.SMS. */
enum SlaveMode {
  None,
  Encoder1,
  Encoder2,
  Encoder3,
  Reset,
  Gated,
  Trigger,
  External,
}

/** SMCR.TS from 4 on; below, the outputs of other timers. */
enum TriggerSource {
  Edge1 = 4,
  Input1,
  Input2,
  External,
}

const ECE = 1 << 14;
const ETP = 1 << 15;

/**
 * What comes into a timer through its inputs: captures, encoders, external clocks and triggers. It listens to a
 * line only while an edge of it counts. Filters are taken as off.
 */
export class SlaveController {
  private mode = SlaveMode.None;
  private source = 0;
  private smcr = 0;
  private readonly heard: readonly ((level: number) => void)[];
  private readonly listening = new Set<number>();
  private followed: Timer | undefined;
  private readonly externalInput: Signal;
  private externalHeard = false;

  constructor(
    private readonly timer: Timer,
    private readonly parts: TimerParts,
  ) {
    this.heard = timer.inputs.map((_, index) => (level: number) => this.edge(index, level));
    this.externalInput = parts.signals.get(`${timer.name}_ETR`);
  }

  /** Whether the timer counts something else than its own clock. */
  get external(): boolean {
    const { mode } = this;
    const encodes = mode >= SlaveMode.Encoder1 && mode <= SlaveMode.Encoder3;
    return encodes || mode === SlaveMode.External || (this.smcr & ECE) !== 0;
  }

  /** Takes SMCR. */
  configure(smcr: number): void {
    this.smcr = smcr;
    this.mode = smcr & 7;
    this.source = (smcr >> 4) & 7;
    this.follow();
    this.listen();
    this.timer.choose();
  }

  /** Listens to what counts now. */
  listen(): void {
    const { inputs } = this.timer;
    for (let index = 0; index < inputs.length; index++) {
      const wanted = this.needs(index);
      if (wanted === this.listening.has(index)) continue;
      if (wanted) {
        this.listening.add(index);
        inputs[index]!.onEdge(this.heard[index]!);
      } else {
        this.listening.delete(index);
        inputs[index]!.offEdge(this.heard[index]!);
      }
    }
    this.listenExternal();
  }

  private needs(index: number): boolean {
    if (this.capturedBy(index).length > 0) return true;
    if (this.mode >= SlaveMode.Encoder1 && this.mode <= SlaveMode.Encoder3) return index < 2;
    if (this.mode < SlaveMode.Reset) return false;
    const { source } = this;
    if (index === 0) return source === TriggerSource.Edge1 || source === TriggerSource.Input1;
    return index === 1 && source === TriggerSource.Input2;
  }

  /** The channels that capture at an input's edges. */
  private capturedBy(index: number): number[] {
    const { channels } = this.timer;
    const found: number[] = [];
    if (channels[index]?.selection === Selection.Own) found.push(index);
    if (channels[index ^ 1]?.selection === Selection.Other) found.push(index ^ 1);
    return found;
  }

  private edge(index: number, level: number): void {
    const { channels } = this.timer;
    for (const channel of this.capturedBy(index)) {
      if (channels[channel]!.takes(level)) this.timer.capture(channel);
    }
    if (this.mode >= SlaveMode.Encoder1 && this.mode <= SlaveMode.Encoder3) {
      this.encode(index, level);
    } else if (this.mode !== SlaveMode.None) this.selectEdge(index, level);
  }

  /** A quarter step: which way it goes follows from the other input. */
  private encode(index: number, level: number): void {
    if (index > 1) return;
    const counts =
      index === 0 ? this.mode !== SlaveMode.Encoder1 : this.mode !== SlaveMode.Encoder2;
    if (!counts) return;
    const { inputs, channels } = this.timer;
    const own = (level !== 0) !== channels[index]!.inverted;
    const other = (inputs[index ^ 1]!.input() !== 0) !== channels[index ^ 1]!.inverted;
    this.timer.step(index === 0 ? own === other : own !== other);
  }

  private selectEdge(index: number, level: number): void {
    const { source } = this;
    if (index === 0 && source === TriggerSource.Edge1) this.trigger(true);
    else if (
      (index === 0 && source === TriggerSource.Input1) ||
      (index === 1 && source === TriggerSource.Input2)
    ) {
      const { inverted, complementInverted } = this.timer.channels[index]!;
      const active = (level !== 0) !== inverted;
      this.trigger(active || complementInverted);
    }
  }

  /** The trigger has become active or inactive. */
  private trigger(active: boolean): void {
    const { timer } = this;
    if (this.mode === SlaveMode.Gated) {
      timer.enable(active);
      timer.flagTrigger();
      return;
    }
    if (!active) return;
    if (this.mode === SlaveMode.External) timer.step();
    if (this.mode === SlaveMode.Reset) {
      timer.sync();
      timer.restart(true);
      timer.choose();
    }
    if (this.mode === SlaveMode.Trigger) timer.enable(true);
    timer.flagTrigger();
  }

  /** Follows the trigger output of another timer. */
  private follow(): void {
    this.followed?.offTrigger(this.pulse);
    this.followed = undefined;
    if (this.mode < SlaveMode.Reset || this.source > 3) return;
    const name = this.timer.row.triggers?.[this.source];
    this.followed = name === undefined ? undefined : this.parts.timer(name);
    this.followed?.onTrigger(this.pulse);
  }

  private readonly pulse = (): void => this.trigger(true);

  private listenExternal(): void {
    const triggers = this.mode >= SlaveMode.Reset && this.source === TriggerSource.External;
    const wanted = triggers || (this.smcr & ECE) !== 0;
    if (wanted === this.externalHeard) return;
    this.externalHeard = wanted;
    if (wanted) this.externalInput.onEdge(this.externalEdge);
    else this.externalInput.offEdge(this.externalEdge);
  }

  private readonly externalEdge = (level: number): void => {
    const active = (level !== 0) !== ((this.smcr & ETP) !== 0);
    if (this.smcr & ECE) {
      if (active) this.timer.step();
    } else this.trigger(active);
  };
}
