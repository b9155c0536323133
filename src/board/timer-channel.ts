import type { Signal } from "./signal.js";

/** CCxS: what the channel is connected to. */
export enum Selection {
  Output,
  /** Its own input. */
  Own,
  /** That of its neighbour. */
  Other,
  /** The trigger. */
  Trigger,
}

/** OCxM. */
export enum OutputMode {
  Frozen,
  Active,
  Inactive,
  Toggle,
  ForceInactive,
  ForceActive,
  Pwm1,
  Pwm2,
}

/** A channel: what CCMR and CCER say of it, and the level that follows. */
export class TimerChannel {
  selection = Selection.Output;
  mode = OutputMode.Frozen;
  preload = false;
  /** CCxE, CCxP, and those of the complementary output. */
  enabled = false;
  inverted = false;
  complementEnabled = false;
  complementInverted = false;
  /** Captures take one edge of so many. */
  divisor = 1;
  /** The compare value in use. */
  compare = 0;
  /** OCxREF. */
  reference = false;
  private edges = 0;

  constructor(
    readonly output: Signal,
    readonly complement: Signal | undefined,
  ) {}

  /** Takes a byte of CCMR and four bits of CCER. */
  configure(ccmr: number, ccer: number): void {
    this.selection = ccmr & 3;
    this.mode = (ccmr >> 4) & 7;
    this.preload = (ccmr & 8) !== 0;
    this.divisor = 1 << ((ccmr >> 2) & 3);
    this.enabled = (ccer & 1) !== 0;
    this.inverted = (ccer & 2) !== 0;
    this.complementEnabled = (ccer & 4) !== 0;
    this.complementInverted = (ccer & 8) !== 0;
    if (this.mode === OutputMode.ForceInactive) this.reference = false;
    if (this.mode === OutputMode.ForceActive) this.reference = true;
  }

  /** Whether edges of its output are to be seen somewhere. */
  get visible(): boolean {
    if (this.selection !== Selection.Output) return false;
    return (
      (this.enabled && this.output.connected) ||
      (this.complementEnabled && this.complement?.connected === true)
    );
  }

  /** The count has met the compare value. */
  meet(visits: number): void {
    if (this.mode === OutputMode.Active) this.reference = true;
    else if (this.mode === OutputMode.Inactive) this.reference = false;
    else if (this.mode === OutputMode.Toggle && visits & 1) this.reference = !this.reference;
  }

  /** The level of pulse-width modulation at a count. */
  modulate(count: number, falling: boolean): void {
    if (this.mode < OutputMode.Pwm1) return;
    const active = falling ? count <= this.compare : count < this.compare;
    this.reference = active === (this.mode === OutputMode.Pwm1);
  }

  /** Puts the level out; `on` is the main output enable. */
  drive(on: boolean): void {
    const out = this.selection === Selection.Output && on;
    this.output.drive(out && this.enabled ? bit(this.reference !== this.inverted) : undefined);
    if (this.complement === undefined) return;
    const opposite = this.enabled ? !this.reference : this.reference;
    const level = bit(opposite !== this.complementInverted);
    this.complement.drive(out && this.complementEnabled ? level : undefined);
  }

  /** Whether an edge of the input is one to capture. */
  takes(level: number): boolean {
    if (!this.enabled) return false;
    const both = this.inverted && this.complementInverted;
    if (!both && (level !== 0) === this.inverted) return false;
    this.edges = (this.edges + 1) % this.divisor;
    return this.edges === 0;
  }
}

function bit(level: boolean): 0 | 1 {
  return level ? 1 : 0;
}
