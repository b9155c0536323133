import { expect, test } from "vitest";
import {
  BudgetError,
  createRuntimeSync,
  PythonError,
  PythonExit,
  RuntimeFailure,
  type RuntimeOptions,
} from "../../build/index.js";
import { compile } from "../../src/compile/index.js";
import { aheadTarget } from "../../src/jit-wasm/ahead-target.js";
import { Random } from "../fuzz/random.js";
import { programsBelow, sourceOf } from "../language/programs.js";
import { mutate } from "../mpy/mutate.js";

const MUTATIONS = 1000;
const limits: RuntimeOptions = {
  machine: "wasm",
  heapSize: 64 << 10,
  maxHeap: 128 << 10,
  stackSize: 32 << 10,
  budget: 40_000,
  sleep: () => false,
};

/** Programs of viper functions, and of native ones with their translations. */
const compiled: readonly Uint8Array[] = [
  ...programsBelow("test/viper", (file) => file.endsWith(".py")).map((program) =>
    compile(sourceOf(program), { native: aheadTarget() }),
  ),
  ...programsBelow("test/language/functions", (file) => file.endsWith(".py")).map((program) =>
    compile(sourceOf(program), { native: aheadTarget(), emit: "ahead" }),
  ),
];

/**
 * What may come of damage: Wasm that is valid can do anything to its own runtime's memory, which then ends with an
 * error of its own kind.
 */
const isAllowed = (error: unknown): boolean =>
  [PythonError, PythonExit, BudgetError, RuntimeFailure].some((type) => error instanceof type);

function errorOf(action: () => void): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

test(`${MUTATIONS} damaged files for Wasm do no harm outside of their runtimes`, () => {
  let output = "";
  const other = createRuntimeSync({
    stdout: (bytes) => {
      output += Buffer.from(bytes).toString();
    },
  });
  other.run("def f(): print('alive')");
  const seen = new Set<string>();
  for (let seed = 1; seed <= MUTATIONS; seed++) {
    const random = new Random(seed);
    const bytes = mutate(random, random.pick(compiled), random.pick(compiled));
    const runtime = createRuntimeSync(limits);
    const error = errorOf(() => runtime.runMpy(bytes));
    if (error !== undefined && !isAllowed(error)) throw error;
    seen.add(error instanceof Error ? error.name : "nothing");
    if (error instanceof PythonError && /incompatible \.mpy/.test(error.text)) {
      expect(
        errorOf(() => runtime.run("pass")),
        `seed ${seed}: refused, and broken`,
      ).toBeUndefined();
    }
  }
  other.call("f");
  expect(output).toBe("alive\n");
  expect([...seen]).toContain("PythonError");
}, 300_000);
