import { ITER_SLOTS } from "../tables/opcodes.js";
import { binaryOperators, unaryOperators } from "../tables/operators.js";
import { type CompactCode, Mark } from "./compact-code.js";
import type { ConstantPool } from "./constants.js";
import { EXCEPTION_ROOT } from "./emit-async.js";
import {
  AsyncExitLabel,
  Pseudo,
  unwindByte,
  unwindDepth,
  unwindLabel,
  unwindsFor,
} from "./instruction-list.js";
import { assemblyRank } from "./name-ranks.js";
import { Op, rowOfCode } from "./opcode.js";
import { OperandForm, operandForms } from "./operand-form.js";
import { Binding, type Identifier, ParameterForm, type Scope } from "./scope.js";
import { closedSlots } from "./scope-closure.js";
import { EXIT_CALL_SLOTS, stackEffect, UNWIND_SLOTS } from "./stack-depth.js";

const isTerminal = Uint8Array.from(rowOfCode, (row) => (row?.terminal ? 1 : 0));

const smallIntRow = rowOfCode[Op.LOAD_CONST_SMALL_INT_MULTI]!;
const SHORT_INT_MIN = smallIntRow.spanBase!;
const SHORT_INT_COUNT = smallIntRow.span!;
const SHORT_LOAD_COUNT = rowOfCode[Op.LOAD_FAST_MULTI]!.span!;
const SHORT_STORE_COUNT = rowOfCode[Op.STORE_FAST_MULTI]!.span!;

export const NOT = unaryOperators.findIndex(({ symbol }) => symbol === "not");
const EXCEPTION_MATCH = binaryOperators.findIndex(({ symbol }) => symbol === "except");

/** The name of a parameter that cannot be given by keyword: a free variable's or an iterator's. */
const NO_KEYWORD = "*";

/** Turns the instructions of scopes whose slots are numbered into compact code. */
export class Lowerer {
  #scope!: Scope;
  #code!: CompactCode;
  #rank = 0;

  constructor(readonly pool: ConstantPool) {}

  /** The ids of the names of a function and its parameters. */
  nameParameters(scope: Scope): number[] {
    const rank = assemblyRank(scope);
    const count = scope.positional + scope.keywordOnly;
    const names: string[] = new Array(count).fill(NO_KEYWORD);
    for (const { parameter, slot, name } of scope.order) {
      if (parameter !== ParameterForm.None && slot < count) names[slot] = name;
    }
    const ids = [this.pool.name(scope.name, rank)];
    for (const name of names) ids.push(this.pool.name(name, rank));
    return ids;
  }

  /** Appends what `scope` has for instructions now to `code`. */
  lower(scope: Scope, code: CompactCode): void {
    this.#scope = scope;
    this.#code = code;
    this.#rank = assemblyRank(scope);
    const { items, length } = scope.code;
    for (let i = 0; i < length; i += 2) {
      const operation = items[i]!;
      if (operation >= Pseudo.LoadIdentifier) this.#pseudo(operation, items[i + 1]!);
      else this.#instruction(operation, items[i + 1]!);
    }
  }

  #instruction(opcode: number, operand: number, extra = 0): void {
    const code = this.#code;
    code.adjust(stackEffect(opcode, operand, extra));
    if (code.dead) return;
    switch (operandForms[opcode]) {
      case OperandForm.None:
        code.bytes.byte(opcode + operand);
        break;
      case OperandForm.Signed:
        this.#signed(opcode, operand);
        break;
      default:
        code.bytes.byte(opcode);
        code.bytes.uint(operand);
    }
    if (isTerminal[opcode] === 1) code.dead = true;
  }

  #signed(opcode: number, value: number): void {
    const { bytes } = this.#code;
    const short = value - SHORT_INT_MIN;
    if (short >= 0 && short < SHORT_INT_COUNT) {
      bytes.byte(Op.LOAD_CONST_SMALL_INT_MULTI + short);
    } else {
      bytes.byte(opcode);
      bytes.int(value);
    }
  }

  #pseudo(operation: Pseudo, operand: number): void {
    const scope = this.#scope;
    switch (operation) {
      case Pseudo.LoadIdentifier:
        this.#load(scope.identifiers[operand]!);
        break;
      case Pseudo.StoreIdentifier:
        this.#store(scope.identifiers[operand]!);
        break;
      case Pseudo.DeleteIdentifier:
        this.#delete(scope.identifiers[operand]!);
        break;
      case Pseudo.Label:
        this.#label(operand);
        break;
      case Pseudo.Line:
        this.#line(operand);
        break;
      case Pseudo.AdjustDepth:
        this.#code.adjust(operand);
        break;
      case Pseudo.MakeFunction:
        this.#makeFunction(operand);
        break;
      case Pseudo.Unwind:
        this.#unwind(operand);
        break;
      case Pseudo.LoadSelf:
        this.#load(scope.order.find((id) => id.parameter !== ParameterForm.None)!);
        break;
      case Pseudo.LoadClassCell:
        this.#loadClassCell();
        break;
      case Pseudo.NegateComparison:
        this.#instruction(Op.UNARY_OP_MULTI, NOT);
        break;
      case Pseudo.LoadBigInt:
        this.#loadBigInt(scope.code.bigInts[operand]!);
        break;
      default:
        this.#blockPseudo(operation, operand);
    }
  }

  /** What belongs to `try` and `with` blocks, and deletions, which have opcodes of others. */
  #blockPseudo(operation: Pseudo, operand: number): void {
    switch (operation) {
      case Pseudo.StartHandlers:
        this.#code.adjust(1 + UNWIND_SLOTS);
        break;
      case Pseudo.EndHandlers:
        this.#code.adjust(-UNWIND_SLOTS);
        break;
      case Pseudo.LeaveHandler:
        this.#instruction(Op.POP_EXCEPT_JUMP, operand);
        break;
      case Pseudo.WithCleanup:
        this.#withCleanup(operand);
        break;
      case Pseudo.AsyncExit:
        this.#asyncExit(operand);
        break;
      case Pseudo.SwallowException:
        this.#instruction(Op.POP_TOP, 0);
        this.#instruction(Op.LOAD_CONST_NONE, 0);
        break;
      case Pseudo.DeleteAttribute:
        this.#instruction(Op.LOAD_NULL, 0);
        this.#instruction(Op.ROT_TWO, 0);
        this.#instruction(Op.STORE_ATTR, operand);
        break;
      case Pseudo.DeleteSubscript:
        this.#instruction(Op.LOAD_NULL, 0);
        this.#instruction(Op.ROT_THREE, 0);
        this.#instruction(Op.STORE_SUBSCR, 0);
        break;
    }
  }

  #label(label: number): void {
    this.#code.dead = false;
    this.#code.bytes.byte(Mark.Label);
    this.#code.bytes.uint(label);
  }

  #withCleanup(handler: number): void {
    this.#instruction(Op.LOAD_CONST_NONE, 0);
    this.#label(handler);
    this.#code.adjust(EXIT_CALL_SLOTS);
    this.#code.adjust(-EXIT_CALL_SLOTS);
    this.#instruction(Op.WITH_CLEANUP, 0);
  }

  /** The body's end joins what awaits the exit; at the handler exceptions are told from the rest. */
  #asyncExit(labels: number): void {
    this.#instruction(Op.LOAD_CONST_NONE, 0);
    this.#instruction(Op.ROT_TWO, 0);
    this.#instruction(Op.JUMP, labels + AsyncExitLabel.Quiet);
    this.#label(labels + AsyncExitLabel.Handler);
    this.#instruction(Op.DUP_TOP, 0);
    this.#instruction(Op.LOAD_GLOBAL, this.pool.name(EXCEPTION_ROOT, this.#rank));
    this.#instruction(Op.BINARY_OP_MULTI, EXCEPTION_MATCH);
    this.#instruction(Op.POP_JUMP_IF_FALSE, labels + AsyncExitLabel.Leaving);
  }

  #line(line: number): void {
    const code = this.#code;
    code.bytes.byte(Mark.Line);
    code.bytes.uint(line - code.line);
    code.line = line;
  }

  #nameOf(identifier: Identifier): number {
    if (identifier.nameId < 0) identifier.nameId = this.pool.name(identifier.name, this.#rank);
    return identifier.nameId;
  }

  #load(identifier: Identifier): void {
    switch (identifier.binding) {
      case Binding.Local:
        this.#loadFast(identifier.slot);
        break;
      case Binding.Cell:
      case Binding.Free:
        this.#instruction(Op.LOAD_DEREF, identifier.slot);
        break;
      case Binding.ExplicitGlobal:
        this.#instruction(Op.LOAD_GLOBAL, this.#nameOf(identifier));
        break;
      default:
        this.#instruction(Op.LOAD_NAME, this.#nameOf(identifier));
        break;
    }
  }

  #loadFast(slot: number): void {
    if (slot < SHORT_LOAD_COUNT) this.#instruction(Op.LOAD_FAST_MULTI, slot);
    else this.#instruction(Op.LOAD_FAST_N, slot);
  }

  #store(identifier: Identifier): void {
    const { binding, slot } = identifier;
    switch (binding) {
      case Binding.Local:
        if (slot < SHORT_STORE_COUNT) this.#instruction(Op.STORE_FAST_MULTI, slot);
        else this.#instruction(Op.STORE_FAST_N, slot);
        break;
      case Binding.Cell:
      case Binding.Free:
        this.#instruction(Op.STORE_DEREF, slot);
        break;
      case Binding.ExplicitGlobal:
        this.#instruction(Op.STORE_GLOBAL, this.#nameOf(identifier));
        break;
      default:
        this.#instruction(Op.STORE_NAME, this.#nameOf(identifier));
        break;
    }
  }

  #delete(identifier: Identifier): void {
    switch (identifier.binding) {
      case Binding.Local:
        this.#instruction(Op.DELETE_FAST, identifier.slot);
        break;
      case Binding.Cell:
      case Binding.Free:
        this.#instruction(Op.DELETE_DEREF, identifier.slot);
        break;
      case Binding.ExplicitGlobal:
        this.#instruction(Op.DELETE_GLOBAL, this.#nameOf(identifier));
        break;
      default:
        this.#instruction(Op.DELETE_NAME, this.#nameOf(identifier));
        break;
    }
  }

  /** A class hands its cell out, not what is in it. */
  #loadClassCell(): void {
    const { binding, slot } = this.#scope.find("__class__")!;
    if (binding === Binding.Local) this.#instruction(Op.LOAD_CONST_NONE, 0);
    else this.#loadFast(slot);
  }

  #loadBigInt(value: bigint): void {
    const code = this.#code;
    code.adjust(stackEffect(Op.LOAD_CONST_SMALL_INT, 0, 0));
    if (code.dead) return;
    code.bytes.byte(Op.LOAD_CONST_SMALL_INT);
    code.bytes.bigInt(value);
  }

  #makeFunction(index: number): void {
    const scope = this.#scope;
    const hasDefaults = scope.childDefaults[index]!;
    const cells = closedSlots(scope, scope.children[index]!);
    const child = scope.earlierChildren + index;
    for (const slot of cells) this.#loadFast(slot);
    if (cells.length === 0) {
      this.#instruction(hasDefaults ? Op.MAKE_FUNCTION_DEFARGS : Op.MAKE_FUNCTION, child);
    } else {
      const opcode = hasDefaults ? Op.MAKE_CLOSURE_DEFARGS : Op.MAKE_CLOSURE;
      this.#instruction(opcode, child, cells.length);
      this.#rawByte(cells.length);
    }
  }

  #rawByte(byte: number): void {
    if (!this.#code.dead) this.#code.bytes.byte(byte);
  }

  #unwind(operand: number): void {
    if (unwindDepth(operand) > 0) {
      const written = !this.#code.dead;
      this.#instruction(Op.UNWIND_JUMP, unwindLabel(operand), unwindByte(operand));
      if (written) this.#code.bytes.byte(unwindByte(operand));
      return;
    }
    if (unwindsFor(operand)) {
      for (let i = 0; i < ITER_SLOTS; i++) this.#rawByte(Op.POP_TOP);
    }
    this.#instruction(Op.JUMP, unwindLabel(operand));
  }
}
