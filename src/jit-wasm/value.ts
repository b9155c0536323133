import { Shape } from "../tables/jit.js";

/** How a value is held. */
export enum Rep {
  /** A local that has no value: its slot is NULL. */
  Unset,
  /** An int in a 32-bit Wasm local, untagged. */
  Int,
  /** 0 or 1. */
  Bool,
  /** A float in a 64-bit Wasm local. */
  Float,
  /** A tagged word. */
  Word,
  /** Part of an iterator, or another word that lies in the frame only. */
  Frame,
  /** Not needed any more. */
  Dead,
}

/** Where a value of the stack is, when it is not in its own Wasm local. */
export const IN_SLOT = -1;
export const CONSTANT = -2;

/** What is known of a value at a point of the program. */
export interface Value {
  readonly rep: Rep;
  /** Of a Word: its one Shape, 0 when unknown. */
  readonly shape: number;
  /** Of a Word: the class of the instance, the type code of the array, or the function itself; 0 when unknown. */
  readonly identity: number;
  /** A Word that may be NULL. */
  readonly maybeUnset: boolean;
  /** IN_SLOT, CONSTANT, or the local whose value this is. */
  readonly source: number;
  /** Of a CONSTANT: the int, bool, float or word. */
  readonly constant: number;
  /** Of a constant float: its word, 0 when there is none. */
  readonly boxed: number;
  /** Of a Word: the function, class or native function that it was whenever it was watched; 0 when unknown. */
  readonly likely: number;
  /** What a global name stands for, where that is known and checked. */
  readonly builtin: string;
}

const base: Value = {
  rep: Rep.Word,
  shape: 0,
  identity: 0,
  maybeUnset: false,
  source: IN_SLOT,
  constant: 0,
  boxed: 0,
  likely: 0,
  builtin: "",
};

export const UNSET: Value = { ...base, rep: Rep.Unset };
export const INT: Value = { ...base, rep: Rep.Int };
export const BOOL: Value = { ...base, rep: Rep.Bool };
export const FLOAT: Value = { ...base, rep: Rep.Float };
export const WORD: Value = base;
export const MAYBE: Value = { ...base, maybeUnset: true };
export const FRAME: Value = { ...base, rep: Rep.Frame };
export const DEAD: Value = { ...base, rep: Rep.Dead };

/** A word of a known shape; never of an int or a bool, which are unboxed then. */
export function shaped(shape: number, identity = 0): Value {
  return { ...base, shape, identity };
}

export function constantOf(rep: Rep, constant: number, shape = 0): Value {
  return { ...base, rep, constant, shape, source: CONSTANT };
}

/** The same value in its own slot. */
export function inSlot(value: Value): Value {
  return value.source === IN_SLOT ? value : { ...value, source: IN_SLOT, constant: 0, boxed: 0 };
}

export function sameValue(a: Value, b: Value): boolean {
  return (
    a === b ||
    (a.rep === b.rep &&
      a.shape === b.shape &&
      a.identity === b.identity &&
      a.maybeUnset === b.maybeUnset &&
      a.source === b.source &&
      a.constant === b.constant &&
      a.likely === b.likely &&
      a.builtin === b.builtin)
  );
}

/** The shape that a value has for sure, 0 when unknown. */
export function shapeOf(value: Value): number {
  switch (value.rep) {
    case Rep.Int:
      return Shape.Int;
    case Rep.Bool:
      return Shape.Bool;
    case Rep.Float:
      return Shape.Float;
    default:
      return value.maybeUnset ? 0 : value.shape;
  }
}

/**
 * What is known where two paths meet. `expected` is the shape that the place is expected to have: a word of unknown
 * shape may then be met by an unboxed value, and is checked on its way.
 */
export function join(a: Value, b: Value, expected: number): Value {
  if (a.rep === Rep.Dead || b.rep === Rep.Dead) return DEAD;
  if (a.rep === Rep.Frame || b.rep === Rep.Frame) return FRAME;
  const x = inSlot(a);
  const y = inSlot(b);
  if (x.rep === y.rep) {
    if (x.rep !== Rep.Word) return x;
    return joinWords(x, y, expected);
  }
  const unboxed = x.rep === Rep.Word || x.rep === Rep.Unset ? y : x;
  const other = unboxed === x ? y : x;
  if (other.rep === Rep.Unset)
    return unboxed.rep === Rep.Float ? { ...MAYBE, shape: Shape.Float } : MAYBE;
  if (unboxed.rep === Rep.Unset) return { ...other, maybeUnset: true };
  if (other.rep !== Rep.Word) return WORD;
  if (!other.maybeUnset) {
    if (other.shape === shapeOf(unboxed)) return unboxed;
    if (other.shape === 0 && expected !== 0 && expected === shapeOf(unboxed)) return unboxed;
  }
  return { ...WORD, maybeUnset: other.maybeUnset };
}

function joinWords(x: Value, y: Value, expected: number): Value {
  const maybeUnset = x.maybeUnset || y.maybeUnset;
  const equal = x.shape === y.shape && x.identity === y.identity;
  if (equal) {
    const likely = x.likely === y.likely ? x.likely : 0;
    return { ...base, shape: x.shape, identity: x.identity, maybeUnset, likely };
  }
  const known = x.shape === 0 ? y : x;
  const other = known === x ? y : x;
  const checked = other.shape === 0 && !maybeUnset && known.shape === expected && expected !== 0;
  return checked
    ? { ...base, shape: known.shape, identity: known.identity }
    : { ...base, maybeUnset };
}
