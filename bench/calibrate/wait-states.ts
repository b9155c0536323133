/**
 * What the wait states of the flash do: programs that a sibling chip with the same accelerator was measured with at 5 and at 2
 * (pyboard.md, 1.6), each on a board that sets them.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createBoard } from "../../src/board/pyboard.js";
import { peripherals } from "../../src/tables/stm32f405.js";
import { programText } from "./program.js";

/** Cycles at 5 wait states by those at 2. */
export interface WaitStateRatio {
  readonly program: string;
  readonly predicted: number;
  readonly published: number;
}

/** From microseconds at 84 MHz. */
const published: Readonly<Record<string, number>> = {
  bm_chaos: 267108 / 218521,
  bm_fft: 185441 / 156468,
  bm_pidigits: 66124 / 58056,
  bm_wordcount: 323345 / 274737,
  core_import_mpy_multi: 148191 / 127123,
};
/** What the chip's programs were run with. */
const SIZE = "84, 80";
const CACHES_ON = 0x700;

function microsAt(text: string, waitStates: number): number {
  let printed = "";
  const board = createBoard({
    stdout: (bytes) => {
      printed += new TextDecoder().decode(bytes);
    },
  });
  board.run(
    `import machine\nmachine.mem32[${peripherals.FLASH.start}] = ${CACHES_ON | waitStates}\n${text}`,
  );
  return Number(printed.split(" ")[0]);
}

/** The ratios of those programs that the folder has. */
export function waitStateRatios(folder: string): WaitStateRatio[] {
  return Object.entries(published)
    .filter(([program]) => existsSync(join(folder, `${program}.py`)))
    .map(([program, ratio]) => {
      const text = programText(folder, program, SIZE);
      return { program, predicted: microsAt(text, 5) / microsAt(text, 2), published: ratio };
    });
}
