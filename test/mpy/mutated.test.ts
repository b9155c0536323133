import { expect, test } from "vitest";
import { CompileError, compile } from "../../src/compile/index.js";
import {
  BudgetError,
  createRuntimeSync,
  PythonError,
  PythonExit,
  type Runtime,
  type RuntimeOptions,
} from "../../src/index.js";
import { Random } from "../fuzz/random.js";
import { programsBelow, sourceOf } from "../language/programs.js";
import { mutate } from "./mutate.js";

const MUTATIONS = 5000;
/** The heap is small because no budget counts what a single operation on a huge number takes. */
const limits: RuntimeOptions = {
  heapSize: 64 << 10,
  maxHeap: 128 << 10,
  stackSize: 32 << 10,
  budget: 40_000,
  sleep: () => false,
};

const compiled: readonly Uint8Array[] = programsBelow("test/language", (file) =>
  file.endsWith(".py"),
).flatMap((program) => {
  try {
    return [compile(sourceOf(program), { filename: program.name })];
  } catch (error) {
    if (error instanceof CompileError) return [];
    throw error;
  }
});

/** What a runtime may throw however a file is damaged. */
const isAllowed = (error: unknown): boolean =>
  error instanceof PythonError || error instanceof PythonExit || error instanceof BudgetError;

function failureOf(action: () => void): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof PythonError && /incompatible \.mpy|native code in \.mpy/.test(error.text);

/** Whether a runtime that refused a file still runs a program. */
function stillWorks(runtime: Runtime, output: () => string): boolean {
  return failureOf(() => runtime.run("print('alive')")) === undefined && output() === "alive\n";
}

function check(bytes: Uint8Array): string | undefined {
  let output = "";
  const stdout = (chunk: Uint8Array): void => {
    output += Buffer.from(chunk).toString("latin1");
  };
  const runtime = createRuntimeSync({ ...limits, stdout });
  const error = failureOf(() => runtime.runMpy(bytes));
  if (error !== undefined && !isAllowed(error)) return String((error as Error).cause ?? error);
  if (!isRefusal(error)) return undefined;
  return stillWorks(runtime, () => output) ? undefined : "the runtime does not work any more";
}

test(`${MUTATIONS} damaged .mpy files do no harm`, () => {
  const failures: string[] = [];
  for (let seed = 1; seed <= MUTATIONS; seed++) {
    const random = new Random(seed);
    const failure = check(mutate(random, random.pick(compiled), random.pick(compiled)));
    if (failure) failures.push(`seed ${seed}: ${failure}`);
  }
  expect(failures).toEqual([]);
}, 300_000);
