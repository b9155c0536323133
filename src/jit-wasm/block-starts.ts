import { Op } from "../compile/opcode.js";
import type { Facts } from "./facts.js";
import type { Graph } from "./graph.js";
import { State } from "./state.js";
import { DEAD, type Value } from "./value.js";

/** How often the start of a block may change before expectations about it are given up. */
const MAX_VISITS = 12;

/** What is known at the start of each block: less with every way there that brings something else. */
export class BlockStarts {
  readonly #states: (State | undefined)[];
  readonly #visits: number[];
  readonly #waysIn: number[];
  /** Blocks to be translated since their start has changed. */
  readonly #pending = new Set<number>();
  readonly #expected: readonly number[];
  readonly #nothing: readonly number[];

  /** @param mayEnter whether a block is entered from outside, too */
  constructor(
    private readonly graph: Graph,
    private readonly facts: Facts,
    mayEnter: (block: number) => boolean,
  ) {
    const { blocks, successors } = graph;
    this.#states = blocks.map(() => undefined);
    this.#visits = blocks.map(() => 0);
    this.#waysIn = blocks.map(({ index }) => (mayEnter(index) ? 2 : 0));
    this.#waysIn[0]!++;
    for (const next of successors) for (const to of next) this.#waysIn[to]!++;
    this.#expected = expectLocals(graph, facts);
    this.#nothing = this.#expected.map(() => 0);
  }

  /** Undefined for a block that is not reached. */
  of(block: number): State | undefined {
    return this.#states[block];
  }

  hasSeveralWaysIn(block: number): boolean {
    return this.#waysIn[block]! > 1;
  }

  /** Notes what is known on a way to a block. */
  reach(block: number, state: State): void {
    const known = this.#states[block];
    if (known === undefined || this.#waysIn[block] === 1) {
      const start = this.hasSeveralWaysIn(block) ? state.settled() : state.clone();
      this.#states[block] = this.#withoutDead(block, start, start.stack);
      this.#pending.add(block);
      return;
    }
    const expected = this.#isRestless(block) ? this.#nothing : this.#expected;
    if (known.join(this.#withoutDead(block, state), expected)) this.#pending.add(block);
  }

  /** Whether expectations about a block's start were in vain. */
  #isRestless(block: number): boolean {
    return this.#visits[block]!++ > MAX_VISITS || this.facts.failed(this.graph.positionOf(block));
  }

  /** The state without locals that nobody reads any more, unless they are what lies on the stack. */
  #withoutDead(block: number, state: State, stack: readonly Value[] = []): State {
    const { first } = this.graph.blocks[block]!;
    const locals = state.locals.map((value, i) =>
      this.graph.isLive(first, i) || stack.some(({ source }) => source === i) ? value : DEAD,
    );
    return new State(locals, state.stack, state.slots, state.handlers, state.framed);
  }

  /** Takes the first block, in an order, whose start has changed since it was taken. */
  takeChanged(rank: readonly number[]): number | undefined {
    if (this.#pending.size === 0) return undefined;
    const block = [...this.#pending].reduce((a, b) => (rank[a]! < rank[b]! ? a : b));
    this.#pending.delete(block);
    return block;
  }
}

/** The one shape that a local had wherever it was read. */
function expectLocals({ code, localCount }: Graph, facts: Facts): number[] {
  const shapes: number[] = new Array(localCount).fill(0);
  for (const { op, operand, end } of code) {
    if (op !== Op.LOAD_FAST_N && op !== Op.LOAD_FAST_MULTI) continue;
    shapes[operand]! |= facts.observed(end, 0).shapes;
  }
  return shapes.map((set) => ((set & (set - 1)) === 0 ? set : 0));
}
