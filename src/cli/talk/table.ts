import type { TalkFigure } from "../../tables/talk.js";
import type { DemonstrationResult } from "./demonstration.js";

const header = [
  "program",
  "what",
  "measured",
  "the talk",
  "ratio",
  "cycles",
  "of",
  "objects",
  "bytes",
  "code",
  "energy",
];
/** Columns that stand on the left; the others are numbers. */
const LEFT = ["program", "what", "of", "tip"];

/** The demonstrations' table: its header, then a row for each. */
export function tableRows(results: readonly DemonstrationResult[]): string[][] {
  return [header, ...results.map(rowOf)];
}

function rowOf(result: DemonstrationResult): string[] {
  const { figure, rate, ratio, cycles, objects, bytes, codeBytes, joules } = result;
  return [
    figure.program,
    figure.label,
    formatRate(rate, figure.unit),
    formatTalkRate(figure),
    ratio.toFixed(2),
    cycles < 100 ? cycles.toFixed(1) : cycles.toFixed(0),
    figure.unit === "Hz" ? "a period" : "a byte",
    String(objects),
    String(bytes),
    String(codeBytes),
    `${(joules * 1e3).toFixed(2)} mJ`,
  ];
}

/** Rows with aligned columns. */
export function alignRows(rows: readonly (readonly string[])[]): string {
  const names = rows[0]!;
  const widths = names.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    LEFT.includes(names[column]!) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return `${rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n")}\n`;
}

/** A rate with three digits: `57.0 kHz`, `1.50 MB/s`. */
export function formatRate(rate: number, unit: string): string {
  const [scale, prefix] = rate >= 1e6 ? [1e6, "M"] : [1e3, "k"];
  return `${(rate / scale).toPrecision(3)} ${prefix}${unit}`;
}

function formatTalkRate({ rate: [least, most], unit }: TalkFigure): string {
  if (least === most) return formatRate(least, unit);
  return `${(least / 1e6).toFixed(1)}–${formatRate(most, unit)}`;
}
