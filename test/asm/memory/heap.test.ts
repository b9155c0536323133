import { expect, test } from "vitest";
import { createRuntimeSync } from "../../../src/index.js";

const MEGABYTE = 1 << 20;

/** Runs a program in a heap of 64 MB that has its size from the start; gives its global `result`. */
function resultOf(source: string): unknown {
  const runtime = createRuntimeSync({ heapSize: 64 * MEGABYTE, jit: "off" });
  try {
    runtime.run(source);
    return runtime.globals.get("result");
  } finally {
    runtime.dispose();
  }
}

test("garbage is collected long before a large heap is full", () => {
  const most = resultOf(`
import gc
result = 0
for i in range(400):
    for k in range(4000):
        k * 0.5
    result = max(result, gc.mem_alloc())
`);
  expect(most).toBeLessThan(4 * MEGABYTE);
});

test("gc.threshold bounds the garbage of a large heap", () => {
  const most = resultOf(`
import gc
gc.collect()
gc.threshold(100_000)
before = gc.mem_alloc()
result = 0
for i in range(400):
    for k in range(400):
        k * 0.5
    result = max(result, gc.mem_alloc() - before)
`);
  expect(most).toBeLessThan(130_000);
});

test("without collections garbage takes what room there is", () => {
  const allocated = resultOf(`
import gc
gc.disable()
for k in range(800_000):
    k * 0.5
result = gc.mem_alloc()
gc.enable()
`);
  expect(allocated).toBeGreaterThan(12 * MEGABYTE);
});
