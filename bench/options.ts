import { parseArgs } from "node:util";

/** What the command line asks of the comparison. */
export interface Options {
  /** Names of the programs to run; all when empty. */
  only: string[];
  /** Names of the engines to run; all that there are when empty. */
  engines: string[];
  /** Samples of each program on each engine. */
  samples: number;
  /** Path of the `micropython` executable when it is not on the PATH. */
  micropython: string | undefined;
  /** File that gets the results as JSON. */
  json: string | undefined;
}

const FULL_SAMPLES = 7;
const QUICK_SAMPLES = 3;

/** Reads the command line; throws TypeError for an option that there is not. */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true, default: [] },
      engines: { type: "string", multiple: true, default: [] },
      quick: { type: "boolean", default: false },
      samples: { type: "string" },
      micropython: { type: "string" },
      json: { type: "string" },
    },
  });
  const samples = Number(values.samples ?? (values.quick ? QUICK_SAMPLES : FULL_SAMPLES));
  if (!Number.isInteger(samples) || samples < 1) throw new TypeError("--samples takes a count");
  return {
    only: splitNames(values.only),
    engines: splitNames(values.engines),
    samples,
    micropython: values.micropython,
    json: values.json,
  };
}

function splitNames(lists: string[]): string[] {
  return lists.flatMap((list) => list.split(",")).filter((name) => name !== "");
}
