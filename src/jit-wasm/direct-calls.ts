import { Layout } from "../tables/jit.js";
import { takeBlocks } from "./allocation.js";
import { callAny } from "./any-calls.js";
import { box } from "./boxing.js";
import { type CallForm, leaveCallIfZero } from "./calls.js";
import { END, guardCompiled, INSTANCE_TEMP, runFrame } from "./direct-frames.js";
import type { Emitter } from "./emitter.js";
import type { BoundCallee, Callee, ClassCallee, NativeCallee, PythonCallee } from "./facts.js";
import { finishCall } from "./finish-call.js";
import { FUNCTION, guardEpoch, guardKind, STR } from "./guards.js";
import { kindNumber } from "./kind-numbers.js";
import { saveExact } from "./operands.js";
import { save } from "./saving.js";
import { CONSTANT, Rep, shapeOf } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Flags of a frame that runs `__init__`; as in asm/vm/frame.ts. */
const FRAME_INIT = 2;
/** Styles of native functions with other parameters than that many words; as in asm/object/native-function.ts. */
const STYLE_ARGS = 5;
const MANY = 0xff;
const BOUND_METHOD = kindNumber("BoundMethod");
/** An instance: one block. */
const INSTANCE_BYTES = 16;
const INSTANCE_HEADER = kindNumber("Instance") | (1 << 16);
/** The most arguments that are left to their defaults in code of their own. */
const MAX_LOCALS = 32;

/**
 * Calls the function, class or native function that was called here before, if it still is; the value goes to a
 * Wasm local, and the code goes on at `done`. Nothing is done yet where it goes on behind this.
 */
export function callDirectly(e: Emitter, form: CallForm, result: number, done: number): void {
  const { likely } = e.state.stack[form.base]!;
  const callee = likely === 0 ? undefined : e.facts.callee(likely);
  if (callee === undefined) {
    if (e.facts.watched && likely === 0 && form.keywords === 0) callAny(e, form, result, done);
    return;
  }
  const hasSelf = form.isMethod && wasMethod(e, form, callee);
  const operands = operandsOf(e, form, callee, hasSelf);
  if (operands === undefined || !takes(callee, operands.length)) return;
  for (let depth = form.base + 1; depth < e.depth; depth++) box(e, depth);
  e.hold(callee.kind === "python" && callee.word === 0 ? callee.code : callee.word);
  const target = functionOf(callee);
  if (target?.kind === "native") callNative(e, form, callee, target, hasSelf, result, done);
  else callPython(e, form, callee, hasSelf, operands, result, done);
}

/**
 * The depths of the arguments in the order of the parameters; undefined when keywords leave gaps between them, or
 * are none of a function of Python's.
 */
export function operandsOf(
  e: Emitter,
  form: CallForm,
  callee: Callee,
  hasSelf: boolean,
): readonly number[] | undefined {
  const { base, first, positional, keywords } = form;
  const from = hasSelf ? base + 1 : first;
  const list = Array.from({ length: first + positional - from }, (_, i) => from + i);
  if (keywords === 0) return list;
  const python = functionOf(callee);
  if (python?.kind !== "python") return undefined;
  const names = e.facts.parameterNames(python).slice(python === callee ? 0 : 1);
  const given = list.length;
  for (let depth = first + positional; depth < first + positional + 2 * keywords; depth += 2) {
    const name = e.state.value(depth);
    const index = name.source === CONSTANT ? names.indexOf(name.constant) : -1;
    if (index < given || index >= given + keywords || list[index] !== undefined) return undefined;
    list[index] = depth + 1;
  }
  return list;
}

/** Whether the look-up of a method gave a self with it. */
export function wasMethod(e: Emitter, { base, positional }: CallForm, callee: Callee): boolean {
  const self = e.state.value(base + 1);
  if (self.source === CONSTANT && self.rep === Rep.Word) return self.constant !== 0;
  if (shapeOf(self) !== 0) return true;
  if (callee.kind === "bound") return false;
  if (callee.kind === "native") return callee.self !== 0 || takes(callee, positional + 1);
  return takes(callee, positional + 1);
}

/** The function that is run in the end: of a class, `__init__`. */
export function functionOf(callee: Callee): PythonCallee | NativeCallee | undefined {
  if (callee.kind === "class") return callee.init;
  return callee.kind === "bound" ? callee.callee : callee;
}

export function takes(callee: Callee, n: number): boolean {
  if (callee.kind === "bound") {
    // Arguments in the frame have no room for one in front.
    const { callee: bound } = callee;
    return (bound.kind === "python" || bound.style < STYLE_ARGS) && takes(bound, n + 1);
  }
  if (callee.kind === "native") {
    const { style, min, max } = callee;
    return style <= STYLE_ARGS && n >= min && (n <= max || max === MANY);
  }
  if (callee.kind === "class") {
    return callee.init === undefined ? n === 0 : takesPython(callee.init, n + 1);
  }
  return takesPython(callee, n);
}

export function takesPython(callee: PythonCallee, n: number): boolean {
  const { parameters, defaults, localWords } = callee;
  return n <= parameters && n >= parameters - defaults.length && localWords <= MAX_LOCALS;
}

/** Branches to `other` unless the operands are what they were: the callee, and whether there is a self. */
export function guardCallee(
  e: Emitter,
  { base, isMethod }: CallForm,
  callee: Callee,
  hasSelf: boolean,
  other: number,
): void {
  const { out } = e;
  const value = e.state.value(base);
  if (callee.kind === "bound") guardBound(e, base, callee, other);
  else if (callee.kind === "python" && callee.word === 0) guardCode(e, base, callee, other);
  else if (value.source !== CONSTANT) {
    e.pushWord(base);
    out.i32(callee.word);
    out.op(W.i32_ne);
    out.brIf(other);
  }
  if (!isMethod) return;
  e.pushWord(base + 1);
  if (hasSelf) out.op(W.i32_eqz);
  out.brIf(other);
}

/** Branches to `other` unless the word at a depth is a method that binds this function. */
function guardBound(e: Emitter, depth: number, { word }: BoundCallee, other: number): void {
  const { out } = e;
  guardKind(e, depth, BOUND_METHOD, other);
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.BoundCallee);
  out.i32(word);
  out.op(W.i32_ne);
  out.brIf(other);
}

/** Pushes what the bound method at a depth has in front of its arguments. */
export function pushBoundSelf(e: Emitter, depth: number): void {
  e.pushWord(depth);
  e.out.mem(Mem.i32_load, Layout.BoundSelf);
}

/** Branches to `other` unless a bound method's object is of a kind. */
function guardBoundSelf(e: Emitter, depth: number, kind: number, other: number): void {
  const { out } = e;
  const self = e.temp(END);
  if (kind === STR) {
    out.br(other);
    return;
  }
  pushBoundSelf(e, depth);
  out.tee(self);
  out.i32(3);
  out.op(W.i32_and);
  out.brIf(other);
  out.get(self);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(kind);
  out.op(W.i32_ne);
  out.brIf(other);
}

/** Branches to `other` unless the word at a depth is a function of this code, with as many values of its own. */
function guardCode(e: Emitter, depth: number, callee: PythonCallee, other: number): void {
  const { out } = e;
  const { code, simple, closure, defaults } = callee;
  guardKind(e, depth, FUNCTION, other);
  const same = (offset: number, word: number): void => {
    e.pushWord(depth);
    out.mem(Mem.i32_load, offset);
    out.i32(word);
    out.op(W.i32_ne);
    out.brIf(other);
  };
  same(Layout.FunctionCode, code);
  same(Layout.FunctionSimple, simple);
  for (const [offset, { length }] of [
    [Layout.FunctionClosure, closure],
    [Layout.FunctionDefaults, defaults],
  ] as const) {
    if (length === 0) continue;
    e.pushWord(depth);
    out.mem(Mem.i32_load, offset);
    out.tee(e.temp(END));
    out.op(W.i32_eqz);
    out.brIf(other);
    out.get(e.temp(END));
    out.mem(Mem.i32_load, Layout.TupleLength);
    out.i32(length);
    out.op(W.i32_ne);
    out.brIf(other);
  }
}

function callNative(
  e: Emitter,
  form: CallForm,
  called: Callee,
  callee: NativeCallee,
  hasSelf: boolean,
  result: number,
  done: number,
): void {
  const { out } = e;
  const isBound = called.kind === "bound";
  const from = hasSelf ? form.base + 1 : form.first;
  const n = e.depth - from + (isBound ? 1 : 0);
  const other = out.block();
  guardCallee(e, form, called, hasSelf, other);
  if (callee.self !== 0) {
    if (isBound) guardBoundSelf(e, form.base, callee.self, other);
    else guardKind(e, from, callee.self, other);
  }
  e.aside(() => {
    saveExact(e, form.base);
    if (isBound) pushBoundSelf(e, form.base);
    if (callee.style === STYLE_ARGS) {
      out.i32(n);
      e.slotAddress(from);
    } else for (let depth = from; depth < e.depth; depth++) e.pushWord(depth);
    out.i32(callee.entry);
    e.callIndirect(callee.style === STYLE_ARGS ? 2 : n);
    out.set(result);
    leaveCallIfZero(e, form, result);
  });
  out.br(done);
  out.end();
}

function callPython(
  e: Emitter,
  form: CallForm,
  callee: Callee,
  hasSelf: boolean,
  operands: readonly number[],
  result: number,
  done: number,
): void {
  const { out } = e;
  const other = out.block();
  guardCallee(e, form, callee, hasSelf, other);
  if (callee.kind === "class") guardEpoch(e, other);
  const python = functionOf(callee) as PythonCallee | undefined;
  if (python !== undefined) guardCompiled(e, python, other);
  if (callee.kind === "class") makeInstance(e, callee, other);
  if (python === undefined) {
    out.get(e.temp(INSTANCE_TEMP));
    out.set(result);
  } else {
    if (callee.kind === "class") e.hold(python.word);
    e.aside(() => {
      save(e, form.base);
      const args = operands.map((depth) => () => e.pushWord(depth));
      if (callee.kind === "bound") args.unshift(() => pushBoundSelf(e, form.base));
      runPython(e, form, python, args, callee.kind === "class", result);
    });
  }
  out.br(done);
  out.end();
}

/** Allocates an instance, or branches to `other` when that is not so easy. */
export function makeInstance(e: Emitter, { word }: ClassCallee, other: number): void {
  const { out } = e;
  const x = e.temp(INSTANCE_TEMP);
  takeBlocks(e, INSTANCE_BYTES, x, other);
  out.get(x);
  out.i32(INSTANCE_HEADER);
  out.mem(Mem.i32_store, 0);
  out.get(x);
  out.i32(word);
  out.mem(Mem.i32_store, Layout.InstanceType);
  out.get(x);
  out.i64(0);
  out.mem(Mem.i64_store, Layout.InstanceAttributes);
}

/** Fills the frame of a call, makes it current and runs it; the frame of the caller has been saved. */
function runPython(
  e: Emitter,
  form: CallForm,
  callee: PythonCallee,
  args: readonly (() => void)[],
  isInit: boolean,
  result: number,
): void {
  const { out } = e;
  const instance = (): void => out.get(e.temp(INSTANCE_TEMP));
  const subject = isInit ? instance : (): void => out.i32(0);
  runFrame(e, callee, isInit ? [instance, ...args] : args, isInit ? FRAME_INIT : 0, subject, () =>
    e.pushWord(form.base),
  );
  finishCall(e, form, isInit, result);
}
