import { Layout, Shape } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { kindNumber } from "./kind-numbers.js";
import { FALSE, NONE, TRUE } from "./tagged-words.js";
import { Mem, W } from "./wasm-code.js";

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

/** Emits a check of the word in a Wasm local. false: this shape cannot be checked, nothing was emitted. */
export function guardShape(
  e: Emitter,
  local: number,
  shape: number,
  identity: number,
  fail: () => void,
): boolean {
  const { out } = e;
  const kind = kindOfShape.get(shape);
  if (kind === undefined && shape !== Shape.Int && shape !== Shape.Bool && shape !== Shape.None)
    return false;
  if (shape === Shape.Array && identity <= 1) return false;
  if (kind !== undefined) {
    guardObject(e, local, kind, shape === Shape.Array ? identity : 0, fail);
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

function guardObject(
  e: Emitter,
  local: number,
  kind: number,
  code: number,
  fail: () => void,
): void {
  const { out } = e;
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
