import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Trace } from "../../board/pin-history.js";
import { vcd } from "../../board/vcd.js";
import { waveform } from "../../board/waveform.js";
import type { DemonstrationResult } from "./demonstration.js";

/** Periods in the picture of one program, and seconds in the picture of all. */
const PERIODS = 20;
const TOGETHER = 40e-6;

/**
 * Writes waveforms to a folder: `led_1.svg` with the first periods and `led_1.vcd` with more for each, and
 * `all.svg` with all in the same time. Gives the files' names.
 */
export function writePictures(results: readonly DemonstrationResult[], folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const files: [string, string][] = [["all.svg", drawTogether(results)]];
  const traces = results.flatMap(({ trace }) => trace ?? []);
  for (const trace of traces) {
    files.push([`${trace.name}.svg`, drawAlone(trace)]);
    files.push([`${trace.name}.vcd`, vcd([trace], trace.times.at(-1) ?? 0)]);
  }
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return files.map(([name]) => name);
}

/** The LED in all demonstrations that have one, from the first edge of each on. */
export function drawTogether(results: readonly DemonstrationResult[]): string {
  const traces = results.flatMap(({ figure, trace }) => {
    return trace === undefined ? [] : { ...fromFirstEdge(trace), name: figure.label };
  });
  return waveform(traces, { to: TOGETHER });
}

function drawAlone(trace: Trace): string {
  const moved = fromFirstEdge(trace);
  return waveform([moved], { to: moved.times[2 * PERIODS] ?? moved.times.at(-1) ?? 1 });
}

function fromFirstEdge({ name, start, times }: Trace): Trace {
  const first = times[0] ?? 0;
  return { name, start, times: times.map((time) => time - first) };
}
