import { nativeMessages } from "../../tables/viper-messages.js";
import { type Access, type Assembler, Register } from "./assembler.js";
import { CONST_FALSE, CONST_NONE, slotOf } from "./runtime-slots.js";
import { ValueType } from "./value-type.js";

const NATIVE_TO_OBJ = slotOf("native_to_obj");

/** Where a value of the stack is. */
enum Place {
  /** In its slot of the state. */
  Memory,
  Register,
  /** Nowhere: it is a constant. */
  Immediate,
}

interface Entry {
  readonly type: ValueType;
  readonly place: Place;
  /** The register or the constant. */
  readonly value: number;
}

const UNKNOWN: Entry = { type: ValueType.Unbound, place: Place.Memory, value: 0 };

/** Something that the target or the runtime has no way to do. */
export class NotImplementedInNative extends Error {}

/** What the stack needs to convert values. */
export interface Caller {
  readonly asm: Assembler;
  /** The slot of the state where the stack starts. */
  readonly stackStart: number;
  /** Values have types; else all are objects. */
  readonly isTyped: boolean;
  /** Calls a runtime function while all values are in memory. */
  call(slot: number): void;
}

/**
 * The value stack while code is written: what each value is, and where. Values stay in registers or
 * remain constants until something needs the register or a slot's address, or a jump meets.
 */
export class TypedStack {
  readonly #entries: Entry[] = [];
  #depth = 0;
  #maxDepth = 0;
  readonly #asm: Assembler;

  constructor(private readonly caller: Caller) {
    this.#asm = caller.asm;
  }

  get depth(): number {
    return this.#depth;
  }

  get maxDepth(): number {
    return this.#maxDepth;
  }

  /** Moves the top without a look at what is there. */
  move(change: number): void {
    this.#depth += change;
    if (this.#depth < 0) throw new Error("the value stack is empty");
    if (this.#depth > this.#maxDepth) this.#maxDepth = this.#depth;
  }

  /** Moves the top to where a jump left it: new values are in memory. */
  arrive(change: number, type: ValueType): void {
    for (let i = 0; i < change; i++) {
      this.#entries[this.#depth + i] = { type, place: Place.Memory, value: 0 };
    }
    this.move(change);
  }

  push(type: ValueType, register: Register): void {
    this.#entries[this.#depth] = { type, place: Place.Register, value: register };
    this.move(1);
  }

  pushConstant(type: ValueType, value: number): void {
    this.#entries[this.#depth] = { type, place: Place.Immediate, value };
    this.move(1);
  }

  drop(): void {
    this.move(-1);
  }

  /** The type of a value, 0 being the top. */
  type(depth: number): ValueType {
    return this.caller.isTyped ? this.#at(depth).type : ValueType.Object;
  }

  /** The constant on top if it is an int, which indexes and operators may take in. */
  get constantInt(): number | undefined {
    const { type, place, value } = this.#at(0);
    return type === ValueType.Int && place === Place.Immediate ? value : undefined;
  }

  /** The constant at a depth, which must be one. */
  constantAt(depth: number): number {
    return this.#at(depth).value;
  }

  setTopType(type: ValueType): void {
    this.#entries[this.#depth - 1] = { ...this.#at(0), type };
  }

  /** Pops values into registers, constants as objects. */
  popAsObjects(...registers: readonly Register[]): void {
    for (const register of registers) {
      const entry = this.#at(0);
      if (entry.place === Place.Immediate) {
        this.free(register, 0);
        this.#loadConstant(register, entry, true);
        this.move(-1);
      } else {
        this.pop(register);
      }
    }
  }

  /** Pops a value into a register. */
  pop(register: Register): ValueType {
    const type = this.peek(0, register);
    this.move(-1);
    return type;
  }

  /** Pops a value into `preferred` unless it is in another register, which must be none of `avoided`. */
  popAnywhere(
    preferred: Register,
    ...avoided: Register[]
  ): { type: ValueType; register: Register } {
    const { type, place, value } = this.#at(0);
    const register = value as Register;
    if (place !== Place.Register || avoided.includes(register)) {
      return { type: this.pop(preferred), register: preferred };
    }
    this.free(register, 0);
    this.move(-1);
    return { type, register };
  }

  /** As `popAnywhere`, but the register may be changed: it is none that a local is in. */
  popScratch(preferred: Register, ...avoided: Register[]): { type: ValueType; register: Register } {
    return this.popAnywhere(preferred, Register.Local1, Register.Local2, ...avoided);
  }

  /** Loads the value at a depth. */
  peek(depth: number, register: Register): ValueType {
    this.free(register, depth);
    const entry = this.#at(depth);
    if (entry.place === Place.Memory) {
      this.#asm.loadState(register, this.#slot(this.#depth - 1 - depth));
    } else if (entry.place === Place.Immediate) {
      return this.#loadConstant(register, entry, false);
    } else if (entry.value !== register) {
      this.#asm.move(register, entry.value as Register, content(entry.type));
    }
    return entry.type;
  }

  /** Puts what is in a register, but not the value at `except`, into memory. */
  free(register: Register, except = -1): void {
    const kept = this.#depth - 1 - except;
    for (let i = 0; i < this.#depth; i++) {
      const { place, value } = this.#entries[i] ?? UNKNOWN;
      if (i !== kept && place === Place.Register && value === register) this.#spill(i);
    }
  }

  /** Puts all values that are in registers into memory. */
  spill(): void {
    for (let i = 0; i < this.#depth; i++) {
      if ((this.#entries[i] ?? UNKNOWN).place === Place.Register) this.#spill(i);
    }
  }

  /** Puts all values into memory, so that code from elsewhere may join. May change `Argument2`. */
  settle(): void {
    this.spill();
    for (let i = 0; i < this.#depth; i++) {
      const entry = this.#entries[i] ?? UNKNOWN;
      if (entry.place !== Place.Immediate) continue;
      const type = this.#loadConstant(Register.Argument2, entry, false);
      this.#store(i, type, Register.Argument2);
      // What a name of a type converts to is asked for by the call, which may stand behind a join.
      this.#entries[i] = { ...this.#entries[i]!, value: entry.value };
    }
  }

  /** Removes the value below the top; `register` takes the top if that is in memory. */
  dropBelow(register: Register): void {
    const top = this.#at(0);
    if (top.place === Place.Memory) {
      this.#asm.loadState(register, this.#slot(this.#depth - 1));
      this.#entries[this.#depth - 2] = { ...top, place: Place.Register, value: register };
    } else {
      this.#entries[this.#depth - 2] = top;
    }
    this.move(-1);
  }

  /** Pops `count` objects and loads the address of the lowest. May change the results of calls. */
  popArray(register: Register, count: number, access: Access = "read"): void {
    this.#makeObjects(register, count);
    this.move(-count);
    this.#asm.stateAddress(register, this.#slot(this.#depth), count, access);
  }

  /** Pushes `count` objects that the next call stores, and loads the address of the lowest. */
  pushArray(register: Register, count: number, access: Access = "written"): void {
    this.spill();
    this.#asm.stateAddress(register, this.#slot(this.#depth), count, access);
    this.arrive(count, ValueType.Object);
  }

  /** Converts the top `count` values to objects in memory where one is something else. */
  objects(count: number): void {
    for (let depth = 0; depth < count; depth++) {
      if (this.type(depth) !== ValueType.Object) {
        this.#makeObjects(Register.Argument1, count);
        return;
      }
    }
  }

  #makeObjects(register: Register, count: number): void {
    this.spill();
    for (let depth = 0; depth < count; depth++) {
      const entry = this.#at(depth);
      if (entry.place !== Place.Immediate) continue;
      this.#store(this.#depth - 1 - depth, this.#loadConstant(register, entry, true), register);
    }
    for (let depth = 0; depth < count; depth++) this.#convert(depth);
  }

  #convert(depth: number): void {
    const { type } = this.#at(depth);
    if (type === ValueType.Object) return;
    const index = this.#depth - 1 - depth;
    if (type === ValueType.None) {
      this.#asm.runtimeValue(Register.Result, CONST_NONE);
    } else {
      this.#asm.loadState(Register.Argument1, this.#slot(index));
      this.#asm.constant(Register.Argument2, type);
      this.caller.call(NATIVE_TO_OBJ);
    }
    this.#store(index, ValueType.Object, Register.Result);
  }

  #loadConstant(register: Register, { type, value }: Entry, asObject: boolean): ValueType {
    if (this.caller.isTyped && !asObject) {
      this.#asm.constant(register, value);
      return type;
    }
    if (type === ValueType.Object) this.#asm.constant(register, value);
    else if (type === ValueType.Bool) this.#asm.runtimeValue(register, CONST_FALSE + value);
    else if (type === ValueType.Int || type === ValueType.Uint) {
      this.#asm.constant(register, smallInt(value));
    } else if (type === ValueType.None) this.#asm.runtimeValue(register, CONST_NONE);
    else throw new NotImplementedInNative(nativeMessages.conversion);
    return ValueType.Object;
  }

  #spill(index: number): void {
    const { type, value } = this.#entries[index]!;
    this.#store(index, type, value as Register);
  }

  #store(index: number, type: ValueType, register: Register): void {
    this.#asm.storeState(this.#slot(index), register, content(type));
    this.#entries[index] = { type, place: Place.Memory, value: 0 };
  }

  #at(depth: number): Entry {
    return this.#entries[this.#depth - 1 - depth] ?? UNKNOWN;
  }

  #slot(index: number): number {
    return this.caller.stackStart + index;
  }
}

/** What a type's words are to the collector. */
export const content = (type: ValueType): "object" | "number" =>
  type === ValueType.Object ? "object" : "number";

/** The word of a small int. */
export const smallInt = (value: number): number => (value << 1) | 1;
