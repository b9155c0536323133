import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  BudgetError,
  createRuntimeSync,
  PythonError,
  PythonExit,
  RuntimeFailure,
  type RuntimeOptions,
} from "../../build/index.js";
import { CompileError, compile } from "../../src/compile/index.js";
import { thumbTarget } from "../../src/thumb/native-target.js";
import { Random } from "../fuzz/random.js";
import { programsBelow, projectPath, sourceOf } from "../language/programs.js";
import { mutate } from "../mpy/mutate.js";

/** As many as the time of the tests allows; `DAMAGED_FILES` asks for more. */
const MUTATIONS = Number(process.env.DAMAGED_FILES ?? 1000);
const limits: RuntimeOptions = {
  machine: "thumb",
  heapSize: 64 << 10,
  maxHeap: 128 << 10,
  stackSize: 32 << 10,
  budget: 40_000,
  sleep: () => false,
};

const isPython = (file: string): boolean => file.endsWith(".py");

/** Native, viper and assembler functions, and a module linked from C. */
const compiled: readonly Uint8Array[] = [
  ...programsBelow("test/native", isPython).map((program) => ({ program })),
  ...programsBelow("test/viper", isPython).map((program) => ({ program })),
  ...programsBelow("test/language/functions", isPython).map((program) => ({
    program,
    emit: "native" as const,
  })),
].flatMap(({ program, ...options }) => {
  try {
    return [compile(sourceOf(program), { native: thumbTarget("armv7emsp"), ...options })];
  } catch (error) {
    if (error instanceof CompileError) return [];
    throw error;
  }
});
const sampler = readFileSync(projectPath("test/native/natmod/sampler.mpy"));

/** Damaged code can do anything to its own runtime's memory, which then ends with an error of its own kind. */
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

const USE = "print(count(), name(0), report(1, [2]), parse(1, b=2), is_list([]))";

test(`${MUTATIONS} damaged files for Thumb do no harm outside of their runtimes`, () => {
  let output = "";
  const other = createRuntimeSync({
    machine: "thumb",
    stdout: (bytes) => {
      output += Buffer.from(bytes).toString();
    },
  });
  other.run("@micropython.viper\ndef f(): print('alive')");
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= MUTATIONS; seed++) {
    const random = new Random(seed);
    const isLinked = random.chance(0.2);
    const bytes = mutate(random, isLinked ? sampler : random.pick(compiled), random.pick(compiled));
    const runtime = createRuntimeSync(limits);
    const error = errorOf(() => {
      runtime.runMpy(bytes);
      if (isLinked) runtime.run(USE);
    });
    if (error !== undefined && !isAllowed(error)) throw error;
    const name = error instanceof Error ? error.name : "nothing";
    seen.set(name, (seen.get(name) ?? 0) + 1);
    if (error instanceof PythonError && /incompatible \.mpy/.test(error.text)) {
      const after = errorOf(() => runtime.run("pass"));
      expect(after, `seed ${seed}: refused, and broken`).toBeUndefined();
    }
  }
  other.call("f");
  expect(output).toBe("alive\n");
  for (const name of ["nothing", "PythonError"]) expect(seen.get(name)).toBeGreaterThan(0);
  if (process.env.DAMAGED_FILES !== undefined) console.log(Object.fromEntries(seen));
}, 900_000);
