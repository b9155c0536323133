import { readFileSync } from "node:fs";
import { MeasuredBoard, type MeasuredRun } from "../talk/measured-board.js";

/** The talk's tips in its order: each is a pair of programs in examples/tips. */
export const tipNames = [
  "functions",
  "preload",
  "expressions",
  "builtins",
  "const",
  "folding",
  "names",
  "buffers",
  "readinto",
  "stars",
  "frozen",
  "native",
  "viper",
  "assembler",
  "sleep",
] as const;

/** A tip and what its programs took. */
export interface Tip {
  readonly name: string;
  /** The advice: the first program's first line up to the colon. */
  readonly title: string;
  readonly before: MeasuredRun;
  readonly after: MeasuredRun;
}

/**
 * Runs both programs of a tip, each on a board of its own.
 *
 * @throws Error when they print different things
 */
export function measureTip(name: string, folder: URL): Tip {
  const [before, after] = ["before", "after"].map((when) =>
    readFileSync(new URL(`${name}_${when}.py`, folder), "utf8"),
  ) as [string, string];
  const title = /^"""(.*?):/.exec(before)?.[1] ?? name;
  const tip = { name, title, before: run(before, name), after: run(after, name) };
  if (tip.before.output !== tip.after.output) {
    throw new Error(`${name}: the programs print ${tip.before.output} and ${tip.after.output}`);
  }
  return tip;
}

function run(source: string, name: string): MeasuredRun {
  return new MeasuredBoard().measure(source, `${name}.py`);
}
