import { Layout, Shape } from "../tables/jit.js";
import { takeBlocks } from "./allocation.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { expect } from "./expectations.js";
import { kindNumber } from "./kind-numbers.js";
import { ENTRY_BYTES, VALUE } from "./map-entries.js";
import { raiseIfZero } from "./raising.js";
import { save } from "./saving.js";
import { Mem, W } from "./wasm-code.js";

/** Type.flags of classes with `__setattr__`; as in asm/object/type.ts. */
const TYPE_HAS_SETATTR = 2;
/** The most entries of a table without an index; as in asm/object/map-table.ts. */
const LINEAR_CAPACITY = 8;
const INDEX_BITS = 0xff;
const CAPACITY_SHIFT = 8;
/** The first table of an instance has four entries: three blocks. Its header says that its keys are names only. */
const FIRST_TABLE_BYTES = 48;
const FLAG_IDENTITY_KEYS = 1;
const FIRST_TABLE_HEADER = kindNumber("MapTable") | (FLAG_IDENTITY_KEYS << 8) | (3 << 16);
/** No live entries, and the capacity in the word behind. */
const FIRST_TABLE_SHAPE = (4 << CAPACITY_SHIFT) * 2 ** 32;

/** STORE_ATTR: where the attribute was last, or, for a new one, behind the others; else a helper sees to it. */
export function storeAttribute(e: Emitter, nameIndex: number): boolean {
  const { out, facts } = e;
  const { end } = e.source.code[e.at]!;
  const name = facts.name(nameIndex);
  const hint = facts.attributeHint(end);
  const shape = expect(e, 0);
  box(e, e.top(1));
  box(e, e.top());
  const done = out.block();
  if (shape === Shape.Instance && hint >= 0) storeAtHint(e, name, hint, done);
  e.aside(() => {
    save(e);
    e.pushWord(e.top());
    out.i32(name);
    e.pushWord(e.top(1));
    out.i32(facts.address(end));
    e.call("jitStoreAttr");
    raiseIfZero(e);
  });
  out.end();
  e.state.pop(2);
  return true;
}

function storeAtHint(e: Emitter, name: number, hint: number, done: number): void {
  const { out } = e;
  const [table, used] = [e.temp(0), e.temp(1)];
  const other = out.block();
  e.pushWord(e.top());
  out.mem(Mem.i32_load, Layout.InstanceType);
  out.mem(Mem.i32_load, Layout.TypeFlags);
  out.i32(TYPE_HAS_SETATTR);
  out.op(W.i32_and);
  out.brIf(other);
  const flag = e.facts.attributeFlag(name);
  out.i32(flag.address);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(flag.accessor);
  out.op(W.i32_and);
  out.brIf(other);
  e.pushWord(e.top());
  out.mem(Mem.i32_load, Layout.InstanceAttributes);
  out.tee(table);
  out.op(W.i32_eqz);
  if (hint === 0) {
    out.if();
    makeTable(e, other);
    out.end();
  } else out.brIf(other);
  out.get(table);
  out.mem(Mem.i32_load, Layout.MapUsed);
  out.tee(used);
  out.i32(hint);
  out.op(W.i32_gt_u);
  out.if();
  out.get(table);
  out.mem(Mem.i32_load, Layout.MapEntries + hint * ENTRY_BYTES);
  out.i32(name);
  out.op(W.i32_ne);
  out.brIf(other);
  out.else();
  guardRoom(e, name, hint, other);
  append(e, name, hint);
  out.end();
  out.get(table);
  e.pushWord(e.top(1));
  out.mem(Mem.i32_store, Layout.MapEntries + hint * ENTRY_BYTES + VALUE);
  out.br(done);
  out.end();
}

/** Gives the instance on top its first table, or branches to `other` when there is no room in easy reach. */
function makeTable(e: Emitter, other: number): void {
  const { out } = e;
  const table = e.temp(0);
  takeBlocks(e, FIRST_TABLE_BYTES, table, other);
  out.get(table);
  out.i64(FIRST_TABLE_HEADER);
  out.mem(Mem.i64_store, 0);
  out.get(table);
  out.i64(FIRST_TABLE_SHAPE);
  out.mem(Mem.i64_store, Layout.MapLive);
  e.pushWord(e.top());
  out.get(table);
  out.mem(Mem.i32_store, Layout.InstanceAttributes);
}

/** Branches to `other` unless the name is to become entry `hint` of the table, which has room and no index. */
function guardRoom(e: Emitter, name: number, hint: number, other: number): void {
  const { out } = e;
  const [table, used] = [e.temp(0), e.temp(1)];
  if (hint >= LINEAR_CAPACITY) {
    out.br(other);
    return;
  }
  out.get(used);
  out.i32(hint);
  out.op(W.i32_ne);
  out.brIf(other);
  out.get(table);
  out.mem(Mem.i32_load, Layout.MapShape);
  out.tee(used);
  out.i32(INDEX_BITS);
  out.op(W.i32_and);
  out.brIf(other);
  out.get(used);
  out.i32((hint + 1) << CAPACITY_SHIFT);
  out.op(W.i32_lt_u);
  out.brIf(other);
  for (let i = 0; i < hint; i++) {
    out.get(table);
    out.mem(Mem.i32_load, Layout.MapEntries + i * ENTRY_BYTES);
    out.i32(name);
    out.op(W.i32_eq);
    out.brIf(other);
  }
  const flag = e.facts.attributeFlag(name);
  out.i32(flag.address);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(flag.bit);
  out.op(W.i32_and);
  out.op(W.i32_eqz);
  out.brIf(other);
}

function append(e: Emitter, name: number, hint: number): void {
  const { out } = e;
  const table = e.temp(0);
  out.get(table);
  out.i32(name);
  out.mem(Mem.i32_store, Layout.MapEntries + hint * ENTRY_BYTES);
  out.get(table);
  out.i32(hint + 1);
  out.mem(Mem.i32_store, Layout.MapUsed);
  out.get(table);
  out.get(table);
  out.mem(Mem.i32_load, Layout.MapLive);
  out.i32(1);
  out.op(W.i32_add);
  out.mem(Mem.i32_store, Layout.MapLive);
}
