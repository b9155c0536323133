import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { BudgetError } from "../../src/vm/errors.js";
import { Runtime } from "../../src/vm/runtime.js";

/** About 540,000 jumps and calls a run, in compiled code, bytecode and functions that builtins call. */
const source = readFileSync(new URL("../../bench/programs/word_count.py", import.meta.url), "utf8");
const ROUNDS = 6;

/** How many of so many runs a budget ends. */
function endedBy(budget: number): number {
  const runtime = new Runtime({ jit: "on", budget, heapSize: 16 << 20 });
  let ended = 0;
  runtime.run(source);
  for (let round = 0; round < ROUNDS; round++) {
    try {
      runtime.run("r = run(N)");
    } catch (error) {
      if (!(error instanceof BudgetError)) throw error;
      ended++;
    }
  }
  runtime.dispose();
  return ended;
}

it("does not count more than is done while code gets hot", () => {
  expect(endedBy(1_200_000)).toBe(0);
});

it("counts what is done when code is hot", () => {
  expect(endedBy(150_000)).toBe(ROUNDS);
});
