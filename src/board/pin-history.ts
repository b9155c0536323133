import { type EdgeBatch, type EdgeListener, forEachEdge } from "./edge-log.js";
import type { Pin } from "./pin.js";

/** Levels of one pin over time: `level` from the start, then an edge at each time. */
export interface Trace {
  readonly name: string;
  readonly start: 0 | 1;
  /** Seconds since the board's start, ascending. */
  readonly times: readonly number[];
}

interface Kept {
  readonly name: string;
  readonly port: number;
  readonly bit: number;
  readonly start: 0 | 1;
  readonly times: number[];
}

/** Keeps the edges of some pins. */
export class PinHistory implements EdgeListener {
  private readonly kept: Kept[];
  /** Edges that were not kept since there were too many. */
  dropped = 0;
  private count = 0;

  /** @param most edges to keep */
  constructor(
    pins: readonly { readonly pin: Pin; readonly name: string }[],
    private readonly secondsAt: (cycle: number) => number,
    private readonly most = 10_000_000,
  ) {
    this.kept = pins.map(({ pin, name }) => ({
      name,
      port: pin.portNumber,
      bit: pin.bit,
      start: pin.level as 0 | 1,
      times: [],
    }));
  }

  edges(batch: EdgeBatch): void {
    forEachEdge(batch, (cycle, port, changed) => this.keep(cycle, port, changed));
  }

  private keep(cycle: number, port: number, changed: number): void {
    for (const kept of this.kept) {
      if (kept.port !== port || ((changed >> kept.bit) & 1) === 0) continue;
      if (this.count >= this.most) {
        this.dropped++;
        continue;
      }
      this.count++;
      kept.times.push(this.secondsAt(cycle));
    }
  }

  get traces(): readonly Trace[] {
    return this.kept;
  }
}
