import { type Dominators, findDominators } from "./dominators.js";
import type { WasmCode } from "./wasm-code.js";

/** Writes the nodes of a graph into Wasm's nested blocks and loops, as the tree of dominators has them. */
export class NodeTree {
  readonly #dominators: Dominators;
  /** A node that is reached from several places before it. */
  readonly #isMerge: boolean[];
  readonly #isLoop: boolean[];
  readonly #children: number[][];
  readonly #loopLabels = new Map<number, number>();
  readonly #mergeLabels = new Map<number, number>();

  /** @param writeNode writes a node's own code, which goes to others by `goTo` */
  constructor(
    next: readonly (readonly number[])[],
    private readonly root: number,
    private readonly out: WasmCode,
    private readonly writeNode: (node: number) => void,
  ) {
    this.#dominators = findDominators(next, root);
    const { order, rank, parent } = this.#dominators;
    const forward: number[] = next.map(() => 0);
    this.#isLoop = next.map(() => false);
    this.#children = next.map(() => []);
    for (const node of order) {
      for (const to of next[node]!) {
        if (rank[to]! <= rank[node]!) this.#isLoop[to] = true;
        else forward[to]!++;
      }
      if (node !== order[0]) this.#children[parent[node]!]!.push(node);
    }
    this.#isMerge = forward.map((count) => count > 1);
  }

  /** Puts a loop around everything. */
  makeRootLoop(): void {
    this.#isLoop[this.root] = true;
  }

  write(): void {
    this.#tree(this.root);
  }

  /** Whether the way between two nodes closes a loop. */
  goesBack(from: number, to: number): boolean {
    const { rank } = this.#dominators;
    return rank[to]! <= rank[from]!;
  }

  /** Goes from the code of one node to another: by a branch, or by having it follow. */
  goTo(node: number, from: number): void {
    if (this.goesBack(from, node)) this.out.br(this.#loopLabels.get(node)!);
    else if (this.#isMerge[node]) this.out.br(this.#mergeLabels.get(node)!);
    else this.#tree(node);
  }

  #tree(node: number): void {
    const { out } = this;
    if (this.#isLoop[node]) {
      this.#loopLabels.set(node, out.loop());
      this.#within(node);
      out.end();
    } else this.#within(node);
  }

  /** The node's code in blocks, one for each node that is reached from several places below it. */
  #within(node: number): void {
    const { out } = this;
    const { rank } = this.#dominators;
    const merges = this.#children[node]!.filter((child) => this.#isMerge[child]).sort(
      (a, b) => rank[b]! - rank[a]!,
    );
    for (const child of merges) this.#mergeLabels.set(child, out.block());
    this.writeNode(node);
    for (const child of merges.reverse()) {
      out.end();
      this.#tree(child);
    }
  }
}
