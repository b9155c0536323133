import { describe, expect, it } from "vitest";
import { BudgetError, createRuntimeSync, type Runtime } from "../../build/index.js";
import { machines } from "./machines.js";

const BUDGET = 200_000;

/** Bodies of functions of `k` that go round without an end. */
const endless: Readonly<Record<string, string>> = {
  "that count nothing": "while True:\n pass",
  "that count up": "while True:\n k += 1",
  "that count down": "while True:\n k -= 1",
  "that count in steps of 16": "while True:\n k += 16",
  "that count in steps of 3": "while True:\n k += 3",
  "that count in steps of 65536": "while True:\n k += 65536",
  "that count in the largest steps": "while True:\n k += 0x10000000",
  "whose counter stands still on some ways": "while k >= 0:\n if k == 5:\n  continue\n k += 1",
  "whose counter goes both ways": "while k >= 0:\n k += 1\n k -= 1",
  "whose counter is set back": "while k < 100:\n k += 1\n if k == 50:\n  k = 0",
  "that are entered again and again": "while True:\n k = 0\n while k < 10:\n  k += 1",
  "with an inner one that ends at once": "while True:\n while k < 0:\n  k += 1",
};

const runtimeOf = (machine: (typeof machines)[number], body: string): Runtime => {
  const runtime = createRuntimeSync({ machine, budget: BUDGET });
  const lines = body.split("\n").map((line) => ` ${line}`);
  const head = ["import micropython", "@micropython.viper", "def f(k: int) -> int:"];
  runtime.run([...head, ...lines, " return k"].join("\n"));
  return runtime;
};

describe.each(machines)("loops on the machine %s", (machine) => {
  it.each(Object.keys(endless))("%s are stopped by the budget", (name) => {
    const runtime = runtimeOf(machine, endless[name]!);
    expect(() => runtime.call("f", 1)).toThrow(BudgetError);
  });

  it("may take what the budget has", () => {
    const runtime = runtimeOf(machine, "while k < 150000:\n k += 1");
    expect(runtime.call("f", 0)).toBe(150_000);
  });

  it("use up the budget together", () => {
    const once = "while k < 150000:\n k += 1\n";
    const runtime = runtimeOf(machine, `${once}k = 0\n${once}k = 0\n${once}`);
    expect(() => runtime.call("f", 0)).toThrow(BudgetError);
  });

  it("count over the largest int", () => {
    const runtime = runtimeOf(machine, "n = 0\nwhile n < 100:\n n += 1\n k += 0x10000000\nk >>= 4");
    expect(runtime.call("f", 0)).toBe(((100 << 28) | 0) >> 4);
  });

  it("count from near the largest int to the smallest", () => {
    const runtime = runtimeOf(
      machine,
      "k = 0x3fffffff\nk = k * 2 - 50\nwhile k > 0:\n k += 1\nk >>= 2",
    );
    expect(runtime.call("f", 0)).toBe(-0x80000000 >> 2);
  });

  it("that are left by break go on counting behind", () => {
    const body = "while True:\n k += 1\n if k == 1000:\n  break\nwhile k > 0:\n k -= 2";
    expect(runtimeOf(machine, body).call("f", 0)).toBe(0);
  });
});
