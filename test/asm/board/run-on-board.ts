import { PythonError, Runtime } from "../../../src/index.js";
import type { BuildName } from "../../../src/vm/module.js";

/** Runs a program on the board's build without a board, collecting at every allocation; what it prints. */
export function runOnBoard(source: string, build: BuildName = "board"): string {
  const decoder = new TextDecoder();
  let output = "";
  const runtime = new Runtime({
    build,
    machine: build === "board" ? "thumb" : "wasm",
    hardMode: true,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  try {
    runtime.run(source);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    output += error.traceback;
  }
  return output;
}
