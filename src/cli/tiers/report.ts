import type { Measurement, Refusal } from "./measure.js";
import { tierName, unitOf } from "./tier.js";

/** A function in all tiers. */
export interface Comparison {
  readonly name: string;
  readonly measurements: readonly Measurement[];
  readonly refusals: readonly Refusal[];
  /** How results differ, if they do. */
  readonly difference: string | undefined;
}

/** How many times as fast as bytecode in the same place a tier is. */
export function speedup({ measurements }: Comparison, { tier, time }: Measurement): number {
  const base = measurements.find((other) => other.tier.place === tier.place);
  return base === undefined ? 1 : base.time / time;
}

const header = ["", "time", "", "times bytecode", "allocated", "code bytes"];

/** The comparison as a table with aligned columns, a line each. */
export function tableOf(comparison: Comparison): string[] {
  const rows = comparison.measurements.map((measurement) => {
    const { tier, time, allocated, codeBytes } = measurement;
    return [
      tierName(tier),
      formatTime(time),
      unitOf(tier),
      speedup(comparison, measurement).toFixed(2),
      String(allocated),
      String(codeBytes),
    ];
  });
  const all = [[comparison.name, ...header.slice(1)], ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) => row.map((cell, i) => pad(cell, widths[i]!, i)).join("  "));
  const refused = comparison.refusals.map(({ tier, reason }) => `${tierName(tier)}: ${reason}`);
  return [...lines.map((line) => line.trimEnd()), ...refused];
}

/** Names and units stand on the left, numbers on the right. */
const pad = (cell: string, width: number, column: number): string =>
  column === 0 || column === 2 ? cell.padEnd(width) : cell.padStart(width);

const PRECISE = 100;

function formatTime(time: number): string {
  return time < PRECISE ? time.toFixed(1) : String(Math.round(time));
}

/** What of a comparison goes into JSON. */
export function jsonOf(comparison: Comparison): object {
  const { name, measurements, refusals, difference } = comparison;
  return {
    name,
    tiers: measurements.map((measurement) => {
      const { tier, time, allocated, codeBytes } = measurement;
      const ratio = speedup(comparison, measurement);
      return { ...named(tier), time, unit: unitOf(tier), speedup: ratio, allocated, codeBytes };
    }),
    refused: refusals.map(({ tier, reason }) => ({ ...named(tier), reason })),
    ...(difference !== undefined && { difference }),
  };
}

const named = ({ kind, place }: Measurement["tier"]) => ({ kind, place });
