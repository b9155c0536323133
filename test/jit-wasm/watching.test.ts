import { readFileSync } from "node:fs";
import { beforeEach, expect, test, vi } from "vitest";
import { Shape } from "../../src/tables/jit.js";

/** What was translated, how many of its instructions had been seen, and at how many it is forgotten what was called. */
interface Translated {
  readonly name: string;
  readonly seen: number;
  readonly forgotten: number;
}

const translated = vi.hoisted(() => [] as Translated[]);

vi.mock("../../src/jit-wasm/translate.js", async (original) => {
  const module = await original<typeof import("../../src/jit-wasm/translate.js")>();
  return {
    ...module,
    translate(...args: Parameters<typeof module.translate>) {
      const [source, facts] = args;
      const tops = source.code.map(({ start }) => facts.observed(start, 0));
      const seen = tops.filter(({ shapes }) => shapes !== 0).length;
      const callees = tops.filter(({ shapes }) => shapes === Shape.Callable);
      const forgotten = callees.filter(({ identity }) => identity === 0).length;
      translated.push({ name: source.name, seen, forgotten });
      return module.translate(...args);
    },
  };
});

const { Runtime } = await import("../../src/vm/runtime.js");

beforeEach(() => {
  translated.length = 0;
});

const runtime = new Runtime({ jit: "on" });
const run = (source: string) => void runtime.run(source);

test("no function of a program is compiled without having been watched", () => {
  run(readFileSync(new URL("../../bench/programs/spectral_norm.py", import.meta.url), "utf8"));
  run("r = run(N)");
  expect(translated.map(({ name }) => name)).toContain("<listcomp>");
  expect(translated.filter(({ seen }) => seen === 0)).toEqual([]);
});

test("collections while code is watched leave it known what was called", () => {
  run(`
import gc
def outer(n):
    def inner(i):
        return i + n
    return inner(1)
for k in range(6000):
    outer(k)
    gc.collect()
`);
  expect(translated.map(({ name }) => name)).toContain("outer");
  expect(translated.filter(({ forgotten }) => forgotten > 0)).toEqual([]);
});

test("a loop is compiled though all its slices end in the compiled function that it calls", () => {
  run(`
def step(by=1):
    return by
def loop(n):
    for i in range(n):
        step(by=2)
for k in range(8000):
    step(1)
loop(400_000)
loop(10)
`);
  expect(translated.map(({ name }) => name)).toContain("loop");
});
