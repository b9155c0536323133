import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";
import { stallFactor } from "../../src/tables/board-costs.js";
import { programOf, statements } from "./statement-cycles.js";

const FEW = 10;
const MANY = 40;
/** How far from the firmware a statement may be. */
const TOLERANCE = 0.16;

function run(statement: string, isNative: boolean): number {
  const total = (turns: number): number => {
    const board = createBoard({ stdout: () => {} });
    board.run(programOf(statement, turns, isNative));
    return board.cycles;
  };
  return (total(MANY) - total(FEW)) / (MANY - FEW);
}

/** Cycles of a statement in a function, where nothing stalls. */
function cyclesOf(statement: string, isNative: boolean): number {
  return (run(statement, isNative) - run("pass", isNative)) / stallFactor("path", 0);
}

describe.each([
  ["bytecode", false],
  ["machine code", true],
] as const)("statements as %s take what they take in MicroPython 1.19", (name, isNative) => {
  const rows = statements[name];
  it.each([...rows])("%s: %d", (statement, cycles) => {
    const ratio = cyclesOf(statement, isNative) / cycles;
    expect(ratio).toBeGreaterThan(1 - TOLERANCE);
    expect(ratio).toBeLessThan(1 + TOLERANCE);
  });
});
