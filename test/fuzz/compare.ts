import { runInAdder } from "./adder.js";
import { programText } from "./generate.js";
import { type KnownDifference, knownDifferences } from "./known-differences.js";
import type { Oracle } from "./oracle.js";
import type { Statement } from "./program.js";

/** The first line on which a program's outputs differ. */
export interface Difference {
  /** Counted from 1. */
  readonly line: number;
  readonly theirs: string;
  readonly ours: string;
  /** Set when the difference is on the list of known ones. */
  readonly known?: KnownDifference;
}

/** A line of an output; of a traceback the last, which names the error. */
function tellingLine(lines: readonly string[], at: number): string {
  const line = lines[at] ?? "(end)";
  return /^(Traceback| {2}File ")/.test(line)
    ? (lines.findLast((one) => one !== "") ?? line)
    : line;
}

function differenceOf(theirs: string, ours: string): Difference | undefined {
  if (theirs === ours) return undefined;
  const left = theirs.split("\n");
  const right = ours.split("\n");
  let at = 0;
  while (left[at] === right[at]) at += 1;
  const pair = { theirs: tellingLine(left, at), ours: tellingLine(right, at) };
  const known = knownDifferences.find(
    (one) => one.theirs.test(pair.theirs) && one.ours.test(pair.ours),
  );
  return { line: at + 1, ...pair, ...(known ? { known } : {}) };
}

/** Runs a program in the reference and in Adder; undefined when they agree. */
export async function compare(
  oracle: Oracle,
  program: readonly Statement[],
): Promise<Difference | undefined> {
  const text = programText(program);
  const theirs = await oracle.run(text);
  const ours = runInAdder(text);
  if (ours.crash !== null) return { line: 0, theirs: "", ours: `crash: ${ours.crash}` };
  if (theirs.crash !== null) return undefined;
  return differenceOf(theirs.output, ours.output);
}
