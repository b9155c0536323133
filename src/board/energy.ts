import {
  baseCurrent,
  dmaCurrent,
  idleCurrent,
  ledCurrent,
  MEASURED_HERTZ,
  runCurrent,
  SUPPLY_VOLTS,
  standbyCurrent,
  stopCurrent,
} from "../tables/currents.js";

/** What the processor does; it idles while it waits in WFI. */
export type PowerState = "run" | "idle" | "stop" | "standby";

/** What the meter reads. */
export interface EnergyParts {
  /** Seconds since the board's start. */
  seconds(): number;
  /** Cycles for which the processor has waited. */
  idleCycles(): number;
  /** Cycles for which LEDs were lit, all added up. */
  litCycles(): number;
}

/** What was used in a state. */
export interface StateEnergy {
  readonly seconds: number;
  /** Milliampere seconds. */
  readonly charge: number;
}

/** What was used altogether. */
export interface EnergyReport {
  readonly seconds: number;
  /** Mean, in milliamperes. */
  readonly milliamperes: number;
  readonly milliampereHours: number;
  readonly joules: number;
  /** By state, with `leds` and `dma` besides. */
  readonly parts: Readonly<Record<PowerState | "leds" | "dma", StateEnergy>>;
}

/** The current of a state at a frequency, in milliamperes: a constant part and one by frequency. */
export function stateCurrent(state: PowerState, hertz: number): number {
  if (state === "stop") return stopCurrent.milliamperes;
  if (state === "standby") return standbyCurrent.milliamperes;
  const measured = (state === "run" ? runCurrent : idleCurrent).milliamperes;
  const base = baseCurrent.milliamperes;
  return base + ((measured - base) * hertz) / MEASURED_HERTZ;
}

/** Adds up currents over virtual time. Whoever changes a state says so before time goes on. */
export class EnergyMeter {
  private readonly used = new Map<string, { seconds: number; charge: number }>();
  private state: "awake" | "stop" | "standby" = "awake";
  private idle: number;
  private hertz: number;
  private dmas = 0;
  private since: number;
  private lit: number;
  private readonly start: number;

  constructor(
    private readonly parts: EnergyParts,
    hertz: number,
  ) {
    this.hertz = hertz;
    this.since = parts.seconds();
    this.start = this.since;
    this.idle = parts.idleCycles();
    this.lit = parts.litCycles();
  }

  /** The processor is awake, which is running or idle, or asleep from now on. */
  setState(state: "awake" | "stop" | "standby"): void {
    this.settle();
    this.state = state;
  }

  setFrequency(hertz: number): void {
    this.settle();
    this.hertz = hertz;
  }

  /** So many DMA controllers have their clock. */
  setDmas(count: number): void {
    this.settle();
    this.dmas = count;
  }

  private settle(): void {
    const now = this.parts.seconds();
    const seconds = now - this.since;
    const idle = Math.min(seconds, (this.parts.idleCycles() - this.idle) / this.hertz);
    const lit = this.parts.litCycles();
    this.add("leds", (lit - this.lit) / this.hertz, ledCurrent.milliamperes);
    this.lit = lit;
    this.since = now;
    // Waiting that is not over yet may have been counted ahead of the time; the rest is taken later.
    this.idle += idle * this.hertz;
    if (this.state !== "awake") {
      this.add(this.state, seconds, stateCurrent(this.state, this.hertz));
      return;
    }
    this.add("run", seconds - idle, stateCurrent("run", this.hertz));
    this.add("idle", idle, stateCurrent("idle", this.hertz));
    if (this.dmas > 0) this.add("dma", seconds, this.dmas * dmaCurrent.milliamperes);
  }

  private add(part: string, seconds: number, milliamperes: number): void {
    const old = this.used.get(part) ?? { seconds: 0, charge: 0 };
    old.seconds += seconds;
    old.charge += seconds * milliamperes;
    this.used.set(part, old);
  }

  report(): EnergyReport {
    this.settle();
    const now = this.parts.seconds();
    const part = (name: string): StateEnergy => ({
      ...(this.used.get(name) ?? { seconds: 0, charge: 0 }),
    });
    let charge = 0;
    for (const used of this.used.values()) charge += used.charge;
    const seconds = now - this.start;
    return {
      seconds,
      milliamperes: seconds > 0 ? charge / seconds : 0,
      milliampereHours: charge / 3600,
      joules: (charge / 1000) * SUPPLY_VOLTS,
      parts: {
        run: part("run"),
        idle: part("idle"),
        stop: part("stop"),
        standby: part("standby"),
        leds: part("leds"),
        dma: part("dma"),
      },
    };
  }
}
