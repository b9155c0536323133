import type { Label } from "./assembler.js";

/** What a `finally` does when it was entered by a jump. */
export const NO_UNWIND = -1;
/** It jumps to where the jump was going. */
export const LAST_UNWIND = -2;

/** A block that catches exceptions. */
export interface HandlerEntry {
  readonly label: Label;
  readonly isFinally: boolean;
  /** The label of the next `finally` outwards that a jump goes through, or one of the above. */
  unwind: Label;
  /** The code is in the block's body; else in its handler. */
  isActive: boolean;
}

/** The blocks around the code that is being written, outermost first. */
export class HandlerStack {
  readonly #entries: HandlerEntry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  push(label: Label, isFinally: boolean): void {
    this.#entries.push({ label, isFinally, unwind: NO_UNWIND, isActive: true });
  }

  pop(): HandlerEntry {
    return this.#entries.pop()!;
  }

  /** The innermost block, 0, and those around it. */
  at(depth: number): HandlerEntry | undefined {
    return this.#entries[this.#entries.length - 1 - depth];
  }

  /** Ends the body of the innermost block. */
  deactivate(): void {
    this.at(0)!.isActive = false;
  }

  /** How many blocks are around the innermost one whose handlers the code is in; -1 for none. */
  get innermostHandler(): number {
    return this.#entries.findLastIndex(({ isActive, isFinally }) => !isActive && !isFinally);
  }

  /** Where exceptions go now. */
  get active(): Label | undefined {
    return this.activeBeyond(0);
  }

  /** Where exceptions go outside of the innermost `depth` blocks. */
  activeBeyond(depth: number): Label | undefined {
    for (let i = this.#entries.length - 1 - depth; i >= 0; i--) {
      if (this.#entries[i]!.isActive) return this.#entries[i]!.label;
    }
    return undefined;
  }
}
