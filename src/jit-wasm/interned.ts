import type { Emitter } from "./emitter.js";
import { QSTR_TAG } from "./guards.js";
import { Mem, W } from "./wasm-code.js";

/** The byte of flags in an object's header, and the flag of strings of ASCII only; as in asm/memory/header.ts. */
const FLAGS_BYTE = 1;
const FLAG_ASCII = 1;
const QSTR_SHIFT = 3;

/** Turns the ASCII code on Wasm's stack into the interned string of that character, which always exists. */
export function characterOf(e: Emitter): void {
  const { out } = e;
  out.i32(1);
  out.op(W.i32_shl);
  out.mem(Mem.i32_load16_u, e.facts.characters);
  out.i32(QSTR_SHIFT);
  out.op(W.i32_shl);
  out.i32(QSTR_TAG);
  out.op(W.i32_or);
}

/** Branches to `other` unless the bytes of a str object, which `push` pushes, are its characters. */
export function guardAscii(e: Emitter, push: () => void, other: number): void {
  const { out } = e;
  push();
  out.mem(Mem.i32_load8_u, FLAGS_BYTE);
  out.i32(FLAG_ASCII);
  out.op(W.i32_and);
  out.op(W.i32_eqz);
  out.brIf(other);
}
