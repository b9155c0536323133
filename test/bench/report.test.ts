import { expect, test } from "vitest";
import type { Row } from "../../bench/measure.js";
import { compareEngines, formatTable } from "../../bench/report.js";

function row(program: string, adder: number, npm: number): Row {
  return { program, times: { adder, npm }, best: { adder, npm }, versions: {} };
}

const rows = [row("fast", 10, 160), row("slow", 20, 80), row("even", 5, 40)];

test("a peer is compared with the first engine, program by program", () => {
  const [comparison] = compareEngines(rows, ["adder", "npm"]);
  expect(comparison?.median).toBe(8);
  expect(comparison?.geometricMean).toBeCloseTo(8, 12);
  expect(comparison?.worst).toEqual({ program: "slow", ratio: 4 });
});

test("one engine alone is compared with nothing", () => {
  expect(compareEngines(rows, ["adder"])).toEqual([]);
});

test("the table gives times to a tenth of a millisecond, then ratios", () => {
  expect(formatTable(rows.slice(0, 1), ["adder", "npm"])).toEqual([
    "ms per call  adder    npm  npm/adder",
    "fast          10.0  160.0      16.00",
  ]);
});
