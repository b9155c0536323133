import { cpus } from "node:os";
import type { Row } from "./measure.js";
import { geometricMean, median } from "./statistics.js";

/** How many times the base engine's time a peer takes, over all programs. */
export interface Comparison {
  peer: string;
  median: number;
  geometricMean: number;
  worst: { program: string; ratio: number };
}

/** The comparisons of the first engine with each of the others. */
export function compareEngines(rows: readonly Row[], engines: readonly string[]): Comparison[] {
  const [base, ...peers] = engines;
  if (base === undefined || rows.length === 0) return [];
  return peers.map((peer) => {
    const ratios = rows.map((row) => ({ program: row.program, ratio: ratioOf(row, peer, base) }));
    const values = ratios.map(({ ratio }) => ratio);
    const worst = ratios.reduce((least, each) => (each.ratio < least.ratio ? each : least));
    return { peer, median: median(values), geometricMean: geometricMean(values), worst };
  });
}

/** The table of milliseconds and ratios, with a header, as lines. */
export function formatTable(rows: readonly Row[], engines: readonly string[]): string[] {
  const [base = "", ...peers] = engines;
  const header = ["ms per call", ...engines, ...peers.map((peer) => `${peer}/${base}`)];
  const body = rows.map((row) => [
    row.program,
    ...engines.map((engine) => row.times[engine]!.toFixed(1)),
    ...peers.map((peer) => ratioOf(row, peer, base).toFixed(2)),
  ]);
  return alignColumns([header, ...body]);
}

/** The comparisons, one line each. */
export function formatComparisons(comparisons: readonly Comparison[], base: string): string[] {
  return comparisons.map(
    ({ peer, median, geometricMean, worst }) =>
      `${peer} takes ${geometricMean.toFixed(2)} times as long as ${base} (geometric mean; ` +
      `median ${median.toFixed(2)}, least ${worst.ratio.toFixed(2)} in ${worst.program})`,
  );
}

/** All that was measured, with the machine and the versions, to be written as JSON. */
export function makeRecord(rows: readonly Row[], engines: readonly string[]): object {
  return {
    machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version },
    versions: rows[0]?.versions ?? {},
    unit: "ms per call of run(N), median",
    programs: rows.map(({ program, times, best }) => ({ program, times, best })),
    comparisons: compareEngines(rows, engines),
  };
}

function ratioOf(row: Row, peer: string, base: string): number {
  return row.times[peer]! / row.times[base]!;
}

/** Pads cells to columns: the first to the left, figures to the right. */
export function alignColumns(lines: readonly string[][]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  "),
  );
}
