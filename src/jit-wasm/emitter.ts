import { Layout } from "../tables/jit.js";
import type { Activation } from "./activation.js";
import type { Facts } from "./facts.js";
import type { Graph } from "./graph.js";
import type { Helper } from "./helpers.js";
import type { ModuleBuilder } from "./module-builder.js";
import type { SharedWords } from "./shared-words.js";
import type { Source } from "./source.js";
import { State } from "./state.js";
import { FALSE, wordOfConstant } from "./tagged-words.js";
import { CONSTANT, Rep, type Value } from "./value.js";
import { type VmGlobal, vmGlobals } from "./vm-globals.js";
import { F64, I32, I64, Mem, W, type WasmCode } from "./wasm-code.js";

export const ENTRY = 1;
/** How many parameters compiled code has. */
export const PARAMS = 2;

const TEMPS = 7;
const FLOAT_TEMPS = 2;

/** Emits Wasm for values and frames; knows at every moment where each value is. */
export class Emitter {
  state = new State([], [], []);
  /** The instruction that is being translated. */
  at = 0;
  /** Whether what is written stays: before that, code only shows what is known where. */
  emitting = false;
  /** The number of the entry at a handler's position, 0 when there is none. */
  entryOfHandler: (position: number) => number = () => 0;
  /** The label of the loop around everything, where the code goes to its entries. */
  startLabel = 0;
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
    } else this.pushTagged(value, this.intOf(depth));
  }

  /** Pushes the word of a value that is in a Wasm local. */
  pushTagged(value: Value, local: number): void {
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

  /** Emits code for a way that is left again; what it does to the state is forgotten. */
  aside(emit: () => void): void {
    const before = this.state;
    this.state = before.clone();
    emit();
    this.state = before;
  }
}
