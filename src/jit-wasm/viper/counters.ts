import type { Register } from "../../compile/native/assembler.js";
import { type Dominators, isDominated, type Loop } from "../dominators.js";

/** A local that a loop counts with, by the same number in each turn. */
export interface Counter {
  readonly local: number;
  /** By how many bits the number of turns is shifted to be the counter's way. */
  readonly shift: number;
  readonly isDownward: boolean;
}

/** So that all turns of a slice fit in a word. */
const MAX_SHIFT = 16;

/** What a register holds: a local's value, and what was added to it. */
interface Sum {
  readonly local: number;
  readonly added: number;
}

/** A store to a local of its own value with something added; other stores add nothing that is known. */
interface Store {
  readonly local: number;
  readonly block: number;
  readonly added: number | undefined;
}

/** Finds the locals that loops count with, from what registers are known to hold while code is written. */
export class Counters {
  readonly #sums = new Map<Register, Sum>();
  readonly #stores: Store[] = [];

  /** Other ways lead here. */
  forgetAll(): void {
    this.#sums.clear();
  }

  forget(register: Register): void {
    this.#sums.delete(register);
  }

  load(register: Register, local: number): void {
    this.#sums.set(register, { local, added: 0 });
  }

  copy(destination: Register, source: Register): void {
    const sum = this.#sums.get(source);
    if (sum !== undefined) this.#sums.set(destination, sum);
  }

  /** What is in the register after something has been added. */
  add(register: Register, sum: Sum | undefined, added: number): void {
    if (sum !== undefined) this.#sums.set(register, { ...sum, added: (sum.added + added) | 0 });
  }

  sumIn(register: Register): Sum | undefined {
    return this.#sums.get(register);
  }

  /** @param source the register whose value is stored, if it is one */
  store(local: number, block: number, source?: Register): void {
    const sum = source === undefined ? undefined : this.#sums.get(source);
    const added = sum?.local === local ? sum.added : undefined;
    this.#stores.push({ local, block, added });
    for (const [register, known] of this.#sums) {
      if (known.local === local) this.#sums.delete(register);
    }
  }

  /**
   * A local that each turn of a loop, which has none within, changes by the same power of two.
   *
   * @param back the blocks from which the loop starts again
   */
  ofLoop({ nodes }: Loop, back: readonly number[], dominators: Dominators): Counter | undefined {
    const inside = this.#stores.filter(({ block }) => nodes.has(block));
    for (const { local, block, added } of inside) {
      const shift = added === undefined ? -1 : exponentOf(Math.abs(added));
      if (shift < 0 || shift > MAX_SHIFT) continue;
      const always = back.every((node) => isDominated(dominators, node, block));
      const isOnly = inside.filter((store) => store.local === local).length === 1;
      if (!always || !isOnly) continue;
      return { local, shift, isDownward: added! < 0 };
    }
    return undefined;
  }
}

/** -1 if the value is no power of two. */
const exponentOf = (value: number): number =>
  (value & (value - 1)) === 0 ? 31 - Math.clz32(value) : -1;
