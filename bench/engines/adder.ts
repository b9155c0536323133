import Benchmark from "benchmark";
import { loadBuilt, type Package, type Runtime } from "../built.js";
import type { Program } from "../programs.js";
import { median } from "../statistics.js";
import { type Engine, type Session, WrongResult } from "./engine.js";

const HEAP_BYTES = 64 * 1024 * 1024;

/** Adder as it is built, in this process. */
export const adderEngine: Engine = { name: "adder", open };

async function open(program: Program): Promise<Session> {
  const { createRuntime } = await loadBuilt<Package>("index.js");
  let output = "";
  const decoder = new TextDecoder();
  const runtime = await createRuntime({
    heapSize: HEAP_BYTES,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  runtime.run(program.source, { filename: program.path });
  runtime.run("import gc, sys\n__result = run(N)\nprint(__result == EXPECTED, repr(__result))");
  if (!output.startsWith("True ")) {
    runtime.dispose();
    throw new WrongResult("adder", program.name, output.slice("False ".length).trim());
  }
  return {
    version: "Adder",
    sample: async () => sampleRuntime(program.name, runtime),
    close: async () => runtime.dispose(),
  };
}

/** One short run of Benchmark.js: at least one call, at most a tenth of a second of them. */
function sampleRuntime(name: string, runtime: Runtime): number {
  runtime.run("gc.collect()");
  const benchmark = new Benchmark(name, () => runtime.run("run(N)"), {
    initCount: 1,
    minSamples: 1,
    minTime: 0.001,
    maxTime: 0.1,
  });
  benchmark.run();
  const failure = (benchmark as unknown as { error?: unknown }).error;
  if (failure !== undefined) throw failure;
  return median(benchmark.stats.sample) * 1000;
}
