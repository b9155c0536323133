import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { Mem, W } from "./wasm-code.js";

/** An entry of a table, and its value's offset. */
export const ENTRY_BYTES = 8;
export const VALUE = 4;

/**
 * Leaves in temporary 1 the entry of a table (in temporary 0) where the instruction found its name last; branches to
 * `other` when another name is there now.
 */
export function hintedEntry(e: Emitter, hint: number, name: number, other: number): void {
  const { out } = e;
  const table = e.temp(0);
  out.get(table);
  out.mem(Mem.i32_load, Layout.MapUsed);
  out.i32(hint);
  out.op(W.i32_le_s);
  out.brIf(other);
  out.get(table);
  out.mem(Mem.i32_load, Layout.MapEntries + hint * ENTRY_BYTES);
  out.i32(name);
  out.op(W.i32_ne);
  out.brIf(other);
}
