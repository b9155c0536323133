import { Layout } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { guardKind } from "./guards.js";
import { kindNumber } from "./kind-numbers.js";
import { raiseIfZero } from "./raising.js";
import { save } from "./saving.js";
import { Mem, W } from "./wasm-code.js";

/** What STORE_COMP adds to, in the low bits of its operand. */
const LIST = 0;
const DICT = 1;
/** Where an object has its size in blocks, 0 for one that is too large for that; as in asm/memory/header.ts. */
const HEADER_BLOCKS = 2;
const BLOCK_SHIFT = 4;

/** STORE_COMP: a value, of a dict with its key, becomes part of what a comprehension makes. */
export function storeComp(e: Emitter, operand: number): true {
  const kind = operand & 3;
  return add(e, kind, e.top(operand >> 2), kind === DICT ? e.top(1) : -1, e.top());
}

/** STORE_MAP: a key and a value become part of the dict below them. */
export function storeMap(e: Emitter): true {
  return add(e, DICT, e.top(2), e.top(1), e.top());
}

/** Adds what lies at two depths, which are the top of the stack; of a dict the key is on top. */
function add(e: Emitter, kind: number, container: number, value: number, top: number): true {
  const { out } = e;
  box(e, top);
  if (kind === DICT) box(e, value);
  const done = out.block();
  if (kind === LIST) append(e, container, top, done);
  e.aside(() => {
    save(e);
    out.i32(kind);
    e.pushWord(container);
    e.pushWord(top);
    if (kind === DICT) e.pushWord(value);
    else out.i32(0);
    e.call("jitStoreComp");
    raiseIfZero(e);
  });
  out.end();
  e.state.pop(kind === DICT ? 2 : 1);
  return true;
}

/** Adds a value to a list that has room for it, and goes on at `done`. */
function append(e: Emitter, list: number, value: number, done: number): void {
  const { out } = e;
  const [items, offset] = [e.temp(0), e.temp(1)];
  const other = out.block();
  guardKind(e, list, kindNumber("List"), other);
  e.pushWord(list);
  out.mem(Mem.i32_load, Layout.ListItems);
  out.tee(items);
  out.op(W.i32_eqz);
  out.brIf(other);
  e.pushWord(list);
  out.mem(Mem.i32_load, Layout.ListLength);
  out.i32(2);
  out.op(W.i32_shl);
  out.tee(offset);
  out.i32(Layout.RefItems);
  out.op(W.i32_add);
  out.get(items);
  out.mem(Mem.i32_load16_u, HEADER_BLOCKS);
  out.i32(BLOCK_SHIFT);
  out.op(W.i32_shl);
  out.op(W.i32_ge_u);
  out.brIf(other);
  out.get(items);
  out.get(offset);
  out.op(W.i32_add);
  e.pushWord(value);
  out.mem(Mem.i32_store, Layout.RefItems);
  e.pushWord(list);
  e.pushWord(list);
  out.mem(Mem.i32_load, Layout.ListLength);
  out.i32(1);
  out.op(W.i32_add);
  out.mem(Mem.i32_store, Layout.ListLength);
  out.br(done);
  out.end();
}
