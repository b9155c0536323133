import { dirname } from "node:path";
import {
  createRuntimeSync,
  HostFiles,
  MemoryFiles,
  PythonError,
  PythonExit,
  type Runtime,
  type RuntimeOptions,
} from "../../build/index.js";
import { type Program, sourceOf } from "./programs.js";

/** Stops a program that does not end; far above what any of them needs. */
const BUDGET = 400_000_000;

const HEAP_BYTES = 4 << 20;

/** How a program is run. */
export interface Setting {
  /** Collect garbage at every allocation, poison what is freed. */
  readonly hardMode?: boolean;
  /** When code is compiled to Wasm; never by default. */
  readonly jit?: "off" | "eager" | "soon";
  /** Let the program see its own folder instead of an empty file system. */
  readonly ownFolder?: boolean;
  /** What runs machine code; nothing by default. */
  readonly machine?: "thumb" | "wasm";
  /** What the program becomes; bytecode by default. */
  readonly emit?: "native" | "viper";
  /** Run these bytes of a `.mpy` file instead of the source. */
  readonly mpy?: Uint8Array;
  /** Source that is run behind the program, in its module. */
  readonly behind?: string | undefined;
  /** Sees the runtime when the program has ended. */
  readonly watch?: (runtime: Runtime) => void;
}

/** Runs a program in a runtime of its own; gives its standard output, and the last line of its error, if any. */
export function runProgram(program: Program, setting: Setting = {}): string {
  const decoder = new TextDecoder();
  let output = "";
  const runtime = createRuntimeSync({
    ...options(program, setting),
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  try {
    if (setting.mpy !== undefined) runtime.runMpy(setting.mpy);
    else runtime.run(sourceOf(program), { filename: program.path });
    if (setting.behind !== undefined) runtime.run(setting.behind);
  } catch (error) {
    if (error instanceof PythonExit) return output;
    output += error instanceof PythonError ? error.traceback : `${error}\n`;
  } finally {
    setting.watch?.(runtime);
    runtime.dispose();
  }
  return output;
}

function options(program: Program, setting: Setting): RuntimeOptions {
  const { hardMode = false, jit = "off", ownFolder, machine, emit } = setting;
  const folder = dirname(program.path);
  return {
    hardMode,
    jit,
    ...(machine !== undefined && { machine }),
    ...(emit !== undefined && { emit }),
    budget: BUDGET,
    // Small, so that a program that fills it comes to its end in hard mode, too.
    heapSize: HEAP_BYTES,
    maxHeap: HEAP_BYTES,
    argv: [program.path],
    env: {},
    files: ownFolder ? new HostFiles(folder) : new MemoryFiles(),
  };
}
