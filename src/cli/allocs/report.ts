import type { Entry } from "./account.js";
import type { Pauses } from "./pauses.js";

/** The lines of a source by its name; undefined for one that cannot be read. */
export type SourceOf = (file: string) => readonly string[] | undefined;

const BEFORE = "before the program: its code, names and functions";
const COLUMN = 9;

/** The table: allocations and their bytes beside each line that has some. */
export function tableOf(entries: readonly Entry[], sourceOf: SourceOf): string {
  const lines: string[] = [];
  let file: string | undefined;
  for (const entry of entries) {
    if (entry.file !== undefined && entry.file !== file) {
      file = entry.file;
      lines.push(`${file}`, row("line", "objects", "bytes", "source"));
    }
    lines.push(rowOf(entry, sourceOf));
  }
  lines.push(row("all", ...sums(entries), ""));
  return `${lines.join("\n")}\n`;
}

/** The same for programs. */
export function jsonOf(entries: readonly Entry[], pauses: Pauses, sourceOf: SourceOf): object {
  const [objects, bytes] = sums(entries).map(Number);
  return {
    objects,
    bytes,
    collections: {
      count: pauses.count,
      microseconds: pauses.total,
      longest: pauses.longest,
    },
    places: entries.map(({ file, line, name, count, bytes: own }) => ({
      file: file ?? null,
      line: line === 0 ? null : line,
      function: name,
      objects: count,
      bytes: own,
      source: file === undefined ? null : (sourceOf(file)?.[line - 1]?.trim() ?? null),
    })),
  };
}

function rowOf({ file, line, name, count, bytes }: Entry, sourceOf: SourceOf): string {
  const numbers = [String(count), String(bytes)] as const;
  if (file === undefined) return row("", ...numbers, BEFORE);
  if (line === 0) return row("", ...numbers, name === "" ? "machine code" : `${name}()`);
  return row(String(line), ...numbers, sourceOf(file)?.[line - 1]?.trimEnd() ?? "");
}

function sums(entries: readonly Entry[]): [string, string] {
  const add = (pick: (entry: Entry) => number): string =>
    String(entries.reduce((sum, entry) => sum + pick(entry), 0));
  return [add(({ count }) => count), add(({ bytes }) => bytes)];
}

function row(line: string, count: string, bytes: string, source: string): string {
  const cells = [line, count, bytes].map((cell) => cell.padStart(COLUMN)).join("");
  return `${cells}  ${source}`.trimEnd();
}
