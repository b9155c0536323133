import { describe, expect, it } from "vitest";
import { createRuntimeSync } from "../../build/index.js";
import { TablePlaces } from "../../src/vm/table-places.js";

/** A table of functions that takes anything. */
class FakeTable {
  readonly items: unknown[] = [null, null, null];

  get length(): number {
    return this.items.length;
  }

  grow(by: number): number {
    const before = this.items.length;
    for (let i = 0; i < by; i++) this.items.push(null);
    return before;
  }

  set(index: number, value: unknown): void {
    this.items[index] = value;
  }
}

/** Calls functions that are made, compiled and dropped; gives the size of the table of functions. */
function tableSize(count: number): number {
  let table: { readonly length: number } | undefined;
  const whole = WebAssembly as { Instance: unknown };
  const { Instance } = WebAssembly;
  whole.Instance = class extends Instance {
    constructor(...args: ConstructorParameters<typeof Instance>) {
      super(...args);
      table ??= this.exports.table as typeof table;
    }
  };
  const runtime = createRuntimeSync({ jit: "eager", heapSize: 1 << 20 });
  whole.Instance = Instance;
  runtime.run(`
import gc
SOURCE = "def f(n):\\n    s = 0\\n    for i in range(n):\\n        s += i\\n    return s"
def many(n):
    total = 0
    for k in range(n):
        if k % 50 == 0:
            gc.collect()
        names = {}
        exec(SOURCE, names)
        total += names["f"](k)
    return total
total = many(${count})
`);
  expect(runtime.globals.get("total")).toBe((count * (count - 1) * (count - 2)) / 6);
  runtime.dispose();
  return table!.length;
}

describe("places of compiled functions", () => {
  it("are used again when the code is no more", () => {
    const table = new FakeTable();
    const places = new TablePlaces(table as never);
    expect([places.put(100, "a"), places.put(100, "b"), places.put(200, "c")]).toEqual([3, 4, 5]);
    places.release(100);
    places.release(300);
    expect(table.items.slice(3, 6)).toEqual([null, null, "c"]);
    const size = table.length;
    expect([places.put(300, "d"), places.put(300, "e")].sort()).toEqual([3, 4]);
    expect(table.length).toBe(size);
  });

  it("are as many as there are functions alive", () => {
    expect(tableSize(1000)).toBeLessThan(tableSize(10) + 300);
  }, 300_000);
});
