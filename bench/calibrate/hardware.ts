/** Single figures of a pyboard at 168 MHz that were published: small programs that are timed on the board. */
import { pathToFileURL } from "node:url";
import { createBoard } from "../../src/board/pyboard.js";
import { loadDemonstrations, runDemonstration } from "../../src/cli/talk/demonstration.js";
import { boardCosts, stallFactor, usualLatency } from "../../src/tables/board-costs.js";
import { projectRoot } from "../project-root.js";

const BOARD_HERTZ = 168e6;

/** A prediction beside the range that was published, in cycles. */
export interface HardwareFigure {
  readonly name: string;
  readonly cycles: number;
  readonly least: number;
  readonly most: number;
}

/** The number that a program prints on the board. */
function printed(source: string): number {
  let text = "";
  const board = createBoard({
    stdout: (bytes) => {
      text += new TextDecoder().decode(bytes);
    },
  });
  board.run(source);
  return Number(text);
}

/** Turns of the loop of MicroPython's wiki ("Performance") in a second. */
const counting = `
import pyb
def count():
    millis = pyb.millis
    end = millis() + 1000
    count = 0
    while millis() < end:
        count += 1
    return count
print(count())
`;

const timed = (statements: string): string => `
import gc, time
def timed():
    a, b = 1, 2
    start = time.ticks_us()
${statements}
    return time.ticks_us() - start
print(timed())
`;

const SUMS = 20000;
const summing = timed(`    for i in range(${SUMS}):\n        sum = a + b`);
const collecting = timed("    gc.collect()");

const ofMicros = (micros: number): number => (micros * BOARD_HERTZ) / 1e6;

/** What reading a file takes, for each byte, and what the talk says. */
function fileFigures(): HardwareFigure[] {
  return loadDemonstrations(pathToFileURL(`${projectRoot}/examples/talk/`))
    .filter(({ figure }) => figure.unit === "B/s")
    .map((each) => {
      const [least, most] = each.figure.rate;
      return {
        name: `${each.figure.program} (a byte)`,
        cycles: BOARD_HERTZ / runDemonstration(each, 300).rate,
        least: BOARD_HERTZ / most,
        most: BOARD_HERTZ / least,
      };
    });
}

/** Predictions of the single figures; interrupts are what the table charges. */
export function hardwareFigures(): HardwareFigure[] {
  const inFlash = stallFactor("path", usualLatency);
  const figure = (name: string, cycles: number, least: number, most = least): HardwareFigure => ({
    name,
    cycles,
    least,
    most,
  });
  return [
    figure("while millis() < end", BOARD_HERTZ / printed(counting), 581, 791),
    figure("sum = a + b in a loop", ofMicros(printed(summing)) / SUMS, 168),
    figure("gc.collect()", ofMicros(printed(collecting)), 151000, 168000),
    figure("interrupt of a UART", boardCosts.uartInterrupt.cycles * inFlash, 84),
    figure("tick of SysTick", boardCosts.tick.cycles * inFlash, 77),
    ...fileFigures(),
  ];
}
