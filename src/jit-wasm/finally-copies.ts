import { Op } from "../compile/opcode.js";
import type { Block, Graph } from "./graph.js";

/** A handler that is in force, or runs, at an instruction. */
export interface HandlerSite {
  /** Where it starts. */
  readonly position: number;
  /** It is run when it is left in any way: `finally` and `with`. */
  readonly isFinally: boolean;
}

/** What is to be done when the blocks of `finally` on the way are over. */
export type Exit =
  | { readonly kind: "return" }
  /** A jump out of `count` blocks, with bit 7 out of a `for` loop, too. */
  | { readonly kind: "jump"; readonly target: number; readonly count: number };

const LOOP_BIT = 0x80;
/** The most blocks of a `finally` that is copied, and of all copies. */
const MAX_REGION = 16;
const MAX_COPIES = 64;

const setsHandler = new Set<number>([Op.SETUP_WITH, Op.SETUP_EXCEPT, Op.SETUP_FINALLY]);
/** What a `finally` that is copied may not have: handlers of its own, and ways out that are not its end. */
const foreign = new Set<number>([
  ...setsHandler,
  Op.RETURN_VALUE,
  Op.UNWIND_JUMP,
  Op.YIELD_VALUE,
  Op.YIELD_FROM,
]);

/** How many handlers an exit leaves, of those at hand. */
export function countLeft(exit: Exit, handlers: number): number {
  return exit.kind === "return" ? handlers : exit.count & ~LOOP_BIT;
}

/** The handler that has to be run first of those that are left, or -1; `end` is the position behind the instruction. */
export function firstToRun(handlers: readonly HandlerSite[], left: number, end: number): number {
  return handlers.findLastIndex(
    ({ position, isFinally }, i) => i >= handlers.length - left && isFinally && position >= end,
  );
}

/**
 * Copies of `finally` blocks for `return`, `break` and `continue` through them: what lies on the stack differs there,
 * one word more than at the regular end of `try` and with an exception.
 */
export class FinallyCopies {
  readonly #wayFrom = new Map<number, number>();
  readonly #exitOf = new Map<number, Exit>();
  readonly #copies = new Map<string, number | undefined>();
  #count = 0;

  constructor(private readonly graph: Graph) {
    for (const [block, handlers] of this.#exits()) {
      const { op, end, target, extra } = this.#last(block);
      const exit: Exit =
        op === Op.RETURN_VALUE ? { kind: "return" } : { kind: "jump", target, count: extra };
      this.#lead(block, handlers, end, exit);
    }
  }

  /** The copy to which the exit at the end of a block goes first. */
  wayFrom(block: number): number | undefined {
    return this.#wayFrom.get(block);
  }

  /** What is to be done at the end of the `finally` to which a copied block belongs; undefined for any other block. */
  exitOf(block: number): Exit | undefined {
    return this.#exitOf.get(block);
  }

  #last(block: number): Graph["code"][number] {
    const { blocks, code } = this.graph;
    return code[blocks[block]!.last - 1]!;
  }

  /** The blocks that end with `return` or a jump out of blocks, with the handlers there. */
  #exits(): [number, readonly HandlerSite[]][] {
    const { blocks } = this.graph;
    const found: [number, readonly HandlerSite[]][] = [];
    const seen = new Set([0]);
    const pending: { index: number; handlers: readonly HandlerSite[] }[] = [
      { index: 0, handlers: [] },
    ];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { index } = next;
      const handlers = this.#handlersBehind(blocks[index]!, next.handlers);
      const { op } = this.#last(index);
      if (op === Op.RETURN_VALUE || op === Op.UNWIND_JUMP) found.push([index, handlers]);
      const left = op === Op.UNWIND_JUMP ? this.#last(index).extra & ~LOOP_BIT : 0;
      const behind = handlers.slice(0, Math.max(0, handlers.length - left));
      for (const to of blocks[index]!.next) {
        if (seen.has(to)) continue;
        seen.add(to);
        pending.push({ index: to, handlers: behind });
      }
    }
    return found;
  }

  #handlersBehind({ first, last }: Block, before: readonly HandlerSite[]): HandlerSite[] {
    const handlers = [...before];
    for (const { op, target } of this.graph.code.slice(first, last)) {
      if (setsHandler.has(op)) {
        handlers.push({ position: target, isFinally: op !== Op.SETUP_EXCEPT });
      } else if (op === Op.END_FINALLY || op === Op.POP_EXCEPT_JUMP) handlers.pop();
    }
    return handlers;
  }

  /** Leads an exit at the end of a block through the copies of what has to be run. */
  #lead(from: number, handlers: readonly HandlerSite[], end: number, exit: Exit): void {
    const left = countLeft(exit, handlers.length);
    const index = firstToRun(handlers, left, end);
    const { next } = this.graph.blocks[from]!;
    next.length = 0;
    if (index < 0) {
      if (exit.kind === "jump") next.push(this.graph.blockOf(exit.target));
      return;
    }
    const copy = this.#copy(handlers.slice(0, index + 1), this.#behind(exit, handlers, index));
    if (copy === undefined) return;
    this.#wayFrom.set(from, copy);
    next.push(copy);
  }

  /** What is left to do behind the handler with that number. */
  #behind(exit: Exit, handlers: readonly HandlerSite[], index: number): Exit {
    return exit.kind === "return"
      ? exit
      : { ...exit, count: exit.count - (handlers.length - index) };
  }

  /** The copy of the innermost handler for an exit; undefined: it cannot be copied. */
  #copy(handlers: readonly HandlerSite[], exit: Exit): number | undefined {
    const { position } = handlers.at(-1)!;
    const key = `${position} ${exit.kind === "return" ? "" : `${exit.target} ${exit.count}`}`;
    if (this.#copies.has(key)) return this.#copies.get(key);
    const region = this.#region(this.graph.blockOf(position));
    const usable = region !== undefined && this.#count + region.length <= MAX_COPIES;
    const copy = usable ? this.#copyRegion(region, handlers, exit) : undefined;
    this.#copies.set(key, copy);
    return copy;
  }

  #copyRegion(region: readonly number[], handlers: readonly HandlerSite[], exit: Exit): number {
    const { blocks } = this.graph;
    this.#count += region.length;
    const copyOf = new Map(region.map((block, i) => [block, blocks.length + i]));
    for (const [block, index] of copyOf) {
      const original = blocks[block]!;
      blocks.push({ ...original, index, next: [...original.next], entered: false, handler: false });
      this.#exitOf.set(index, exit);
    }
    for (const index of copyOf.values()) {
      const { op, end } = this.#last(index);
      if (op === Op.END_FINALLY) this.#lead(index, handlers.slice(0, -1), end, exit);
      else {
        for (const to of blocks[index]!.next) this.graph.reroute(index, to, copyOf.get(to)!);
      }
    }
    return copyOf.get(region[0]!)!;
  }

  /** The blocks from the start of a `finally` to its end; undefined when they have other ways out, or turns. */
  #region(start: number): number[] | undefined {
    const { blocks, code } = this.graph;
    const region = [start];
    for (const index of region) {
      const { first, last, next } = blocks[index]!;
      if (code.slice(first, last).some(({ op }) => foreign.has(op))) return undefined;
      if (this.#last(index).op === Op.END_FINALLY) continue;
      for (const to of next) {
        if (blocks[to]!.first <= first) return undefined;
        if (!region.includes(to)) region.push(to);
      }
      if (region.length > MAX_REGION) return undefined;
    }
    return region;
  }
}
