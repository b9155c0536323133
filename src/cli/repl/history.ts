import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const MAX_LINES = 500;

/** The lines that were entered, and which of them is shown. */
export class History {
  /** How far back; -1 for the line that is being written. */
  private at = -1;

  /** @param lines newest first */
  constructor(readonly lines: string[] = []) {}

  /** Keeps a line, unless it is empty or the last one again. */
  add(line: string): void {
    if (line !== "" && line !== this.lines[0]) this.lines.unshift(line);
  }

  /** Starts at the newest line again. */
  rewind(): void {
    this.at = -1;
  }

  /** The next older line, if any. */
  older(): string | undefined {
    return this.at + 1 < this.lines.length ? this.lines[++this.at] : undefined;
  }

  /** The next newer line, at last an empty one; undefined when there was none older. */
  newer(): string | undefined {
    if (this.at < 0) return undefined;
    return this.lines[--this.at] ?? "";
  }
}

function historyPath(): string {
  return join(process.env.HOME ?? homedir(), ".adder.history");
}

/** The lines of earlier sessions; none when there is no such file. */
export function readHistory(): History {
  try {
    const lines = readFileSync(historyPath(), "utf8").split("\n");
    return new History(lines.filter((line) => line !== "").reverse());
  } catch {
    return new History();
  }
}

/** Keeps lines for later sessions. Does without where nothing can be written. */
export function writeHistory({ lines }: History): void {
  const text = lines.slice(0, MAX_LINES).reverse().join("\n");
  try {
    writeFileSync(historyPath(), `${text}\n`, { mode: 0o600 });
  } catch {
    // A home directory that cannot be written to is no reason to fail.
  }
}
