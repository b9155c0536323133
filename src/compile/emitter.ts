import { compileMessages } from "../tables/compile-messages.js";
import { binaryOperators, unaryOperators } from "../tables/operators.js";
import type { Constant, Place } from "./ast.js";
import type { ConstantPool } from "./constants.js";
import { InstructionList, Pseudo, unwindOperand } from "./instruction-list.js";
import { ModuleGlobals } from "./module-globals.js";
import { emissionRank } from "./name-ranks.js";
import type { NativeTarget } from "./native/assembler.js";
import type { MachineLines } from "./native/machine-lines.js";
import { PlacedInstructions } from "./native/placed-instructions.js";
import { Op } from "./opcode.js";
import { Binding, type EmitKind, isBytecode, type Scope } from "./scope.js";
import { type CompileError, type CompileErrorType, compileError } from "./syntax-error.js";

/** What the emitter needs to know of the compilation's options. */
export interface EmitOptions {
  readonly filename: string;
  readonly optLevel: 0 | 1 | 2 | 3;
  readonly smallIntBits: number;
  readonly emitNative: "refuse" | "bytecode";
  /** The machine that `@micropython.native` and `viper` make code for, if there is one. */
  readonly native: NativeTarget | undefined;
  /** Is told where each line starts in the machine code of each function, in the order of the file. */
  readonly onMachineCode: ((lines: MachineLines) => void) | undefined;
  /** What the module and, unless decorated, its functions become. */
  readonly emit: EmitKind;
  /** A module's expression statements print their value. */
  readonly interactive: boolean;
}

/** How deep expressions and statements may nest, far below what a host stack holds. */
const MAX_DEPTH = 1000;

/** From this level on, no lines are recorded. */
const NO_LINES_LEVEL = 3;

/** How many lists of instructions, and how long ones, are kept for the next scopes. */
const MAX_SPARE_LISTS = 32;
const MAX_SPARE_LENGTH = 1 << 9;

const NO_LABEL = -1;
const NO_PLACE: Place = { line: 0, column: 0 };
const NO_SCOPES: readonly Scope[] = [];

/** Where `break` and `continue` go, and how many `try` blocks they leave. */
export interface LoopTargets {
  readonly breakLabel: number;
  readonly continueLabel: number;
  /** The loop keeps an iterator on the stack, which `break` drops. */
  readonly iterates: boolean;
  readonly exceptLevel: number;
}

const NO_LOOP: LoopTargets = {
  breakLabel: NO_LABEL,
  continueLabel: NO_LABEL,
  iterates: false,
  exceptLevel: 0,
};

const operatorCodes = (symbols: readonly (string | undefined)[]): Map<string, number> =>
  new Map(symbols.flatMap((symbol, code) => (symbol === undefined ? [] : [[symbol, code]])));

const binaryCodes = operatorCodes(binaryOperators.map((row) => row.symbol));
const unaryCodes = operatorCodes(unaryOperators.map((row) => row.symbol));

/** Writes the instructions of one scope after another; the state that all statement families share. */
export class Emitter {
  /** The scopes that were met and not taken. */
  #scopes: Scope[] = [];
  readonly globals = new ModuleGlobals();
  loop: LoopTargets = NO_LOOP;
  exceptLevel = 0;
  #scope!: Scope;
  #code!: InstructionList;
  #rank = 0;
  #depth = 0;
  /** What is being emitted, outermost first. */
  readonly #places: Place[] = [];
  /**
   * The number of the innermost statement that is being emitted; one that is alone in its block counts
   * as a part of the statement around it.
   */
  statement = 0;
  #statements = 0;
  readonly #spareCode: InstructionList[] = [];
  /** The smallest and largest ints of one machine word on the target. */
  readonly smallIntMin: bigint;
  readonly smallIntMax: bigint;

  constructor(
    readonly pool: ConstantPool,
    readonly options: EmitOptions,
  ) {
    this.smallIntMax = (1n << BigInt(options.smallIntBits - 1)) - 1n;
    this.smallIntMin = -this.smallIntMax - 1n;
  }

  get scope(): Scope {
    return this.#scope;
  }

  /** Starts the instructions of `scope`. */
  enter(scope: Scope): void {
    this.resume(scope);
    this.pool.name(scope.name, this.#rank);
  }

  /** Goes on with the instructions of `scope` at the end of one of its statements. */
  resume(scope: Scope): void {
    this.#scope = scope;
    this.#code = scope.code;
    this.#rank = emissionRank(scope);
    this.#depth = 0;
    this.loop = NO_LOOP;
    this.exceptLevel = 0;
  }

  /** Adds a scope within the current one, to be emitted later. */
  openScope(scope: Scope): Scope {
    this.#scopes.push(scope);
    return scope;
  }

  /** The scopes that were added since the last call, in the order in which they were. */
  takeScopes(): readonly Scope[] {
    if (this.#scopes.length === 0) return NO_SCOPES;
    const taken = this.#scopes;
    this.#scopes = [];
    return taken;
  }

  /** An empty list of instructions for a new scope. */
  newCode(kind: EmitKind): InstructionList {
    if (!isBytecode(kind)) return new PlacedInstructions(this);
    return this.#spareCode.pop() ?? new InstructionList();
  }

  /** Uses a list of instructions again whose scope is dropped. */
  reuseCode(code: InstructionList): void {
    if (code instanceof PlacedInstructions) return;
    if (this.#spareCode.length === MAX_SPARE_LISTS || code.items.length > MAX_SPARE_LENGTH) return;
    code.clear();
    code.labels = 0;
    this.#spareCode.push(code);
  }

  /** The error for `place`. */
  error(place: Place, text: string, type?: CompileErrorType): CompileError {
    const known = place.line > 0 ? place : { line: this.#scope.line, column: 1 };
    return compileError(this.options.filename, known, text, type, this.#scope.name);
  }

  /** Throws the error for `place`. */
  fail(place: Place, text: string, type?: CompileErrorType): never {
    throw this.error(place, text, type);
  }

  /** Counts one level of nesting; every call is matched by one of `rise`. */
  sink(place: Place): void {
    this.#places[++this.#depth] = place;
    if (this.#depth > MAX_DEPTH) this.fail(place, compileMessages.tooDeep, "RuntimeError");
  }

  /** The innermost part of the source that is being emitted. */
  get place(): Place {
    return this.#places[this.#depth] ?? NO_PLACE;
  }

  /** Numbers the next statement. */
  beginStatement(): void {
    this.statement = ++this.#statements;
  }

  rise(): void {
    this.#depth--;
  }

  /** Records that what follows comes from `line`; only increasing lines are kept. */
  line(line: number): void {
    if (line <= this.#scope.line) return;
    this.#scope.line = line;
    if (this.options.optLevel < NO_LINES_LEVEL) this.#code.push(Pseudo.Line, line);
  }

  op(opcode: number, operand = 0): void {
    this.#code.push(opcode, operand);
  }

  /** An opcode whose operand is a name. */
  named(opcode: number, name: string): void {
    this.#code.push(opcode, this.pool.name(name, this.#rank));
  }

  /** Notes that the code needs a name which no instruction gives. */
  mentionName(name: string): void {
    this.pool.name(name, this.#rank);
  }

  /** Loads a constant object. */
  object(constant: Constant): void {
    this.#code.push(Op.LOAD_CONST_OBJ, this.pool.object(constant, this.#rank));
  }

  load(name: string): void {
    this.#code.push(Pseudo.LoadIdentifier, this.#scope.mention(name, Binding.ImplicitGlobal));
  }

  store(name: string): void {
    this.#code.push(Pseudo.StoreIdentifier, this.#scope.mentionAssigned(name));
  }

  delete(name: string): void {
    this.#code.push(Pseudo.DeleteIdentifier, this.#scope.mentionAssigned(name));
  }

  smallInt(value: number): void {
    this.#code.push(Op.LOAD_CONST_SMALL_INT, value);
  }

  /** An int that one machine word of the target holds, but perhaps no operand here. */
  wordInt(value: bigint): void {
    const number = Number(value);
    if (number === (number | 0)) {
      this.smallInt(number);
    } else {
      this.#code.push(Pseudo.LoadBigInt, this.#code.bigInts.length);
      this.#code.bigInts.push(value);
    }
  }

  none(): void {
    this.#code.push(Op.LOAD_CONST_NONE);
  }

  unary(symbol: string): void {
    this.#code.push(Op.UNARY_OP_MULTI, unaryCodes.get(symbol)!);
  }

  /** A binary operator by its symbol; `in-place` ones end in `=`. */
  binary(symbol: string): void {
    this.#code.push(Op.BINARY_OP_MULTI, binaryCodes.get(symbol)!);
  }

  newLabel(): number {
    return this.#code.newLabel();
  }

  label(label: number): void {
    this.#code.push(Pseudo.Label, label);
  }

  jump(label: number): void {
    this.#code.push(Op.JUMP, label);
  }

  /** Pops a value and jumps if its truth is `when`. */
  popJump(when: boolean, label: number): void {
    this.#code.push(when ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, label);
  }

  adjustDepth(change: number): void {
    this.#code.push(Pseudo.AdjustDepth, change);
  }

  /** Leaves the loop to one of its labels through the `try` blocks between. */
  unwind(label: number, fromFor: boolean): void {
    const depth = this.exceptLevel - this.loop.exceptLevel;
    this.#code.push(Pseudo.Unwind, unwindOperand(label, depth, fromFor));
  }

  /** Enters a block whose handler is at `label`. */
  setupBlock(opcode: number, label: number): void {
    this.#code.push(opcode, label);
    this.exceptLevel++;
    this.#scope.exceptDepth = Math.max(this.#scope.exceptDepth, this.exceptLevel);
  }

  endFinally(): void {
    this.exceptLevel--;
    this.#code.push(Op.END_FINALLY);
  }

  /** Runs `emit` as the part of a loop in which `break` and `continue` belong to it. */
  inLoop(iterates: boolean, emit: (targets: LoopTargets) => void): LoopTargets {
    const outer = this.loop;
    this.loop = {
      breakLabel: this.newLabel(),
      continueLabel: this.newLabel(),
      iterates,
      exceptLevel: this.exceptLevel,
    };
    const own = this.loop;
    emit(own);
    this.loop = outer;
    return own;
  }

  /** Makes the function of `child`, whose defaults, if any, are on the stack. */
  makeFunction(child: Scope, hasDefaults: boolean): void {
    const scope = this.#scope;
    this.#code.push(Pseudo.MakeFunction, scope.children.length);
    scope.children.push(child);
    scope.childDefaults.push(hasDefaults);
  }

  isSmallInt(value: bigint): boolean {
    return value >= this.smallIntMin && value <= this.smallIntMax;
  }
}
