/** The talk's LED programs on a fresh board with the talk's firmware: cycles for each time on and off (pyboard.md, 2.1). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createBoard } from "../../src/board/pyboard.js";
import { talkFirmware } from "../../src/tables/talk.js";
import { projectRoot } from "../project-root.js";

/** Cycles at 168 MHz that follow from the rates that were told. */
const published = ["2947", "2545", "923", "840", "382", "49 to 59", "6.2"];
/** Times that the programs switch the LED on. */
const PERIODS = 20000;

export interface TalkRate {
  readonly name: string;
  readonly cycles: number;
  readonly published: string;
}

function cyclesOf(number: number): number {
  const text = readFileSync(join(projectRoot, `examples/talk/led_${number}.py`), "utf8");
  const run = (periods: number): number => {
    const board = createBoard({ stdout: () => {}, firmware: talkFirmware });
    board.startUp();
    board.run(text.replace(/^n = \d+$/m, `n = ${periods}`));
    return board.cycles;
  };
  return (run(PERIODS) - run(PERIODS / 2)) / (PERIODS / 2);
}

/** What each program takes, and what the talk says. */
export function talkRates(): TalkRate[] {
  return published.map((told, index) => ({
    name: `led_${index + 1}`,
    cycles: cyclesOf(index + 1),
    published: told,
  }));
}
