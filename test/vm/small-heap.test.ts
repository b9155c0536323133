import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createRuntimeSync, PythonError, type RuntimeOptions } from "../../src/index.js";

const SMALL = { heapSize: 16 * 1024, maxHeap: 16 * 1024 };

/** What a program prints. */
function output(path: string, heap: RuntimeOptions): string {
  const parts: string[] = [];
  const runtime = createRuntimeSync({
    ...heap,
    stdout: (bytes) => parts.push(Buffer.from(bytes).toString()),
  });
  runtime.run(readFileSync(path, "utf8"), { filename: path });
  runtime.dispose();
  return parts.join("");
}

const scripts = [
  "async_tasks",
  "big_integers",
  "classes",
  "comprehensions",
  "containers",
  "context_managers",
  "exceptions",
  "formatting",
  "generators",
  "iterators",
  "operators",
  "tour/adventure",
  "tour/sudoku",
];

test.each(scripts)("examples/%s.py runs in a heap of 16 KB", (name) => {
  const path = `examples/${name}.py`;
  expect(output(path, SMALL)).toBe(output(path, {}));
});

test("a heap that is full is a MemoryError, and the runtime goes on", () => {
  const runtime = createRuntimeSync(SMALL);
  expect(() => runtime.run("x = [0] * 100000")).toThrow(PythonError);
  runtime.run("y = 3");
  expect(runtime.globals.get("y")).toBe(3);
  runtime.dispose();
});
