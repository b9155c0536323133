import { Layout, Shape } from "../tables/jit.js";
import { type CallForm, leaveCallIfZero } from "./calls.js";
import {
  functionOf,
  guardCallee,
  makeInstance,
  operandsOf,
  pushBoundSelf,
  takes,
  wasMethod,
} from "./direct-calls.js";
import { INSTANCE_TEMP, leaveFrame } from "./direct-frames.js";
import { type Emitter, Status } from "./emitter.js";
import type { Body, Callee, PythonCallee } from "./facts.js";
import { guardEpoch } from "./guards.js";
import { InlinedActivation } from "./inlined-activation.js";
import type { FunctionBody } from "./inlining.js";
import { State } from "./state.js";
import { unboxFrom } from "./unbox.js";
import { constantOf, FRAME, inSlot, Rep, shapeOf, UNSET, type Value, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** A call in whose place a function's body stands. */
export interface InlinedCall {
  readonly callee: Callee;
  /** The function, also of a bound method, or the class's `__init__`. */
  readonly python: PythonCallee;
  readonly hasSelf: boolean;
  readonly body: Body;
  /** What the locals have at first, in their order. */
  readonly locals: readonly Argument[];
  /** What it gives, and how: a word or unboxed. */
  readonly result: Value;
}

/** A value that a local has at first. */
interface Argument {
  readonly value: Value;
  pushWord(): void;
  pushInt(): void;
  pushFloat(): void;
}

/** The body that takes the place of a call; undefined when none does. */
export function findInlined(e: Emitter, form: CallForm): InlinedCall | undefined {
  const { likely } = e.state.stack[form.base]!;
  const callee = likely === 0 ? undefined : e.facts.callee(likely);
  const python = callee && functionOf(callee);
  if (callee === undefined || python?.kind !== "python") return undefined;
  const hasSelf = form.isMethod && wasMethod(e, form, callee);
  const operands = operandsOf(e, form, callee, hasSelf);
  if (operands === undefined || !takes(callee, operands.length)) return undefined;
  const body = e.module.inlining.bodyOf(e, python);
  if (body === undefined) return undefined;
  const locals = argumentsOf(e, form, callee, python, body, operands);
  const result = resultOf(e, form, python, body, locals, callee.kind === "class");
  return result && { callee, python, hasSelf, body, locals, result };
}

/** What the body gives when its locals have these values at first; undefined when it cannot stand in place. */
function resultOf(
  e: Emitter,
  form: CallForm,
  python: PythonCallee,
  body: Body,
  locals: readonly Argument[],
  isInit: boolean,
): Value | undefined {
  const { inlining } = e.module;
  const start = locals.map(({ value }) => value);
  const found = inlining.result(e, python, start, () => {
    const instance = isInit ? e.temp(INSTANCE_TEMP) : undefined;
    const activation = new InlinedActivation(e, python, form.base, instance);
    const inner = inlining.translate(body.source, body.facts, activation);
    const isStructured = analyse(e, inner, start);
    inner.emitter.release();
    activation.release();
    return isStructured ? activation.result : undefined;
  });
  if (found === undefined || (isInit && shapeOf(found) !== Shape.None)) return undefined;
  const mayUnbox = !isInit && !e.facts.failed(e.source.code[e.at]!.end);
  return mayUnbox && found.rep !== Rep.Word ? found : WORD;
}

function analyse(e: Emitter, inner: FunctionBody, start: readonly Value[]): boolean {
  const { module } = e;
  const { out } = module;
  const isStructured = inner.analyse(new State([...start], [], [], [], false));
  module.out = out;
  return isStructured;
}

/** The cells, the arguments, what is left to defaults, and locals without a value. */
function argumentsOf(
  e: Emitter,
  { base }: CallForm,
  { kind }: Callee,
  python: PythonCallee,
  body: Body,
  operands: readonly number[],
): Argument[] {
  const { closure, defaults, parameters } = python;
  const values = (offset: number, words: readonly number[], from: number): Argument[] =>
    words.slice(from).map((word, i) => {
      return python.word === 0 ? ownValue(e, base, offset, from + i) : constant(e, word);
    });
  const list = values(Layout.FunctionClosure, closure, 0);
  if (kind === "class")
    list.push(wordOf({ ...WORD, shape: Shape.Instance }, () => e.out.get(e.temp(INSTANCE_TEMP))));
  if (kind === "bound") list.push(wordOf(WORD, () => pushBoundSelf(e, base)));
  for (const depth of operands) list.push(ofStack(e, depth));
  const missing = closure.length + parameters - list.length;
  list.push(...values(Layout.FunctionDefaults, defaults, defaults.length - missing));
  while (list.length < body.source.localWords) list.push(unset);
  return list;
}

const nothing = (): never => {
  throw new Error("the value has no such form");
};
const unset: Argument = { value: UNSET, pushWord: nothing, pushInt: nothing, pushFloat: nothing };

function constant(e: Emitter, word: number): Argument {
  const isInt = (word & 1) !== 0;
  return {
    value: inSlot(isInt ? constantOf(Rep.Int, word >> 1) : WORD),
    pushWord: () => e.out.i32(word),
    pushInt: () => e.out.i32(word >> 1),
    pushFloat: nothing,
  };
}

/** A value that the function at a depth has of its own: an item of one of its tuples. */
function ownValue(e: Emitter, depth: number, offset: number, i: number): Argument {
  return wordOf(WORD, () => {
    e.pushWord(depth);
    e.out.mem(Mem.i32_load, offset);
    e.out.mem(Mem.i32_load, Layout.TupleItems + 4 * i);
  });
}

function wordOf(value: Value, pushWord: () => void): Argument {
  return { value, pushWord, pushInt: nothing, pushFloat: nothing };
}

function ofStack(e: Emitter, depth: number): Argument {
  const value = e.state.value(depth);
  return {
    value: value.rep === FRAME.rep ? WORD : { ...inSlot(value), source: -1 },
    pushWord: () => e.pushWord(depth),
    pushInt: () => e.pushInt(depth),
    pushFloat: () => e.pushFloat(depth),
  };
}

/**
 * Writes the body in place of the call, with the call itself for when the callee is another one.
 *
 * @param callGenerally writes the code of any call, which leaves its word in temporary 4
 */
export function callInlined(
  e: Emitter,
  form: CallForm,
  call: InlinedCall,
  callGenerally: () => void,
): void {
  const { out } = e;
  if (e.emitting) {
    const settled = out.block();
    const done = out.block();
    writeBody(e, form, call, settled, done);
    callGenerally();
    out.end();
    settle(e, form, call.result);
    out.end();
  }
  e.state.pop(form.count);
  e.state.push(inSlot(call.result));
}

/** The word of a call goes to where the body's value is, in its form; or the interpreter goes on with it. */
function settle(e: Emitter, { base, count }: CallForm, result: Value): void {
  const { out } = e;
  e.aside(() => {
    e.state.pop(count);
    out.get(e.temp(4));
    e.result(0, WORD);
    if (result.rep === Rep.Word) return;
    const slot = e.intSlot(base);
    e.guard(slot, shapeOf(result), 0, () => e.exit(Status.ExitFailed, e.at + 1));
    unboxFrom(e, slot, e.floatSlot(base), result);
  });
}

/** The body's value is where the result is to be, at `settled`; a word in temporary 4 is what a call gave, at `done`. */
function writeBody(
  e: Emitter,
  form: CallForm,
  call: InlinedCall,
  settled: number,
  done: number,
): void {
  const { out } = e;
  const { callee, python } = call;
  const isInit = callee.kind === "class";
  const instance = isInit ? e.temp(INSTANCE_TEMP) : undefined;
  const activation = new InlinedActivation(e, python, form.base, instance);
  activation.result = call.result;
  const other = out.block();
  guardCallee(e, form, callee, call.hasSelf, other);
  if (isInit) guardEpoch(e, other);
  if (python.word === 0) guardGlobals(e, form.base, python, other);
  activation.reserve(other);
  if (callee.kind === "class") makeInstance(e, callee, other);
  e.hold(callee.kind === "python" && callee.word === 0 ? callee.code : callee.word);
  e.hold(python.code);
  activation.failed = out.block();
  activation.finished = out.block();
  const inner = e.module.inlining.translate(call.body.source, call.body.facts, activation);
  e.aside(() => {
    analyse(
      e,
      inner,
      call.locals.map(({ value }) => value),
    );
    activation.result = call.result;
    activation.isSeen = false;
    fillLocals(inner.emitter, call.locals);
    inner.emit();
  });
  out.end();
  if (activation.isSeen) leaveFrame(e, activation.frame);
  if (instance !== undefined) {
    out.get(instance);
    out.set(e.intSlot(form.base));
  }
  out.br(settled);
  out.end();
  finishFailed(e, form, activation);
  out.br(done);
  out.end();
  inner.emitter.release();
  activation.release();
}

/** Branches to `other` unless the function at a depth has the globals of its module. */
function guardGlobals(e: Emitter, depth: number, { globals }: PythonCallee, other: number): void {
  const { out } = e;
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.FunctionGlobals);
  out.i32(globals);
  out.op(W.i32_ne);
  out.brIf(other);
}

function fillLocals(inner: Emitter, locals: readonly Argument[]): void {
  const { out } = inner;
  locals.forEach((argument, local) => {
    const { rep } = argument.value;
    if (rep === Rep.Unset) return;
    if (rep === Rep.Float) {
      argument.pushFloat();
      out.set(inner.floatLocal(local));
    } else if (rep === Rep.Word) {
      inner.fp();
      argument.pushWord();
      out.tee(inner.intLocal(local));
      out.mem(Mem.i32_store, inner.localOffset(local));
    } else {
      argument.pushInt();
      out.set(inner.intLocal(local));
    }
  });
}

/** The body has left without a value, its frame is saved: what comes of it, the word goes to temporary 4. */
function finishFailed(e: Emitter, form: CallForm, { frame, chain }: InlinedActivation): void {
  const { out } = e;
  out.get(frame);
  out.i32(chain[0]!);
  e.call("jitInlinedFailed");
  out.set(e.temp(4));
  leaveCallIfZero(e, form, e.temp(4));
}
