/**
 * The machine that compiled Python is written for, as the lowering sees it. Each target implements it.
 *
 * It has a handful of registers of 32 bits, words in a frame, and words in a state. Functions call the
 * runtime by the slots of the runtime function table. Code comes in one pass from front to back; the
 * lowering runs twice per function with a new assembler each time, the first time to learn how deep the
 * value stack becomes, so that the first run's code is dropped.
 */

import type { FunctionDef, Place } from "../ast.js";
import type { LineStart } from "../line-table.js";
import type { StoredConstant } from "../mpy/reader.js";

/**
 * Registers. A runtime function gets its arguments in `Argument1` to `Argument4` and leaves its result in
 * `Result`; it keeps none of these. `Local1` and `Local2` survive calls. A function that catches
 * exceptions holds nothing in them across a call.
 */
export const Register = {
  Result: 0,
  Argument1: 0,
  Argument2: 1,
  Argument3: 2,
  Argument4: 3,
  Local1: 4,
  Local2: 5,
} as const;
export type Register = (typeof Register)[keyof typeof Register];

/** A place in the code. The lowering numbers labels from 0 in each function, in no particular order. */
export type Label = number;

/** How many bytes a memory access has. */
export type Width = 1 | 2 | 4;

/** Operators on two words; shifts by 32 and more are as on the target. */
export type AluOperator =
  | "add"
  | "subtract"
  | "multiply"
  | "and"
  | "or"
  | "xor"
  | "shiftLeft"
  | "shiftRightSigned"
  | "shiftRightUnsigned";

/** How two words are compared. */
export type Condition =
  | "equal"
  | "notEqual"
  | "less"
  | "lessOrEqual"
  | "greater"
  | "greaterOrEqual"
  | "lessUnsigned"
  | "lessOrEqualUnsigned"
  | "greaterUnsigned"
  | "greaterOrEqualUnsigned";

/** What a word is to the collector: an object that may be a pointer to the heap, or a number. */
export type Content = "object" | "number";

/** What the words whose address is taken are to the runtime function that gets it. */
export type Access = "read" | "written" | "both";

/**
 * Where an exception goes that a call raises: the label of the innermost handler of the function that is
 * active here, or none, and then the function ends with it.
 *
 * A machine with a handler address of its own (see `setHandler`) needs no look at it.
 */
export type Handler = Label | undefined;

/** What a function is. */
export interface FunctionShape {
  /** `viper` has no code state and no prelude; the state of a `generator` is on the heap. */
  readonly kind: "native" | "generator" | "viper";
  readonly name: string;
  /** The source file's name. */
  readonly file: string;
  /** How many words the frame has. */
  readonly frameWords: number;
  /** Words of the state behind the frame's first ones; 0 in a generator, whose state is not in its frame. */
  readonly stateStart: number;
  /** How many functions are made within; the prelude's place is told behind theirs. */
  readonly children: number;
  /** The function catches exceptions itself, by the handlers given to `setHandler`. */
  readonly catches: boolean;
  /** How many words of the value stack and locals there are, the ones in registers too. */
  readonly stateWords: number;
}

/** What an assembler made. */
export interface MachineCode {
  /** The code, and behind it the prelude if there is one. */
  readonly bytes: Uint8Array;
  /** Where the prelude begins. */
  readonly preludeOffset: number;
}

/** Writes the code of one function. */
export interface Assembler {
  /** How much code there is so far: where in it the next instruction comes from is told by this. */
  readonly position: number;

  /** What follows comes from a line of the source; for targets that keep lines in the code itself. */
  startLine?(line: number): void;

  // Labels and jumps.

  /** What follows is reached by jumps to `label`, and from above unless that ends in a jump. */
  bind(label: Label): void;
  isBound(label: Label): boolean;
  /** Nothing reaches what follows up to the next label: it may be dropped. */
  dropUntilLabel(): void;
  jump(label: Label): void;
  /** @param isBoolean the word is 0 or 1 */
  jumpIfZero(register: Register, label: Label, isBoolean: boolean): void;
  jumpIfNotZero(register: Register, label: Label, isBoolean: boolean): void;
  jumpIfEqual(left: Register, right: Register, label: Label): void;
  /** Loads a word that `jumpToAddress` takes; 0 is never one. It may be kept in a state over a yield. */
  labelAddress(register: Register, label: Label): void;
  /** Jumps to a label whose address was taken anywhere in the function. */
  jumpToAddress(register: Register): void;
  /**
   * Stands before each jump backwards: where the target does not look for interrupts, budgets and the
   * scheduler by itself, it does so here. No register may change.
   */
  safepoint(handler: Handler): void;

  // Words.

  constant(destination: Register, value: number): void;
  /** @param content what the word is, told for `Local1` and `Local2` */
  move(destination: Register, source: Register, content: Content): void;
  negate(register: Register): void;
  complement(register: Register): void;
  /** `left = left operator right` */
  operate(operator: AluOperator, left: Register, right: Register): void;
  /** `destination = left condition right`, as 0 or 1 */
  compare(condition: Condition, destination: Register, left: Register, right: Register): void;

  // Memory, by addresses. Loads of less than a word fill up with zeros.

  /** Loads element number `index` of an array at `base`; `index` is any signed number. */
  load(width: Width, destination: Register, base: Register, index: number): void;
  store(width: Width, source: Register, base: Register, index: number): void;
  /** As `load`, with the number in a register, which the code may change unless `width` is 1. */
  loadIndexed(width: Width, destination: Register, base: Register, index: Register): void;
  storeIndexed(width: Width, source: Register, base: Register, index: Register): void;

  // The frame: words of this activation. Those below `contextWords` belong to the target, except that
  // of the exception that a handler caught.

  loadFrame(destination: Register, slot: number): void;
  storeFrame(slot: number, source: Register): void;

  // The state: locals, the value stack and what stands before them. A generator keeps it over a yield, on
  // the heap; in other functions it is a part of the frame, and slots are numbered as in the frame.

  loadState(destination: Register, slot: number): void;
  storeState(slot: number, source: Register, content: Content): void;
  /**
   * Loads the address of `count` words from `slot` on, for the next call.
   * Words that are `written` are all objects. Those of an iterator (`both`) are touched by nothing else.
   */
  stateAddress(destination: Register, slot: number, count: number, access: Access): void;

  // The runtime.

  /**
   * Finds the runtime's tables by the function object, before anything below is used.
   *
   * @param index where the runtime function table is among the module's constant objects
   */
  loadTables(functionObject: Register, index: number): void;
  /** Loads one of the values in the runtime function table (None, False, True). */
  runtimeValue(destination: Register, slot: number): void;
  /** Loads the id of a name, given by its index in the module. */
  name(destination: Register, index: number): void;
  /**
   * Calls a runtime function. Whether it raises, and how many arguments it takes, is in its row of the
   * table. What raises goes to `handler`, with the exception in the frame's slot for it.
   */
  call(slot: number, handler: Handler): void;

  // Functions.

  /** Starts the function: four arguments in `Argument1` to `Argument4`, of a generator two. */
  enter(shape: FunctionShape): void;
  /** In a generator, behind `enter`: takes the state's address from `Argument1`. */
  takeState(): void;
  /** The first activation of a generator resumes here. */
  markStart(): void;
  /** Leaves the function with `Result`; the code goes on behind. */
  leave(): void;
  /**
   * Goes on at `start`, with all exceptions in the function from then on caught: they arrive behind this
   * instruction, at `caught`, which it binds. For functions without handlers of their own.
   */
  openContext(start: Label, caught: Label): void;
  /**
   * The same for functions with handlers: an exception goes to the active handler, and only where
   * there is none behind this instruction.
   */
  openHandlers(start: Label, again: Label, caught: Label): void;
  /** Ends what `openContext` or `openHandlers` began. */
  closeContext(): void;
  /**
   * From here on exceptions go to `handler`, or out of the function; changes only `Result`. What calls
   * get as their handler is the same, so that a target may do nothing here.
   */
  setHandler(handler: Handler): void;

  /**
   * Ends the code.
   *
   * @param prelude what the runtime reads about the function; absent in viper functions
   */
  finish(prelude?: Uint8Array): MachineCode;
}

/** A function written in the target's own instructions. */
export interface InlineCode {
  readonly bytes: Uint8Array;
  /** How many arguments it takes. */
  readonly positional: number;
  /** The number of the native type that it returns. */
  readonly returnType: number;
  /** Where the code of each line starts. */
  readonly lines: readonly LineStart[];
}

/** How a target's own instructions are written in Python. */
export interface InlineAssembler {
  /** The name behind `@micropython.` */
  readonly decorator: string;
  /** @param fail throws the error of a place in the source */
  assemble(node: FunctionDef, fail: (place: Place, text: string) => never): InlineCode;
}

/** Names and constants of the module that bytecode belongs to, by their numbers. */
export interface BytecodeModule {
  nameText(index: number): string;
  constant(index: number): StoredConstant;
}

/** A kind of machine. */
export interface NativeTarget {
  /** Its name among the architectures of the file format. */
  readonly architecture: string;
  /** How many words of a frame the target needs to catch exceptions. */
  readonly contextWords: number;
  /** Which of them has the exception that was caught, or 0 where there is none. */
  readonly exceptionSlot: number;
  /** Absent where functions cannot be written in the target's own instructions. */
  readonly inline?: InlineAssembler;
  /** Only viper functions are lowered to machine code; native ones stay bytecode. */
  readonly onlyViper?: true;
  /** Makes machine code of the bytecode of native functions, which both go into the file; undefined: of this none. */
  readonly translate?: (bytecode: Uint8Array, module: BytecodeModule) => Uint8Array | undefined;
  newAssembler(): Assembler;
}

/** A function needs more than the target's instructions can address. */
export class NativeLimitError extends Error {
  override readonly name = "NativeLimitError";
}
