import { describe, expect, it } from "vitest";
import { loadPrograms } from "../../bench/programs.js";
import { createRuntimeSync } from "../../build/index.js";

describe("the programs of the benchmarks", () => {
  it.each(loadPrograms([]))("$name gives its result", ({ path, source }) => {
    const runtime = createRuntimeSync({ heapSize: 8 << 20 });
    runtime.run(source, { filename: path });
    runtime.run("result = run(N)\ngood = result == EXPECTED");
    expect(runtime.globals.get("good"), String(runtime.globals.get("result"))).toBe(true);
  });
});
