import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { compare } from "./compare.js";
import { generate, programText } from "./generate.js";
import { Oracle } from "./oracle.js";

const PROGRAMS = 2000;
const FIRST_SEED = 1;
/** How many programs may stop being compared at a difference that is listed. */
const KNOWN_LIMIT = PROGRAMS / 50;

const oracle = new Oracle(fileURLToPath(new URL("oracle-process.mjs", import.meta.url)));
afterAll(() => oracle.close());

test("equal seeds give equal programs", () => {
  expect(programText(generate(7))).toBe(programText(generate(7)));
  expect(programText(generate(7))).not.toBe(programText(generate(8)));
});

test(`${PROGRAMS} random programs print what they print in the reference`, async () => {
  const differences: string[] = [];
  let known = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
    const found = await compare(oracle, generate(seed));
    if (found?.known) known += 1;
    else if (found)
      differences.push(`seed ${seed}:${found.line} - ${found.theirs} + ${found.ours}`);
  }
  expect(differences).toEqual([]);
  expect(known).toBeLessThanOrEqual(KNOWN_LIMIT);
}, 300_000);
