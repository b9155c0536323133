import { readFileSync } from "node:fs";
import type { Trace } from "../../board/pin-history.js";
import { type TalkFigure, talkFigures, talkFirmware } from "../../tables/talk.js";
import { MeasuredBoard, type MeasuredRun } from "./measured-board.js";

/** The pin of the blue LED, which the talk's programs blink. */
const LED_PIN = "LED_BLUE";
const countLine = /^n = \d+$/m;
/** Edges that are kept to be drawn. */
const EDGES_KEPT = 2400;

/** One of the talk's programs. */
export interface Demonstration {
  readonly figure: TalkFigure;
  /** Its first line. */
  readonly title: string;
  readonly source: string;
}

/** What came of running one. */
export interface DemonstrationResult extends MeasuredRun {
  readonly figure: TalkFigure;
  /** Periods or bytes in a second. */
  readonly rate: number;
  /** Of the talk's figure, or of the middle between its two. */
  readonly ratio: number;
  /** Of a period or a byte. */
  readonly cycles: number;
  /** The first edges of the LED; undefined where it is not what is measured. */
  readonly trace: Trace | undefined;
}

/** Reads the talk's programs from their folder. */
export function loadDemonstrations(folder: URL): Demonstration[] {
  return talkFigures.map((figure) => {
    const source = readFileSync(new URL(`${figure.program}.py`, folder), "utf8");
    return { figure, source, title: source.slice(3, source.indexOf('"""', 3)) };
  });
}

/**
 * Runs a demonstration on a board of its own, with the talk's firmware, when it has started as a fresh one does.
 *
 * @param count in place of the program's own, for a shorter run
 * @throws Error when the program does not tell what it should
 */
export function runDemonstration(
  { figure, source }: Demonstration,
  count?: number,
): DemonstrationResult {
  const text = count === undefined ? source : withCount(source, count);
  const pyboard = new MeasuredBoard(talkFirmware);
  pyboard.startUp();
  const { board } = pyboard;
  const history = figure.unit === "Hz" ? board.recordPins([LED_PIN]) : undefined;
  const run = pyboard.measure(text, `${figure.program}.py`);
  const rate = history === undefined ? toldRate(run.output) : blinkRate(pyboard);
  return {
    ...run,
    figure,
    rate,
    ratio: rate / talkRate(figure),
    cycles: board.chip.clock.frequency / rate,
    trace: history && firstEdges(history.traces[0]!, figure.program),
  };
}

/** The figure to compare with: the middle where there are two. */
export function talkRate({ rate: [least, most] }: TalkFigure): number {
  return (least + most) / 2;
}

function withCount(source: string, count: number): string {
  if (!countLine.test(source)) throw new Error("the program has no line that says how often");
  return source.replace(countLine, `n = ${count}`);
}

function blinkRate({ board }: MeasuredBoard): number {
  const { frequency } = board.pinReport(LED_PIN);
  if (frequency === undefined) throw new Error("the LED has not blinked twice");
  return frequency;
}

/** What the program prints: bytes and microseconds. */
function toldRate(output: string): number {
  const [, bytes, micros] = /^(\d+) bytes in (\d+) us$/m.exec(output) ?? [];
  if (bytes === undefined) throw new Error(`the program told no rate: ${output}`);
  return (Number(bytes) / Number(micros)) * 1e6;
}

function firstEdges({ start, times }: Trace, name: string): Trace {
  return { name, start, times: times.slice(0, EDGES_KEPT) };
}
