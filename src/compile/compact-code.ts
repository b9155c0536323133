import { ByteWriter } from "./mpy/byte-writer.js";
import { rowOfCode } from "./opcode.js";

/**
 * Instructions as they are kept until the whole module is read: the bytes of the file, except that
 * names and constants are given by their ids in the pool, jumps by their labels, and that labels and
 * lines stand between the instructions. They use codes that are no opcodes.
 */
export const Mark = {
  /** A place to jump to; behind it the label. */
  Label: 0x00,
  /** What follows is from a later line; behind it by how many. */
  Line: 0x01,
} as const;

for (const code of Object.values(Mark)) {
  if (rowOfCode[code] !== undefined) throw new Error(`a mark has the code of ${code}, an opcode`);
}

/** Instructions of one scope in compact form, and what has been counted while they were written. */
export class CompactCode {
  readonly bytes = new ByteWriter();
  depth = 0;
  maxDepth = 0;
  /** Nothing reaches what follows: it is counted but not written. */
  dead = false;
  line = 1;

  /** Starts another scope. */
  reset(): void {
    this.bytes.clear();
    this.depth = 0;
    this.maxDepth = 0;
    this.dead = false;
    this.line = 1;
  }

  /** Changes the depth of the value stack. */
  adjust(change: number): void {
    this.depth += change;
    if (this.depth > this.maxDepth) this.maxDepth = this.depth;
  }
}
