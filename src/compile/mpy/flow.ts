import { ITER_SLOTS } from "../../tables/opcodes.js";
import { Op, rowOfCode } from "../opcode.js";
import { stackEffect } from "../stack-depth.js";
import { ASYNC_EXIT_SLOTS, type AsyncExit, checkAsyncExit } from "./async-exit.js";
import { refuse } from "./byte-reader.js";
import type { InstructionReader } from "./instruction.js";
import { type Mark, marksAfter, marksBelow, sameMarks } from "./stack-marks.js";

/** A block that SETUP_… opened: it lasts until END_FINALLY or POP_EXCEPT_JUMP. */
interface Block {
  readonly outer: Block | null;
  readonly opcode: number;
  /** Where its handler starts; from there on the block is being handled. */
  readonly handler: number;
  /** The stack depth around the whole block. */
  readonly depth: number;
  /** Values on top of that while the body runs: a manager, with its exit method or without. */
  readonly held: number;
  /** How many blocks there are, this one included. */
  readonly count: number;
  /** Whether its exception was taken off the stack, so that END_FINALLY cannot raise it again. */
  readonly isTaken: boolean;
  /** The same block with its exception taken, once there is such a state. */
  taken?: Block;
}

/** What is known before an instruction. */
interface State {
  readonly depth: number;
  readonly block: Block | null;
  readonly marks: Mark | null;
}

/** A jump out of `try` blocks puts its destination on the stack. */
const UNWIND_TRANSIENT = 1;

const UNWIND_COUNT_MASK = 0x7f;
const UNWIND_FOR_BIT = 0x80;

/** For each opcode, how many values it takes off the stack at least, as far as that is fixed. */
const taken = Uint8Array.from(rowOfCode, (row) => {
  if (row === undefined) return 0;
  const before = row.stack.split("--")[0]!.trim();
  if (before === "" || before.includes("*") || before.includes("…")) return 0;
  return before.split(/\s+/).length;
});

/**
 * Follows all ways through a function: at each instruction the stack has one depth and the same
 * blocks are open, whichever way leads there.
 *
 * A `finally` entered by a return or a jump has one value more on the stack than one entered by an
 * exception; it counts here as a single one, and as one more slot that the function must have.
 */
export class FlowCheck {
  /** The most slots that the value stack takes. */
  maxDepth = 0;
  readonly #states: (State | undefined)[];
  readonly #pending: number[] = [];
  /** The handlers of `async with`, by where they start. */
  readonly #asyncExits = new Map<number, AsyncExit>();
  /** Where jumps go. */
  readonly #targets = new Set<number>();

  constructor(
    readonly instructions: InstructionReader,
    readonly maxBlocks: number,
    end: number,
  ) {
    this.#states = new Array(end).fill(undefined);
  }

  /** @throws MpyError where two ways disagree, or a value is taken that is not there */
  run(start: number): void {
    this.#reach(start, { depth: 0, block: null, marks: null });
    for (let at = this.#pending.pop(); at !== undefined; at = this.#pending.pop()) {
      this.#follow(at);
    }
  }

  /** Follows one way until it ends or meets a place that is known. */
  #follow(at: number): void {
    const { instructions } = this;
    let state = this.#states[at]!;
    for (;;) {
      instructions.code.at = at;
      instructions.next();
      const after = this.#step(state);
      if (after === null) return;
      at = instructions.end;
      if (isHandlerAt(after.block, at)) this.#fallIntoHandler(after.block!);
      if (this.#asyncExits.has(at)) return;
      const known = this.#states[at];
      if (known !== undefined) {
        agree(known, after);
        return;
      }
      this.#states[at] = after;
      state = after;
    }
  }

  /** Only a `finally` runs without an exception; the None in front of it says so. */
  #fallIntoHandler({ opcode }: Block): void {
    if (opcode === Op.SETUP_EXCEPT || this.instructions.opcode !== Op.LOAD_CONST_NONE) {
      refuse("a handler is entered without a reason");
    }
  }

  /** Notes that `at` is reached in `state`. */
  #reach(at: number, state: State): void {
    this.#targets.add(at);
    const known = this.#states[at];
    if (known !== undefined) {
      agree(known, state);
      return;
    }
    for (const [from, { end }] of this.#asyncExits) {
      if (at >= from && at < end) refuse("a jump enters a handler");
    }
    this.#note(state, at);
    this.#states[at] = state;
    this.#pending.push(at);
  }

  #note({ depth, block }: State, at: number, transient = 0): void {
    const needed = depth + hiddenSlots(block, at) + transient;
    if (needed > this.maxDepth) this.maxDepth = needed;
  }

  /** The state behind an instruction, or null where execution does not go on there. */
  #step(before: State): State | null {
    const { opcode, operand, extra, row, start } = this.instructions;
    const state = this.#afterTaking(before);
    const depth = state.depth + stackEffect(opcode, operand, extra);
    if (depth < 0) refuse("a value is missing on the stack");
    const left = state.depth - this.#taken(state);
    const marks = marksAfter(state.marks, {
      opcode,
      operand,
      extra,
      depth: state.depth,
      left,
      after: depth,
    });
    switch (opcode) {
      case Op.SETUP_EXCEPT:
      case Op.SETUP_FINALLY:
      case Op.SETUP_WITH:
        return this.#open(state, depth, marks);
      case Op.END_FINALLY:
        return this.#close(state);
      case Op.POP_EXCEPT_JUMP:
        this.#leaveExcept(state);
        return null;
      case Op.UNWIND_JUMP:
        this.#unwind(state);
        return null;
      default:
    }
    if (this.instructions.isJump) {
      const taken = state.depth + (row.jumpEffect ?? depth - state.depth);
      if (taken < 0) refuse("a value is missing on the stack");
      const { target } = this.instructions;
      if (this.#endsAsyncBody(state, target)) return null;
      if (crossesHandler(state.block, start, target)) refuse("a jump enters a handler");
      const { block } = state;
      this.#reach(target, { depth: taken, block, marks: marksBelow(marks, taken) });
    }
    if (row.terminal) return null;
    const same = depth === state.depth && marks === state.marks;
    const after = same ? state : { depth, block: state.block, marks };
    this.#note(after, start);
    return after;
  }

  /** The state with what the instruction takes off the stack; the depth is still the one before it. */
  #afterTaking(state: State): State {
    const { opcode, start } = this.instructions;
    const left = state.depth - this.#taken(state);
    if (left < 0) refuse("a value is missing on the stack");
    const { depth, block, marks } = state;
    if (block === null || left > block.depth || start < block.handler) return state;
    // Why the handler runs lies at the block's depth: None, an exception or a jump to go on with. END_FINALLY
    // trusts it. An `async with` looks at it and moves it, a `with` has its own opcode.
    if (opcode === Op.END_FINALLY || opcode === Op.DUP_TOP) return state;
    if (block.opcode === Op.SETUP_EXCEPT) return { depth, block: withoutException(block), marks };
    if (block.opcode === Op.SETUP_FINALLY && block.held === 0) refuse("a finally loses its reason");
    return state;
  }

  /** How many values the instruction takes. While a `finally` runs there may be a hidden one. */
  #taken({ block }: State): number {
    const { opcode, operand, extra, row, start } = this.instructions;
    if (opcode === Op.FOR_ITER) return ITER_SLOTS;
    if (opcode === Op.STORE_COMP) return (operand >> 2) + 1;
    if (opcode === Op.ROT_THREE) return 3 - hiddenSlots(block, start);
    if (typeof row.effect === "function") return pops(row.effect(operand, extra), opcode);
    return taken[opcode]!;
  }

  #open({ depth, block }: State, after: number, marks: Mark | null): State {
    const { opcode, target } = this.instructions;
    const held = this.#heldBy(opcode, target);
    const outer = held === 0 ? depth : depth - 1;
    const count = (block?.count ?? 0) + 1;
    if (outer < 0) refuse("a value is missing on the stack");
    if (count > this.maxBlocks) refuse("too many blocks are open");
    const own: Block = {
      outer: block,
      opcode,
      handler: target,
      depth: outer,
      held,
      count,
      isTaken: false,
    };
    const state = { depth: after, block: own, marks };
    this.#note(state, this.instructions.start);
    if (held === 1) this.#passAsyncExit(own, marks);
    else {
      const effect = rowOfCode[opcode]!.jumpEffect ?? 0;
      this.#reach(target, { depth: depth + effect, block: own, marks });
    }
    return state;
  }

  /** LOAD_CONST_NONE, ROT_TWO, JUMP lead from the end of an `async with`'s body into the middle of its handler. */
  #endsAsyncBody({ depth, block }: State, target: number): boolean {
    if (block === null || block.held !== 1) return false;
    if (this.#asyncExits.get(block.handler)?.normalEnd !== target) return false;
    const { code, opcode, start } = this.instructions;
    const swap = start - 1;
    const isUsual =
      opcode === Op.JUMP &&
      depth === block.depth + 2 &&
      this.#states[swap] !== undefined &&
      this.#states[swap - 1] !== undefined &&
      code.bytes[swap] === Op.ROT_TWO &&
      code.bytes[swap - 1] === Op.LOAD_CONST_NONE;
    if (!isUsual || this.#targets.has(start) || this.#targets.has(swap)) {
      refuse("an async with ends in its own way");
    }
    return true;
  }

  /** The handler is taken as it is; execution goes on behind it. */
  #passAsyncExit({ handler, depth, outer }: Block, marks: Mark | null): void {
    const { instructions } = this;
    const { start } = instructions;
    this.#note({ depth: depth + ASYNC_EXIT_SLOTS, block: outer, marks: null }, handler);
    const exit = checkAsyncExit(instructions, handler);
    this.#asyncExits.set(handler, exit);
    this.#reach(exit.end, { depth, block: outer, marks: marksBelow(marks, depth) });
    instructions.code.at = start;
    instructions.next();
  }

  /** SETUP_FINALLY of an `async with` has the manager below; its handler alone starts by DUP_TOP. */
  #heldBy(opcode: number, handler: number): number {
    if (opcode === Op.SETUP_WITH) return 2;
    const first = this.instructions.code.bytes[handler];
    return opcode === Op.SETUP_FINALLY && first === Op.DUP_TOP ? 1 : 0;
  }

  #close({ depth, block, marks }: State): State {
    const { start } = this.instructions;
    if (block === null || start < block.handler) refuse("a handler ends that has not begun");
    if (block.isTaken) refuse("a handler ends without its exception");
    if (depth !== block.depth + 1) refuse("a handler ends with values left on the stack");
    return { depth: block.depth, block: block.outer, marks };
  }

  #leaveExcept({ depth, block, marks }: State): void {
    if (block?.opcode !== Op.SETUP_EXCEPT) refuse("there is no except block to leave");
    if (depth !== block.depth) refuse("an except block is left with values on the stack");
    this.#reach(this.instructions.target, { depth, block: block.outer, marks });
  }

  #unwind(state: State): void {
    const { extra, target, start } = this.instructions;
    this.#note(state, start, UNWIND_TRANSIENT);
    let block: Block | null = state.block;
    if (block !== null && state.depth !== bodyDepth(block, start)) {
      refuse("a block is left with values on the stack");
    }
    let depth = state.depth;
    for (let left = extra & UNWIND_COUNT_MASK; left > 0; left--) {
      if (block === null) refuse("more blocks are left than are open");
      depth = block.depth;
      block = block.outer;
    }
    if ((extra & UNWIND_FOR_BIT) !== 0) depth -= ITER_SLOTS;
    if (depth < 0) refuse("a value is missing on the stack");
    this.#reach(target, { depth, block, marks: marksBelow(state.marks, depth) });
  }
}

/** The depth between statements of a block's body or, from its handler on, of its handler. */
function bodyDepth({ opcode, handler, depth, held }: Block, at: number): number {
  if (at < handler) return depth + held;
  return opcode === Op.SETUP_EXCEPT ? depth : depth + 1;
}

/** Whether a jump goes from a block's body into its handler, or back. */
function crossesHandler(block: Block | null, from: number, to: number): boolean {
  for (let b = block; b !== null; b = b.outer) {
    if (from < b.handler !== to < b.handler) return true;
  }
  return false;
}

/** Whether the handler of the innermost block starts here. */
function isHandlerAt(block: Block | null, at: number): boolean {
  return block !== null && block.handler === at;
}

function withoutException(block: Block): Block {
  if (block.isTaken) return block;
  block.taken ??= { ...block, isTaken: true };
  return block.taken;
}

/** How many values may be on the stack that are not counted: one for each `finally` that runs. */
function hiddenSlots(block: Block | null, at: number): number {
  let hidden = 0;
  for (; block !== null; block = block.outer) {
    if (at >= block.handler && block.opcode !== Op.SETUP_EXCEPT) hidden++;
  }
  return hidden;
}

/** Values that an opcode with this net effect takes: all but BUILD_MAP-like ones leave one result. */
function pops(effect: number, opcode: number): number {
  if (opcode === Op.UNPACK_SEQUENCE || opcode === Op.UNPACK_EX) return 1;
  return Math.max(0, 1 - effect);
}

function agree(known: State, state: State): void {
  if (known.depth !== state.depth) refuse("two ways meet with different stacks");
  if (known.block !== state.block) refuse("two ways meet in different blocks");
  if (!sameMarks(known.marks, state.marks)) refuse("two ways meet with different stacks");
}
