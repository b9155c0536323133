/**
 * Compares the board's clock with published figures: `npm run bench -- calibrate FOLDER`, where FOLDER is the
 * `tests/perf_bench` of a checkout of MicroPython at f2040bfc7e, the commit that was measured, or at 1.19, whose import
 * programs hold files that take longer. Prints predicted, published and error for each, and the speed of the emulation.
 */
import { compile } from "../../src/compile/index.js";
import { thumbTarget } from "../../src/thumb/native-target.js";
import { Runtime } from "../../src/vm/runtime.js";
import { type Figure, figures } from "./figures.js";
import { type HardwareFigure, hardwareFigures } from "./hardware.js";
import { programText } from "./program.js";
import { talkRates } from "./talk.js";
import { type WaitStateRatio, waitStateRatios } from "./wait-states.js";

const BOARD_MEGAHERTZ = 168;

export interface Outcome {
  readonly figure: Figure;
  /** Microseconds of virtual time, undefined when the program failed. */
  readonly micros: number | undefined;
  /** Milliseconds of real time that it ran. */
  readonly host: number;
  readonly cycles: number;
  readonly failure?: string;
}

export function measure(folder: string, figure: Figure): Outcome {
  const printed: string[] = [];
  const runtime = new Runtime({
    build: "board",
    machine: "thumb",
    stdout: (bytes) => printed.push(new TextDecoder().decode(bytes)),
  });
  let start = performance.now();
  let failure: string | undefined;
  try {
    const text = programText(folder, figure.program, "100, 100");
    const mpy = compile(text, {
      filename: figure.program,
      native: thumbTarget("armv7emsp"),
      emit: figure.emit,
    });
    start = performance.now();
    runtime.runMpy(mpy);
  } catch (error) {
    failure = String(error).split("\n")[0]!;
  }
  const host = performance.now() - start;
  const micros = Number(printed.join("").split(" ")[0]);
  const ended = failure === undefined && micros > 0;
  const outcome = { figure, micros: ended ? micros : undefined, host, cycles: runtime.cycles };
  return failure === undefined ? outcome : { ...outcome, failure };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function line({ figure, micros, host, cycles, failure }: Outcome): string {
  const name = `${figure.program} ${figure.emit}`.padEnd(32);
  if (micros === undefined) return `${name}${failure ?? "printed no time"}`;
  const error = (micros / figure.micros - 1) * 100;
  const megahertz = cycles / 1000 / host;
  const columns = [
    micros.toFixed(0),
    figure.micros.toFixed(0),
    `${error.toFixed(1)} %`,
    megahertz.toFixed(0),
  ];
  return name + columns.map((text) => text.padStart(10)).join("");
}

/** A prediction in cycles, with how far outside of the published range it is. */
function hardwareLine({ name, cycles, least, most }: HardwareFigure): string {
  const nearest = Math.min(Math.max(cycles, least), most);
  const range = least === most ? least.toFixed(1) : `${least.toFixed(1)} to ${most.toFixed(1)}`;
  const error = `${((cycles / nearest - 1) * 100).toFixed(1)} %`;
  return `${name.padEnd(32)}${cycles.toFixed(1).padStart(10)}${range.padStart(22)}${error.padStart(10)}`;
}

/** How many times as long a program takes at 5 wait states as at 2. */
function ratioLine({ program, predicted, published }: WaitStateRatio): string {
  const error = `${((predicted / published - 1) * 100).toFixed(1)} %`;
  const columns = [predicted.toFixed(3), published.toFixed(3), error];
  return `${program} 5:2`.padEnd(32) + columns.map((text) => text.padStart(10)).join("");
}

/** Prints the table. */
export function calibrate(folder: string): void {
  const outcomes = figures.map((figure) => measure(folder, figure));
  console.log(
    `${"".padEnd(32)}${["predicted", "published", "error", "MHz"].map((t) => t.padStart(10)).join("")}`,
  );
  for (const outcome of outcomes) console.log(line(outcome));
  for (const { name, cycles, published } of talkRates()) {
    console.log(
      `${name.padEnd(32)}${cycles.toFixed(1).padStart(10)}  cycles per period, the talk ${published}`,
    );
  }
  for (const figure of hardwareFigures()) console.log(hardwareLine(figure));
  for (const ratio of waitStateRatios(folder)) console.log(ratioLine(ratio));
  const errors = outcomes.flatMap(({ figure, micros }) =>
    micros === undefined ? [] : [Math.abs(micros / figure.micros - 1) * 100],
  );
  const speeds = outcomes
    .filter(({ micros }) => micros !== undefined)
    .map(({ cycles, host }) => cycles / 1000 / host / BOARD_MEGAHERTZ);
  console.log(
    `median error ${median(errors).toFixed(1)} %, largest ${Math.max(...errors).toFixed(1)} %`,
  );
  console.log(`slowest: ${Math.min(...speeds).toFixed(1)} times real time`);
}
