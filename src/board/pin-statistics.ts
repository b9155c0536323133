import { PORT_COUNT } from "../tables/board-memory.js";
import type { EdgeListener } from "./edge-log.js";

const PINS = 16;

/** What the edges of a pin tell of it. Times are in seconds. */
export interface PinReport {
  /** `B4`. */
  readonly pin: string;
  readonly edges: number;
  /** Whole periods per second, from the first rising edge to the last; undefined with less than two. */
  readonly frequency: number | undefined;
  /** The part of the time between them in which it was high. */
  readonly duty: number | undefined;
  /** Shortest and longest pulses that began and ended; undefined without one. */
  readonly high: { readonly min: number; readonly max: number } | undefined;
  readonly low: { readonly min: number; readonly max: number } | undefined;
}

/** Counts the edges of all pins, in cycles, without keeping them. */
export class PinStatistics implements EdgeListener {
  private readonly edges = new Float64Array(PORT_COUNT * PINS);
  private readonly rises = new Float64Array(PORT_COUNT * PINS);
  private readonly last = new Float64Array(PORT_COUNT * PINS).fill(-1);
  private readonly firstRise = new Float64Array(PORT_COUNT * PINS).fill(-1);
  private readonly lastRise = new Float64Array(PORT_COUNT * PINS);
  /** Cycles high since the first rise, up to the last rise and up to the last fall. */
  private readonly highToRise = new Float64Array(PORT_COUNT * PINS);
  private readonly high = new Float64Array(PORT_COUNT * PINS);
  private readonly minimum = new Float64Array(2 * PORT_COUNT * PINS).fill(Number.POSITIVE_INFINITY);
  private readonly lastHigh = new Float64Array(PORT_COUNT * PINS);
  private readonly maximum = new Float64Array(2 * PORT_COUNT * PINS);

  edge(cycle: number, port: number, changed: number, levels: number): void {
    for (let rest = changed; rest !== 0; rest &= rest - 1) {
      const bit = 31 - Math.clz32(rest & -rest);
      this.count(port * PINS + bit, cycle, (levels >> bit) & 1);
    }
  }

  private count(index: number, cycle: number, level: number): void {
    const before = this.last[index]!;
    this.last[index] = cycle;
    this.edges[index]!++;
    if (before >= 0) {
      const length = cycle - before;
      const place = 2 * index + (1 - level);
      if (level === 0) this.lastHigh[index] = length;
      if (length < this.minimum[place]!) this.minimum[place] = length;
      if (length > this.maximum[place]!) this.maximum[place] = length;
      if (level === 0 && this.rises[index]! > 0) this.high[index]! += length;
    }
    if (level === 0) return;
    if (this.rises[index]!++ === 0) this.firstRise[index] = cycle;
    this.lastRise[index] = cycle;
    this.highToRise[index] = this.high[index]!;
  }

  /** Forgets what was counted. */
  clear(): void {
    for (const list of [
      this.edges,
      this.rises,
      this.high,
      this.highToRise,
      this.lastHigh,
      this.maximum,
    ]) {
      list.fill(0);
    }
    for (const list of [this.last, this.firstRise]) list.fill(-1);
    this.minimum.fill(Number.POSITIVE_INFINITY);
  }

  /** Cycles of the last pulse that was high, 0 without one. */
  lastPulse(port: number, bit: number): number {
    return this.lastHigh[port * PINS + bit]!;
  }

  /** Of one pin, with the frequency of the cycles. */
  report(port: number, bit: number, frequency: number): PinReport {
    const index = port * PINS + bit;
    const periods = this.rises[index]! - 1;
    const cycles = this.lastRise[index]! - this.firstRise[index]!;
    const known = periods > 0 && cycles > 0;
    return {
      pin: `${String.fromCharCode(65 + port)}${bit}`,
      edges: this.edges[index]!,
      frequency: known ? (periods * frequency) / cycles : undefined,
      duty: known ? this.highToRise[index]! / cycles : undefined,
      high: this.range(2 * index + 1, frequency),
      low: this.range(2 * index, frequency),
    };
  }

  /** Of all pins that had edges. */
  reports(frequency: number): PinReport[] {
    const list: PinReport[] = [];
    for (let index = 0; index < this.edges.length; index++) {
      if (this.edges[index] === 0) continue;
      list.push(this.report(Math.floor(index / PINS), index % PINS, frequency));
    }
    return list;
  }

  private range(place: number, frequency: number): PinReport["high"] {
    if (this.maximum[place] === 0) return undefined;
    return { min: this.minimum[place]! / frequency, max: this.maximum[place]! / frequency };
  }
}

/** Seconds with a unit that fits. */
export function formatSeconds(seconds: number): string {
  return withUnit(seconds, [
    [1, "s"],
    [1e-3, "ms"],
    [1e-6, "us"],
    [1e-9, "ns"],
  ]);
}

/** Hertz likewise. */
export function formatHertz(hertz: number): string {
  return withUnit(hertz, [
    [1e6, "MHz"],
    [1e3, "kHz"],
    [1, "Hz"],
    [1e-3, "mHz"],
  ]);
}

function withUnit(value: number, units: readonly (readonly [number, string])[]): string {
  const [scale, unit] =
    units.find(([size]) => Math.abs(value) >= size * 0.9999995) ?? units.at(-1)!;
  return `${Number((value / scale).toPrecision(4))} ${unit}`;
}

/** A table of pins, a line each. `names` are their names on the board. */
export function formatReport(
  reports: readonly PinReport[],
  names: ReadonlyMap<string, string> = new Map(),
): string {
  const rows = reports.map(({ pin, edges, frequency, duty, high, low }) => [
    names.has(pin) ? `${pin} ${names.get(pin)}` : pin,
    String(edges),
    frequency === undefined ? "-" : formatHertz(frequency),
    duty === undefined ? "-" : `${(100 * duty).toFixed(2)} %`,
    high === undefined ? "-" : `${formatSeconds(high.min)} .. ${formatSeconds(high.max)}`,
    low === undefined ? "-" : `${formatSeconds(low.min)} .. ${formatSeconds(low.max)}`,
  ]);
  const table = [["pin", "edges", "frequency", "duty", "high", "low"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd();
  return `${table.map(line).join("\n")}\n`;
}
