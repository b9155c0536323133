import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import {
  expectationOf,
  HARD_SHARE,
  type Program,
  programsBelow,
  projectPath,
  readReasons,
} from "./programs.js";
import { runProgram, type Setting } from "./run-program.js";

const LIST = "test/language/known-failures.txt";

/** `vitest run --mode record test/language/language.test.ts` writes the list anew. */
const recording = process.env.MODE === "record";
const known = readReasons(LIST);
const failures = new Map<string, string>();

/** The first line on which an output differs from what is expected. */
function describeDifference(expected: string, actual: string): string {
  const lines = expected.split("\n");
  const others = actual.split("\n");
  const index = lines.findIndex((line, i) => line !== others[i]);
  const at = index < 0 ? lines.length : index;
  const found = others.slice(at).findLast((line) => line !== "") ?? "nothing";
  return `line ${at + 1}: ${JSON.stringify(lines[at] ?? "nothing")}; found ${JSON.stringify(found)}`;
}

function check(name: string, program: Program, setting: Setting): void {
  const expected = expectationOf(program);
  const actual = runProgram(program, setting);
  if (recording) {
    if (actual !== expected) {
      failures.set(name, known.get(name) ?? describeDifference(expected, actual));
    }
  } else if (known.has(name)) {
    expect(actual, `${name} passes: take it off ${LIST}`).not.toBe(expected);
  } else expect(actual).toBe(expected);
}

/** A program that does not come to its end is not run. */
function test(name: string): typeof it.skip {
  const skipped = known.get(name)?.startsWith("not run: ") === true;
  if (skipped) failures.set(name, known.get(name)!);
  return skipped ? it.skip : it;
}

function register(programs: readonly Program[], ownFolder: boolean): void {
  for (const [index, program] of programs.entries()) {
    test(program.name)(program.name, () => check(program.name, program, { ownFolder }));
    const hard = `${program.name} (hard)`;
    test(hard)(hard, () => check(hard, program, { ownFolder, hardMode: true }));
    // Compiled at its first call: the same results, and nothing that the collector does not see.
    const compiled = `${program.name} (compiled)`;
    test(program.name)(compiled, () => check(compiled, program, { ownFolder, jit: "eager" }));
    // Likewise with what was seen in a few turns taken for granted.
    const watched = `${program.name} (watched)`;
    test(program.name)(watched, () => check(watched, program, { ownFolder, jit: "soon" }));
    if (index % HARD_SHARE !== 0) continue;
    const both = `${program.name} (compiled, hard)`;
    test(hard)(both, () => check(both, program, { ownFolder, jit: "eager", hardMode: true }));
    const watchedHard = `${program.name} (watched, hard)`;
    test(hard)(watchedHard, () => {
      check(watchedHard, program, { ownFolder, jit: "soon", hardMode: true });
    });
  }
}

describe("language", () => {
  register(
    programsBelow("test/language", (file) => file.endsWith(".py")),
    false,
  );
});

describe("import", () => {
  register(
    programsBelow("test/import", (file) => file === "main.py"),
    true,
  );
});

afterAll(() => {
  if (!recording) return;
  const heading =
    "# Language tests that fail, each with the reason. A test that passes must not be on the list.\n";
  const rows = [...failures].map(([name, reason]) => `${name}: ${reason}\n`);
  writeFileSync(projectPath(LIST), heading + rows.join(""));
});
