import { messages } from "../../tables/messages.js";
import type { Constant } from "../ast.js";
import type { ConstantPool } from "../constants.js";
import { type InstructionList, Pseudo, unwindDepth, unwindLabel } from "../instruction-list.js";
import { NOT } from "../lowerer.js";
import { assemblyRank } from "../name-ranks.js";
import { Op } from "../opcode.js";
import { Binding, type Identifier, ParameterForm, type Scope } from "../scope.js";
import { closedSlots } from "../scope-closure.js";
import { findUncertain } from "./definite-assignment.js";
import { type ErrorIds, ITEM_SIZE, NativeOp } from "./native-code.js";
import { PlacedInstructions } from "./placed-instructions.js";
import { isCast, typeOfName, type ValueType } from "./value-type.js";

/** How many numbers a place takes: line, column, statement. */
export const PLACE_SIZE = 3;

/** The extra of a load that gets a local's cell, not what is in it. */
const CELL = 1;

/** The opcodes of one kind of access by a name, as bindings demand them. */
interface Access {
  readonly fast: number;
  readonly deref: number;
  readonly global: number;
  readonly name: number;
}

const loads: Access = {
  fast: Op.LOAD_FAST_N,
  deref: Op.LOAD_DEREF,
  global: Op.LOAD_GLOBAL,
  name: Op.LOAD_NAME,
};
const stores: Access = {
  fast: Op.STORE_FAST_N,
  deref: Op.STORE_DEREF,
  global: Op.STORE_GLOBAL,
  name: Op.STORE_NAME,
};
const deletes: Access = {
  fast: Op.DELETE_FAST,
  deref: Op.DELETE_DEREF,
  global: Op.DELETE_GLOBAL,
  name: Op.DELETE_NAME,
};

const stringConstant = (value: string): Constant => ({
  kind: "Str",
  line: 0,
  column: 0,
  value,
  interned: true,
});

/**
 * Turns the instructions of a scope whose slots are numbered into a form without names: identifiers
 * become slots and ids. Names and constants get their ids in the order in which the reference uses them.
 */
export class Resolver {
  readonly #items: number[] = [];
  readonly #places: number[] = [];
  readonly #rank: number;
  readonly tableId: number;
  enterId = -1;
  exitId = -1;
  usesObjects = false;
  reraise: ErrorIds | undefined;
  /** The instructions that use a local which may not be bound. */
  uncertain: ReadonlySet<number> = new Set();
  unbound: ErrorIds | undefined;

  constructor(
    private readonly pool: ConstantPool,
    private readonly scope: Scope,
  ) {
    this.#rank = assemblyRank(scope);
    this.tableId = pool.functionTable(this.#rank);
  }

  get items(): Int32Array {
    return Int32Array.from(this.#items);
  }

  get places(): Int32Array {
    return Int32Array.from(this.#places);
  }

  /** Takes what the scope has for instructions now. */
  add(code: InstructionList): void {
    if (!(code instanceof PlacedInstructions)) throw new Error("instructions without places");
    const { items, length, places } = code;
    for (let i = 0; i < length; i += 2) {
      const before = this.#items.length;
      this.#instruction(items[i]!, items[i + 1]!);
      const place = (i / 2) * PLACE_SIZE;
      for (let at = before; at < this.#items.length; at += ITEM_SIZE) {
        this.#places.push(places[place]!, places[place + 1]!, places[place + 2]!);
      }
    }
  }

  #emit(operation: number, operand = 0, extra = 0): void {
    this.#items.push(operation, operand, extra);
  }

  #instruction(operation: number, operand: number): void {
    const { identifiers } = this.scope;
    switch (operation) {
      case Pseudo.Line:
        break;
      case Pseudo.LoadIdentifier:
        this.#load(identifiers[operand]!);
        break;
      case Pseudo.StoreIdentifier:
        this.#access(stores, identifiers[operand]!);
        break;
      case Pseudo.DeleteIdentifier:
        this.#access(deletes, identifiers[operand]!);
        break;
      case Pseudo.LoadSelf:
        this.#load(this.scope.order.find((id) => id.parameter !== ParameterForm.None)!);
        break;
      case Pseudo.LoadClassCell:
        this.#loadClassCell();
        break;
      case Pseudo.MakeFunction:
        this.#makeFunction(operand);
        break;
      case Pseudo.NegateComparison:
        this.#emit(Op.UNARY_OP_MULTI, NOT, 1);
        break;
      case Pseudo.Unwind:
        this.#emit(Op.UNWIND_JUMP, unwindLabel(operand), unwindDepth(operand));
        break;
      default:
        this.#constantOrPlain(operation, operand);
    }
  }

  #constantOrPlain(operation: number, operand: number): void {
    if (operation === Op.LOAD_CONST_STRING) {
      this.#string(this.pool.nameText(operand));
      return;
    }
    if (operation === Op.LOAD_CONST_OBJ) this.usesObjects = true;
    if (operation === Op.SETUP_WITH) this.#nameManagerMethods();
    if (operation === Op.RAISE_LAST) this.reraise = this.#errorIds("noActiveException");
    this.#emit(operation, operand);
  }

  /** Machine code loads strings as constant objects. */
  #string(value: string): void {
    this.usesObjects = true;
    this.#emit(Op.LOAD_CONST_OBJ, this.pool.object(stringConstant(value), this.#rank));
  }

  /** Ends the code: finds which locals may not be bound where they are used. */
  findUnbound(parameters: number): void {
    this.uncertain = findUncertain(this.items, parameters);
    if (this.uncertain.size > 0) this.unbound = this.#errorIds("localUnbound");
  }

  #errorIds(message: keyof typeof messages): ErrorIds {
    const [name, text] = messages[message];
    this.usesObjects = true;
    return {
      nameId: this.pool.name(name, this.#rank),
      textId: this.pool.object(stringConstant(text), this.#rank),
    };
  }

  #nameManagerMethods(): void {
    this.exitId = this.pool.name("__exit__", this.#rank);
    this.enterId = this.pool.name("__enter__", this.#rank);
  }

  #load(identifier: Identifier): void {
    const type = this.#castType(identifier);
    if (type === undefined) this.#access(loads, identifier);
    else this.#emit(NativeOp.LoadCast, type);
  }

  #castType({ binding, name }: Identifier): ValueType | undefined {
    if (this.scope.emit !== "viper" || binding !== Binding.ExplicitGlobal) return undefined;
    const type = typeOfName(name);
    return isCast(type) ? type : undefined;
  }

  #access(access: Access, identifier: Identifier): void {
    const { binding, slot, name } = identifier;
    if (binding === Binding.Local) this.#emit(access.fast, slot);
    else if (binding === Binding.Cell || binding === Binding.Free) this.#emit(access.deref, slot);
    else {
      const opcode = binding === Binding.ExplicitGlobal ? access.global : access.name;
      identifier.nameId = this.pool.name(name, this.#rank);
      this.#emit(opcode, identifier.nameId);
    }
  }

  #loadClassCell(): void {
    const { binding, slot } = this.scope.find("__class__")!;
    if (binding === Binding.Local) this.#emit(Op.LOAD_CONST_NONE);
    else this.#emit(Op.LOAD_FAST_N, slot, CELL);
  }

  #makeFunction(index: number): void {
    const { scope } = this;
    const cells = closedSlots(scope, scope.children[index]!);
    for (const slot of cells) this.#emit(Op.LOAD_FAST_N, slot, CELL);
    const plain = cells.length === 0 ? Op.MAKE_FUNCTION : Op.MAKE_CLOSURE;
    const withDefaults = cells.length === 0 ? Op.MAKE_FUNCTION_DEFARGS : Op.MAKE_CLOSURE_DEFARGS;
    const opcode = scope.childDefaults[index]! ? withDefaults : plain;
    this.#emit(opcode, scope.earlierChildren + index, cells.length);
  }
}
