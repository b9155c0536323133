import type { Allocation } from "../../vm/options.js";

/** What was allocated at a place. */
export interface Entry {
  /** The source's name; undefined for what was there before a program ran. */
  readonly file: string | undefined;
  /** From 1; 0 for machine code of which no lines are known. */
  readonly line: number;
  /** The function, or `<module>`; `""` where it is unknown. */
  readonly name: string;
  /** Objects. */
  count: number;
  /** In whole blocks of 16. */
  bytes: number;
}

/** Adds allocations up by their places. */
export class Account {
  private readonly entries = new Map<string, Entry>();

  add({ bytes, file, line, name }: Allocation): void {
    const key = line > 0 ? `${line} ${file}` : `${name} ${file}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { file, line, name, count: 0, bytes: 0 };
      this.entries.set(key, entry);
    }
    // What is negative corrects the object before.
    if (bytes > 0) entry.count++;
    entry.bytes += bytes;
  }

  /** All places: by file in the order of first allocation, by line, machine code behind. */
  list(): Entry[] {
    const all = [...this.entries.values()];
    const files = [...new Set(all.map(({ file }) => file))];
    const rank = ({ file, line }: Entry): number =>
      files.indexOf(file) * 2 ** 32 + (line === 0 ? 2 ** 31 : line);
    return all.sort((a, b) => rank(a) - rank(b) || b.bytes - a.bytes);
  }
}
