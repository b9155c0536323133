import { Layout, Shape } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { ENTRY_BYTES, hintedEntry, VALUE } from "./map-entries.js";
import { Mem, W } from "./wasm-code.js";

/**
 * Reads a name of the module that was seen here, where the module has it now: its value goes to a Wasm local, and the
 * code goes on at `done`.
 */
export function loadFromModule(
  e: Emitter,
  depth: number,
  name: number,
  to: number,
  done: number,
): void {
  const { out, facts } = e;
  const { shapes, identity } = facts.observed(e.source.code[e.at]!.start, 0);
  const isKnown = shapes === Shape.Other && identity !== 0;
  const entry = isKnown ? facts.moduleEntry(identity, name) : -1;
  if (entry < 0) return;
  e.hold(identity);
  const other = out.block();
  e.pushWord(depth);
  out.i32(identity);
  out.op(W.i32_ne);
  out.brIf(other);
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.ModuleGlobals);
  out.mem(Mem.i32_load, Layout.DictTable);
  out.set(e.temp(0));
  hintedEntry(e, entry, name, other);
  out.get(e.temp(0));
  out.mem(Mem.i32_load, Layout.MapEntries + entry * ENTRY_BYTES + VALUE);
  out.set(to);
  out.br(done);
  out.end();
}
