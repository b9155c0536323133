/**
 * What the emitter writes besides opcodes: instructions whose form is known only when all scopes are.
 * They start above the opcodes.
 */
export enum Pseudo {
  /** Loads, stores, deletes an identifier; operand: its index in the scope. */
  LoadIdentifier = 0x100,
  StoreIdentifier,
  DeleteIdentifier,
  /** Loads the first parameter, for `super()`. */
  LoadSelf,
  /** A class body's result: its `__class__` cell, or None where nobody uses it. */
  LoadClassCell,
  /** Makes the function of a child; operand: the child's index. */
  MakeFunction,
  /** Loads an int that an operand cannot hold; operand: its index among the big ones. */
  LoadBigInt,
  /** A place to jump to; operand: the label. */
  Label,
  /** The source line from here on; operand: the line. */
  Line,
  /** Changes the stack depth that the emitter counts; operand: by how much. */
  AdjustDepth,
  /** Leaves loops through `try` blocks; operand: see `unwindOperand`. */
  Unwind,
  /** Exceptions of a `try` block arrive here and are on the stack; behind it the handlers. */
  StartHandlers,
  /** Behind the last handler and its END_FINALLY. */
  EndHandlers,
  /** Leaves a handler; operand: the label behind all of them. */
  LeaveHandler,
  /** Ends a `with` block; operand: the label of its handler. */
  WithCleanup,
  /** Ends an `async with` block; operand: the first of its labels, see `AsyncExitLabel`. */
  AsyncExit,
  /** Replaces the exception on top, which `__aexit__` has swallowed, by None. */
  SwallowException,
  /** Deletes an attribute; operand: its name. */
  DeleteAttribute,
  DeleteSubscript,
  /** The second half of `not in` and `is not`. */
  NegateComparison,
}

/** The labels at the end of an `async with` block, in the order of their numbers. */
export enum AsyncExitLabel {
  /** The body ended. */
  Quiet,
  /** The body raised, returned or jumped. */
  Handler,
  /** It returned or jumped. */
  Leaving,
}

const UNWIND_FROM_FOR = 0x80;

/** The operand of Unwind: a label, and the byte that the instruction carries behind its offset. */
export function unwindOperand(label: number, depth: number, fromFor: boolean): number {
  return (label << 8) | (fromFor ? UNWIND_FROM_FOR : 0) | depth;
}

export const unwindLabel = (operand: number): number => operand >> 8;
export const unwindByte = (operand: number): number => operand & 0xff;
export const unwindDepth = (operand: number): number => operand & (UNWIND_FROM_FOR - 1);
export const unwindsFor = (operand: number): boolean => (operand & UNWIND_FROM_FOR) !== 0;

/** Instructions of one scope in order, each an opcode or Pseudo with one operand. */
export class InstructionList {
  /** Pairs of operation and operand. */
  items = new Int32Array(16);
  /** How many of `items` are in use. */
  length = 0;
  readonly bigInts: bigint[] = [];
  labels = 0;

  /** Forgets the instructions; labels go on being counted. */
  clear(): void {
    this.length = 0;
    if (this.bigInts.length > 0) this.bigInts.length = 0;
  }

  push(operation: number, operand = 0): void {
    if (this.length === this.items.length) this.#grow();
    this.items[this.length++] = operation;
    this.items[this.length++] = operand;
  }

  newLabel(): number {
    return this.labels++;
  }

  #grow(): void {
    const grown = new Int32Array(this.items.length * 2);
    grown.set(this.items);
    this.items = grown;
  }
}
