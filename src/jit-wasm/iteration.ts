import { Op } from "../compile/opcode.js";
import { Layout, Shape } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf } from "./exits.js";
import { UNSEEN } from "./facts.js";
import type { Flow } from "./flow.js";
import { nextOfGenerator } from "./generators.js";
import { guardKind } from "./guards.js";
import { characterOf, guardAscii } from "./interned.js";
import { kindNumber } from "./kind-numbers.js";
import { saveExact } from "./operands.js";
import { raiseIf, raiseIfZero } from "./raising.js";
import { save } from "./saving.js";
import { Status } from "./shared-words.js";
import { Slot } from "./state.js";
import { FRAME, Rep, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Words that an iterator takes on the stack, and the tags in the first one; as in asm/vm/iter-slots.ts. */
const ITER_WORDS = 4;
const LIST = kindNumber("List");
const TUPLE = kindNumber("Tuple");
const TAG_LIST = 3;
const TAG_TUPLE = 5;
const TAG_RANGE = 7;
const TAG_GENERATOR = 9;
const TAG_TEXT = 17;
/** What the helper gives when an exception is pending, and when the interpreter is to do it; as in asm/jit/runtime.ts. */
export const FAILED = 0x4e;
const LEAVE = 0x56;

export function getIterStack(e: Emitter): boolean {
  box(e, e.top());
  const depth = e.top();
  const done = e.out.block();
  startSequence(e, depth, done);
  e.aside(() => {
    save(e);
    e.pushWord(depth);
    e.slotAddress(depth);
    e.call("jitIterStart");
    raiseIfZero(e);
  });
  e.out.end();
  e.state.pop();
  for (let i = 0; i < ITER_WORDS; i++) e.state.push(FRAME, Slot.Exact);
  return true;
}

/** Starts to iterate over a list or tuple, where that was all that was seen, and goes on at `done`. */
function startSequence(e: Emitter, depth: number, done: number): void {
  const { out } = e;
  const { shapes } = e.facts.observed(e.source.code[e.at]!.start, 0);
  if (shapes !== Shape.List && shapes !== Shape.Tuple) return;
  const isList = shapes === Shape.List;
  const other = out.block();
  guardKind(e, depth, isList ? LIST : TUPLE, other);
  const put = (i: number, push: () => void): void => {
    e.fp();
    push();
    out.mem(Mem.i32_store, e.slotOffset(depth + i));
  };
  put(1, () => e.pushWord(depth));
  put(0, () => out.i32(isList ? TAG_LIST : TAG_TUPLE));
  put(2, () => out.i32(1));
  put(3, () => out.i32(0));
  out.br(done);
  out.end();
}

/** How an iteration goes on in place, by its tag. */
type Step = readonly [
  tag: number,
  next: (e: Emitter, slots: number, over: number, other: number) => void,
  shape: number,
];

const steps: readonly Step[] = [
  [TAG_RANGE, nextOfRange, Shape.Other],
  [TAG_LIST, nextOfList, Shape.List],
  [TAG_TUPLE, nextOfTuple, Shape.Tuple],
  [TAG_TEXT, nextOfText, Shape.Str],
  [TAG_GENERATOR, nextOfGenerator, Shape.Other],
];

/**
 * The steps for what the loop was seen to go over, and that for generators: what goes over one has to leave this code
 * otherwise. A comprehension gets its iterator from outside.
 */
function likelySteps(e: Emitter): readonly Step[] {
  const start = e.source.code[e.at - 1];
  const { shapes } = start?.op === Op.GET_ITER_STACK ? e.facts.observed(start.start, 0) : UNSEEN;
  const known = e.facts.characters === 0 ? steps.filter(([tag]) => tag !== TAG_TEXT) : steps;
  const isKnown = known.some(([, , shape]) => (shapes & shape) !== 0);
  if (!isKnown) return known;
  return known.filter(([tag, , shape]) => tag === TAG_GENERATOR || (shapes & shape) !== 0);
}

export function forIter(e: Emitter, flow: Flow, target: number): boolean {
  const { out } = e;
  const slots = e.depth - ITER_WORDS;
  const result = e.temp(0);
  // Comprehensions push the parts of their iterator one by one.
  if (e.state.stack.slice(slots).some(({ rep }) => rep !== Rep.Frame)) {
    saveExact(e, slots);
    for (let i = slots; i < e.depth; i++) e.state.stack[i] = FRAME;
  }
  const over = out.block();
  const found = out.block();
  for (const [tag, next] of likelySteps(e)) {
    const other = out.block();
    e.fp();
    out.mem(Mem.i32_load, e.slotOffset(slots));
    out.i32(tag);
    out.op(W.i32_ne);
    out.brIf(other);
    next(e, slots, over, other);
    out.br(found);
    out.end();
  }
  e.aside(() => {
    save(e);
    e.slotAddress(slots);
    e.call("jitIterNext");
    out.tee(result);
    out.op(W.i32_eqz);
    out.brIf(over);
    out.get(result);
    out.i32(FAILED);
    out.op(W.i32_eq);
    raiseIf(e);
    out.get(result);
    out.i32(LEAVE);
    out.op(W.i32_eq);
    exitIf(e, Status.ExitPlain);
  });
  out.end();
  out.get(result);
  e.result(0, WORD);
  flow.fallThrough();
  e.state.pop();
  out.end();
  e.state.pop(ITER_WORDS);
  flow.jump(target);
  return false;
}

/** Pushes a word of the iterator. */
function part(e: Emitter, slots: number, i: number): void {
  e.fp();
  e.out.mem(Mem.i32_load, e.slotOffset(slots + i));
}

/** The position is kept as a tagged int, like stop and step; it never leaves the range of small ints. */
function nextOfRange(e: Emitter, slots: number, over: number): void {
  const { out } = e;
  const [position, step, stop] = [e.temp(0), e.temp(1), e.temp(2)];
  part(e, slots, 1);
  out.set(position);
  part(e, slots, 2);
  out.set(stop);
  part(e, slots, 3);
  out.set(step);
  const following = e.temp(3);
  // Tagged words compare as their ints do.
  out.get(step);
  out.i32(0);
  out.op(W.i32_gt_s);
  out.if();
  out.get(position);
  out.get(stop);
  out.op(W.i32_ge_s);
  out.brIf(over);
  nextPosition(e, W.i32_lt_s);
  out.else();
  out.get(position);
  out.get(stop);
  out.op(W.i32_le_s);
  out.brIf(over);
  nextPosition(e, W.i32_gt_s);
  out.end();
  e.fp();
  out.get(following);
  out.mem(Mem.i32_store, e.slotOffset(slots + 1));
}

/** The position after the last may lie outside a small int: it is cut to the stop. */
function nextPosition(e: Emitter, isBefore: number): void {
  const { out } = e;
  const [position, step, stop, following] = [e.temp(0), e.temp(1), e.temp(2), e.temp(3)];
  out.get(position);
  out.i32(1);
  out.op(W.i32_shr_s);
  out.get(step);
  out.i32(1);
  out.op(W.i32_shr_s);
  out.op(W.i32_add);
  out.tee(following);
  out.get(stop);
  out.i32(1);
  out.op(W.i32_shr_s);
  out.op(isBefore);
  out.if();
  out.get(following);
  e.tag();
  out.set(following);
  out.else();
  out.get(stop);
  out.set(following);
  out.end();
}

function nextOfList(e: Emitter, slots: number, over: number): void {
  nextOfSequence(e, slots, over, () => {
    e.out.mem(Mem.i32_load, Layout.ListItems);
    return Layout.RefItems;
  });
}

function nextOfTuple(e: Emitter, slots: number, over: number): void {
  nextOfSequence(e, slots, over, () => Layout.TupleItems);
}

/** A character of an ASCII string that is an object; each is an interned string. */
function nextOfText(e: Emitter, slots: number, over: number, other: number): void {
  const { out } = e;
  const [result, text, offset] = [e.temp(0), e.temp(1), e.temp(2)];
  part(e, slots, 1);
  out.tee(text);
  out.i32(3);
  out.op(W.i32_and);
  out.brIf(other);
  guardAscii(e, () => out.get(text), other);
  loadIndex(e, slots, text, offset, Layout.StrLength, over);
  out.get(text);
  out.get(offset);
  out.op(W.i32_add);
  out.mem(Mem.i32_load8_u, Layout.StrData);
  characterOf(e);
  out.set(result);
  storeNextIndex(e, slots, offset);
}

/** `items` turns the sequence on Wasm's stack into an address and gives the offset of the items there. */
function nextOfSequence(e: Emitter, slots: number, over: number, items: () => number): void {
  const { out } = e;
  const [result, sequence, index] = [e.temp(0), e.temp(1), e.temp(2)];
  part(e, slots, 1);
  out.set(sequence);
  loadIndex(e, slots, sequence, index, Layout.ListLength, over);
  out.get(sequence);
  const offset = items();
  out.get(index);
  out.i32(2);
  out.op(W.i32_shl);
  out.op(W.i32_add);
  out.mem(Mem.i32_load, offset);
  out.set(result);
  storeNextIndex(e, slots, index);
}

/** Leaves in a Wasm local where the iteration is; branches to `over` behind the last place of the container. */
function loadIndex(
  e: Emitter,
  slots: number,
  container: number,
  index: number,
  length: number,
  over: number,
): void {
  const { out } = e;
  part(e, slots, 2);
  out.i32(1);
  out.op(W.i32_shr_s);
  out.tee(index);
  out.get(container);
  out.mem(Mem.i32_load, length);
  out.op(W.i32_ge_s);
  out.brIf(over);
}

function storeNextIndex(e: Emitter, slots: number, index: number): void {
  const { out } = e;
  e.fp();
  out.get(index);
  out.i32(1);
  out.op(W.i32_add);
  e.tag();
  out.mem(Mem.i32_store, e.slotOffset(slots + 2));
}
