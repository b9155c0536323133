import type { BlockStarts } from "./block-starts.js";
import { conform } from "./conforming.js";
import { type Emitter, ENTRY } from "./emitter.js";
import { Dispatch, type Entry } from "./entries.js";
import { exitIf } from "./exits.js";
import { readFrame } from "./frame-entry.js";
import { NodeTree } from "./node-tree.js";
import { keepRoots } from "./raising.js";
import { Status } from "./shared-words.js";
import type { State } from "./state.js";
import { W } from "./wasm-code.js";

/** Writes the code of a function when it is known what its blocks start with. */
export class Emission {
  readonly #root: number;
  readonly #dispatch: Dispatch;
  readonly #tree: NodeTree;
  /** The node that is being written. */
  #node = -1;

  /**
   * @param start what the function starts with
   * @param jumps where each block jumps to
   * @param writeBlock writes the code of a block, which ends in calls of `branch`
   */
  constructor(
    private readonly emitter: Emitter,
    private readonly starts: BlockStarts,
    private readonly start: State,
    private readonly entries: readonly Entry[],
    jumps: readonly (readonly number[])[],
    private readonly writeBlock: (block: number) => void,
  ) {
    this.#root = emitter.graph.blocks.length;
    this.#dispatch = new Dispatch(this.#root, entries);
    const next = this.#dispatch.successors(jumps);
    this.#tree = new NodeTree(next, this.#root, emitter.out, (node) => this.#write(node));
  }

  write(): void {
    this.#catchInPlace();
    this.#tree.write();
    this.emitter.out.op(W.unreachable);
  }

  /** Where exceptions are caught: the code goes round to the entries of its handlers. */
  #catchInPlace(): void {
    const { emitter } = this;
    const { graph } = emitter;
    if (!graph.hasHandlers) return;
    const entries = new Map(this.entries.map(({ block }, i) => [graph.positionOf(block), i + 1]));
    emitter.entryOfHandler = (position) => entries.get(position) ?? 0;
    keepRoots(emitter);
    emitter.startLabel = emitter.out.depth;
    this.#tree.makeRootLoop();
  }

  #write(node: number): void {
    const before = this.#node;
    this.#node = node;
    if (node === this.#root) this.#writeRoot();
    else if (node > this.#root) this.#writeDispatcher(node);
    else this.writeBlock(node);
    this.#node = before;
  }

  /** A jump from the block that is being written. */
  branch(block: number): void {
    const { emitter, starts } = this;
    const node = this.#dispatch.nodeOf(block);
    const { first } = emitter.graph.blocks[block]!;
    if (this.#tree.goesBack(this.#node, node)) this.#poll(first);
    if (starts.hasSeveralWaysIn(block)) conform(emitter, starts.of(block)!, first);
    this.#goTo(node);
  }

  /** Goes to a node whose values are in place. */
  #goTo(node: number): void {
    this.#tree.goTo(node, this.#node);
  }

  /** A loop goes round: now and then the interpreter is to have a look. */
  #poll(first: number): void {
    const { emitter } = this;
    emitter.out.burnFuel(emitter.temp(0));
    exitIf(emitter, Status.Suspend, first);
  }

  #writeRoot(): void {
    const { emitter, starts } = this;
    const { out, graph } = emitter;
    this.entries.forEach((entry, i) => {
      this.#openEntry(i);
      readFrame(emitter, starts.of(entry.block)!, graph.blocks[entry.block]!.first);
      if (entry.path.length === 0) this.#clearEntry();
      this.#goTo(this.#dispatch.step(entry, -1));
      out.end();
    });
    emitter.state = this.start.clone();
    emitter.at = 0;
    emitter.activation.begin(emitter);
    conform(emitter, starts.of(0)!, 0);
    this.#goTo(this.#dispatch.nodeOf(0));
  }

  #writeDispatcher(node: number): void {
    const { out } = this.emitter;
    const header = this.#dispatch.headerOf(node);
    out.get(ENTRY);
    out.if();
    this.entries.forEach((entry, i) => {
      if (!entry.path.includes(header)) return;
      this.#openEntry(i);
      if (entry.path.at(-1) === header) this.#clearEntry();
      this.#goTo(this.#dispatch.step(entry, header));
      out.end();
    });
    this.#clearEntry();
    out.end();
    this.#goTo(header);
  }

  /** What follows is for when the code is entered at one of the entries. */
  #openEntry(i: number): void {
    const { out } = this.emitter;
    out.get(ENTRY);
    out.i32(i + 1);
    out.op(W.i32_eq);
    out.if();
  }

  #clearEntry(): void {
    const { out } = this.emitter;
    out.i32(0);
    out.set(ENTRY);
  }
}
