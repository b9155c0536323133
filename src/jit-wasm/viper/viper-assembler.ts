import {
  type Access,
  type AluOperator,
  type Assembler,
  type Condition,
  type Content,
  type FunctionShape,
  type Handler,
  type Label,
  type MachineCode,
  Register,
  type Width,
} from "../../compile/native/assembler.js";
import { FunctionObject, ModuleContext } from "../../compile/native/module-context.js";
import { CONST_FALSE, CONST_NONE } from "../../compile/native/runtime-slots.js";
import { Immediate } from "../../tables/immediates.js";
import { I32, Mem, W, WasmCode } from "../wasm-code.js";
import { encodeModule } from "../wasm-module.js";
import { type Calling, callRuntime } from "./calls.js";
import { CodeBlocks } from "./code-blocks.js";
import { Counters } from "./counters.js";
import { Imports } from "./imports.js";
import { findPolls } from "./loop-polls.js";
import { MemoryAccess } from "./memory-access.js";
import { FUEL, writePolls } from "./poll-code.js";
import { Local, PARAMETERS } from "./registers.js";

/** Words of the collector's frame in front of those of the function: one for each register. */
const REGISTER_ROOTS = 6;

/** Where the exception is that a handler caught. */
export const EXCEPTION_SLOT = 0;

const operators: Readonly<Record<AluOperator, number>> = {
  add: W.i32_add,
  subtract: W.i32_sub,
  multiply: W.i32_mul,
  and: W.i32_and,
  or: W.i32_or,
  xor: W.i32_xor,
  shiftLeft: W.i32_shl,
  shiftRightSigned: W.i32_shr_s,
  shiftRightUnsigned: W.i32_shr_u,
};

const conditions: Readonly<Record<Condition, number>> = {
  equal: W.i32_eq,
  notEqual: W.i32_ne,
  less: W.i32_lt_s,
  lessOrEqual: W.i32_le_s,
  greater: W.i32_gt_s,
  greaterOrEqual: W.i32_ge_s,
  lessUnsigned: W.i32_lt_u,
  lessOrEqualUnsigned: W.i32_le_u,
  greaterUnsigned: W.i32_gt_u,
  greaterOrEqualUnsigned: W.i32_ge_u,
};

/** Shifts by more bits than a word has are as the pyboard's processor does them: it looks at 8 bits. */
const SHIFT_BITS = 0xff;
const WORD_BITS = 32;

/**
 * Writes viper functions as Wasm. Registers and words of the frame are Wasm locals. Those that hold objects are
 * written to memory too, where the collector sees them; a function without objects has no such memory.
 */
export class ViperAssembler implements Assembler, Calling {
  readonly blocks = new CodeBlocks();
  readonly imports = new Imports();
  nameIndex = 0;
  readonly #memory: MemoryAccess;
  readonly #known = new Map<Register, number>();
  readonly #counters = new Counters();
  /** The labels whose address was taken, in order. */
  readonly #addresses: Label[] = [];
  /** Blocks that jump to an address, and the register with it. */
  readonly #addressJumps: { readonly block: number; readonly register: Register }[] = [];
  /** Blocks that raise on, by the label of their handler. */
  readonly #failures = new Map<Handler, number>();
  /** Words that the next call writes. */
  #written: { readonly slot: number; readonly count: number } | undefined;
  #shape!: FunctionShape;
  #handler: Handler;
  #caught: Handler;
  #slots = 0;
  #usesFrame = false;
  /** Blocks that asked for a poll, and where they go if that fails. */
  readonly #safepoints = new Map<number, number>();
  #leave = -1;

  /** @param isChecked addresses are looked at before they are used */
  constructor(isChecked: boolean) {
    this.#memory = new MemoryAccess(this, isChecked);
  }

  /** Blocks are put in order at the end, so that no place is known before. */
  readonly position = 0;

  startLine(line: number): void {
    this.blocks.startLine(line);
  }

  get code(): WasmCode {
    return this.blocks.code;
  }

  // Labels and jumps.

  bind(label: Label): void {
    this.blocks.bind(label);
    this.#known.clear();
    this.#counters.forgetAll();
  }

  isBound(label: Label): boolean {
    return this.blocks.isBound(label);
  }

  /** What follows a jump is dropped anyway. */
  dropUntilLabel(): void {
    this.blocks.end();
  }

  jump(label: Label): void {
    this.blocks.jump(this.blocks.blockOf(label));
  }

  jumpIfZero(register: Register, label: Label): void {
    this.code.get(register);
    this.code.op(W.i32_eqz);
    this.blocks.branchIf(this.blocks.blockOf(label));
  }

  jumpIfNotZero(register: Register, label: Label): void {
    this.code.get(register);
    this.blocks.branchIf(this.blocks.blockOf(label));
  }

  jumpIfEqual(left: Register, right: Register, label: Label): void {
    this.code.get(left);
    this.code.get(right);
    this.code.op(W.i32_eq);
    this.blocks.branchIf(this.blocks.blockOf(label));
  }

  /** Addresses are odd, so that the collector takes none for an object. */
  labelAddress(register: Register, label: Label): void {
    const known = this.#addresses.indexOf(label);
    const index = known >= 0 ? known : this.#addresses.push(label) - 1;
    this.constant(register, 2 * index + 1);
  }

  jumpToAddress(register: Register): void {
    if (!this.blocks.isOpen) return;
    const block = this.blocks.reserve();
    this.blocks.jump(block);
    this.#addressJumps.push({ block, register });
  }

  /** The poll itself stands where the loop starts. */
  safepoint(handler: Handler): void {
    this.#safepoints.set(this.blocks.current, this.failure(handler));
  }

  // Words.

  constant(destination: Register, value: number): void {
    this.code.i32(value);
    this.set(destination);
    this.#known.set(destination, value);
  }

  /** The constant that a register is known to hold. */
  known(register: Register): number | undefined {
    return this.#known.get(register);
  }

  /** Takes the word on the stack. */
  set(register: Register): void {
    this.#set(register);
    if (register >= Register.Local1) this.#counters.store(register, this.blocks.current);
  }

  #set(register: Register): void {
    this.code.set(register);
    this.#known.delete(register);
    this.#counters.forget(register);
  }

  move(destination: Register, source: Register, content: Content): void {
    if (destination === source) return;
    this.code.get(source);
    this.#set(destination);
    this.#counters.copy(destination, source);
    if (source >= Register.Local1) this.#counters.load(destination, source);
    if (destination >= Register.Local1) {
      this.#counters.store(destination, this.blocks.current, destination);
    }
    if (content === "object" && destination >= Register.Local1) {
      this.#root(destination, destination);
    }
  }

  negate(register: Register): void {
    this.code.i32(0);
    this.code.get(register);
    this.code.op(W.i32_sub);
    this.set(register);
  }

  complement(register: Register): void {
    this.code.get(register);
    this.code.i32(-1);
    this.code.op(W.i32_xor);
    this.set(register);
  }

  operate(operator: AluOperator, left: Register, right: Register): void {
    if (operator.startsWith("shift")) {
      this.#shift(operator, left, right);
      return;
    }
    const sum = this.#counters.sumIn(left);
    this.code.get(left);
    this.code.get(right);
    this.code.op(operators[operator]);
    this.set(left);
    const added = this.#known.get(right);
    if (added === undefined || right === left) return;
    if (operator === "add") this.#counters.add(left, sum, added);
    else if (operator === "subtract") this.#counters.add(left, sum, -added);
  }

  #shift(operator: AluOperator, left: Register, right: Register): void {
    const { code } = this;
    code.get(left);
    code.get(right);
    code.op(operators[operator]);
    const bits = this.#known.get(right);
    if (bits === undefined || bits < 0 || bits >= WORD_BITS) {
      this.#farShift(operator, left);
      code.get(right);
      code.i32(SHIFT_BITS);
      code.op(W.i32_and);
      code.i32(WORD_BITS);
      code.op(W.i32_lt_u);
      code.op(W.select);
    }
    this.set(left);
  }

  /** What is left when all bits have gone. */
  #farShift(operator: AluOperator, left: Register): void {
    if (operator !== "shiftRightSigned") {
      this.code.i32(0);
      return;
    }
    this.code.get(left);
    this.code.i32(WORD_BITS - 1);
    this.code.op(W.i32_shr_s);
  }

  compare(condition: Condition, destination: Register, left: Register, right: Register): void {
    this.code.get(left);
    this.code.get(right);
    this.code.op(conditions[condition]);
    this.set(destination);
  }

  // Memory, by addresses.

  load(width: Width, destination: Register, base: Register, index: number): void {
    this.#memory.load(width, destination, base, index);
  }

  store(width: Width, source: Register, base: Register, index: number): void {
    this.#memory.store(width, source, base, index);
  }

  loadIndexed(width: Width, destination: Register, base: Register, index: Register): void {
    this.#memory.loadIndexed(width, destination, base, index);
  }

  storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    this.#memory.storeIndexed(width, source, base, index);
  }

  // The frame and the state, which is a part of it.

  loadFrame(destination: Register, slot: number): void {
    const local = this.#slot(slot);
    this.code.get(local);
    this.set(destination);
    if (destination < Register.Local1) this.#counters.load(destination, local);
  }

  storeFrame(slot: number, source: Register): void {
    this.storeState(slot, source, "object");
  }

  loadState(destination: Register, slot: number): void {
    this.loadFrame(destination, slot);
  }

  storeState(slot: number, source: Register, content: Content): void {
    const local = this.#slot(slot);
    this.code.get(source);
    this.code.set(local);
    this.#counters.store(local, this.blocks.current, source);
    if (content === "object") this.#root(REGISTER_ROOTS + slot, source);
  }

  stateAddress(destination: Register, slot: number, count: number, access: Access): void {
    if (access === "read") {
      for (let i = slot; i < slot + count; i++) this.#root(REGISTER_ROOTS + i, this.#slot(i));
    }
    if (access === "written") this.#written = { slot, count };
    this.#usesFrame = true;
    this.#slot(slot + count - 1);
    this.code.get(Local.Frame);
    this.code.i32(4 * (REGISTER_ROOTS + slot));
    this.code.op(W.i32_add);
    this.set(destination);
  }

  // The runtime.

  loadTables(functionObject: Register): void {
    const { code } = this;
    code.get(functionObject);
    code.mem(Mem.i32_load, 4 * FunctionObject.Context);
    code.mem(Mem.i32_load, 4 * ModuleContext.Names);
    code.set(Local.Names);
  }

  runtimeValue(destination: Register, slot: number): void {
    const value =
      slot === CONST_NONE
        ? Immediate.None
        : slot === CONST_FALSE
          ? Immediate.False
          : Immediate.True;
    this.constant(destination, value);
  }

  name(destination: Register, index: number): void {
    this.nameIndex = index;
    this.code.get(Local.Names);
    this.code.mem(Mem.i32_load16_u, 2 * index);
    this.set(destination);
  }

  call(slot: number, handler: Handler): void {
    callRuntime(this, slot, handler);
    this.#takeWritten();
    for (const register of [0, 1, 2, 3] as const) this.#known.delete(register);
  }

  /** Keeps the object in an argument's register alive while it is used. */
  rootArgument(register: Register): void {
    this.#root(register, register);
  }

  /** The block in which an exception goes on to `handler`. */
  failure(handler: Handler): number {
    const known = this.#failures.get(handler);
    if (known !== undefined) return known;
    const block = this.blocks.reserve();
    this.#failures.set(handler, block);
    return block;
  }

  /** Where an exception goes that is raised by something else than a call. */
  get handler(): Handler {
    return this.#handler ?? this.#caught;
  }

  // Functions.

  enter(shape: FunctionShape): void {
    if (shape.kind !== "viper") throw new Error(`no Wasm is made of a ${shape.kind} function here`);
    this.#shape = shape;
    this.#leave = this.blocks.reserve();
    // What stands at the entry is known only at the end.
    this.blocks.start(this.blocks.reserve());
  }

  /** A viper function that yields is refused behind its entry, and its code dropped. */
  takeState(): void {}

  markStart(): void {}

  leave(): void {
    this.blocks.jump(this.#leave);
  }

  openContext(start: Label, caught: Label): void {
    this.#caught = caught;
    this.jump(start);
    this.bind(caught);
  }

  openHandlers(start: Label, again: Label, caught: Label): void {
    this.blocks.bind(again);
    this.openContext(start, caught);
  }

  closeContext(): void {
    this.#caught = undefined;
  }

  setHandler(handler: Handler): void {
    this.#handler = handler;
  }

  finish(): MachineCode {
    this.blocks.end();
    this.startLine(0);
    this.#writeFailures();
    this.#writeAddressJumps();
    this.#writeLeave();
    this.#writeEntry();
    const poll = new WasmCode();
    poll.call(this.imports.helper("poll"));
    const { successors } = this.blocks;
    // A handler, with the loops in it, may be reached by what a poll raises only.
    for (const [asker, failure] of this.#safepoints) successors[asker]!.push(failure);
    const askers = [...this.#safepoints.keys()];
    const polled = findPolls(successors, askers, this.#counters);
    writePolls(polled, {
      blocks: this.blocks,
      failures: this.#safepoints,
      poll: this.imports.list.length + 1,
    });
    const { bytes: code, lines } = this.blocks.structured(Local.State);
    const bytes = encodeModule({
      name: this.#shape.name,
      inner: [{ name: "poll", params: [], results: [I32], code: poll.bytes }],
      imports: this.imports.list,
      signature: { params: [I32, I32, I32, I32], results: [I32] },
      locals: new Array(Local.Slots + this.#slots - PARAMETERS).fill(I32),
      code,
      origin: { file: this.#shape.file, lines },
    });
    return { bytes, preludeOffset: 0 };
  }

  /** The Wasm local of a word. */
  #slot(slot: number): number {
    this.#slots = Math.max(this.#slots, slot + 1);
    return Local.Slots + slot;
  }

  /** Writes a Wasm local to a word of the collector's frame. */
  #root(word: number, local: number): void {
    this.#usesFrame = true;
    this.code.get(Local.Frame);
    this.code.get(local);
    this.code.mem(Mem.i32_store, 4 * word);
  }

  #takeWritten(): void {
    const written = this.#written;
    this.#written = undefined;
    if (written === undefined) return;
    for (let i = 0; i < written.count; i++) {
      this.code.get(Local.Frame);
      this.code.mem(Mem.i32_load, 4 * (REGISTER_ROOTS + written.slot + i));
      const local = this.#slot(written.slot + i);
      this.code.set(local);
      this.#counters.store(local, this.blocks.current);
    }
  }

  /** The exception goes into its slot and the code on at the handler, or the function ends with it. */
  #writeFailures(): void {
    for (const [handler, block] of this.#failures) {
      this.blocks.start(block);
      if (handler === undefined) {
        this.code.i32(0);
        this.code.set(Register.Result);
        this.leave();
        continue;
      }
      this.code.call(this.imports.helper("take"));
      this.code.set(Register.Result);
      this.storeFrame(EXCEPTION_SLOT, Register.Result);
      this.jump(handler);
    }
  }

  #writeAddressJumps(): void {
    for (const { block, register } of this.#addressJumps) {
      this.blocks.start(block);
      this.#addresses.forEach((label, index) => {
        this.code.get(register);
        this.code.i32(2 * index + 1);
        this.code.op(W.i32_eq);
        this.blocks.branchIf(this.blocks.blockOf(label));
      });
      this.code.op(W.unreachable);
      this.blocks.end();
    }
  }

  #writeLeave(): void {
    this.blocks.start(this.#leave);
    if (this.#usesFrame) {
      this.code.get(Local.Frame);
      this.code.call(this.imports.helper("leave"));
    }
    this.code.get(Register.Result);
    this.code.op(W.return);
    this.blocks.end();
  }

  #writeEntry(): void {
    const code = this.blocks.entryCode;
    if (this.#safepoints.size > 0) {
      code.i32(FUEL);
      code.set(Local.Fuel);
    }
    if (!this.#usesFrame) return;
    code.i32(REGISTER_ROOTS + this.#slots);
    code.call(this.imports.helper("enter"));
    code.set(Local.Frame);
  }
}
