import { Runtime } from "../../../src/index.js";
import { PythonError } from "../../../src/vm/errors.js";

/** What a program prints that runs behind a module linked from C, with its names in sight. */
export function runModule(module: Uint8Array, source: string, hardMode: boolean): string {
  const decoder = new TextDecoder();
  let output = "";
  const runtime = new Runtime({
    machine: "thumb",
    hardMode,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  try {
    runtime.runMpy(module);
    runtime.run(source);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    output += error.traceback;
  } finally {
    runtime.dispose();
  }
  return output;
}
