import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadPrograms } from "../../bench/programs.js";
import {
  BudgetError,
  createRuntimeSync,
  MemoryFiles,
  type RuntimeOptions,
} from "../../build/index.js";
import { programsBelow } from "../language/programs.js";

/** Scales at which a program takes a moment in hard mode. */
const smallScales: Readonly<Record<string, number>> = {
  aes: 2,
  closures: 12,
  constraints: 1,
  dict_heavy: 1,
  exceptions: 30,
  fannkuch: 5,
  fft: 16,
  generators: 1,
  json_parse: 1,
  life: 1,
  mandelbrot: 5,
  method_calls: 10,
  nbody: 5,
  nqueens: 6,
  pidigits: 20,
  pystone: 10,
  raytrace: 3,
  richards: 1,
  sieve: 200,
  sort_heavy: 50,
  spectral_norm: 3,
  string_building: 1,
  word_count: 1,
};

/** Backward jumps and calls after which an example is stopped in hard mode. */
const BUDGET = 20_000;

/** What a program prints until it ends or its budget is used up. */
function outputOf(source: string, options: RuntimeOptions): string {
  let output = "";
  const stdout = (bytes: Uint8Array): void => {
    output += Buffer.from(bytes).toString("utf8");
  };
  const files = new MemoryFiles();
  const runtime = createRuntimeSync({ heapSize: 64 << 10, files, stdout, ...options });
  try {
    runtime.run(source);
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error;
  }
  runtime.dispose();
  return output;
}

describe("the programs of the benchmarks", () => {
  it.each(loadPrograms([]))("$name gives its result", ({ path, source }) => {
    const runtime = createRuntimeSync({ heapSize: 8 << 20 });
    runtime.run(source, { filename: path });
    runtime.run("result = run(N)\ngood = result == EXPECTED");
    expect(runtime.globals.get("good"), String(runtime.globals.get("result"))).toBe(true);
  });

  it.each(loadPrograms([]))(
    "$name gives the same result in hard mode",
    ({ name, source }) => {
      const program = `${source}\nprint(run(${smallScales[name]}))\n`;
      const expected = outputOf(program, {});
      expect(expected).not.toBe("");
      expect(outputOf(program, { hardMode: true })).toBe(expected);
    },
    30_000,
  );
});

describe("the examples", () => {
  // What is for the board runs there: test/cli/talk, test/cli/tips.test.ts.
  const examples = programsBelow("examples", (file) => file.endsWith(".py")).filter(
    ({ name }) => !/^examples\/(talk\/|tips\/.*_(before|after)\.)/.test(name),
  );

  it.each(examples)(
    "$name prints the same in hard mode",
    ({ path }) => {
      const source = readFileSync(path, "utf8");
      const expected = outputOf(source, {});
      expect(expected).not.toBe("");
      const output = outputOf(source, { budget: BUDGET, hardMode: true });
      expect(output).toBe(expected.slice(0, output.length));
    },
    60_000,
  );
});
