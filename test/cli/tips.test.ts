import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tipRows } from "../../src/cli/tips/table.js";
import { measureTip, tipNames } from "../../src/cli/tips/tips.js";

const folder = new URL("../../examples/tips/", import.meta.url);
const tips = new Map(tipNames.map((name) => [name, measureTip(name, folder)]));
const tipOf = (name: (typeof tipNames)[number]) => tips.get(name)!;

/** What a tip is for, and at least how many times less the program takes that follows it. */
const faster: readonly [(typeof tipNames)[number], number][] = [
  ["functions", 1.3],
  ["preload", 1.3],
  ["expressions", 1.1],
  ["builtins", 3],
  ["const", 1.2],
  ["folding", 1.2],
  ["buffers", 2],
  ["readinto", 2],
  ["stars", 1.5],
  ["native", 1.3],
  ["viper", 3],
  ["assembler", 1.5],
];
const smaller: readonly [(typeof tipNames)[number], number][] = [
  ["const", 1.1],
  ["names", 1.1],
  ["buffers", 100],
  ["readinto", 100],
  ["stars", 50],
  ["frozen", 1.4],
];

describe("the tips' programs", () => {
  it("are the files of their folder", () => {
    const files = readdirSync(folder).filter((file) => file !== "allocations.py");
    const pairs = tipNames.flatMap((name) => [`${name}_after.py`, `${name}_before.py`]);
    expect(files.sort()).toEqual(pairs.sort());
  });

  it("print something, the same before and after", () => {
    for (const { before, after } of tips.values()) {
      expect(before.output).not.toBe("");
      expect(after.output).toBe(before.output);
    }
  });

  it("have titles", () => {
    const titles = [...tips.values()].map(({ title }) => title);
    expect(new Set(titles).size).toBe(tipNames.length);
    for (const title of titles) expect(title.length).toBeGreaterThan(8);
  });
});

describe("a tip gains", () => {
  it.each(faster)("time: %s, %d times", (name, least) => {
    const { before, after } = tipOf(name);
    expect(before.seconds / after.seconds).toBeGreaterThan(least);
    expect(before.joules / after.joules).toBeGreaterThan(least);
  });

  it.each(smaller)("memory: %s, %d times", (name, least) => {
    const { before, after } = tipOf(name);
    expect(before.bytes / after.bytes).toBeGreaterThan(least);
  });

  it("energy: run fast, then sleep", () => {
    const { before, after } = tipOf("sleep");
    expect(after.seconds / before.seconds).toBeCloseTo(1, 2);
    expect(before.joules / after.joules).toBeGreaterThan(2);
  });
});

describe("the tips' table", () => {
  it("has the figures before and after, and the gain", () => {
    const [header, row] = tipRows([tipOf("buffers")]);
    const { before, after } = tipOf("buffers");
    const at = header!.indexOf("bytes");
    expect(row!.slice(at, at + 3)).toEqual([
      String(before.bytes),
      String(after.bytes),
      String(before.bytes - after.bytes),
    ]);
    expect(row).toHaveLength(header!.length);
  });
});
