import type { Emitter } from "./emitter.js";
import { QSTR_TAG } from "./guards.js";
import { Mem, W } from "./wasm-code.js";

/** The byte of flags in an object's header, and the flag of strings of ASCII only; as in asm/memory/header.ts. */
export const FLAGS_BYTE = 1;
export const FLAG_ASCII = 1;
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
