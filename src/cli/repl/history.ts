import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const MAX_LINES = 500;

function historyPath(): string {
  return join(process.env.HOME ?? homedir(), ".adder.history");
}

/** The lines of earlier sessions, newest first; none when there is no such file. */
export function readHistory(): string[] {
  try {
    const lines = readFileSync(historyPath(), "utf8").split("\n");
    return lines.filter((line) => line !== "").reverse();
  } catch {
    return [];
  }
}

/** Keeps lines, newest first, for later sessions. Does without where nothing can be written. */
export function writeHistory(lines: readonly string[]): void {
  const text = lines.slice(0, MAX_LINES).reverse().join("\n");
  try {
    writeFileSync(historyPath(), `${text}\n`, { mode: 0o600 });
  } catch {
    // A home directory that cannot be written to is no reason to fail.
  }
}
