import type { Collection } from "../../vm/options.js";

/** The pauses that garbage collections made, in microseconds on each clock. */
export class Pauses {
  count = 0;
  /** All together. */
  readonly total = { board: 0, host: 0 };
  readonly longest = { board: 0, host: 0 };

  add({ board, host }: Collection): void {
    this.count++;
    this.total.board += board;
    this.total.host += host;
    this.longest.board = Math.max(this.longest.board, board);
    this.longest.host = Math.max(this.longest.host, host);
  }

  /** A line that tells of them; the board's clock only where it runs. */
  describe(): string {
    if (this.count === 0) return "no garbage collection\n";
    const { total, longest } = this;
    const clock = (key: "board" | "host", name: string): string =>
      `${milliseconds(total[key])} ${name}, the longest ${milliseconds(longest[key])}`;
    const clocks = [
      ...(total.board > 0 ? [clock("board", "on the board")] : []),
      clock("host", "on this machine"),
    ];
    return `garbage collections: ${this.count}; ${clocks.join("; ")}\n`;
  }
}

function milliseconds(micros: number): string {
  return `${(micros / 1000).toFixed(2)} ms`;
}
