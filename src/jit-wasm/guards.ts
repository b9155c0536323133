import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { kindNumber } from "./kind-numbers.js";
import { Rep } from "./value.js";
import { Mem, W } from "./wasm-code.js";

export const INSTANCE = kindNumber("Instance");
export const FUNCTION = kindNumber("Function");

/**
 * Branches to `other` unless the word at a depth is an object of a kind; a string may be an interned one, which is
 * no object, unless `isObject`.
 */
export function guardKind(
  e: Emitter,
  depth: number,
  kind: number,
  other: number,
  isObject = kind !== STR,
): void {
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
  if (!isObject) {
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

export const STR = kindNumber("Str");
/** Interned strings are words with these low bits; as in asm/memory/ref.ts. */
export const QSTR_MASK = 7;
export const QSTR_TAG = 2;

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

/**
 * Branches to `other` unless the word at a depth is an instance of a class, all classes are as they were, and no
 * instance ever had an attribute of this name (0: whether one had).
 */
export function guardClass(
  e: Emitter,
  depth: number,
  type: number,
  name: number,
  other: number,
): void {
  const { out } = e;
  e.hold(type);
  e.pushWord(depth);
  out.i32(3);
  out.op(W.i32_and);
  out.brIf(other);
  e.pushWord(depth);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(INSTANCE);
  out.op(W.i32_ne);
  out.brIf(other);
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.InstanceType);
  out.i32(type);
  out.op(W.i32_ne);
  out.brIf(other);
  guardEpoch(e, other);
  if (name !== 0) guardNoAttribute(e, name, other);
}

/** Branches to `other` when some instance has or had an attribute of this name. */
export function guardNoAttribute(e: Emitter, name: number, other: number): void {
  const { out } = e;
  const flag = e.facts.attributeFlag(name);
  out.i32(flag.address);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(flag.bit);
  out.op(W.i32_and);
  out.brIf(other);
}

/** Branches to `other` when a class has changed since the code was made. */
export function guardEpoch(e: Emitter, other: number): void {
  const { out } = e;
  const { address, value } = e.facts.classEpoch;
  out.i32(address);
  out.mem(Mem.i32_load, 0);
  out.i32(value);
  out.op(W.i32_ne);
  out.brIf(other);
}
