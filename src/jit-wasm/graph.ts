import { Op } from "../compile/opcode.js";
import type { Loop } from "./dominators.js";
import { FinallyCopies } from "./finally-copies.js";
import { type Instruction, localOf, writesLocal } from "./instructions.js";

/** A run of instructions that is entered at its start only. */
export interface Block {
  readonly index: number;
  /** Instructions from `first` up to `last`, not included. */
  readonly first: number;
  readonly last: number;
  /** Blocks that may follow, handlers of exceptions included. */
  readonly next: number[];
  /** It is entered from outside: a generator goes on there, or it handles exceptions. */
  readonly entered: boolean;
  /** It handles exceptions. */
  readonly handler: boolean;
}

const endsBlock = new Set<number>([
  Op.RETURN_VALUE,
  Op.RAISE_LAST,
  Op.RAISE_OBJ,
  Op.RAISE_FROM,
  Op.YIELD_VALUE,
  Op.YIELD_FROM,
  Op.END_FINALLY,
]);
const setsHandler = new Set<number>([Op.SETUP_WITH, Op.SETUP_EXCEPT, Op.SETUP_FINALLY]);
const leaves = new Set<number>([Op.RETURN_VALUE, Op.RAISE_LAST, Op.RAISE_OBJ, Op.RAISE_FROM]);
const jumpsAlways = new Set<number>([Op.JUMP, Op.POP_EXCEPT_JUMP, Op.UNWIND_JUMP]);

/** The blocks of a function, and which locals are needed where. */
export class Graph {
  readonly blocks: Block[] = [];
  readonly hasHandlers: boolean;
  /** Undefined without handlers. */
  readonly finallyCopies: FinallyCopies | undefined;
  /** The block that starts at an instruction. */
  readonly #blockAt = new Map<number, number>();
  /** By position in the code, the instruction's number. */
  readonly #numberAt = new Map<number, number>();
  /** Per instruction, a byte for each local: 1 when its value is needed from here on. */
  readonly #live: Uint8Array[] = [];

  constructor(
    readonly code: readonly Instruction[],
    readonly localCount: number,
  ) {
    code.forEach(({ start }, i) => {
      this.#numberAt.set(start, i);
    });
    this.hasHandlers = code.some(({ op }) => setsHandler.has(op));
    this.#makeBlocks();
    this.finallyCopies = this.hasHandlers ? new FinallyCopies(this) : undefined;
    this.#findLive();
  }

  /** Blocks that stand for others on the way from certain blocks. */
  readonly #instead = new Map<number, Map<number, number>>();

  /** The block to which a jump from `from` to `to` goes. */
  route(from: number, to: number): number {
    return this.#instead.get(from)?.get(to) ?? to;
  }

  /** Has what goes from a block to another go to a copy of that. */
  reroute(from: number, to: number, copy: number): void {
    const routes = this.#instead.get(from) ?? new Map<number, number>();
    this.#instead.set(from, routes.set(to, copy));
  }

  /** The blocks that follow each block. */
  get successors(): number[][] {
    return this.blocks.map(({ index, next }) => next.map((to) => this.route(index, to)));
  }

  /**
   * Turns loops whose condition stands at their end round: the condition before the first turn becomes a copy, and
   * the loop is then entered where the interpreter's jumps go back to.
   */
  invert(loops: readonly Loop[]): void {
    const before = this.successors;
    for (const { header, nodes } of loops) {
      const block = this.blocks[header]!;
      const inside = block.next.filter((to) => nodes.has(to));
      if (inside.length !== 1 || block.next.length !== 2 || block.entered) continue;
      if (this.blocks[inside[0]!]!.first > block.first) continue;
      const copy = this.blocks.length;
      this.blocks.push({ ...block, index: copy });
      before.forEach((next, from) => {
        if (nodes.has(from) || !next.includes(header)) return;
        this.reroute(from, header, copy);
      });
    }
  }

  /** Whether the interpreter jumps back to a block. */
  isJumpedBackTo(block: number): boolean {
    const { first } = this.blocks[block]!;
    const { start } = this.code[first]!;
    return this.code.some((instruction, n) => n >= first && instruction.target === start);
  }

  /** Whether a local's value is needed when instruction `n` is reached. */
  isLive(n: number, local: number): boolean {
    return this.hasHandlers || this.#live[n]?.[local] === 1;
  }

  blockOf(position: number): number {
    return this.#blockAt.get(this.#numberAt.get(position)!)!;
  }

  /** Whether a block starts at instruction `n`. */
  startsBlock(n: number): boolean {
    return this.#blockAt.has(n);
  }

  /** Where in the code a block starts. */
  positionOf(block: number): number {
    return this.code[this.blocks[block]!.first]!.start;
  }

  #makeBlocks(): void {
    const { code } = this;
    const starts = new Set([0]);
    const resumed = new Set<number>();
    const handlers = new Set<number>();
    code.forEach(({ op, target }, i) => {
      if (target >= 0) starts.add(this.#numberAt.get(target)!);
      if (target >= 0 || endsBlock.has(op)) starts.add(i + 1);
      if (setsHandler.has(op)) handlers.add(this.#numberAt.get(target)!);
      if (op === Op.YIELD_VALUE || op === Op.YIELD_FROM) resumed.add(i + 1);
    });
    const sorted = [...starts].filter((i) => i < code.length).sort((a, b) => a - b);
    sorted.forEach((first, index) => {
      this.#blockAt.set(first, index);
    });
    sorted.forEach((first, index) => {
      const last = sorted[index + 1] ?? code.length;
      const next = this.#following(last - 1);
      const handler = handlers.has(first);
      this.blocks.push({
        index,
        first,
        last,
        next,
        entered: handler || resumed.has(first),
        handler,
      });
    });
  }

  #following(n: number): number[] {
    const { op, target } = this.code[n]!;
    if (leaves.has(op)) return [];
    const next: number[] = [];
    if (target >= 0) next.push(this.#blockAt.get(this.#numberAt.get(target)!)!);
    const behind = this.#blockAt.get(n + 1);
    if (!jumpsAlways.has(op) && behind !== undefined && behind !== next[0]) next.push(behind);
    return next;
  }

  #findLive(): void {
    const { code, blocks, localCount } = this;
    for (let i = 0; i <= code.length; i++) this.#live.push(new Uint8Array(localCount));
    let changed = !this.hasHandlers;
    while (changed) {
      changed = false;
      for (let b = blocks.length - 1; b >= 0; b--)
        changed = this.#liveInBlock(blocks[b]!) || changed;
    }
  }

  #liveInBlock({ first, last, next }: Block): boolean {
    const live = new Uint8Array(this.localCount);
    for (const block of next) {
      const there = this.#live[this.blocks[block]!.first]!;
      for (let i = 0; i < live.length; i++) live[i]! |= there[i]!;
    }
    let changed = false;
    for (let n = last - 1; n >= first; n--) {
      const instruction = this.code[n]!;
      const local = localOf(instruction);
      if (local >= 0) live[local] = writesLocal(instruction) ? 0 : 1;
      const kept = this.#live[n]!;
      for (let i = 0; i < live.length; i++) {
        if (kept[i] !== live[i]) {
          kept[i] = live[i]!;
          changed = true;
        }
      }
    }
    return changed;
  }
}
