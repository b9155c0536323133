import { Op } from "../compile/opcode.js";
import { Shape } from "../tables/jit.js";
import type { Activation } from "./activation.js";
import { BlockStarts } from "./block-starts.js";
import { findDominators, findLoops, type Loop } from "./dominators.js";
import { Emission } from "./emission.js";
import { Emitter } from "./emitter.js";
import { chooseEntries, type Entry, mayEnter } from "./entries.js";
import { exit } from "./exits.js";
import type { Facts } from "./facts.js";
import type { Exit } from "./finally-copies.js";
import type { Flow } from "./flow.js";
import { Graph } from "./graph.js";
import type { FunctionBody } from "./inlining.js";
import { translateInstruction } from "./instruction-translator.js";
import type { ModuleBuilder } from "./module-builder.js";
import { type SharedWords, Status } from "./shared-words.js";
import type { Source } from "./source.js";
import { State } from "./state.js";
import { MAYBE, Rep, WORD } from "./value.js";
import { W } from "./wasm-code.js";

/** Instructions that may put on the stack what is called later. */
const loadsCallee = new Set<number>([
  Op.LOAD_FAST_N,
  Op.LOAD_FAST_MULTI,
  Op.LOAD_DEREF,
  Op.LOAD_GLOBAL,
  Op.LOAD_ATTR,
  Op.LOAD_METHOD,
  Op.LOAD_SUPER_METHOD,
  Op.LOAD_SUBSCR,
]);

/**
 * Translates a function's blocks: first until it is known what each starts with, which emits code only to forget it,
 * then once more for good.
 */
export class FunctionTranslator implements FunctionBody, Flow {
  readonly graph: Graph;
  readonly emitter: Emitter;
  /** Where the interpreter may hand a frame over, once that is chosen. */
  entries: readonly Entry[] = [];
  #start = new State([], [], []);
  #starts!: BlockStarts;
  #loops: readonly Loop[] = [];
  /** Which blocks each block jumps to, cold ways left out. */
  #jumps: number[][] = [];
  /** The block that is being translated. */
  #current = 0;
  /** Undefined as long as nothing is emitted for good. */
  #emission: Emission | undefined;

  constructor(
    readonly source: Source,
    readonly facts: Facts,
    shared: SharedWords,
    module: ModuleBuilder,
    activation: Activation,
  ) {
    this.graph = new Graph(source.code, source.localWords);
    this.emitter = new Emitter(source, this.graph, facts, shared, module, activation);
  }

  get hasLoops(): boolean {
    return this.#loops.length > 0;
  }

  analyse(start: State): boolean {
    const { graph, facts } = this;
    const found = findLoops(graph.successors, findDominators(graph.successors, 0));
    if (found === undefined) return false;
    graph.invert(found);
    const { blocks, successors } = graph;
    const dominators = findDominators(successors, graph.route(-1, 0));
    const loops = findLoops(successors, dominators);
    if (loops === undefined) return false;
    this.#loops = loops;
    this.#jumps = blocks.map(() => []);
    this.#starts = new BlockStarts(graph, facts, (block) => mayEnter(graph, loops, block));
    this.#start = start;
    this.#findStarts(dominators.rank);
    return true;
  }

  /** Translates blocks, forgets the code, keeps what is known at their starts. */
  #findStarts(rank: readonly number[]): void {
    const { module } = this.emitter;
    this.#starts.reach(0, this.#start);
    for (;;) {
      const block = this.#starts.takeChanged(rank);
      if (block === undefined) return;
      module.out = module.newCode();
      this.#jumps[block] = [];
      this.#translateBlock(block);
    }
  }

  /** Decides where the interpreter may hand a frame over; in a body in place of a call it never does. */
  chooseEntries(): void {
    const isReached = (block: number): boolean => this.#starts.of(block) !== undefined;
    this.entries = chooseEntries(this.graph, this.#loops, isReached);
  }

  emit(): void {
    const { emitter } = this;
    emitter.emitting = true;
    this.#emission = new Emission(
      emitter,
      this.#starts,
      this.#start,
      this.entries,
      this.#jumps,
      (block) => this.#emitBlock(block),
    );
    this.#emission.write();
  }

  /** Emits a block, which may be in the middle of another one. */
  #emitBlock(block: number): void {
    const current = this.#current;
    this.#translateBlock(block);
    this.#current = current;
  }

  #translateBlock(index: number): void {
    const { emitter, graph, source } = this;
    const block = graph.blocks[index]!;
    this.#current = index;
    emitter.state = this.#starts.of(index)!.clone();
    for (let n = block.first; n < block.last; n++) {
      emitter.at = n;
      if (!translateInstruction(emitter, this)) return;
      this.#expectCallee(n);
    }
    emitter.at = block.last - 1;
    if (block.last < source.code.length) this.jumpTo(block.next.at(-1)!);
    else emitter.out.op(W.unreachable);
  }

  /** Notes which function an instruction always put on the stack. */
  #expectCallee(n: number): void {
    const { op, end } = this.source.code[n]!;
    if (!loadsCallee.has(op)) return;
    const { state } = this.emitter;
    const place = op === Op.LOAD_METHOD || op === Op.LOAD_SUPER_METHOD ? 1 : 0;
    const { shapes, identity } = this.facts.observed(end, place);
    const depth = state.stack.length - 1 - place;
    const value = state.stack[depth]!;
    if (value.rep !== Rep.Word || shapes !== Shape.Callable || identity === 0) return;
    state.stack[depth] = { ...value, likely: identity };
  }

  /** Goes on at a position. */
  jump(position: number): void {
    this.jumpTo(this.graph.blockOf(position));
  }

  /** Goes on behind the instruction. */
  fallThrough(): void {
    this.jump(this.source.code[this.emitter.at]!.end);
  }

  /** Goes on at a block; the way there is not taken by compiled code when it was never seen to be. */
  jumpTo(target: number): void {
    const { facts, emitter } = this;
    const block = this.graph.route(this.#current, target);
    const rare =
      facts.watched &&
      !facts.seen(this.graph.positionOf(block)) &&
      facts.seen(this.graph.positionOf(this.#current));
    if (rare) {
      exit(emitter, Status.Exit, this.graph.blocks[block]!.first);
      return;
    }
    if (this.#emission === undefined) {
      this.#jumps[this.#current]!.push(block);
      this.#starts.reach(block, emitter.state);
      return;
    }
    const { state, at } = emitter;
    emitter.state = state.clone();
    this.#emission.branch(block);
    emitter.state = state;
    emitter.at = at;
  }

  /**
   * A generator goes on behind the instruction when it is resumed, with a word instead of `count` ones on the stack.
   * Gives the number of the entry there, when it is known.
   */
  resumeBehind(count: number): number {
    const { emitter } = this;
    const block = this.graph.blockOf(this.source.code[emitter.at]!.end);
    if (emitter.emitting) return 1 + this.entries.findIndex((entry) => entry.block === block);
    const state = emitter.state.clone();
    state.pop(count);
    state.push(WORD);
    this.#starts.reach(block, state);
    return 0;
  }

  /** The copy of a `finally` to which the exit at this block's end goes. */
  wayThroughFinally(): number | undefined {
    return this.graph.finallyCopies?.wayFrom(this.#current);
  }

  /** What waits for the end of the `finally` of which this block is a copy. */
  exitBehindFinally(): Exit | undefined {
    return this.graph.finallyCopies?.exitOf(this.#current);
  }

  /** Exceptions may arrive at a position: what the interpreter leaves in the frame then. */
  handleAt(position: number): void {
    if (this.emitter.emitting) return;
    const { facts, emitter } = this;
    if (facts.watched && !facts.seen(position)) return;
    const settled = emitter.state.settled();
    const state = new State(
      settled.locals.map(() => MAYBE),
      settled.stack,
      settled.slots,
      settled.handlers,
    );
    state.push(WORD);
    this.#starts.reach(this.graph.blockOf(position), state);
  }
}
