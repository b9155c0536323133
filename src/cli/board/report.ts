import type { EnergyReport } from "../../board/energy.js";
import type { Trace } from "../../board/pin-history.js";
import { formatSeconds, type PinReport } from "../../board/pin-statistics.js";
import type { Pyboard } from "../../board/pyboard.js";

/** What there is to tell when a program has ended. */
export interface BoardReport {
  /** The exit status, and why it is not 0. */
  readonly status: number;
  readonly message: string;
  /** Of the board's time. */
  readonly seconds: number;
  readonly cycles: number;
  readonly pins: readonly PinReport[];
  readonly energy: EnergyReport;
  readonly warnings: readonly string[];
}

/** The report of a board as it is now. */
export function reportOf(pyboard: Pyboard, status: number, message: string): BoardReport {
  const { board, seconds, cycles } = pyboard;
  return {
    status,
    message,
    seconds,
    cycles,
    pins: board.pinReports(),
    energy: board.energy(),
    warnings: board.chip.warnings.texts,
  };
}

/** The report as text: time, a table of the pins, energy by state. */
export function formatBoard(
  pyboard: Pyboard,
  { seconds, cycles, pins, energy }: BoardReport,
): string {
  const time = `time    ${formatSeconds(seconds)}, ${cycles} cycles\n`;
  const table = pins.length === 0 ? "" : `\n${pyboard.board.formatPins()}`;
  return `${time}${formatEnergy(energy)}${table}`;
}

function formatEnergy({ milliamperes, milliampereHours, joules, parts }: EnergyReport): string {
  const used = Object.entries(parts).filter(([, { seconds }]) => seconds > 0);
  const lines = used.map(
    ([name, { seconds, charge }]) =>
      `  ${name.padEnd(8)}${formatSeconds(seconds).padEnd(12)}${digits(charge)} mA s\n`,
  );
  const sum = `${digits(milliamperes)} mA, ${digits(milliampereHours)} mAh, ${digits(joules)} J`;
  return `energy  ${sum}\n${lines.join("")}`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** An edge: seconds since the start, the pin, its new level. */
interface Edge {
  readonly time: number;
  readonly pin: string;
  readonly level: number;
}

/** All edges of the pins in the order in which they came. */
export function edgesOf(traces: readonly Trace[]): Edge[] {
  const edges = traces.flatMap(({ name, start, times }) =>
    times.map((time, i) => ({ time, pin: name, level: (start + i + 1) & 1 })),
  );
  return edges.sort((a, b) => a.time - b.time);
}

/** A line for each of them. */
export function* traceLines(traces: readonly Trace[]): Generator<string> {
  for (const { time, pin, level } of edgesOf(traces)) yield `${time.toFixed(9)} ${pin} ${level}\n`;
}
