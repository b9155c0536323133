import { createRuntimeSync, PythonError, PythonExit } from "../../src/index.js";
import { type Outcome, sourceName } from "./outcome.js";

/** Far more than a generated program takes before its fuel is used up. */
const BUDGET = 50_000_000;

/** Runs a program in a runtime of its own. */
export function runInAdder(
  source: string,
  hardMode = false,
  jit: "off" | "eager" = "off",
): Outcome {
  const chunks: Uint8Array[] = [];
  const stdout = (bytes: Uint8Array): void => {
    chunks.push(bytes.slice());
  };
  const output = (): string => Buffer.concat(chunks).toString("utf8").replaceAll("\r\n", "\n");
  const runtime = createRuntimeSync({ stdout, budget: BUDGET, hardMode, jit });
  try {
    runtime.run(source, { filename: sourceName });
    runtime.dispose();
  } catch (error) {
    if (error instanceof PythonError) {
      return { output: output() + error.traceback, crash: null };
    }
    if (error instanceof PythonExit) return { output: output(), crash: null };
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { output: output(), crash: String(cause) };
  }
  return { output: output(), crash: null };
}
