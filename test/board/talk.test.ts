import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";

const COUNT = 160;

/** Runs one of the talk's programs with a shortened count. */
function runTalk(number: number | string) {
  const source = readFileSync(
    new URL(`../../examples/talk/led_${number}.py`, import.meta.url),
    "utf8",
  );
  expect(source).toContain("\nn = 100000\n");
  const pyboard = createBoard();
  pyboard.run(source.replace("\nn = 100000\n", `\nn = ${COUNT}\n`), { timeout: 1 });
  return pyboard.board.pinReports();
}

describe("the talk's program", () => {
  it.each([1, 2, 3, 4, 5, 6, "6_loop", 7])("%s toggles the blue LED and nothing else", (number) => {
    const reports = runTalk(number);
    expect(reports.map(({ pin, edges }) => [pin, edges])).toEqual([["B4", 2 * COUNT]]);
    expect(reports[0]!.frequency).toBeGreaterThan(0);
  });

  it("is the same each time", () => {
    expect(runTalk(5)).toEqual(runTalk(5));
  });

  it("is faster with each step", () => {
    const rates = [1, 2, 3, 4, 5, 6, 7].map((number) => runTalk(number)[0]!.frequency!);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });
});
