import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";
import { boardNames, flashStall } from "../../src/tables/board-costs.js";

const TURNS = 200;

/** Cycles that a turn of a loop takes on the board, with these statements in it and without them. */
function cyclesOf(statement: string, before = ""): number {
  const run = (body: string): number => {
    const board = createBoard({ stdout: () => {} });
    board.run(`${before}
def work(a, b, l, t):
    for i in range(${TURNS}):
        ${body}
work(1, 2, [1, 2, 3], "a text that no name is")
`);
    return board.cycles;
  };
  return (run(statement) - run("pass")) / TURNS;
}

describe("the clock's model", () => {
  it("has the stalls that were measured", () => {
    expect(flashStall).toEqual({ path: 1.42, loop: 1.05 });
  });

  it("has the names of the board's firmware", () => {
    expect(boardNames).toBe(1300);
  });

  it.each([
    ["x = a", 55, 65],
    ["x = a + b", 190, 210],
    ["x = l[1]", 290, 312],
    ["f(a)", 700, 1000],
    ["x = [a, b]", 800, 1900],
    ["x = t + t", 24000, 28000],
  ])("takes for %s between %d and %d cycles", (statement, least, most) => {
    const cycles = cyclesOf(statement, "def f(a): pass");
    expect(cycles).toBeGreaterThanOrEqual(least);
    expect(cycles).toBeLessThanOrEqual(most);
  });

  it("looks for a text that is a name no further than the name", () => {
    const known = cyclesOf("x = c + 'wn'", "c = 'kno'\nknown = 1");
    const unknown = cyclesOf("x = c + 'wn'", "c = 'unk'\nknown = 1");
    expect(known).toBeLessThan(unknown / 5);
  });
});
