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
import type { Emitter } from "./emitter.js";
import { exit } from "./exits.js";
import type { Body, Callee, PythonCallee } from "./facts.js";
import { guardEpoch } from "./guards.js";
import { InlinedActivation } from "./inlined-activation.js";
import type { FunctionBody } from "./inlining.js";
import { guardShape } from "./shape-guards.js";
import { Status } from "./shared-words.js";
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
  readonly body: KnownBody;
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
  const found = e.module.inlining.bodyOf(e, python);
  if (found === undefined) return undefined;
  const isInit = callee.kind === "class";
  const locals = argumentsOf(e, form, callee, python, found, operands);
  const body = bodyWith(e, form, found, python, locals, isInit);
  const result = body && resultOf(e, body, isInit);
  return result && { callee, python, hasSelf, body, locals, result };
}

/** A body of which is known what it does with the values that its locals have at first. */
interface KnownBody {
  readonly activation: InlinedActivation;
  readonly code: FunctionBody;
}

/** The body with these values at first; undefined when its loops have no structure. */
function bodyWith(
  e: Emitter,
  { base }: CallForm,
  { source, facts }: Body,
  python: PythonCallee,
  locals: readonly Argument[],
  isInit: boolean,
): KnownBody | undefined {
  const { module } = e;
  const start = locals.map(({ value }) => value);
  return module.inlining.known(e, python, start, () => {
    const { out } = module;
    const activation = new InlinedActivation(e, python, base, isInit);
    const code = module.inlining.translate(source, facts, activation);
    const isStructured = whileTaken(activation, code, () =>
      code.analyse(new State(start, [], [], [], false)),
    );
    module.out = out;
    return isStructured ? { activation, code } : undefined;
  });
}

/** Does something for which the body needs its Wasm locals. */
function whileTaken<T>(activation: InlinedActivation, code: FunctionBody, action: () => T): T {
  activation.take();
  code.emitter.take();
  const result = action();
  code.emitter.release();
  activation.release();
  return result;
}

/** In which form the caller takes what the body gives; undefined when the body cannot stand in place. */
function resultOf(e: Emitter, { activation }: KnownBody, isInit: boolean): Value | undefined {
  const { given } = activation;
  if (given === undefined || (isInit && shapeOf(given) !== Shape.None)) return undefined;
  const mayUnbox = !isInit && !e.facts.failed(e.source.code[e.at]!.end);
  return mayUnbox && given.rep !== Rep.Word ? given : WORD;
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
export function settle(e: Emitter, { base, count }: CallForm, result: Value): void {
  const { out } = e;
  e.aside(() => {
    e.state.pop(count);
    out.get(e.temp(4));
    e.result(0, WORD);
    if (result.rep === Rep.Word) return;
    const slot = e.intSlot(base);
    guardShape(e, slot, shapeOf(result), 0, () => exit(e, Status.ExitFailed, e.at + 1));
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
  const { activation, code } = call.body;
  whileTaken(activation, code, () => {
    activation.result = call.result;
    const other = out.block();
    guardCallee(e, form, callee, call.hasSelf, other);
    if (callee.kind === "class") guardEpoch(e, other);
    if (python.word === 0) guardGlobals(e, form.base, python, other);
    activation.reserve(other);
    if (callee.kind === "class") makeInstance(e, callee, other);
    e.hold(callee.kind === "python" && callee.word === 0 ? callee.code : callee.word);
    e.hold(python.code);
    activation.failed = out.block();
    activation.finished = out.block();
    e.aside(() => {
      fillLocals(code.emitter, call.locals);
      code.emit();
    });
    out.end();
    finishBody(e, form, activation, callee.kind === "class");
    out.br(settled);
    out.end();
    finishFailed(e, form, activation);
    out.br(done);
    out.end();
  });
}

/** The body has given its value: its frame is no more, and of `__init__` the instance is the value. */
function finishBody(
  e: Emitter,
  { base }: CallForm,
  activation: InlinedActivation,
  isInit: boolean,
): void {
  const { out } = e;
  if (activation.isSeen) leaveFrame(e, activation.frame);
  if (!isInit) return;
  out.get(e.temp(INSTANCE_TEMP));
  out.set(e.intSlot(base));
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
