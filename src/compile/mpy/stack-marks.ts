import { ITER_SLOTS } from "../../tables/opcodes.js";
import { Op } from "../opcode.js";
import { refuse } from "./byte-reader.js";

/** What stands on the stack that is no Python value. */
export type MarkKind =
  /** LOAD_NULL's. */
  | "null"
  /** The second word of what LOAD_METHOD leaves: an object or NULL. */
  | "self"
  /** Likewise of what SETUP_WITH leaves. */
  | "exit"
  /** The words of a loop's iterator. */
  | "iterator"
  /** What is left of an iterator after some of its words were dropped. */
  | "remains";

/** A place on the stack that is no value; the marks of a state are a list from the top down. */
export interface Mark {
  readonly kind: MarkKind;
  /** Its first slot, counted from the bottom. */
  readonly at: number;
  readonly slots: number;
  readonly below: Mark | null;
}

/** The marks that are left when the stack is cut to `depth`. */
export function marksBelow(marks: Mark | null, depth: number): Mark | null {
  let mark = marks;
  while (mark !== null && mark.at >= depth) mark = mark.below;
  if (mark === null || mark.at + mark.slots <= depth) return mark;
  return { kind: "remains", at: mark.at, slots: depth - mark.at, below: mark.below };
}

function push(below: Mark | null, kind: MarkKind, at: number, slots = 1): Mark {
  return { kind, at, slots, below };
}

/** Whether two ways that meet have the same places marked. */
export function sameMarks(a: Mark | null, b: Mark | null): boolean {
  let [one, other] = [a, b];
  while (one !== other) {
    if (one === null || other === null) return false;
    if (one.kind !== other.kind || one.at !== other.at || one.slots !== other.slots) return false;
    [one, other] = [one.below, other.below];
  }
  return true;
}

/** An instruction as far as the marks are concerned. */
export interface Step {
  readonly opcode: number;
  readonly operand: number;
  readonly extra: number;
  /** Stack depths in front of it, without what it takes, and behind it. */
  readonly depth: number;
  readonly left: number;
  readonly after: number;
}

/** The marks behind an instruction; it must take values only, but for what belongs to it. */
export function marksAfter(marks: Mark | null, step: Step): Mark | null {
  const left = accept(marks, step);
  switch (step.opcode) {
    case Op.LOAD_NULL:
      return push(left, "null", step.after - 1);
    case Op.LOAD_METHOD:
    case Op.LOAD_SUPER_METHOD:
      return push(left, "self", step.after - 1);
    case Op.SETUP_WITH:
      return push(left, "exit", step.after - 2);
    case Op.GET_ITER_STACK:
      return push(left, "iterator", step.after - ITER_SLOTS, ITER_SLOTS);
    default:
      return left;
  }
}

/** The marks without what the instruction takes. */
function accept(marks: Mark | null, step: Step): Mark | null {
  const { opcode, depth, left } = step;
  switch (opcode) {
    case Op.POP_TOP:
      return marksBelow(marks, left);
    case Op.FOR_ITER:
      if (!isNativeIterator(marks, depth)) need(marks, "iterator", depth - ITER_SLOTS);
      return marks;
    case Op.WITH_CLEANUP:
      return need(marks, "exit", depth - 2).below;
    case Op.MAKE_FUNCTION_DEFARGS:
      return withoutNulls(marks, left, left + 2);
    case Op.MAKE_CLOSURE_DEFARGS:
      return withoutNulls(marks, left, left + 2);
    case Op.ROT_TWO:
    case Op.ROT_THREE:
      return sunkenNull(marks, step);
    case Op.STORE_ATTR:
    case Op.STORE_SUBSCR:
      return withoutNulls(marks, left, left + 1);
    case Op.STORE_COMP:
      return containerIsValue(marks, step);
    case Op.CALL_METHOD:
      return need(marks, "self", left + 1).below;
    case Op.CALL_FUNCTION_VAR_KW:
      return withoutNulls(marks, left + 1 + (step.operand & 0xff), depth - 1);
    case Op.CALL_METHOD_VAR_KW: {
      const rest = withoutNulls(marks, left + 2 + (step.operand & 0xff), depth - 1);
      return need(rest, "self", left + 1).below;
    }
    default:
      if (marks !== null && marks.at + marks.slots > left)
        refuse("what is no value is used as one");
      return marks;
  }
}

/** `del` of an attribute or item stores a NULL, which is rotated to where a value lies. */
function sunkenNull(marks: Mark | null, { opcode, depth }: Step): Mark | null {
  const at = depth - (opcode === Op.ROT_TWO ? 2 : 3);
  const isNull = marks?.kind === "null" && marks.at === depth - 1;
  const rest = withoutNulls(marks, isNull ? depth - 1 : depth, depth);
  if (rest !== null && rest.at + rest.slots > at) refuse("what is no value is used as one");
  return isNull ? push(rest, "null", at) : rest;
}

/** STORE_COMP takes one value, or two for a dict; the container lies below the loop's iterator. */
function containerIsValue(marks: Mark | null, { operand, depth, left }: Step): Mark | null {
  const isDict = (operand & 3) === 1;
  const values = depth - (isDict ? 2 : 1);
  for (let mark = marks; mark !== null; mark = mark.below) {
    const end = mark.at + mark.slots;
    if (end > values || (mark.at <= left && end > left)) refuse("what is no value is used as one");
  }
  return marks;
}

/** A generator expression puts the words of an iterator there itself: NULL, iterator, NULL, NULL. */
function isNativeIterator(marks: Mark | null, depth: number): boolean {
  let mark = marks;
  for (const at of [depth - 1, depth - 2, depth - 4]) {
    if (mark?.kind !== "null" || mark.at !== at) return false;
    mark = mark.below;
  }
  return true;
}

function need(marks: Mark | null, kind: MarkKind, at: number): Mark {
  if (marks === null || marks.kind !== kind || marks.at !== at) refuse(`no ${kind} on the stack`);
  return marks;
}

/** Takes the NULLs off that stand from slot `from` to in front of `to`. */
function withoutNulls(marks: Mark | null, from: number, to: number): Mark | null {
  let mark = marks;
  while (mark !== null && mark.at >= from) {
    if (mark.kind !== "null" || mark.at >= to) refuse("what is no value is used as one");
    mark = mark.below;
  }
  return mark;
}
