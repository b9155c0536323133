import { Op } from "../compile/opcode.js";
import { Layout, Shape } from "../tables/jit.js";
import { type Activation, CalledActivation } from "./activation.js";
import type { Symbols } from "./ahead/symbols.js";
import { allocateFloat, box } from "./boxing.js";
import { type Dominators, findDominators, findLoops, type Loop } from "./dominators.js";
import { Emitter, ENTRY, PARAMS } from "./emitter.js";
import { exit, exitIf, leaveWith } from "./exits.js";
import type { Facts } from "./facts.js";
import type { Exit } from "./finally-copies.js";
import { type Block, Graph } from "./graph.js";
import { type FunctionBody, Inlining } from "./inlining.js";
import { translateInstruction } from "./instruction-translator.js";
import { ModuleBuilder } from "./module-builder.js";
import { keepRoots } from "./raising.js";
import { guardShape } from "./shape-guards.js";
import { type SharedWords, Status } from "./shared-words.js";
import type { Source } from "./source.js";
import { Slot, State } from "./state.js";
import { unboxFrom } from "./unbox.js";
import { DEAD, FRAME, MAYBE, Rep, shapeOf, UNSET, type Value, WORD } from "./value.js";
import { vmGlobals } from "./vm-globals.js";
import { I32, Mem, W } from "./wasm-code.js";
import { encodeModule } from "./wasm-module.js";

/** What became of a function. */
export interface Translation {
  readonly bytes: Uint8Array;
  /** Positions of the entries 1, 2, …; entry 0 is the function's start. */
  readonly entries: readonly number[];
  /** Whether some of them are in loops. */
  readonly hasLoops: boolean;
  /** Words of the objects that it relies on to be alive. */
  readonly held: readonly number[];
}

/** How often the start of a block may change before expectations about it are given up. */
const MAX_VISITS = 12;
const MAX_ENTRIES = 200;

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
 * Translates a function. undefined: it is of a form that is left to the interpreter.
 *
 * @param symbols what numbers of the facts stand for, when the code is made before it is loaded
 */
export function translate(
  source: Source,
  facts: Facts,
  shared: SharedWords,
  symbols?: Symbols,
): Translation | undefined {
  const inlining = new Inlining(
    (inner, known, activation) => new Translator(inner, known, shared, module, activation),
  );
  const module = new ModuleBuilder(PARAMS, inlining, symbols);
  const activation = new CalledActivation(facts.code);
  return new Translator(source, facts, shared, module, activation).translate(symbols);
}

/** Where a jump in the emitted code goes: nothing is known yet, or the structure is. */
class Translator implements FunctionBody {
  readonly graph: Graph;
  readonly emitter: Emitter;
  #start = new State([], [], []);
  #starts: (State | undefined)[] = [];
  #visits: number[] = [];
  #waysIn: number[] = [];
  readonly #expected: number[];
  #loops: Loop[] = [];
  #pending = new Set<number>();
  /** Which blocks each block jumps to, cold ways left out. */
  #jumps: number[][] = [];
  #current = 0;

  constructor(
    readonly source: Source,
    readonly facts: Facts,
    shared: SharedWords,
    module: ModuleBuilder,
    activation: Activation,
  ) {
    this.graph = new Graph(source.code, source.localWords);
    this.emitter = new Emitter(source, this.graph, facts, shared, module, activation);
    this.#expected = this.#expectLocals();
  }

  translate(symbols: Symbols | undefined): Translation | undefined {
    this.emitter.take();
    if (!this.analyse(this.#startState())) return undefined;
    this.#chooseEntries();
    if (this.#entries.length > MAX_ENTRIES) return undefined;
    symbols?.clear();
    const { module } = this.emitter;
    module.out = module.newCode();
    this.emit();
    const bytes = encodeModule({
      name: this.source.name,
      imports: module.imports,
      globals: vmGlobals,
      words: symbols?.list ?? [],
      tableTypes: module.tableTypes,
      signature: { params: [I32, I32], results: [I32] },
      locals: module.localTypes,
      code: module.out.bytes,
    });
    return {
      bytes,
      entries: this.#entries.map(({ block }) => this.#position(block)),
      hasLoops: this.#loops.length > 0,
      held: [...module.held],
    };
  }

  analyse(start: State): boolean {
    const { graph } = this;
    const found = findLoops(graph.successors, findDominators(graph.successors, 0));
    if (found === undefined) return false;
    graph.invert(found);
    const { blocks, successors } = graph;
    const dominators = findDominators(successors, graph.route(-1, 0));
    const loops = findLoops(successors, dominators);
    if (loops === undefined) return false;
    this.#loops = loops;
    this.#starts = blocks.map(() => undefined);
    this.#visits = blocks.map(() => 0);
    this.#jumps = blocks.map(() => []);
    this.#waysIn = blocks.map(() => 0);
    for (const next of successors) for (const to of next) this.#waysIn[to]!++;
    for (const { index, entered } of blocks) {
      if (entered || this.#isEntry(index)) this.#waysIn[index]! += 2;
    }
    this.#start = start;
    this.#analyse(dominators);
    return true;
  }

  /** Whether the interpreter may hand a frame over at a block. */
  #isEntry(block: number): boolean {
    const { graph } = this;
    const isHeader = this.#loops.some(({ header }) => header === block);
    return isHeader || graph.blocks[block]!.entered || graph.isJumpedBackTo(block);
  }

  #position(block: number): number {
    return this.source.code[this.graph.blocks[block]!.first]!.start;
  }

  /** The one shape that a local had wherever it was read. */
  #expectLocals(): number[] {
    const shapes: number[] = new Array(this.source.localWords).fill(0);
    for (const { op, operand, end } of this.source.code) {
      if (op !== Op.LOAD_FAST_N && op !== Op.LOAD_FAST_MULTI) continue;
      shapes[operand]! |= this.facts.observed(end, 0).shapes;
    }
    return shapes.map((set) => ((set & (set - 1)) === 0 ? set : 0));
  }

  #startState(): State {
    const { localWords, filledLocals } = this.source;
    const locals = Array.from({ length: localWords }, (_, i) =>
      filledLocals.has(i) ? WORD : UNSET,
    );
    return new State(locals, [], []);
  }

  // Analysis: translates blocks, forgets the code, keeps what is known at their starts.

  #analyse({ rank }: Dominators): void {
    this.#waysIn[0]!++;
    this.#reach(0, this.#start);
    while (this.#pending.size > 0) {
      const block = [...this.#pending].reduce((a, b) => (rank[a]! < rank[b]! ? a : b));
      this.#pending.delete(block);
      this.emitter.module.out = this.emitter.module.newCode();
      this.#jumps[block] = [];
      this.#translateBlock(block);
    }
  }

  #reach(block: number, state: State): void {
    const known = this.#starts[block];
    const { first } = this.graph.blocks[block]!;
    // A local that nobody reads any more may still be what lies on the stack.
    const dead = (locals: Value[], stack: readonly Value[] = []): Value[] =>
      locals.map((value, i) =>
        this.graph.isLive(first, i) || stack.some(({ source }) => source === i) ? value : DEAD,
      );
    if (known === undefined) {
      const start = this.#waysIn[block]! > 1 ? state.settled() : state.clone();
      this.#starts[block] = new State(
        dead(start.locals, start.stack),
        start.stack,
        start.slots,
        start.handlers,
        start.framed,
      );
      this.#pending.add(block);
      return;
    }
    if (this.#waysIn[block] === 1) {
      this.#starts[block] = new State(
        dead(state.locals, state.stack),
        [...state.stack],
        [...state.slots],
        [...state.handlers],
        state.framed,
      );
      this.#pending.add(block);
      return;
    }
    const calm = this.#visits[block]!++ > MAX_VISITS || this.facts.failed(this.#position(block));
    const expected = calm ? this.#expected.map(() => 0) : this.#expected;
    const incoming = new State(
      dead(state.locals),
      state.stack,
      state.slots,
      state.handlers,
      state.framed,
    );
    if (known.join(incoming, expected)) this.#pending.add(block);
  }

  #translateBlock(index: number): void {
    const { emitter, graph, source } = this;
    const block = graph.blocks[index]!;
    this.#current = index;
    emitter.state = this.#starts[index]!.clone();
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

  // What instructions ask for.

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
      !facts.seen(this.#position(block)) &&
      facts.seen(this.#position(this.#current));
    if (rare) {
      exit(emitter, Status.Exit, this.graph.blocks[block]!.first);
      return;
    }
    if (!this.emitter.emitting) {
      this.#jumps[this.#current]!.push(block);
      this.#reach(block, emitter.state);
      return;
    }
    const { state, at } = emitter;
    emitter.state = state.clone();
    this.#branch(block);
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
    if (emitter.emitting) return 1 + this.#entries.findIndex((entry) => entry.block === block);
    const state = emitter.state.clone();
    state.pop(count);
    state.push(WORD);
    this.#reach(block, state);
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
    this.#reach(this.graph.blockOf(position), state);
  }

  // Emission: the tree of dominators becomes nested blocks.

  /** Nodes of the final graph: the blocks, then the root, then one node per loop that is entered further inside. */
  #dispatch = new Map<number, number>();
  #entries: { block: number; path: number[] }[] = [];
  #dominators!: Dominators;
  #isMerge: boolean[] = [];
  #isLoop: boolean[] = [];
  #children: number[][] = [];
  #labels = new Map<number, number>();
  #node = 0;

  emit(): void {
    const root = this.graph.blocks.length;
    const next = this.#finalGraph(root);
    this.#dominators = findDominators(next, root);
    this.#findShape(next);
    this.emitter.emitting = true;
    this.#catchInPlace(root);
    this.#tree(root);
    this.emitter.out.op(W.unreachable);
  }

  /** Where exceptions are caught: the code goes round to the entries of its handlers. */
  #catchInPlace(root: number): void {
    const { emitter, graph } = this;
    if (!graph.hasHandlers) return;
    const entries = new Map(this.#entries.map(({ block }, i) => [this.#position(block), i + 1]));
    emitter.entryOfHandler = (position) => entries.get(position) ?? 0;
    keepRoots(emitter);
    emitter.startLabel = emitter.out.depth;
    this.#isLoop[root] = true;
  }

  /** Loop headers, and where generators go on. Each with the loops around it, outermost first. */
  #chooseEntries(): void {
    const isCopy = ({ index, first }: Block): boolean =>
      this.graph.blocks.some((other) => other.first === first && other.index < index);
    const targets = this.graph.blocks
      .filter((block) => this.#starts[block.index] && !isCopy(block) && this.#isEntry(block.index))
      .map(({ index }) => index);
    for (const block of targets) {
      const around = this.#loops.filter(
        ({ header, nodes }) => header !== block && nodes.has(block),
      );
      const usable = around.every(({ header }) => this.#starts[header]);
      if (usable) this.#entries.push({ block, path: around.map(({ header }) => header) });
    }
    const root = this.graph.blocks.length;
    for (const { path } of this.#entries) {
      for (const header of path) {
        if (!this.#dispatch.has(header)) this.#dispatch.set(header, root + 1 + this.#dispatch.size);
      }
    }
  }

  /** The node through which a block is reached. */
  #nodeOf(block: number): number {
    return this.#dispatch.get(block) ?? block;
  }

  /** The node that comes after `from` (a header, or -1 for the root) on the way to an entry. */
  #step({ block, path }: { block: number; path: number[] }, from: number): number {
    const following = path[path.indexOf(from) + 1];
    return this.#nodeOf(following ?? block);
  }

  #finalGraph(root: number): number[][] {
    const next: number[][] = this.#jumps.map((to) => to.map((block) => this.#nodeOf(block)));
    next[root] = [this.#nodeOf(0), ...this.#entries.map((entry) => this.#step(entry, -1))];
    for (const [header, node] of this.#dispatch) {
      const inner = this.#entries.filter(({ path }) => path.includes(header));
      next[node] = [header, ...inner.map((entry) => this.#step(entry, header))];
    }
    return next;
  }

  #findShape(next: readonly (readonly number[])[]): void {
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

  #tree(node: number): void {
    const { out } = this.emitter;
    if (this.#isLoop[node]) {
      this.#labels.set(node, out.loop());
      this.#within(node);
      out.end();
    } else this.#within(node);
  }

  /** The node's code in blocks, one for each node that is reached from several places below it. */
  #within(node: number): void {
    const { out } = this.emitter;
    const { rank } = this.#dominators;
    const merges = this.#children[node]!.filter((child) => this.#isMerge[child]).sort(
      (a, b) => rank[b]! - rank[a]!,
    );
    const labels = merges.map((child) => {
      const label = out.block();
      this.#forwardLabels.set(child, label);
      return label;
    });
    this.#content(node);
    for (let i = labels.length - 1; i >= 0; i--) {
      out.end();
      this.#tree(merges[i]!);
    }
  }

  readonly #forwardLabels = new Map<number, number>();

  #content(node: number): void {
    this.#node = node;
    const root = this.graph.blocks.length;
    if (node === root) this.#root();
    else if (node > root) this.#dispatcher(node);
    else this.#translateBlock(node);
  }

  /** Goes to a node whose values are in place. */
  #goTo(node: number, from: number): void {
    const { out } = this.emitter;
    const { rank } = this.#dominators;
    if (rank[node]! <= rank[from]!) out.br(this.#labels.get(node)!);
    else if (this.#isMerge[node]) out.br(this.#forwardLabels.get(node)!);
    else {
      const current = this.#current;
      this.#tree(node);
      this.#node = from;
      this.#current = current;
    }
  }

  /** A jump from the block that is being emitted. */
  #branch(block: number): void {
    const from = this.#node;
    const node = this.#nodeOf(block);
    const { rank } = this.#dominators;
    const { first } = this.graph.blocks[block]!;
    if (rank[node]! <= rank[from]!) this.#poll(first);
    if (this.#waysIn[block]! > 1) this.#conform(this.#starts[block]!, first);
    this.#goTo(node, from);
  }

  /** A loop goes round: now and then the interpreter is to have a look. */
  #poll(first: number): void {
    const { emitter } = this;
    const { out } = emitter;
    out.burnFuel(emitter.temp(0));
    exitIf(emitter, Status.Suspend, first);
  }

  #root(): void {
    const { emitter } = this;
    const { out } = emitter;
    const root = this.#node;
    this.#entries.forEach((entry, i) => {
      out.get(ENTRY);
      out.i32(i + 1);
      out.op(W.i32_eq);
      out.if();
      this.#enter(entry.block);
      if (entry.path.length === 0) this.#clearEntry();
      this.#goTo(this.#step(entry, -1), root);
      out.end();
    });
    emitter.state = this.#start.clone();
    emitter.at = 0;
    emitter.activation.begin(emitter);
    this.#conform(this.#starts[0]!, 0);
    this.#goTo(this.#nodeOf(0), root);
  }

  #clearEntry(): void {
    const { out } = this.emitter;
    out.i32(0);
    out.set(ENTRY);
  }

  #dispatcher(node: number): void {
    const { out } = this.emitter;
    const header = [...this.#dispatch].find(([, dispatcher]) => dispatcher === node)![0];
    const inner = this.#entries.flatMap((entry, i) =>
      entry.path.includes(header) ? [{ entry, i }] : [],
    );
    out.get(ENTRY);
    out.if();
    for (const { entry, i } of inner) {
      out.get(ENTRY);
      out.i32(i + 1);
      out.op(W.i32_eq);
      out.if();
      if (entry.path.at(-1) === header) this.#clearEntry();
      this.#goTo(this.#step(entry, header), node);
      out.end();
    }
    this.#clearEntry();
    out.end();
    this.#goTo(header, node);
  }

  /** Reads the frame, as the interpreter left it, into the values with which a block starts. */
  #enter(block: number): void {
    const { emitter, graph } = this;
    const { out } = emitter;
    const target = this.#starts[block]!;
    const { first } = graph.blocks[block]!;
    emitter.at = first;
    emitter.state = new State(
      target.locals.map((value) => (value.rep === Rep.Dead ? DEAD : { ...WORD, maybeUnset: true })),
      target.stack.map(() => FRAME),
      target.stack.map(() => Slot.Exact),
      [...target.handlers],
    );
    if (graph.hasHandlers) this.#checkDepth(target.stack.length);
    const fail = (): void => exit(emitter, Status.ExitFailed, first);
    const read = (offset: number, int: number, float: number, value: Value): void => {
      if (value.rep === Rep.Dead || value.rep === Rep.Frame) return;
      emitter.fp();
      out.mem(Mem.i32_load, offset);
      out.set(int);
      if (value.rep === Rep.Unset) return;
      const shape = shapeOf(value);
      if (shape !== 0) guardShape(emitter, int, shape, value.identity, fail);
      unboxFrom(emitter, int, float, value);
    };
    target.locals.forEach((value, i) => {
      read(emitter.localOffset(i), emitter.intLocal(i), emitter.floatLocal(i), value);
    });
    target.stack.forEach((value, i) => {
      read(emitter.slotOffset(i), emitter.intSlot(i), emitter.floatSlot(i), value);
    });
  }

  /** A jump or return that waits for the end of `finally` lies on the stack, too: not for compiled code. */
  #checkDepth(depth: number): void {
    const { emitter } = this;
    const { out } = emitter;
    emitter.fp();
    out.mem(Mem.i32_load, Layout.FrameSp);
    emitter.slotAddress(depth);
    out.op(W.i32_ne);
    out.if();
    leaveWith(emitter, Status.ExitPlain);
    out.end();
  }

  /** Brings all values into the form with which instruction `first` starts. */
  #conform(target: State, first: number): void {
    const { emitter } = this;
    this.#check(target, first);
    this.#boxFor(target);
    const { state } = emitter;
    target.stack.forEach((value, depth) => {
      this.#conformStack(depth, value);
    });
    target.locals.forEach((value, local) => {
      this.#conformLocal(local, state.locals[local]!, value);
    });
  }

  /** Checks what the target expects of words; nothing has been changed yet. */
  #check(target: State, first: number): void {
    const { emitter } = this;
    const { state } = emitter;
    target.locals.forEach((value, local) => {
      const from = state.locals[local]!;
      const shape = shapeOf(value);
      if (from.rep !== Rep.Word || value.rep === Rep.Dead || shape === 0 || from.shape === shape)
        return;
      guardShape(emitter, emitter.intLocal(local), shape, value.identity, () =>
        exit(emitter, Status.ExitFailed, first),
      );
    });
  }

  /** Makes words of floats that the target has as words. */
  #boxFor(target: State): void {
    const { emitter } = this;
    const { state, out } = emitter;
    target.stack.forEach((value, depth) => {
      if (value.rep === Rep.Word || value.rep === Rep.Frame) box(emitter, depth);
    });
    target.locals.forEach((value, local) => {
      if (value.rep !== Rep.Word || state.locals[local]!.rep !== Rep.Float) return;
      emitter.unlink(local);
      allocateFloat(emitter, emitter.intLocal(local), () => out.get(emitter.floatLocal(local)));
      emitter.fp();
      out.get(emitter.intLocal(local));
      out.mem(Mem.i32_store, emitter.localOffset(local));
      state.locals[local] = { ...WORD, shape: Shape.Float };
    });
  }

  #conformStack(depth: number, to: Value): void {
    const { emitter } = this;
    const { out } = emitter;
    const from = emitter.state.value(depth);
    if (to.rep === Rep.Frame) {
      if (from.rep === Rep.Frame) return;
      emitter.fp();
      emitter.pushWord(depth);
      out.mem(Mem.i32_store, emitter.slotOffset(depth));
      return;
    }
    if (from.source < 0 && from.source !== -2 && from.rep === to.rep) return;
    if (to.rep === Rep.Float) {
      emitter.pushFloat(depth);
      out.set(emitter.floatSlot(depth));
    } else if (to.rep === Rep.Int || to.rep === Rep.Bool) {
      emitter.pushInt(depth);
      if (from.rep === Rep.Word) {
        out.i32(to.rep === Rep.Int ? 1 : 0);
        if (to.rep === Rep.Int) out.op(W.i32_shr_s);
        else throw new Error("a bool stays unboxed");
      }
      out.set(emitter.intSlot(depth));
    } else {
      emitter.pushWord(depth);
      out.set(emitter.intSlot(depth));
    }
  }

  #conformLocal(local: number, from: Value, to: Value): void {
    const { emitter } = this;
    const { out } = emitter;
    if (to.rep === Rep.Dead || to.rep === Rep.Unset || from.rep === Rep.Dead) return;
    if (to.rep === Rep.Word) {
      if (from.rep === Rep.Word) return;
      if (from.rep === Rep.Unset) {
        emitter.unsetLocal(local);
        return;
      }
      emitter.fp();
      out.get(emitter.intLocal(local));
      if (from.rep === Rep.Int) emitter.tag();
      else emitter.tagBool();
      out.tee(emitter.intLocal(local));
      out.mem(Mem.i32_store, emitter.localOffset(local));
    } else if (from.rep === Rep.Word) {
      unboxFrom(emitter, emitter.intLocal(local), emitter.floatLocal(local), to);
    }
  }
}
