import { Layout, Shape } from "../tables/jit.js";
import type { CallForm } from "./calls.js";
import type { Emitter } from "./emitter.js";
import { guardKind, STR } from "./guards.js";
import { settle } from "./inlined-calls.js";
import { characterOf, guardAscii } from "./interned.js";
import { kindNumber } from "./kind-numbers.js";
import { FLOAT, INT, inSlot, Rep, shapeOf, type Value, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** A builtin function on operands of known shapes, written in place of its call. */
interface Intrinsic {
  readonly result: Value;
  /** Leaves the result on Wasm's stack; branches to `other` when the operands are none for this. */
  emit(other: number): void;
}

/** Finds what stands for a call of a builtin with these operands; undefined: nothing does. */
type Finder = (e: Emitter, from: number, count: number) => Intrinsic | undefined;

const finders: Readonly<Record<string, Finder>> = {
  len: findLength,
  abs: findAbsolute,
  chr: findCharacter,
  min: (e, from, count) => findExtreme(e, from, count, W.i32_lt_s, W.f64_lt),
  max: (e, from, count) => findExtreme(e, from, count, W.i32_gt_s, W.f64_gt),
};

/**
 * Writes a builtin's work in place of its call, with the call itself for all other operands. false: nothing was written.
 *
 * @param callGenerally writes the code of any call, which leaves its word in temporary 4
 */
export function callIntrinsic(e: Emitter, form: CallForm, callGenerally: () => void): boolean {
  const { out } = e;
  const { builtin } = e.state.value(form.base);
  if (builtin === "" || form.isMethod || form.keywords > 0) return false;
  const intrinsic = finders[builtin]?.(e, form.first, form.positional);
  if (intrinsic === undefined) return false;
  const { result } = intrinsic;
  if (result.rep !== Rep.Word && e.facts.failed(e.source.code[e.at]!.end)) return false;
  const settled = out.block();
  const other = out.block();
  intrinsic.emit(other);
  out.set(result.rep === FLOAT.rep ? e.floatSlot(form.base) : e.intSlot(form.base));
  out.br(settled);
  out.end();
  callGenerally();
  settle(e, form, result);
  out.end();
  e.state.pop(form.count);
  e.state.push(inSlot(result));
  return true;
}

/** The shape of the operand at a depth: what is known of it, or for the top of the stack what was seen. */
function shapeAt(e: Emitter, depth: number): number {
  const known = shapeOf(e.state.value(depth));
  if (known !== 0 || depth !== e.top()) return known;
  return e.facts.observed(e.source.code[e.at]!.start, 0).shapes;
}

/** Kinds whose length is a word of the object, and where. */
const lengths = new Map<number, readonly [kind: number, offset: number]>([
  [Shape.List, [kindNumber("List"), Layout.ListLength]],
  [Shape.Tuple, [kindNumber("Tuple"), Layout.TupleLength]],
  [Shape.Bytes, [kindNumber("Bytes"), Layout.StrLength]],
  [Shape.Bytearray, [kindNumber("Bytearray"), Layout.PackedLength]],
  [Shape.Str, [STR, Layout.StrLength]],
]);

function findLength(e: Emitter, depth: number, count: number): Intrinsic | undefined {
  if (count !== 1) return undefined;
  const shape = shapeAt(e, depth);
  const place = lengths.get(shape);
  if (place === undefined) return undefined;
  const [kind, offset] = place;
  return {
    result: INT,
    emit(other) {
      const { out } = e;
      if (shapeOf(e.state.value(depth)) === 0) guardKind(e, depth, kind, other, true);
      // Only of ASCII strings bytes are characters.
      if (shape === Shape.Str) guardAscii(e, () => e.pushWord(depth), other);
      e.pushWord(depth);
      out.mem(Mem.i32_load, offset);
    },
  };
}

function findAbsolute(e: Emitter, depth: number, count: number): Intrinsic | undefined {
  const { out } = e;
  if (count !== 1) return undefined;
  const shape = shapeOf(e.state.value(depth));
  if (shape === Shape.Float) {
    return {
      result: FLOAT,
      emit() {
        e.pushFloat(depth);
        out.op(W.f64_abs);
      },
    };
  }
  return shape === Shape.Int
    ? { result: INT, emit: (other) => absoluteInt(e, depth, other) }
    : undefined;
}

/** The least small int has no positive one. */
function absoluteInt(e: Emitter, depth: number, other: number): void {
  const { out } = e;
  const sign = e.temp(0);
  e.pushInt(depth);
  out.i32(-0x40000000);
  out.op(W.i32_eq);
  out.brIf(other);
  e.pushInt(depth);
  out.i32(31);
  out.op(W.i32_shr_s);
  out.tee(sign);
  e.pushInt(depth);
  out.op(W.i32_xor);
  out.get(sign);
  out.op(W.i32_sub);
}

function findCharacter(e: Emitter, depth: number, count: number): Intrinsic | undefined {
  if (count !== 1 || shapeOf(e.state.value(depth)) !== Shape.Int || e.facts.characters === 0)
    return undefined;
  return {
    result: WORD,
    emit(other) {
      const { out } = e;
      e.pushInt(depth);
      out.i32(0x7f);
      out.op(W.i32_gt_u);
      out.brIf(other);
      e.pushInt(depth);
      characterOf(e);
    },
  };
}

/** The lesser or greater of two ints or two floats; the first where neither is. */
function findExtreme(
  e: Emitter,
  from: number,
  count: number,
  ints: number,
  floats: number,
): Intrinsic | undefined {
  if (count !== 2) return undefined;
  const shape = shapeOf(e.state.value(from));
  if (shape !== shapeOf(e.state.value(from + 1))) return undefined;
  if (shape !== Shape.Int && shape !== Shape.Float) return undefined;
  const isInt = shape === Shape.Int;
  const push = (depth: number): void => (isInt ? e.pushInt(depth) : e.pushFloat(depth));
  return {
    result: isInt ? INT : FLOAT,
    emit() {
      const { out } = e;
      push(from + 1);
      push(from);
      push(from + 1);
      push(from);
      out.op(isInt ? ints : floats);
      out.op(W.select);
    },
  };
}
