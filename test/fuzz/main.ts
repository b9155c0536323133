import { parseArgs } from "node:util";
import { compare, type Difference } from "./compare.js";
import { generate } from "./generate.js";
import { minimise } from "./minimise.js";
import { Oracle } from "./oracle.js";
import { prelude } from "./prelude.js";
import { render, type Statement } from "./program.js";

const usage = "usage: npm run fuzz -- [--seed N] [--count N] [--keep-going]";

interface Options {
  readonly seed: number;
  readonly count: number;
  readonly keepGoing: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seed: { type: "string" },
      count: { type: "string" },
      "keep-going": { type: "boolean", default: false },
    },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const count = Number(values.count ?? Number.POSITIVE_INFINITY);
  if (Number.isNaN(seed) || Number.isNaN(count)) throw new TypeError(usage);
  return { seed, count, keepGoing: values["keep-going"] };
}

const describe = (difference: Difference): string =>
  `line ${difference.line}\n  reference: ${difference.theirs}\n  adder:     ${difference.ours}`;

async function report(oracle: Oracle, seed: number, program: readonly Statement[]): Promise<void> {
  const fails = async (candidate: readonly Statement[]): Promise<boolean> => {
    const difference = await compare(oracle, candidate);
    return difference !== undefined && difference.known === undefined;
  };
  const small = await minimise(program, fails);
  const difference = await compare(oracle, small);
  console.log(`seed ${seed}: ${difference ? describe(difference) : "differs no more"}`);
  const text = render(small);
  console.log(/\b(show|text|plain|lim|tick|note|fuel)\b/.test(text) ? prelude + text : text);
}

/** Compares programs of consecutive seeds until one differs, or as many as wanted. */
async function fuzz(oracle: Oracle, options: Options): Promise<boolean> {
  let known = 0;
  let differing = 0;
  for (let done = 0; done < options.count; done++) {
    if (done > 0 && done % 1000 === 0) console.log(`${done} programs, ${known} differ as known`);
    const seed = options.seed + done;
    const program = generate(seed);
    const difference = await compare(oracle, program);
    if (difference === undefined) continue;
    if (difference.known) {
      known += 1;
      continue;
    }
    await report(oracle, seed, program);
    differing += 1;
    if (!options.keepGoing) break;
  }
  return differing === 0;
}

/** The command `npm run fuzz`. `script` is the path of oracle-process.mjs. */
export async function main(script: string): Promise<void> {
  const oracle = new Oracle(script);
  try {
    const options = readOptions();
    console.log(`from seed ${options.seed}`);
    if (!(await fuzz(oracle, options))) process.exitCode = 1;
  } finally {
    oracle.close();
  }
}
