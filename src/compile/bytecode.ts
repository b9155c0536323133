import { ITER_SLOTS } from "../tables/opcodes.js";
import type { ConstantPool } from "./constants.js";
import { Pseudo, unwindByte, unwindDepth, unwindLabel, unwindsFor } from "./instruction-list.js";
import { JumpLayout } from "./jump-layout.js";
import { writeLineEntries } from "./line-table.js";
import { ByteWriter } from "./mpy/byte-writer.js";
import { writeSignature, writeSizes } from "./mpy/prelude.js";
import { Op, rowOfCode } from "./opcode.js";
import { Binding, type Identifier, ParameterForm, type Scope } from "./scope.js";
import { closedSlots } from "./scope-closure.js";
import { stackEffect } from "./stack-depth.js";

/** How an opcode's operand is written. */
enum Form {
  None,
  Unsigned,
  Signed,
  Jump,
}

const forms = Uint8Array.from(rowOfCode, (row) => {
  switch (row?.format) {
    case "qstr":
    case "uint":
      return Form.Unsigned;
    case "int":
      return Form.Signed;
    case "soffset":
    case "uoffset":
      return Form.Jump;
    default:
      return Form.None;
  }
});

const isTerminal = Uint8Array.from(rowOfCode, (row) => (row?.terminal ? 1 : 0));

const smallIntRow = rowOfCode[Op.LOAD_CONST_SMALL_INT_MULTI]!;
const SHORT_INT_MIN = smallIntRow.spanBase!;
const SHORT_INT_COUNT = smallIntRow.span!;
const SHORT_LOAD_COUNT = rowOfCode[Op.LOAD_FAST_MULTI]!.span!;
const SHORT_STORE_COUNT = rowOfCode[Op.STORE_FAST_MULTI]!.span!;

/** The name of a parameter that cannot be given by keyword: a free variable's or an iterator's. */
const NO_KEYWORD = "*";

/** Cells and closures are counted and numbered by one byte. */
const MAX_CELL = 0xff;

/** Turns the instructions of scopes whose slots are numbered into the bytes of their functions. */
export class Assembler {
  readonly #body = new ByteWriter(1024);
  readonly #info = new ByteWriter(256);
  readonly #prelude = new ByteWriter(16);
  readonly #layout = new JumpLayout();
  /** Triples of line, base and jumps before it. */
  #lines: number[] = [];
  #scope!: Scope;
  #depth = 0;
  #maxDepth = 0;
  /** Nothing reaches what follows: it is counted but not written. */
  #dead = false;

  constructor(readonly pool: ConstantPool) {}

  /**
   * The code of `scope`: prelude and instructions. Undefined if a jump is too far for its operand
   * or a cell has too high a number.
   */
  assemble(scope: Scope): Uint8Array | undefined {
    this.#start(scope);
    this.#nameParameters();
    this.#writeItems();
    if (this.#depth !== 0)
      throw new Error(`stack depth ${this.#depth} at the end of ${scope.name}`);
    if (!this.#layout.findSizes()) return undefined;
    return this.#finish();
  }

  #start(scope: Scope): void {
    this.#scope = scope;
    this.#body.clear();
    this.#info.clear();
    this.#lines = [];
    this.#depth = 0;
    this.#maxDepth = 0;
    this.#dead = false;
    this.#layout.reset(scope.code.labels);
  }

  #nameParameters(): void {
    const scope = this.#scope;
    this.#info.uint(this.pool.name(scope.name));
    const count = scope.positional + scope.keywordOnly;
    const names: string[] = new Array(count).fill(NO_KEYWORD);
    for (const { parameter, slot, name } of scope.order) {
      if (parameter !== ParameterForm.None && slot < count) names[slot] = name;
    }
    for (const name of names) this.#info.uint(this.pool.name(name));
  }

  #writeItems(): void {
    const { items, length } = this.#scope.code;
    for (let i = 0; i < length; i += 2) {
      const operation = items[i]!;
      if (operation >= Pseudo.LoadIdentifier) this.#pseudo(operation, items[i + 1]!);
      else this.#instruction(operation, items[i + 1]!);
    }
  }

  #adjust(change: number): void {
    this.#depth += change;
    if (this.#depth > this.#maxDepth) this.#maxDepth = this.#depth;
  }

  #instruction(opcode: number, operand: number, extra = 0): void {
    this.#adjust(stackEffect(opcode, operand, extra));
    if (this.#dead) return;
    switch (forms[opcode]) {
      case Form.None:
        this.#body.byte(opcode + operand);
        break;
      case Form.Unsigned:
        this.#body.byte(opcode);
        this.#body.uint(operand);
        break;
      case Form.Signed:
        this.#signed(opcode, operand);
        break;
      default:
        this.#layout.addJump(opcode, this.#body.length, operand);
    }
    if (isTerminal[opcode] === 1) this.#dead = true;
  }

  #signed(opcode: number, value: number): void {
    const short = value - SHORT_INT_MIN;
    if (short >= 0 && short < SHORT_INT_COUNT) {
      this.#body.byte(Op.LOAD_CONST_SMALL_INT_MULTI + short);
    } else {
      this.#body.byte(opcode);
      this.#body.int(value);
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
        this.#dead = false;
        this.#layout.addLabel(operand, this.#body.length);
        break;
      case Pseudo.Line:
        this.#lines.push(operand, this.#body.length, this.#layout.jumps);
        return;
      case Pseudo.AdjustDepth:
        this.#adjust(operand);
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
      case Pseudo.LoadBigInt:
        this.#loadBigInt(scope.code.bigInts[operand]!);
        break;
    }
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
        this.#instruction(Op.LOAD_GLOBAL, this.pool.name(identifier.name));
        break;
      default:
        this.#instruction(Op.LOAD_NAME, this.pool.name(identifier.name));
        break;
    }
  }

  #loadFast(slot: number): void {
    if (slot < SHORT_LOAD_COUNT) this.#instruction(Op.LOAD_FAST_MULTI, slot);
    else this.#instruction(Op.LOAD_FAST_N, slot);
  }

  #store({ binding, slot, name }: Identifier): void {
    switch (binding) {
      case Binding.Local:
        if (slot < SHORT_STORE_COUNT) {
          this.#instruction(Op.STORE_FAST_MULTI, slot);
          return;
        }
        this.#instruction(Op.STORE_FAST_N, slot);
        break;
      case Binding.Cell:
      case Binding.Free:
        this.#instruction(Op.STORE_DEREF, slot);
        break;
      case Binding.ExplicitGlobal:
        this.#instruction(Op.STORE_GLOBAL, this.pool.name(name));
        break;
      default:
        this.#instruction(Op.STORE_NAME, this.pool.name(name));
        break;
    }
  }

  #delete({ binding, slot, name }: Identifier): void {
    switch (binding) {
      case Binding.Local:
        this.#instruction(Op.DELETE_FAST, slot);
        break;
      case Binding.Cell:
      case Binding.Free:
        this.#instruction(Op.DELETE_DEREF, slot);
        break;
      case Binding.ExplicitGlobal:
        this.#instruction(Op.DELETE_GLOBAL, this.pool.name(name));
        break;
      default:
        this.#instruction(Op.DELETE_NAME, this.pool.name(name));
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
    this.#adjust(stackEffect(Op.LOAD_CONST_SMALL_INT, 0, 0));
    if (this.#dead) return;
    this.#body.byte(Op.LOAD_CONST_SMALL_INT);
    this.#body.bigInt(value);
  }

  #makeFunction(index: number): void {
    const scope = this.#scope;
    const hasDefaults = scope.childDefaults[index]!;
    const cells = closedSlots(scope, scope.children[index]!);
    for (const slot of cells) this.#loadFast(slot);
    if (cells.length === 0) {
      this.#instruction(hasDefaults ? Op.MAKE_FUNCTION_DEFARGS : Op.MAKE_FUNCTION, index);
    } else {
      const opcode = hasDefaults ? Op.MAKE_CLOSURE_DEFARGS : Op.MAKE_CLOSURE;
      this.#instruction(opcode, index, cells.length);
      this.#rawByte(cells.length);
    }
  }

  #rawByte(byte: number): void {
    if (!this.#dead) this.#body.byte(byte);
  }

  #unwind(operand: number): void {
    if (unwindDepth(operand) > 0) {
      const written = !this.#dead;
      this.#instruction(Op.UNWIND_JUMP, unwindLabel(operand), unwindByte(operand));
      if (written) this.#body.byte(unwindByte(operand));
      return;
    }
    if (unwindsFor(operand)) {
      for (let i = 0; i < ITER_SLOTS; i++) this.#rawByte(Op.POP_TOP);
    }
    this.#instruction(Op.JUMP, unwindLabel(operand));
  }

  #finish(): Uint8Array | undefined {
    const scope = this.#scope;
    this.#writeLines();
    const infoSize = this.#info.length;
    for (const { binding, slot } of scope.order) {
      if (binding !== Binding.Cell) continue;
      if (slot > MAX_CELL) return undefined;
      this.#info.byte(slot);
    }
    const prelude = this.#prelude;
    prelude.clear();
    writeSignature(prelude, {
      stateSize: Math.max(1, scope.slots + this.#maxDepth),
      exceptDepth: scope.exceptDepth,
      flags: scope.flags,
      positional: scope.positional,
      keywordOnly: scope.keywordOnly,
      positionalDefaults: scope.positionalDefaults,
    });
    writeSizes(prelude, infoSize, this.#info.length - infoSize);
    return this.#join();
  }

  #writeLines(): void {
    let line = 1;
    let place = 0;
    for (let i = 0; i < this.#lines.length; i += 3) {
      const nextLine = this.#lines[i]!;
      const nextPlace = this.#layout.place(this.#lines[i + 1]!, this.#lines[i + 2]!);
      writeLineEntries(this.#info, nextPlace - place, nextLine - line);
      line = nextLine;
      place = nextPlace;
    }
  }

  #join(): Uint8Array {
    const body = this.#body.view();
    const start = this.#prelude.length + this.#info.length;
    const code = new Uint8Array(start + this.#layout.place(body.length, this.#layout.jumps));
    code.set(this.#prelude.view());
    code.set(this.#info.view(), this.#prelude.length);
    this.#layout.weave(body, code, start);
    return code;
  }
}
