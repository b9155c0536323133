import type { Reader } from "./reader.js";

/** What an f-string's arguments interrupt. */
interface Suspended {
  readonly text: string;
  readonly pos: number;
  readonly lineStart: number;
  readonly fixedColumn: number;
  readonly astral: boolean;
}

const ASTRAL = /[\ud800-\udbff]/;

/**
 * A place in the source's characters. `text` holds whole lines, so only behind a line's end can
 * there be more to read; `charCodeAt` gives NaN at the end.
 */
export class Cursor {
  /** The block of lines being read, and where in it. */
  text = "";
  pos = 0;
  /** The line, counted from 1, and where in `text` it begins. */
  line = 1;
  lineStart = 0;

  private astral = false;
  /** A place in the line up to which characters have been counted, and its column. */
  private countedTo = 0;
  private countedColumn = 1;
  /** The column of everything in inserted text, or 0. */
  private fixedColumn = 0;
  private readonly suspended: Suspended[] = [];

  constructor(private readonly reader: Reader) {
    this.refill();
  }

  get filename(): string {
    return this.reader.filename;
  }

  /** The column of `pos`, counted from 1 in characters. */
  columnAt(pos: number): number {
    if (this.fixedColumn !== 0) return this.fixedColumn;
    if (!this.astral) return pos - this.lineStart + 1;
    return this.countColumn(pos);
  }

  private countColumn(pos: number): number {
    if (this.countedTo < this.lineStart || pos < this.countedTo) {
      this.countedTo = this.lineStart;
      this.countedColumn = 1;
    }
    for (const _ of this.text.slice(this.countedTo, pos)) this.countedColumn++;
    this.countedTo = pos;
    return this.countedColumn;
  }

  /** Steps over the line's end at `pos`. */
  newline(): void {
    this.pos++;
    this.line++;
    if (this.pos >= this.text.length && this.suspended.length === 0) this.refill();
    this.lineStart = this.pos;
  }

  /** Reads `text` before going on here; its characters count as standing in `column`. */
  insert(text: string, column: number): void {
    const { text: outer, pos, lineStart, fixedColumn, astral } = this;
    this.suspended.push({ text: outer, pos, lineStart, fixedColumn, astral });
    this.text = text;
    this.pos = 0;
    this.lineStart = 0;
    this.fixedColumn = column;
  }

  /** Goes on behind inserted text that has been read; false where there is none. */
  resume(): boolean {
    const outer = this.suspended.pop();
    if (outer === undefined) return false;
    this.text = outer.text;
    this.pos = outer.pos;
    this.lineStart = outer.lineStart;
    this.fixedColumn = outer.fixedColumn;
    this.astral = outer.astral;
    return true;
  }

  private refill(): void {
    const block = this.reader.nextBlock();
    if (block === null) return;
    this.text = block;
    this.pos = 0;
    this.astral = ASTRAL.test(block);
    this.countedTo = 0;
    this.countedColumn = 1;
  }
}
