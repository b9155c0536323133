import { AsyncExitLabel, Pseudo } from "../instruction-list.js";
import { Op } from "../opcode.js";
import { ITEM_SIZE } from "./native-code.js";

/** The locals that are bound for certain, as bits by slot; undefined where no way leads. */
type Bound = bigint | undefined;

/** Operations behind which no way goes on, the jumps among them to their label. */
const jumps = new Set<number>([Op.JUMP, Op.UNWIND_JUMP, Op.POP_EXCEPT_JUMP, Pseudo.LeaveHandler]);
const ends = new Set<number>([Op.RETURN_VALUE, Op.RAISE_OBJ, Op.RAISE_FROM, Op.RAISE_LAST]);
/** Operations behind which one way goes on, and another one at their label. */
const branches = new Set<number>([
  Op.POP_JUMP_IF_TRUE,
  Op.POP_JUMP_IF_FALSE,
  Op.JUMP_IF_TRUE_OR_POP,
  Op.JUMP_IF_FALSE_OR_POP,
  Op.FOR_ITER,
]);
const accesses = new Set<number>([Op.LOAD_FAST_N, Op.STORE_FAST_N, Op.DELETE_FAST]);
const blocks = new Set<number>([Op.SETUP_EXCEPT, Op.SETUP_FINALLY, Op.SETUP_WITH]);

/** A block that is being gone through. */
interface Block {
  readonly handler: number;
  readonly isFinally: boolean;
  /** What is bound where its body ends; only from there a `finally` goes on behind. */
  bodyEnd: Bound;
  /** What has been deleted since it was entered. */
  deleted: bigint;
}

/**
 * Finds the loads and deletions of locals that may not be bound there.
 *
 * @param items resolved code
 * @param parameters how many slots are bound from the start
 * @returns the indices of the instructions
 */
export function findUncertain(items: Int32Array, parameters: number): Set<number> {
  const flow = new Flow(items, parameters);
  while (flow.pass());
  return flow.uncertain;
}

class Flow {
  uncertain = new Set<number>();
  /** What is bound on all ways known so far to each label. */
  readonly #labels = new Map<number, bigint>();
  readonly #blocks: Block[] = [];
  #changed = false;
  #bound: Bound;

  constructor(
    private readonly items: Int32Array,
    private readonly parameters: number,
  ) {}

  /** Goes through the code once; true if a label turned out to have less bound than was known. */
  pass(): boolean {
    this.#changed = false;
    this.uncertain = new Set();
    this.#blocks.length = 0;
    this.#bound = (1n << BigInt(this.parameters)) - 1n;
    for (let i = 0; i < this.items.length / ITEM_SIZE; i++) this.#step(i);
    return this.#changed;
  }

  #step(index: number): void {
    const at = index * ITEM_SIZE;
    const operation = this.items[at]!;
    const operand = this.items[at + 1]!;
    if (operation === Pseudo.Label) this.#label(operand);
    else if (operation === Pseudo.WithCleanup) this.#arrive(operand);
    else if (jumps.has(operation)) this.#leave(operand);
    else if (ends.has(operation) || operation === Pseudo.EndHandlers) this.#bound = undefined;
    else if (branches.has(operation)) this.#join(operand);
    else if (blocks.has(operation)) this.#enter(operand, operation === Op.SETUP_FINALLY);
    else if (operation === Op.END_FINALLY) this.#endBlock();
    else if (operation === Pseudo.AsyncExit) this.#exitAsync(operand);
    else if (accesses.has(operation)) {
      this.#access(index, operation, operand, this.items[at + 2]!);
    }
  }

  #access(index: number, operation: number, slot: number, isCell: number): void {
    if (this.#bound === undefined) return;
    const bit = 1n << BigInt(slot);
    if (operation === Op.STORE_FAST_N) {
      this.#bound |= bit;
    } else {
      if ((this.#bound & bit) === 0n && isCell === 0) this.uncertain.add(index);
      if (operation === Op.DELETE_FAST) this.#forget(bit);
    }
  }

  /** What is deleted in a block is not bound in its handlers. */
  #forget(bit: bigint): void {
    this.#bound = this.#bound! & ~bit;
    for (const block of this.#blocks) {
      block.deleted |= bit;
      this.#join(block.handler);
    }
  }

  #enter(handler: number, isFinally: boolean): void {
    this.#blocks.push({ handler, isFinally, bodyEnd: 0n, deleted: 0n });
    this.#join(handler);
  }

  #label(label: number): void {
    const block = this.#blocks.at(-1);
    if (block?.handler === label && block.isFinally) {
      block.bodyEnd = this.#bound;
      block.deleted = 0n;
    }
    this.#arrive(label);
  }

  /** Exceptions, returns and jumps go on elsewhere. */
  #endBlock(): void {
    const { isFinally, bodyEnd, deleted } = this.#blocks.pop()!;
    if (!isFinally || this.#bound === undefined) return;
    this.#bound = bodyEnd === undefined ? undefined : this.#bound | (bodyEnd & ~deleted);
  }

  #exitAsync(labels: number): void {
    this.#leave(labels + AsyncExitLabel.Quiet);
    this.#arrive(labels + AsyncExitLabel.Handler);
    this.#join(labels + AsyncExitLabel.Leaving);
  }

  #leave(label: number): void {
    this.#join(label);
    this.#bound = undefined;
  }

  #arrive(label: number): void {
    const known = this.#labels.get(label);
    if (known === undefined) return;
    this.#bound = this.#bound === undefined ? known : this.#bound & known;
  }

  #join(label: number): void {
    if (this.#bound === undefined) return;
    const known = this.#labels.get(label);
    const joined = known === undefined ? this.#bound : known & this.#bound;
    if (joined === known) return;
    this.#labels.set(label, joined);
    this.#changed = true;
  }
}
