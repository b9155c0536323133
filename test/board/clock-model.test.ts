import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";
import { boardNames, remainder, stallFactor } from "../../src/tables/board-costs.js";

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
  it.each([
    ["opcode", 1.3],
    ["path", 1.76],
    ["short", 1.19],
    ["loop", 1.16],
  ] as const)("prolongs a %s by what flash does with 5 wait states", (kind, factor) => {
    expect(stallFactor(kind, 5)).toBeCloseTo(factor, 2);
  });

  it.each(["opcode", "path", "short", "loop"] as const)(
    "prolongs a %s by no flash without wait states",
    (kind) => {
      expect(stallFactor(kind, 0)).toBe(remainder[kind]);
    },
  );

  it("follows the wait states that the program sets", () => {
    const at = (latency: number): number => {
      const board = createBoard({ stdout: () => {} });
      board.run(`import machine
machine.mem32[0x40023c00] = ${0x700 | latency}
n = 0
for i in range(5000):
    n = i + i
`);
      return board.cycles;
    };
    expect(at(5) / at(2)).toBeGreaterThan(1.17);
    expect(at(5) / at(2)).toBeLessThan(1.21);
  });

  it("follows them within machine code, too", () => {
    const at = (latency: number): number => {
      const board = createBoard({ stdout: () => {} });
      board.run(`import machine
@micropython.native
def work(x):
    machine.mem32[0x40023c00] = ${0x700 | latency}
    for i in range(3000):
        x = x + 0.5
work(1.5)
`);
      return board.cycles;
    };
    expect(at(5) / at(0)).toBeGreaterThan(1.25);
  });

  it("takes for a collection with little alive what the firmware does", () => {
    const cycles = cyclesOf("gc.collect()", "import gc");
    expect(cycles).toBeGreaterThan(135000);
    expect(cycles).toBeLessThan(168000);
  });

  it("looks for a digit among all names, and for a character of a text among the program's", () => {
    expect(cyclesOf("x = str(a)")).toBeGreaterThan(24000);
    expect(cyclesOf("x = t[0]")).toBeLessThan(12000);
  });

  it("takes for a slice an object more", () => {
    const cycles = cyclesOf("x = l[0:2]");
    expect(cycles).toBeGreaterThan(1200);
    expect(cycles).toBeLessThan(1700);
  });

  it("has the names of the board's firmware", () => {
    expect(boardNames["1.19"]).toBe(1378);
  });

  it.each([
    ["x = a", 50, 60],
    ["x = a + b", 170, 190],
    ["x = l[1]", 318, 340],
    ["f(a)", 1060, 1200],
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
