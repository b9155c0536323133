import { EDGE_BYTES, EdgeWord, PORT_COUNT } from "../tables/board-memory.js";
import type { EdgeBatch, EdgeListener } from "./edge-log.js";

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

/** Numbers that are kept of a pin; times are cycles. */
const Kept = {
  Edges: 0,
  Rises: 1,
  Last: 2,
  FirstRise: 3,
  LastRise: 4,
  /** Time high since the first rise, up to the last fall and up to the last rise. */
  High: 5,
  HighToRise: 6,
  LastHigh: 7,
  /** Of pulses that were low, then of those that were high. */
  MinLow: 8,
  MinHigh: 9,
  MaxLow: 10,
  MaxHigh: 11,
  /** All time high, which is never forgotten, and where the present pulse began. */
  Lit: 12,
  LitSince: 13,
} as const;
const STRIDE = 14;
const NEVER = -1;

/** Counts the edges of all pins, in cycles, without keeping them. */
export class PinStatistics implements EdgeListener {
  private readonly kept = new Float64Array(PORT_COUNT * PINS * STRIDE);

  constructor() {
    this.clear();
    for (let at = 0; at < this.kept.length; at += STRIDE) this.kept[at + Kept.LitSince] = NEVER;
  }

  edges(batch: EdgeBatch): void {
    const { doubles, words, start, count } = batch;
    const { kept } = this;
    const end = start + count * EDGE_BYTES;
    for (let at = start; at < end; at += EDGE_BYTES) {
      const pins = words[(at >> 2) + EdgeWord.Pins]!;
      const levels = words[(at >> 2) + EdgeWord.Levels]!;
      const first = (pins & 0xffff) * PINS;
      const changed = pins >>> 16;
      for (let rest = changed; rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        const pin = (first + bit) * STRIDE;
        if ((levels >> bit) & 1) rise(kept, pin, doubles[at >> 3]!);
        else fall(kept, pin, doubles[at >> 3]!);
        if (rest === changed && (rest & (rest - 1)) === 0 && kept[pin + Kept.Rises]! > 0) {
          at = takeRun(kept, pin, batch, at, end);
        }
      }
    }
  }

  /** Forgets what was counted. */
  clear(): void {
    const { kept } = this;
    for (let at = 0; at < kept.length; at += STRIDE) {
      kept.fill(0, at, at + Kept.Lit);
      kept[at + Kept.Last] = NEVER;
      kept.fill(Number.POSITIVE_INFINITY, at + Kept.MinLow, at + Kept.MaxLow);
    }
  }

  /** Cycles for which a pin was high since the first time that it rose, up to now; `clear` keeps them. */
  highCycles(port: number, bit: number, now: number): number {
    const pin = (port * PINS + bit) * STRIDE;
    const since = this.kept[pin + Kept.LitSince]!;
    return this.kept[pin + Kept.Lit]! + (since >= 0 ? now - since : 0);
  }

  /** Cycles of the last pulse that was high, 0 without one. */
  lastPulse(port: number, bit: number): number {
    return this.kept[(port * PINS + bit) * STRIDE + Kept.LastHigh]!;
  }

  /** Of one pin, with the frequency of the cycles. */
  report(port: number, bit: number, frequency: number): PinReport {
    const kept = this.kept.subarray((port * PINS + bit) * STRIDE);
    const periods = kept[Kept.Rises]! - 1;
    const cycles = kept[Kept.LastRise]! - kept[Kept.FirstRise]!;
    const known = periods > 0 && cycles > 0;
    const range = (min: number, max: number) =>
      max === 0 ? undefined : { min: min / frequency, max: max / frequency };
    return {
      pin: `${String.fromCharCode(65 + port)}${bit}`,
      edges: kept[Kept.Edges]!,
      frequency: known ? (periods * frequency) / cycles : undefined,
      duty: known ? kept[Kept.HighToRise]! / cycles : undefined,
      high: range(kept[Kept.MinHigh]!, kept[Kept.MaxHigh]!),
      low: range(kept[Kept.MinLow]!, kept[Kept.MaxLow]!),
    };
  }

  /** Of all pins that had edges. */
  reports(frequency: number): PinReport[] {
    const list: PinReport[] = [];
    for (let index = 0; index < PORT_COUNT * PINS; index++) {
      if (this.kept[index * STRIDE + Kept.Edges] === 0) continue;
      list.push(this.report(Math.floor(index / PINS), index % PINS, frequency));
    }
    return list;
  }
}

/** Takes a rising edge: a pulse that was low has ended. */
function rise(kept: Float64Array, pin: number, cycle: number): void {
  const last = kept[pin + Kept.Last]!;
  if (last >= 0) {
    const length = cycle - last;
    if (length < kept[pin + Kept.MinLow]!) kept[pin + Kept.MinLow] = length;
    if (length > kept[pin + Kept.MaxLow]!) kept[pin + Kept.MaxLow] = length;
  }
  kept[pin + Kept.Last] = cycle;
  kept[pin + Kept.LitSince] = cycle;
  kept[pin + Kept.Edges]! += 1;
  const rises = kept[pin + Kept.Rises]!;
  if (rises === 0) kept[pin + Kept.FirstRise] = cycle;
  kept[pin + Kept.Rises] = rises + 1;
  kept[pin + Kept.LastRise] = cycle;
  kept[pin + Kept.HighToRise] = kept[pin + Kept.High]!;
}

/** Takes a falling edge: a pulse that was high has ended. */
function fall(kept: Float64Array, pin: number, cycle: number): void {
  const last = kept[pin + Kept.Last]!;
  if (last >= 0) {
    const length = cycle - last;
    if (length < kept[pin + Kept.MinHigh]!) kept[pin + Kept.MinHigh] = length;
    if (length > kept[pin + Kept.MaxHigh]!) kept[pin + Kept.MaxHigh] = length;
    kept[pin + Kept.LastHigh] = length;
    if (kept[pin + Kept.Rises]! > 0) kept[pin + Kept.High]! += length;
  }
  const since = kept[pin + Kept.LitSince]!;
  if (since >= 0) kept[pin + Kept.Lit]! += cycle - since;
  kept[pin + Kept.LitSince] = NEVER;
  kept[pin + Kept.Last] = cycle;
  kept[pin + Kept.Edges]! += 1;
}

/**
 * Takes all edges that follow one of a single pin, which has risen before, as long as they are that pin's: what machine
 * code makes in a loop.
 *
 * @param from the entry before the first one, a place in bytes
 * @returns the last entry that was taken
 */
function takeRun(
  kept: Float64Array,
  pin: number,
  { doubles, words }: EdgeBatch,
  from: number,
  end: number,
): number {
  const pins = words[(from >> 2) + EdgeWord.Pins]!;
  const changed = pins >>> 16;
  let last = kept[pin + Kept.Last]!;
  let minLow = kept[pin + Kept.MinLow]!;
  let maxLow = kept[pin + Kept.MaxLow]!;
  let minHigh = kept[pin + Kept.MinHigh]!;
  let maxHigh = kept[pin + Kept.MaxHigh]!;
  let lastHigh = kept[pin + Kept.LastHigh]!;
  let lastRise = kept[pin + Kept.LastRise]!;
  let rises = 0;
  let high = 0;
  let isHigh = kept[pin + Kept.LitSince]! >= 0;
  let highToRise = kept[pin + Kept.HighToRise]! - kept[pin + Kept.High]!;
  let at = from + EDGE_BYTES;
  for (; at < end; at += EDGE_BYTES) {
    if (words[(at >> 2) + EdgeWord.Pins] !== pins) break;
    const cycle = doubles[at >> 3]!;
    const length = cycle - last;
    last = cycle;
    isHigh = (words[(at >> 2) + EdgeWord.Levels]! & changed) !== 0;
    if (isHigh) {
      if (length < minLow) minLow = length;
      if (length > maxLow) maxLow = length;
      rises++;
      lastRise = cycle;
      highToRise = high;
    } else {
      if (length < minHigh) minHigh = length;
      if (length > maxHigh) maxHigh = length;
      lastHigh = length;
      high += length;
    }
  }
  kept[pin + Kept.HighToRise] = kept[pin + Kept.High]! + highToRise;
  kept[pin + Kept.High]! += high;
  kept[pin + Kept.Lit]! += high;
  kept[pin + Kept.LitSince] = isHigh ? last : NEVER;
  kept[pin + Kept.Last] = last;
  kept[pin + Kept.LastRise] = lastRise;
  kept[pin + Kept.LastHigh] = lastHigh;
  kept[pin + Kept.Rises]! += rises;
  kept[pin + Kept.Edges]! += (at - from) / EDGE_BYTES - 1;
  kept[pin + Kept.MinLow] = minLow;
  kept[pin + Kept.MaxLow] = maxLow;
  kept[pin + Kept.MinHigh] = minHigh;
  kept[pin + Kept.MaxHigh] = maxHigh;
  return at - EDGE_BYTES;
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
