import type { Loop } from "./dominators.js";
import type { Graph } from "./graph.js";

/** A block where the interpreter may hand a frame over. */
export interface Entry {
  readonly block: number;
  /** The headers of the loops around it, outermost first. */
  readonly path: readonly number[];
}

/** Whether the interpreter may hand a frame over at a block. */
export function mayEnter(graph: Graph, loops: readonly Loop[], block: number): boolean {
  const isHeader = loops.some(({ header }) => header === block);
  return isHeader || graph.blocks[block]!.entered || graph.isJumpedBackTo(block);
}

/** Loop headers, and where generators go on. */
export function chooseEntries(
  graph: Graph,
  loops: readonly Loop[],
  isReached: (block: number) => boolean,
): Entry[] {
  const isCopy = (index: number, first: number): boolean =>
    graph.blocks.some((other) => other.first === first && other.index < index);
  const targets = graph.blocks.filter(
    ({ index, first }) =>
      isReached(index) && !isCopy(index, first) && mayEnter(graph, loops, index),
  );
  return targets
    .map(({ index }) => ({ block: index, path: headersAround(loops, index) }))
    .filter(({ path }) => path.every(isReached));
}

function headersAround(loops: readonly Loop[], block: number): number[] {
  return loops
    .filter(({ header, nodes }) => header !== block && nodes.has(block))
    .map(({ header }) => header);
}

/**
 * The nodes of the code's final graph: the blocks, then the root, then one node per loop that is entered further
 * inside, which comes before the loop's header.
 */
export class Dispatch {
  /** The node of a loop, by its header. */
  readonly #nodes = new Map<number, number>();

  constructor(
    readonly root: number,
    readonly entries: readonly Entry[],
  ) {
    for (const header of entries.flatMap(({ path }) => path)) {
      if (!this.#nodes.has(header)) this.#nodes.set(header, root + 1 + this.#nodes.size);
    }
  }

  /** The node through which a block is reached. */
  nodeOf(block: number): number {
    return this.#nodes.get(block) ?? block;
  }

  /** The header before which a node comes. */
  headerOf(node: number): number {
    return [...this.#nodes].find(([, dispatcher]) => dispatcher === node)![0];
  }

  /** The node that comes after `from` (a header, or -1 for the root) on the way to an entry. */
  step({ block, path }: Entry, from: number): number {
    const following = path[path.indexOf(from) + 1];
    return this.nodeOf(following ?? block);
  }

  /** Where each node goes to, from where each block jumps to. */
  successors(jumps: readonly (readonly number[])[]): number[][] {
    const next = jumps.map((to) => to.map((block) => this.nodeOf(block)));
    next[this.root] = [this.nodeOf(0), ...this.entries.map((entry) => this.step(entry, -1))];
    for (const [header, node] of this.#nodes) {
      const inner = this.entries.filter(({ path }) => path.includes(header));
      next[node] = [header, ...inner.map((entry) => this.step(entry, header))];
    }
    return next;
  }
}
