import { describe, expect, it } from "vitest";
import { type CycleSet, countCycles, ownCode } from "./cycle-count.js";
import recorded from "./cycles.json" with { type: "json" };

/** How much more cycles and bytes than the reference's half of the programs may have. */
const LARGEST_MEDIAN = 1.05;

interface Row {
  readonly path: string;
  readonly set: CycleSet;
  /** Of the reference's code and of ours. */
  readonly cycles: readonly [number, number];
  readonly size: readonly [number, number];
}

type Table = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

const rowsOf = (table: Table): Row[] =>
  Object.entries(table).flatMap(([set, programs]) =>
    Object.entries(programs).map(([path, [theirs, own, , theirSize, ownSize]]) => ({
      path,
      set: set as CycleSet,
      cycles: [theirs!, own!],
      size: [theirSize!, ownSize!],
    })),
  );

const rows = rowsOf(recorded.rows);
const different = rows.filter(({ cycles, size }) => cycles[0] !== cycles[1] || size[0] !== size[1]);

function medianOf(some: readonly Row[], column: "cycles" | "size"): number {
  const ratios = some.map((row) => row[column][1] / row[column][0]).sort((a, b) => a - b);
  return ratios[ratios.length >> 1]!;
}

describe("our machine code takes the recorded cycles", () => {
  it.each([...rows, ...rowsOf(recorded.otherOutput)])("$set: $path", (row) => {
    const code = ownCode(row);
    expect([countCycles(row, code).cycles, code.length]).toEqual([row.cycles[1], row.size[1]]);
  });
});

describe.each([
  { name: "all programs", some: rows, summary: recorded.all },
  {
    name: "programs that differ from the reference's",
    some: different,
    summary: recorded.different,
  },
])("of $name", ({ some, summary }) => {
  it.each(["cycles", "size"] as const)("the median of %s is near the reference's", (column) => {
    expect(some).toHaveLength(summary.programs);
    expect(medianOf(some, column)).toBeCloseTo(summary[column].median, 4);
    expect(medianOf(some, column)).toBeLessThanOrEqual(LARGEST_MEDIAN);
  });
});
