import type { Exit } from "./finally-copies.js";

/** How an instruction says where it goes on. */
export interface Flow {
  jump(position: number): void;
  fallThrough(): void;
  /** A generator waits here, with `count` words on the stack; gives the number of the entry behind. */
  resumeBehind(count: number): number;
  handleAt(position: number): void;
  /** Goes on at a block, by its number. */
  jumpTo(block: number): void;
  wayThroughFinally(): number | undefined;
  exitBehindFinally(): Exit | undefined;
}
