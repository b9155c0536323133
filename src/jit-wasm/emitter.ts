import { Layout, Shape } from "../tables/jit.js";
import { kinds } from "../tables/kinds.js";
import type { Activation } from "./activation.js";
import type { Facts } from "./facts.js";
import type { Graph } from "./graph.js";
import type { Helper } from "./helpers.js";
import type { Instruction } from "./instructions.js";
import type { ModuleBuilder } from "./module-builder.js";
import { Slot, State } from "./state.js";
import { BOOL, CONSTANT, INT, Rep, shaped, shapeOf, type Value } from "./value.js";
import { type VmGlobal, vmGlobals } from "./vm-globals.js";
import { F64, I32, I64, Mem, W, type WasmCode } from "./wasm-code.js";

/** Why compiled code returns 0; numbers of `Status` in asm/jit/state.ts. */
export enum Status {
  Raise,
  Frame,
  Suspend,
  Exit,
  ExitFailed,
  ExitPlain,
}

/** Tagged words that stand for themselves; as in asm/memory/ref.ts. */
export const NONE = 0x06;
export const FALSE = 0x0e;
export const TRUE = 0x16;

/** Where in memory the VM has the words that it shares with compiled code. */
export interface SharedWords {
  readonly status: number;
  readonly epoch: number;
  /** Where in the VM's table of functions the code will be, 0 when that is not known. */
  readonly place: number;
}

/** What is compiled. */
export interface Source {
  readonly name: string;
  readonly code: readonly Instruction[];
  /** Words of the locals, of locals and value stack. */
  readonly localWords: number;
  readonly stateWords: number;
  /** Locals that have values from the start. */
  readonly filledLocals: ReadonlySet<number>;
}

const kindNumbers = new Map(kinds.map(({ name }, i) => [name, i]));

export function kindNumber(name: string): number {
  const number = kindNumbers.get(name);
  if (number === undefined) throw new Error(`no kind is named ${name}`);
  return number;
}

/** The kinds of heap objects behind the shapes that a kind decides. */
const kindOfShape = new Map<number, number>([
  [Shape.Float, kindNumber("Float")],
  [Shape.List, kindNumber("List")],
  [Shape.Tuple, kindNumber("Tuple")],
  [Shape.Bytes, kindNumber("Bytes")],
  [Shape.Bytearray, kindNumber("Bytearray")],
  [Shape.Array, kindNumber("Array")],
  [Shape.Instance, kindNumber("Instance")],
  [Shape.Dict, kindNumber("Dict")],
]);

/** A float object: its size, one block, and its header. */
const FLOAT_BYTES = 16;
const FLOAT_HEADER = kindNumber("Float") | (1 << 16);

export const ENTRY = 1;
/** How many parameters compiled code has. */
export const PARAMS = 2;
const TEMPS = 7;
const FLOAT_TEMPS = 2;
/** The temporary that has where the stack of roots ends. */
const ROOTS_TEMP = 6;

/** Emits Wasm for values and frames; knows at every moment where each value is. */
export class Emitter {
  state = new State([], [], []);
  /** The instruction that is being translated. */
  at = 0;
  /** Whether what is written stays: before that, code only shows what is known where. */
  emitting = false;
  #ints: readonly number[] = [];
  #floats: readonly number[] = [];
  #wide: readonly number[] = [];

  constructor(
    readonly source: Source,
    readonly graph: Graph,
    readonly facts: Facts,
    readonly shared: SharedWords,
    readonly module: ModuleBuilder,
    readonly activation: Activation,
  ) {}

  /** Takes Wasm locals: code is about to be written. */
  take(): void {
    const { stateWords } = this.source;
    this.#ints = this.module.takeLocals(I32, stateWords + TEMPS);
    this.#floats = this.module.takeLocals(F64, stateWords + FLOAT_TEMPS);
    this.#wide = this.module.takeLocals(I64, 1);
  }

  /** Gives its Wasm locals back: the code is complete. */
  release(): void {
    this.module.giveLocals(I32, this.#ints);
    this.module.giveLocals(F64, this.#floats);
    this.module.giveLocals(I64, this.#wide);
  }

  get out(): WasmCode {
    return this.module.out;
  }

  // Wasm locals.

  intLocal(local: number): number {
    return this.#ints[local]!;
  }

  intSlot(depth: number): number {
    return this.#ints[this.source.localWords + depth]!;
  }

  temp(i: number): number {
    return this.#ints[this.source.stateWords + i]!;
  }

  floatLocal(local: number): number {
    return this.#floats[local]!;
  }

  floatSlot(depth: number): number {
    return this.#floats[this.source.localWords + depth]!;
  }

  floatTemp(i: number): number {
    return this.#floats[this.source.stateWords + i]!;
  }

  get wideTemp(): number {
    return this.#wide[0]!;
  }

  // The frame.

  /** The offset of a local in the frame. */
  localOffset(local: number): number {
    return Layout.FrameBytes + 4 * local;
  }

  slotOffset(depth: number): number {
    return this.localOffset(this.source.localWords + depth);
  }

  fp(): void {
    this.out.get(this.activation.frame);
  }

  /** Pushes the address of a stack slot. */
  slotAddress(depth: number): void {
    this.fp();
    this.out.i32(this.slotOffset(depth));
    this.out.op(W.i32_add);
  }

  get depth(): number {
    return this.state.stack.length;
  }

  /** The depth of the value that lies `below` the top. */
  top(below = 0): number {
    return this.depth - 1 - below;
  }

  // Values.

  getGlobal(name: VmGlobal): void {
    this.out.getGlobal(1 + vmGlobals.indexOf(name));
  }

  setGlobal(name: VmGlobal): void {
    this.out.setGlobal(1 + vmGlobals.indexOf(name));
  }

  /** Calls the function whose index in the table is on Wasm's stack, behind `count` words; it gives a word. */
  callIndirect(count: number): void {
    this.out.callIndirect(this.module.tableType(count));
  }

  hold(word: number): void {
    this.module.held.add(word);
  }

  call(name: Helper): void {
    this.out.call(this.module.importOf(name));
  }

  /** The Wasm local that has the int or word at a depth. */
  intOf(depth: number): number {
    const { source } = this.state.stack[depth]!;
    return source >= 0 ? this.intLocal(source) : this.intSlot(depth);
  }

  floatOf(depth: number): number {
    const { source } = this.state.stack[depth]!;
    return source >= 0 ? this.floatLocal(source) : this.floatSlot(depth);
  }

  /** Pushes an int or bool, untagged. */
  pushInt(depth: number): void {
    const value = this.state.stack[depth]!;
    if (value.source === CONSTANT) this.out.i32(value.constant);
    else this.out.get(this.intOf(depth));
  }

  /** Pushes a float: from an int, too. */
  pushFloat(depth: number): void {
    const { out } = this;
    const value = this.state.value(depth);
    if (value.rep === Rep.Float) {
      if (value.source === CONSTANT) out.f64(value.constant);
      else out.get(this.floatOf(depth));
    } else if (value.rep === Rep.Word) {
      out.get(this.intOf(depth));
      out.mem(Mem.f64_load, Layout.FloatValue);
    } else if (value.source === CONSTANT) out.f64(value.constant);
    else {
      this.pushInt(depth);
      out.op(W.f64_convert_i32_s);
    }
  }

  /** Pushes the tagged word of a value that is no unboxed float. */
  pushWord(depth: number): void {
    const value = this.state.value(depth);
    if (value.source === CONSTANT) {
      this.out.i32(wordOfConstant(value));
      return;
    }
    if (value.rep === Rep.Unset) this.out.i32(0);
    else if (value.rep === Rep.Frame) {
      this.fp();
      this.out.mem(Mem.i32_load, this.slotOffset(depth));
    } else this.#tagged(value, this.intOf(depth));
  }

  #tagged(value: Value, local: number): void {
    const { out } = this;
    out.get(local);
    if (value.rep === Rep.Int) this.tag();
    else if (value.rep === Rep.Bool) this.tagBool();
    else if (value.rep === Rep.Float) throw new Error("an unboxed float has no word");
  }

  /** Makes the tagged int of the number on Wasm's stack. */
  tag(): void {
    this.out.i32(1);
    this.out.op(W.i32_shl);
    this.out.i32(1);
    this.out.op(W.i32_or);
  }

  tagBool(): void {
    this.out.i32(3);
    this.out.op(W.i32_shl);
    this.out.i32(FALSE);
    this.out.op(W.i32_add);
  }

  /** Whether a value needs memory to become a word. */
  needsBox(depth: number): boolean {
    const value = this.state.value(depth);
    return value.rep === Rep.Float && !(value.source === CONSTANT && value.boxed !== 0);
  }

  /** Makes a word of an unboxed float at a depth of the stack. */
  box(depth: number): void {
    if (!this.needsBox(depth)) return;
    this.allocateFloat(this.intSlot(depth), () => this.pushFloat(depth));
    this.state.stack[depth] = shaped(Shape.Float);
    this.state.slots[depth] = Slot.Stale;
  }

  /** Makes a float object of the number that `push` pushes; its word goes to a Wasm local. */
  allocateFloat(to: number, push: () => void): void {
    const { out } = this;
    const end = this.temp(5);
    this.getGlobal("heapCursor");
    out.tee(to);
    out.i32(FLOAT_BYTES);
    out.op(W.i32_add);
    out.tee(end);
    this.getGlobal("heapLimit");
    out.op(W.i32_gt_u);
    out.if();
    this.aside(() => {
      this.save();
      push();
      this.call("jitFloat");
      out.tee(to);
      this.raiseIfZero();
    });
    out.else();
    out.get(end);
    this.setGlobal("heapCursor");
    out.get(to);
    out.i64(FLOAT_HEADER);
    out.mem(Mem.i64_store, 0);
    out.get(to);
    push();
    out.mem(Mem.f64_store, Layout.FloatValue);
    out.end();
  }

  /** The result on Wasm's stack takes the place of the top `count` values. */
  result(count: number, value: Value): void {
    this.state.pop(count);
    const { depth } = this;
    this.out.set(value.rep === Rep.Float ? this.floatSlot(depth) : this.intSlot(depth));
    this.state.push(value);
  }

  /** Gives values that are those of a local their own place, before the local changes. */
  unlink(local: number, except = -1): void {
    const { state, out } = this;
    state.stack.forEach((value, depth) => {
      if (value.source !== local || depth === except) return;
      const kept = state.locals[local]!;
      if (kept.rep === Rep.Float) {
        out.get(this.floatLocal(local));
        out.set(this.floatSlot(depth));
      } else {
        out.get(this.intLocal(local));
        out.set(this.intSlot(depth));
      }
      state.stack[depth] = kept;
    });
  }

  /** Makes a local one without a value, in its frame as well. */
  unsetLocal(local: number): void {
    const { out } = this;
    out.i32(0);
    out.set(this.intLocal(local));
    if (this.activation.path === "") return;
    this.fp();
    out.i32(0);
    out.mem(Mem.i32_store, this.localOffset(local));
  }

  // Saving and leaving.

  /**
   * Writes ip (behind this instruction), sp and all references of the stack to the frame. With `top` only of the
   * stack below that depth, as if nothing lay above.
   */
  save(top = this.depth): void {
    const { state, out } = this;
    this.#materialize();
    state.stack.forEach((value, depth) => {
      if (depth >= top || state.slots[depth] !== Slot.Stale) return;
      this.fp();
      const held = state.value(depth);
      if (held.rep === Rep.Word || value.source === CONSTANT) {
        if (held.rep === Rep.Float) out.i32(held.boxed === 0 ? 1 : held.boxed);
        else this.pushWord(depth);
        state.slots[depth] = held.rep === Rep.Float && held.boxed === 0 ? Slot.Safe : Slot.Exact;
      } else {
        out.i32(1);
        state.slots[depth] = Slot.Safe;
      }
      out.mem(Mem.i32_store, this.slotOffset(depth));
    });
    this.saveIp(this.source.code[this.at]!.end);
    this.saveSp(top);
  }

  /** Has the VM see the frame; ip and sp are still to be written. */
  #materialize(): void {
    if (this.state.framed) return;
    this.activation.materialize(this);
    this.state.framed = true;
  }

  saveIp(position: number): void {
    this.fp();
    this.out.i32(this.facts.address(position));
    this.out.mem(Mem.i32_store, Layout.FrameIp);
  }

  saveSp(depth: number): void {
    this.fp();
    this.slotAddress(depth);
    this.out.mem(Mem.i32_store, Layout.FrameSp);
  }

  /** Writes the values from a depth on to their slots, as words: what a call takes. */
  saveExact(from: number): void {
    this.save();
    const { state, out } = this;
    for (let depth = from; depth < this.depth; depth++) {
      if (state.slots[depth] === Slot.Exact || state.stack[depth]!.rep === Rep.Frame) continue;
      if (this.needsBox(depth)) this.box(depth);
      this.fp();
      this.pushWord(depth);
      out.mem(Mem.i32_store, this.slotOffset(depth));
      state.slots[depth] = Slot.Exact;
    }
  }

  /** Emits code for a way that is left again; what it does to the state is forgotten. */
  aside(emit: () => void): void {
    const before = this.state;
    this.state = before.clone();
    emit();
    this.state = before;
  }

  /** Raises when the word on Wasm's stack is 0. */
  raiseIfZero(): void {
    const { out } = this;
    out.op(W.i32_eqz);
    this.raiseIf();
  }

  /** Raises when the condition on Wasm's stack holds. */
  raiseIf(): void {
    this.out.if();
    this.aside(() => {
      this.raise();
    });
    this.out.end();
  }

  /** Leaves with a pending exception, or goes to its handler; the frame is saved. */
  raise(): void {
    if (this.state.handlers.length > 0) {
      this.writeFrame(this.at + 1);
      if (this.#catch()) return;
    }
    this.leave();
  }

  /** The number of the entry at a handler's position, 0 when there is none. */
  entryOfHandler: (position: number) => number = () => 0;
  /** The label of the loop around everything, where the code goes to its entries. */
  startLabel = 0;

  /** Notes where the stack of roots ends: what fails may leave some behind. */
  keepRoots(): void {
    this.getGlobal("rootTop");
    this.out.set(this.temp(ROOTS_TEMP));
  }

  /** Goes to the handler of the pending exception in this function. false: that is left to the interpreter. */
  #catch(): boolean {
    const { end } = this.source.code[this.at]!;
    const handler = this.state.handlers.findLast(({ position }) => position >= end);
    const entry = handler === undefined ? 0 : this.entryOfHandler(handler.position);
    if (entry === 0) return false;
    const { out } = this;
    out.get(this.temp(ROOTS_TEMP));
    this.setGlobal("rootTop");
    this.fp();
    this.call("jitCatch");
    out.i32(entry);
    out.set(ENTRY);
    out.br(this.startLabel);
    return true;
  }

  /** Leaves when the result of a call, on Wasm's stack, is 0: an exception, or frames that come first. */
  leaveIfZero(): void {
    const { out } = this;
    out.op(W.i32_eqz);
    out.if();
    this.aside(() => {
      this.writeFrame(this.at + 1);
      if (this.state.handlers.length > 0) this.#catchRaised();
      this.leave();
    });
    out.end();
  }

  /** Goes to the handler in this function when the status says that an exception is pending. */
  #catchRaised(): void {
    const { out } = this;
    out.i32(this.shared.status);
    out.mem(Mem.i32_load, 0);
    out.op(W.i32_eqz);
    out.if();
    if (!this.#catch()) this.leave();
    out.end();
  }

  /** Leaves without a value. */
  leave(): void {
    this.activation.fail(this);
  }

  /** Hands the frame to the interpreter, which goes on at instruction `n`. */
  exit(status: Status, n = this.at): void {
    this.aside(() => {
      this.#materialize();
      this.saveIp(this.source.code[n]!.start);
      this.saveSp(this.depth);
      this.writeFrame(n);
      this.leaveWith(status);
    });
  }

  /** Leaves a frame that is saved completely. */
  leaveWith(status: Status): void {
    const { out } = this;
    out.i32(this.shared.status);
    out.i32(status);
    out.mem(Mem.i32_store, 0);
    this.leave();
  }

  /** Hands the frame over when the condition on Wasm's stack holds. */
  exitIf(status: Status, n = this.at): void {
    this.out.if();
    this.exit(status, n);
    this.out.end();
  }

  /** Writes all values that are needed from instruction `n` on to the frame; floats last, as that may collect. */
  writeFrame(n: number): void {
    const { state, out } = this;
    const floats: [number, () => void][] = [];
    state.stack.forEach((_, depth) => {
      const value = state.value(depth);
      if (value.rep === Rep.Frame || state.slots[depth] === Slot.Exact) return;
      this.fp();
      if (this.needsBox(depth)) {
        floats.push([this.slotOffset(depth), () => this.pushFloat(depth)]);
        out.i32(1);
      } else this.pushWord(depth);
      out.mem(Mem.i32_store, this.slotOffset(depth));
    });
    state.locals.forEach((value, local) => {
      if (!this.graph.isLive(n, local)) return;
      if (value.rep === Rep.Int || value.rep === Rep.Bool) {
        this.fp();
        this.#tagged(value, this.intLocal(local));
        out.mem(Mem.i32_store, this.localOffset(local));
      } else if (value.rep === Rep.Float) {
        floats.push([this.localOffset(local), () => out.get(this.floatLocal(local))]);
      }
    });
    for (const [offset, push] of floats) {
      this.fp();
      out.i32(offset);
      out.op(W.i32_add);
      push();
      this.call("jitBoxInto");
    }
  }

  // Expectations.

  /** Whether expectations at this instruction make sense. */
  get mayExpect(): boolean {
    return !this.facts.failed(this.source.code[this.at]!.start);
  }

  /** The shape of the value `below` the top: known, or expected from what was observed and then checked. 0: unknown. */
  expect(below: 0 | 1): number {
    const depth = this.top(below);
    const known = shapeOf(this.state.value(depth));
    if (known !== 0 || !this.mayExpect) return known;
    const { start } = this.source.code[this.at]!;
    const { shapes, identity } = this.facts.observed(start, below);
    return this.require(depth, shapes, identity) ? shapes : 0;
  }

  /** Checks that a word is of one shape, else exits. false: no such check is possible. */
  require(depth: number, shape: number, identity: number): boolean {
    const value = this.state.value(depth);
    if (value.rep !== Rep.Word || value.maybeUnset) return shapeOf(value) === shape;
    if (value.shape === shape && shape !== 0) return true;
    const local = this.intOf(depth);
    if (!this.guard(local, shape, identity, () => this.exit(Status.Exit))) return false;
    this.#refine(depth, local, shape, identity);
    return true;
  }

  /** Emits a check of the word in a Wasm local. false: this shape cannot be checked, nothing was emitted. */
  guard(local: number, shape: number, identity: number, fail: () => void): boolean {
    const { out } = this;
    const kind = kindOfShape.get(shape);
    if (kind === undefined && shape !== Shape.Int && shape !== Shape.Bool && shape !== Shape.None)
      return false;
    if (shape === Shape.Array && identity <= 1) return false;
    if (kind !== undefined) {
      this.#guardKind(local, kind, shape === Shape.Array ? identity : 0, fail);
      return true;
    }
    out.get(local);
    if (shape === Shape.Int) {
      out.i32(1);
      out.op(W.i32_and);
      out.op(W.i32_eqz);
    } else if (shape === Shape.None) {
      out.i32(NONE);
      out.op(W.i32_ne);
    } else {
      out.i32(FALSE);
      out.op(W.i32_sub);
      out.i32(~(TRUE - FALSE));
      out.op(W.i32_and);
    }
    out.if();
    fail();
    out.end();
    return true;
  }

  #guardKind(local: number, kind: number, code: number, fail: () => void): void {
    const { out } = this;
    const right = out.block();
    const wrong = out.block();
    out.get(local);
    out.i32(3);
    out.op(W.i32_and);
    out.brIf(wrong);
    out.get(local);
    out.mem(Mem.i32_load8_u, 0);
    out.i32(kind);
    if (code !== 0) {
      out.op(W.i32_ne);
      out.brIf(wrong);
      out.get(local);
      out.mem(Mem.i32_load, Layout.PackedCode);
      out.i32(code);
    }
    out.op(W.i32_eq);
    out.brIf(right);
    out.end();
    fail();
    out.end();
  }

  #refine(depth: number, local: number, shape: number, identity: number): void {
    const { out, state } = this;
    let value = shaped(shape, shape === Shape.Array ? identity : 0);
    if (shape === Shape.Int) {
      out.get(local);
      out.i32(1);
      out.op(W.i32_shr_s);
      out.set(local);
      value = INT;
    } else if (shape === Shape.Bool) {
      out.get(local);
      out.i32(FALSE);
      out.op(W.i32_sub);
      out.i32(3);
      out.op(W.i32_shr_u);
      out.set(local);
      value = BOOL;
    }
    const { source } = state.stack[depth]!;
    if (source >= 0) state.locals[source] = value;
    else state.stack[depth] = value;
  }
}

function wordOfConstant({ rep, constant, boxed }: Value): number {
  if (rep === Rep.Int) return ((constant << 1) | 1) >>> 0;
  if (rep === Rep.Bool) return constant === 0 ? FALSE : TRUE;
  return rep === Rep.Float ? boxed : constant;
}
