import type { LineStart } from "../compile/line-table.js";
import { type Dominators, findDominators, findLoops, type Loop } from "./dominators.js";
import { W, WasmCode } from "./wasm-code.js";

/** How a block of code ends. */
export type Terminator =
  | { readonly kind: "jump"; readonly to: number }
  /** The block leaves a condition on the stack. */
  | { readonly kind: "branch"; readonly then: number; readonly otherwise: number }
  /** The block ends the function itself. */
  | { readonly kind: "end" };

/** Straight code that is entered at its start only. */
export interface CodeBlock {
  readonly code: readonly number[];
  /** Where the code of each source line starts; none by default. */
  readonly lines?: readonly LineStart[];
  readonly end: Terminator;
}

function successors({ end }: CodeBlock): number[] {
  if (end.kind === "jump") return [end.to];
  return end.kind === "branch" ? [end.then, end.otherwise] : [];
}

/** Instructions in Wasm's nested form. */
export interface NestedCode {
  readonly bytes: number[];
  /** Where the code of each source line starts: those of the blocks, in the order of the bytes. */
  readonly lines: readonly LineStart[];
}

/** Writes a block's instructions behind those in `out`. */
function writeBlock({ code, lines = [] }: CodeBlock, out: WasmCode, placed: LineStart[]): void {
  const start = out.bytes.length;
  for (const { offset, line } of lines) placed.push({ offset: start + offset, line });
  out.bytes.push(...code);
}

/**
 * Puts blocks that jump to each other into Wasm's nested blocks and loops, starting with block 0.
 *
 * The tree of dominators gives the nesting (Ramsey, "Beyond Relooper", ICFP 2022): a block stands inside the one
 * that dominates it, behind the end of a Wasm block if several ways lead to it, and behind the end of a loop if it
 * is none of the loop's: V8 unrolls a loop only when nothing else is written in it. Where a loop has two ways in, all
 * blocks become cases of one loop.
 *
 * @param state a local that is free for the number of the next block in that case
 */
export function structure(blocks: readonly CodeBlock[], state: number): NestedCode {
  const next = blocks.map(successors);
  const dominators = findDominators(next, 0);
  const loops = findLoops(next, dominators);
  const out = new WasmCode();
  const lines: LineStart[] = [];
  if (loops === undefined) new CaseLoop(blocks, dominators, state, out, lines).write();
  else new Nesting(blocks, next, dominators, loops, out, lines).write();
  return { bytes: out.bytes, lines };
}

/** Writes blocks of a reducible graph. */
class Nesting {
  readonly #children: number[][];
  /** What a loop leaves for, by its header. */
  readonly #behind: number[][];
  /** A block that is jumped to, since several ways lead there or it is behind a loop. */
  readonly #isMerge: boolean[];
  readonly #isLoop: boolean[];
  /** The label of each loop or merge that is open. */
  readonly #labels = new Map<number, number>();

  constructor(
    private readonly blocks: readonly CodeBlock[],
    next: readonly (readonly number[])[],
    private readonly dominators: Dominators,
    loops: readonly Loop[],
    private readonly out: WasmCode,
    private readonly lines: LineStart[],
  ) {
    const { order, rank, parent } = dominators;
    const ways = blocks.map(() => 0);
    this.#isLoop = blocks.map(() => false);
    for (const node of order) {
      for (const to of next[node]!) {
        if (rank[to]! <= rank[node]!) this.#isLoop[to] = true;
        else ways[to]!++;
      }
    }
    this.#isMerge = ways.map((count) => count > 1);
    this.#children = blocks.map(() => []);
    this.#behind = blocks.map(() => []);
    // The order makes later merges come first, and thus outermost.
    for (const node of [...order].reverse()) {
      const above = parent[node]!;
      if (node === above) continue;
      const left = loops.find(({ nodes }) => nodes.has(above) && !nodes.has(node));
      (left === undefined ? this.#children[above]! : this.#behind[left.header]!).push(node);
      if (left !== undefined) this.#isMerge[node] = true;
    }
  }

  write(): void {
    this.#writeTree(0);
    this.out.op(W.unreachable);
  }

  #writeTree(node: number): void {
    const merges = this.#children[node]!.filter((child) => this.#isMerge[child]);
    if (!this.#isLoop[node]) {
      this.#writeWithin(node, merges);
      return;
    }
    const behind = this.#behind[node]!;
    for (const exit of behind) this.#labels.set(exit, this.out.block());
    this.#labels.set(node, this.out.loop());
    this.#writeWithin(node, merges);
    this.out.end();
    this.#writeBehind(behind);
  }

  /** Writes blocks behind the ends of those that were opened for them, the innermost first. */
  #writeBehind(blocks: readonly number[]): void {
    for (const block of [...blocks].reverse()) {
      this.out.end();
      this.#writeTree(block);
    }
  }

  /** Writes a node inside of a Wasm block for each merge, behind whose end the merge stands. */
  #writeWithin(node: number, merges: readonly number[]): void {
    for (const merge of merges) this.#labels.set(merge, this.out.block());
    writeBlock(this.blocks[node]!, this.out, this.lines);
    this.#writeEnd(node);
    this.#writeBehind(merges);
  }

  #writeEnd(node: number): void {
    const { end } = this.blocks[node]!;
    if (end.kind === "jump") this.#go(node, end.to);
    else if (end.kind === "branch") this.#branch(node, end.then, end.otherwise);
  }

  #isLabelled(from: number, to: number): boolean {
    return this.#isMerge[to]! || this.dominators.rank[to]! <= this.dominators.rank[from]!;
  }

  #branch(from: number, then: number, otherwise: number): void {
    const { out } = this;
    if (this.#isLabelled(from, then)) {
      out.brIf(this.#labels.get(then)!);
      this.#go(from, otherwise);
      return;
    }
    out.if();
    this.#go(from, then);
    out.else();
    this.#go(from, otherwise);
    out.end();
  }

  #go(from: number, to: number): void {
    if (this.#isLabelled(from, to)) this.out.br(this.#labels.get(to)!);
    else this.#writeTree(to);
  }
}

/** Writes blocks of any graph: each is a case of one loop. */
class CaseLoop {
  readonly #order: readonly number[];

  constructor(
    private readonly blocks: readonly CodeBlock[],
    private readonly dominators: Dominators,
    private readonly state: number,
    private readonly out: WasmCode,
    private readonly lines: LineStart[],
  ) {
    this.#order = dominators.order;
  }

  write(): void {
    const { out } = this;
    const loop = out.loop();
    const cases = this.#order.map(() => out.block()).reverse();
    out.get(this.state);
    out.brTable(cases);
    this.#order.forEach((node) => {
      out.end();
      writeBlock(this.blocks[node]!, out, this.lines);
      this.#writeEnd(node, loop);
    });
    out.end();
    out.op(W.unreachable);
  }

  #writeEnd(node: number, loop: number): void {
    const { out } = this;
    const { end } = this.blocks[node]!;
    if (end.kind === "end") return;
    if (end.kind === "branch") {
      out.if();
      this.#go(end.then, loop);
      out.end();
      this.#go(end.otherwise, loop);
    } else {
      this.#go(end.to, loop);
    }
  }

  #go(to: number, loop: number): void {
    this.out.i32(this.dominators.rank[to]!);
    this.out.set(this.state);
    this.out.br(loop);
  }
}
