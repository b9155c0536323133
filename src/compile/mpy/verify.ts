import { mpyMessages } from "../../tables/compile-messages.js";
import { CodeKind, ScopeFlag } from "../../tables/mpy-format.js";
import { Op } from "../opcode.js";
import { ByteReader, refuse } from "./byte-reader.js";
import { FlowCheck } from "./flow.js";
import { InstructionReader } from "./instruction.js";
import { MpyError } from "./mpy-error.js";
import { type Prelude, readPrelude } from "./prelude.js";
import { readMpy, type StoredFunction, type StoredModule } from "./reader.js";
import { verifyMachineCode } from "./verify-machine.js";

/** What the runtime that is to load a file can hold. */
export interface VerifyOptions {
  /** Bits of a small int; 31 by default. */
  readonly smallIntBits?: number;
  /** The numbers of the architectures whose machine code it runs; none by default. */
  readonly architectures?: readonly number[];
}

const DEFAULT_SMALL_INT_BITS = 31;

/** Counts packed into one operand have eight bits each. */
const MAX_PACKED_COUNTS = 0xffff;

/**
 * Checks all of a `.mpy` file that a runtime relies on: lengths, indexes, opcodes, jump targets,
 * stack depths, blocks, locals and cells. Machine code cannot be checked.
 *
 * @returns the file taken apart
 * @throws MpyError with the ValueError's text where the file cannot be loaded
 */
export function verifyMpy(bytes: Uint8Array, options: VerifyOptions = {}): StoredModule {
  const module = readMpy(bytes);
  const { smallIntBits = DEFAULT_SMALL_INT_BITS, architectures = [] } = options;
  if (module.smallIntBits > smallIntBits) refuse("its small ints are too large");
  if (module.architecture !== 0 && !architectures.includes(module.architecture)) {
    const message =
      architectures.length === 0
        ? mpyMessages.nativeUnsupported
        : mpyMessages.incompatibleArchitecture;
    throw new MpyError(message, "it has machine code for another machine");
  }
  verifyFunction(module, module.code, 0);
  return module;
}

/**
 * `closed` is how many cells the function gets from outside, or null if nothing makes it: what stood
 * in code that was dropped. Its instructions never run and are not checked.
 */
function verifyFunction(module: StoredModule, fun: StoredFunction, closed: number | null): void {
  const closedOfChildren: (number | null)[] = new Array(fun.children.length).fill(null);
  if (fun.kind === CodeKind.Bytecode) {
    const check = new FunctionCheck(module, fun, closed ?? 0, closedOfChildren);
    check.checkPrelude();
    if (closed !== null) check.checkCode();
  } else {
    verifyMachineCode(module, fun);
    // What machine code makes of the functions within is not known: they are taken to have the cells they use.
    for (let i = 0; i < fun.children.length; i++) {
      closedOfChildren[i] = closedCells(fun.children[i]!);
    }
  }
  for (let i = 0; i < fun.children.length; i++) {
    verifyFunction(module, fun.children[i]!, closedOfChildren[i]!);
  }
}

/** How many cells from outside a function of bytecode uses. */
function closedCells(fun: StoredFunction): number {
  if (fun.kind !== CodeKind.Bytecode) return 0;
  const code = new ByteReader(fun.bytes);
  const { cells, start, positional } = readPrelude(code);
  const own = new Set(fun.bytes.subarray(cells, start));
  const instructions = new InstructionReader(code);
  let count = 0;
  code.at = start;
  while (code.remaining > 0) {
    instructions.next();
    const { row, operand } = instructions;
    const usesCell =
      row.code === Op.LOAD_DEREF || row.code === Op.STORE_DEREF || row.code === Op.DELETE_DEREF;
    if (usesCell && operand < positional && !own.has(operand)) count = Math.max(count, operand + 1);
  }
  return count;
}

/** The check of one function of bytecode. */
class FunctionCheck {
  readonly #code: ByteReader;
  readonly #prelude: Prelude;
  readonly #instructions: InstructionReader;
  /** 1 where an instruction starts. */
  readonly #starts: Uint8Array;
  /** 1 for the slots that hold cells. */
  readonly #isCell: Uint8Array;
  readonly #smallIntLimit: number;
  #slots = 0;
  /** How many instructions up to here, without a break, have loaded cells. */
  #cellLoads = 0;
  /** Where the run of cell loads started. */
  #cellRun = 0;
  /** Ranges of code that no jump may enter: cell loads and the closure that takes them. */
  readonly #closures: [number, number][] = [];

  constructor(
    readonly module: StoredModule,
    readonly fun: StoredFunction,
    closed: number,
    readonly closedOfChildren: (number | null)[],
  ) {
    this.#code = new ByteReader(fun.bytes);
    this.#prelude = readPrelude(this.#code);
    this.#instructions = new InstructionReader(this.#code);
    this.#starts = new Uint8Array(fun.bytes.length);
    this.#isCell = new Uint8Array(this.#prelude.stateSize);
    this.#smallIntLimit = 2 ** (module.smallIntBits - 1);
    this.#markCells(closed);
  }

  checkPrelude(): void {
    this.#checkSignature();
    this.#checkInfo();
  }

  checkCode(): void {
    const targets = this.#checkInstructions();
    for (const target of targets) this.#checkTarget(target);
    const { start, exceptDepth, stateSize } = this.#prelude;
    const flow = new FlowCheck(this.#instructions, exceptDepth, this.fun.bytes.length);
    flow.run(start);
    if (this.#slots + flow.maxDepth > stateSize) refuse("a function needs more slots than it has");
  }

  #markCells(closed: number): void {
    const { cells, start, positional, stateSize } = this.#prelude;
    if (closed > positional || positional > stateSize) refuse("a closure has too many cells");
    this.#isCell.fill(1, 0, closed);
    if (closed > 0) this.#reserveSlot(closed - 1);
    for (let at = cells; at < start; at++) {
      const slot = this.fun.bytes[at]!;
      this.#reserveSlot(slot);
      this.#isCell[slot] = 1;
    }
  }

  /** Notes a slot that the value stack must not reach: a parameter's or a cell's. */
  #reserveSlot(slot: number): void {
    this.#checkSlot(slot);
    if (slot >= this.#slots) this.#slots = slot + 1;
  }

  /**
   * Other locals may overlap the stack: the reference counts no slot for the `__class__` that a class
   * body assigns.
   */
  #checkSlot(slot: number): void {
    if (slot >= this.#prelude.stateSize) refuse("a local is out of range");
  }

  #checkSignature(): void {
    const { positional, keywordOnly, positionalDefaults, flags } = this.#prelude;
    if (positionalDefaults > positional) refuse("a function has more defaults than parameters");
    let parameters = positional + keywordOnly;
    if ((flags & ScopeFlag.VarArgs) !== 0) parameters++;
    if ((flags & ScopeFlag.VarKeywords) !== 0) parameters++;
    if (parameters > 0) this.#reserveSlot(parameters - 1);
  }

  /** The names and the line table must end where the prelude says. */
  #checkInfo(): void {
    const { info, cells, positional, keywordOnly } = this.#prelude;
    const reader = new ByteReader(this.fun.bytes, info, cells);
    for (let i = 0; i <= positional + keywordOnly; i++) this.#checkName(reader.uint());
    while (reader.remaining > 0) {
      if (reader.byte() >= 0x80) reader.byte();
    }
  }

  #checkName(index: number): void {
    if (index >= this.module.names.length) refuse("a name is out of range");
  }

  /** Reads all instructions in order; gives where the jumps go. */
  #checkInstructions(): number[] {
    const instructions = this.#instructions;
    const targets: number[] = [];
    const end = this.fun.bytes.length;
    this.#code.at = this.#prelude.start;
    let falls = true;
    while (this.#code.at < end) {
      instructions.next();
      this.#starts[instructions.start] = 1;
      if (instructions.isJump) targets.push(instructions.target);
      this.#checkOperand();
      falls = instructions.row.terminal !== true;
    }
    if (falls) refuse("a function does not end");
    return targets;
  }

  #checkTarget(target: number): void {
    if (this.#starts[target] !== 1) refuse("a jump goes into an instruction");
    for (const [from, to] of this.#closures) {
      if (target > from && target <= to) refuse("a jump goes into the making of a closure");
    }
  }

  #checkOperand(): void {
    const { opcode, operand, row } = this.#instructions;
    if (this.#loadsCell()) return;
    if (this.#cellLoads > 0) this.#checkCellUse(row.code);
    if (row.format === "qstr") this.#checkName(operand);
    switch (row.code) {
      case Op.LOAD_CONST_OBJ:
        if (operand >= this.module.constants.length) refuse("a constant is out of range");
        break;
      case Op.LOAD_CONST_SMALL_INT:
        this.#checkSmallInt(operand);
        break;
      case Op.LOAD_DEREF:
      case Op.STORE_DEREF:
      case Op.DELETE_DEREF:
        this.#checkSlot(operand);
        if (this.#isCell[operand] !== 1) refuse("a local is no cell");
        break;
      case Op.LOAD_FAST_N:
      case Op.LOAD_FAST_MULTI:
        this.#checkSlot(operand);
        break;
      case Op.STORE_FAST_N:
      case Op.STORE_FAST_MULTI:
      case Op.DELETE_FAST:
        this.#checkSlot(operand);
        if (this.#isCell[operand] === 1) refuse("a cell is overwritten");
        break;
      case Op.MAKE_FUNCTION:
      case Op.MAKE_FUNCTION_DEFARGS:
        this.#makeChild(operand, 0);
        break;
      case Op.MAKE_CLOSURE:
      case Op.MAKE_CLOSURE_DEFARGS:
        this.#makeClosure(operand);
        break;
      default:
        this.#checkCounts(opcode, operand);
    }
    this.#cellLoads = 0;
  }

  /** Cells get onto the stack only to be taken by a closure, or as the result of a class's body. */
  #loadsCell(): boolean {
    const { operand, row, start } = this.#instructions;
    if (row.code !== Op.LOAD_FAST_N && row.code !== Op.LOAD_FAST_MULTI) return false;
    this.#checkSlot(operand);
    if (this.#isCell[operand] !== 1) return false;
    if (this.#cellLoads++ === 0) this.#cellRun = start;
    return true;
  }

  #checkCellUse(code: number): void {
    if (code === Op.MAKE_CLOSURE || code === Op.MAKE_CLOSURE_DEFARGS) return;
    if (code !== Op.RETURN_VALUE || this.#cellLoads > 1) refuse("a cell is used as a value");
  }

  #checkSmallInt(value: number): void {
    if (value < -this.#smallIntLimit || value >= this.#smallIntLimit) {
      refuse("a small int is out of range");
    }
  }

  #checkCounts(opcode: number, operand: number): void {
    const tooMany = operand > MAX_PACKED_COUNTS;
    switch (opcode) {
      case Op.BUILD_SLICE:
        if (operand !== 2 && operand !== 3) refuse("a slice has two or three parts");
        break;
      case Op.STORE_COMP:
        if ((operand & 3) === 3) refuse("a comprehension's container is unknown");
        break;
      case Op.CALL_FUNCTION:
      case Op.CALL_FUNCTION_VAR_KW:
      case Op.CALL_METHOD:
      case Op.CALL_METHOD_VAR_KW:
      case Op.UNPACK_EX:
        if (tooMany) refuse("a count is too large");
        break;
      default:
    }
  }

  #makeChild(index: number, closed: number): void {
    if (index >= this.fun.children.length) refuse("a function is out of range");
    const known = this.closedOfChildren[index];
    if (known !== null && known !== closed) refuse("a function is made in two ways");
    this.closedOfChildren[index] = closed;
  }

  #makeClosure(index: number): void {
    const { extra, start } = this.#instructions;
    if (extra === 0 || extra !== this.#cellLoads) refuse("a closure takes what is no cell");
    this.#makeChild(index, extra);
    this.#closures.push([this.#cellRun, start]);
  }
}
