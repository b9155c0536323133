import { Layout } from "../tables/jit.js";
import { type CallForm, leaveCallIfZero } from "./calls.js";
import { type Emitter, kindNumber, NONE } from "./emitter.js";
import type { Callee, ClassCallee, NativeCallee, PythonCallee } from "./facts.js";
import { CONSTANT, Rep, shapeOf } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Code.compiled up to here says that there is no compiled code; as in asm/jit/tier.ts. */
const COUNTED = 1;
/** Flags of a frame that runs `__init__`; as in asm/vm/frame.ts. */
const FRAME_INIT = 2;
/** Styles of native functions with other parameters than that many words; as in asm/object/native-function.ts. */
const STYLE_ARGS = 5;
const MANY = 0xff;
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
  if (callee === undefined) return;
  for (const hasSelf of form.isMethod ? [wasMethod(e, form, callee)] : [false]) {
    if (!takes(callee, form.positional + (hasSelf ? 1 : 0))) return;
    for (let depth = form.base + 1; depth < e.depth; depth++) e.box(depth);
    e.hold(callee.word);
    if (callee.kind === "native") callNative(e, form, callee, hasSelf, result, done);
    else callPython(e, form, callee, hasSelf, result, done);
  }
}

/** Whether the look-up of a method gave a self with it. */
function wasMethod(e: Emitter, { base, positional }: CallForm, callee: Callee): boolean {
  const self = e.state.value(base + 1);
  if (self.source === CONSTANT && self.rep === Rep.Word) return self.constant !== 0;
  if (shapeOf(self) !== 0) return true;
  if (callee.kind === "native") return callee.self !== 0 || takes(callee, positional + 1);
  return takes(callee, positional + 1);
}

function takes(callee: Callee, n: number): boolean {
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
function guardCallee(
  e: Emitter,
  { base, isMethod }: CallForm,
  callee: Callee,
  hasSelf: boolean,
  other: number,
): void {
  const { out } = e;
  const value = e.state.value(base);
  if (value.source !== CONSTANT) {
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

function callNative(
  e: Emitter,
  form: CallForm,
  callee: NativeCallee,
  hasSelf: boolean,
  result: number,
  done: number,
): void {
  const { out } = e;
  const from = hasSelf ? form.base + 1 : form.first;
  const n = e.depth - from;
  const other = out.block();
  guardCallee(e, form, callee, hasSelf, other);
  if (callee.self !== 0) guardKind(e, from, callee.self, other);
  e.aside(() => {
    e.saveExact(form.base);
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

/** Branches to `other` unless the word at a depth is an object of a kind. */
export function guardKind(e: Emitter, depth: number, kind: number, other: number): void {
  const { out } = e;
  const value = e.state.value(depth);
  if (value.rep !== Rep.Word) {
    if (value.rep !== Rep.Frame) {
      out.br(other);
      return;
    }
  }
  e.pushWord(depth);
  out.i32(3);
  out.op(W.i32_and);
  if (kind === STR) {
    guardString(e, depth, other);
    return;
  }
  out.brIf(other);
  e.pushWord(depth);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(kind);
  out.op(W.i32_ne);
  out.brIf(other);
}

const STR = kindNumber("Str");
/** Interned strings are words with these low bits; as in asm/memory/ref.ts. */
const QSTR_MASK = 7;
const QSTR_TAG = 2;

/** The low bits of the word are on Wasm's stack. */
function guardString(e: Emitter, depth: number, other: number): void {
  const { out } = e;
  out.if();
  e.pushWord(depth);
  out.i32(QSTR_MASK);
  out.op(W.i32_and);
  out.i32(QSTR_TAG);
  out.op(W.i32_ne);
  out.brIf(other);
  out.else();
  e.pushWord(depth);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(STR);
  out.op(W.i32_ne);
  out.brIf(other);
  out.end();
}

function callPython(
  e: Emitter,
  form: CallForm,
  callee: PythonCallee | ClassCallee,
  hasSelf: boolean,
  result: number,
  done: number,
): void {
  const { out } = e;
  const other = out.block();
  guardCallee(e, form, callee, hasSelf, other);
  if (callee.kind === "class") {
    out.i32(e.facts.classEpoch.address);
    out.mem(Mem.i32_load, 0);
    out.i32(e.facts.classEpoch.value);
    out.op(W.i32_ne);
    out.brIf(other);
  }
  const python = callee.kind === "class" ? callee.init : callee;
  if (python !== undefined) guardCompiled(e, python, other);
  if (callee.kind === "class") makeInstance(e, callee, other);
  if (python === undefined) {
    out.get(e.temp(INSTANCE));
    out.set(result);
  } else {
    e.hold(python.word);
    e.aside(() => {
      e.save(form.base);
      const from = hasSelf ? form.base + 1 : form.first;
      runPython(e, form, python, from, callee.kind === "class", result);
    });
  }
  out.br(done);
  out.end();
}

/** Temporaries: the new frame, its end, a new instance, the place of compiled code. */
export const FRAME = 0;
const END = 1;
const INSTANCE = 2;
const COMPILED = 3;

/** Branches to `other` unless the function is compiled and there is room for its frame, whose address it leaves. */
export function guardCompiled(e: Emitter, { code, frameBytes }: PythonCallee, other: number): void {
  const { out } = e;
  out.i32(code);
  out.mem(Mem.i32_load, Layout.CodeCompiled);
  out.tee(e.temp(COMPILED));
  out.i32(COUNTED);
  out.op(W.i32_le_u);
  out.brIf(other);
  e.getGlobal("stackTop");
  out.tee(e.temp(FRAME));
  out.i32(frameBytes);
  out.op(W.i32_add);
  out.tee(e.temp(END));
  e.getGlobal("directEnd");
  out.op(W.i32_gt_u);
  out.brIf(other);
}

/** Allocates an instance, or branches to `other` when that is not so easy. */
function makeInstance(e: Emitter, { word }: ClassCallee, other: number): void {
  const { out } = e;
  const end = e.temp(5);
  const x = e.temp(INSTANCE);
  e.getGlobal("heapCursor");
  out.tee(x);
  out.i32(INSTANCE_BYTES);
  out.op(W.i32_add);
  out.tee(end);
  e.getGlobal("heapLimit");
  out.op(W.i32_gt_u);
  out.brIf(other);
  out.get(end);
  e.setGlobal("heapCursor");
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
  from: number,
  isInit: boolean,
  result: number,
): void {
  const { out } = e;
  const instance = (): void => out.get(e.temp(INSTANCE));
  const args = isInit ? [instance] : [];
  for (let depth = from; depth < form.base + form.count; depth++)
    args.push(() => e.pushWord(depth));
  runFrame(e, callee, args, isInit ? FRAME_INIT : 0, isInit ? instance : () => out.i32(0));
  finish(e, form, isInit, result);
}

/**
 * Fills the frame whose address and end `guardCompiled` has left, makes it current and runs it. The value, or 0, is
 * on Wasm's stack then; nobody has left the frame yet.
 */
export function runFrame(
  e: Emitter,
  callee: PythonCallee,
  args: readonly (() => void)[],
  flags: number,
  subject: () => void,
): void {
  const { out } = e;
  fillFrame(e, callee, flags, subject);
  let local = 0;
  const put = (push: () => void): void => {
    out.get(e.temp(FRAME));
    push();
    out.mem(Mem.i32_store, e.localOffset(local++));
  };
  for (const cell of callee.closure) put(() => out.i32(cell));
  for (const arg of args) put(arg);
  const missing = callee.closure.length + callee.parameters - local;
  const { defaults } = callee;
  for (const word of defaults.slice(defaults.length - missing)) put(() => out.i32(word));
  while (local < callee.localWords) put(() => out.i32(0));
  out.get(e.temp(END));
  e.setGlobal("stackTop");
  out.get(e.temp(FRAME));
  e.setGlobal("currentFrame");
  out.get(e.temp(FRAME));
  out.i32(0);
  out.get(e.temp(COMPILED));
  e.callIndirect(2);
}

function fillFrame(e: Emitter, callee: PythonCallee, flags: number, subject: () => void): void {
  const { out } = e;
  const put = (offset: number, push: () => void): void => {
    out.get(e.temp(FRAME));
    push();
    out.mem(Mem.i32_store, offset);
  };
  put(Layout.FrameFlags, () => out.i32(flags));
  put(Layout.FramePrevious, () => e.fp());
  put(Layout.FrameCode, () => out.i32(callee.code));
  put(Layout.FrameGlobals, () => out.i32(callee.globals));
  put(Layout.FrameIp, () => out.i32(callee.start));
  put(Layout.FrameSp, () => {
    out.get(e.temp(FRAME));
    out.i32(e.localOffset(callee.localWords));
    out.op(W.i32_add);
  });
  out.get(e.temp(FRAME));
  out.i64(0);
  out.mem(Mem.i64_store, Layout.FrameHandler);
  put(Layout.FrameSubject, subject);
}

/** Leaves the frame that has given its value: the caller's is current again. */
export function leaveFrame(e: Emitter): void {
  const { out } = e;
  e.fp();
  e.setGlobal("currentFrame");
  out.get(e.temp(FRAME));
  e.setGlobal("stackTop");
}

/** The value of compiled code is on Wasm's stack: leaves its frame, or has a helper see to it. */
function finish(e: Emitter, form: CallForm, isInit: boolean, result: number): void {
  const { out } = e;
  out.tee(result);
  if (isInit) {
    out.i32(NONE);
    out.op(W.i32_eq);
  }
  out.if();
  leaveFrame(e);
  if (isInit) {
    out.get(e.temp(INSTANCE));
    out.set(result);
  }
  out.else();
  out.get(e.temp(FRAME));
  if (isInit) out.get(result);
  e.call(isInit ? "jitInitFailed" : "jitCallFailed");
  out.set(result);
  leaveCallIfZero(e, form, result);
  out.end();
}
