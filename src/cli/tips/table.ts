import type { MeasuredRun } from "../talk/measured-board.js";
import type { Tip } from "./tips.js";

const header = ["tip", "time", "", "gain", "bytes", "", "saved", "energy", "", "gain"];

/** The tips' table: its header, then a row for each with the figures before and after. */
export function tipRows(tips: readonly Tip[]): string[][] {
  return [header, ...tips.map(rowOf)];
}

function rowOf({ title, before, after }: Tip): string[] {
  const pair = (format: (run: MeasuredRun) => string) => [format(before), format(after)];
  return [
    title.replaceAll("`", ""),
    ...pair(({ seconds }) => `${(seconds * 1e3).toFixed(1)} ms`),
    gain(before.seconds, after.seconds),
    ...pair(({ bytes }) => String(bytes)),
    String(before.bytes - after.bytes),
    ...pair(({ joules }) => `${(joules * 1e3).toFixed(2)} mJ`),
    gain(before.joules, after.joules),
  ];
}

function gain(before: number, after: number): string {
  return `${(before / after).toFixed(2)}x`;
}
