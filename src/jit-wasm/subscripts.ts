import { Layout, Shape } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exit, exitIf } from "./exits.js";
import { expect, mayExpect } from "./expectations.js";
import { guardKind, STR } from "./guards.js";
import { characterOf, guardAscii } from "./interned.js";
import { saveExact } from "./operands.js";
import { leaveIfZero } from "./raising.js";
import { Status } from "./shared-words.js";
import { boundCount, loadSlice, storeSlice } from "./slices.js";
import { CONSTANT, FLOAT, INT, Rep, type Value, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Leaves in temporary 0 the index on top, made positive, of a sequence whose length is on Wasm's stack. */
function checkedIndex(e: Emitter, depth: number): void {
  const { out } = e;
  const [index, length] = [e.temp(0), e.temp(1)];
  out.set(length);
  e.pushInt(depth);
  out.set(index);
  const right = out.block();
  out.get(index);
  out.get(length);
  out.op(W.i32_lt_u);
  out.brIf(right);
  const value = e.state.value(depth);
  if (!(value.source === CONSTANT && value.constant >= 0)) {
    out.get(index);
    out.get(length);
    out.op(W.i32_add);
    out.tee(index);
    out.get(length);
    out.op(W.i32_lt_u);
    out.brIf(right);
  }
  exit(e, Status.ExitPlain);
  out.end();
}

/** Pushes the address of item `temporary 0`, whose size is a power of two, from the address on Wasm's stack. */
function itemAddress(e: Emitter, shift: number): void {
  const { out } = e;
  out.get(e.temp(0));
  if (shift !== 0) {
    out.i32(shift);
    out.op(W.i32_shl);
  }
  out.op(W.i32_add);
}

/** How the items of an array are read and written, by type code. */
interface ItemForm {
  readonly shift: number;
  readonly load: number;
  readonly store: number;
  readonly kind: "int" | "wide" | "unsigned" | "float" | "single";
}

const itemForms: Readonly<Record<string, ItemForm>> = {
  b: { shift: 0, load: Mem.i32_load8_s, store: Mem.i32_store8, kind: "int" },
  B: { shift: 0, load: Mem.i32_load8_u, store: Mem.i32_store8, kind: "int" },
  h: { shift: 1, load: Mem.i32_load16_s, store: Mem.i32_store16, kind: "int" },
  H: { shift: 1, load: Mem.i32_load16_u, store: Mem.i32_store16, kind: "int" },
  i: { shift: 2, load: Mem.i32_load, store: Mem.i32_store, kind: "wide" },
  l: { shift: 2, load: Mem.i32_load, store: Mem.i32_store, kind: "wide" },
  I: { shift: 2, load: Mem.i32_load, store: Mem.i32_store, kind: "unsigned" },
  L: { shift: 2, load: Mem.i32_load, store: Mem.i32_store, kind: "unsigned" },
  d: { shift: 3, load: Mem.f64_load, store: Mem.f64_store, kind: "float" },
  f: { shift: 2, load: Mem.f32_load, store: Mem.f32_store, kind: "single" },
};

/** The form of the items of a bytearray or array that is known at a depth. */
function itemForm(e: Emitter, shape: number, depth: number): ItemForm | undefined {
  if (shape === Shape.Bytearray) return itemForms.B;
  if (shape !== Shape.Array) return undefined;
  return itemForms[String.fromCharCode(e.state.value(depth).identity & 0xff)];
}

export function loadSubscript(e: Emitter): boolean {
  const bounds = boundCount(e);
  if (bounds > 0) return loadSlice(e, bounds);
  const index = expect(e, 0);
  const shape = expect(e, 1);
  const depth = e.top(1);
  const form = itemForm(e, shape, depth);
  if (index === Shape.Int) {
    if (shape === Shape.List || shape === Shape.Tuple) return loadReference(e, shape);
    if (shape === Shape.Bytes) return loadByte(e);
    if (form !== undefined) return loadItem(e, form);
  }
  return index === Shape.Int && isString(e) ? loadCharacter(e) : loadItemSlow(e);
}

function isString(e: Emitter): boolean {
  const { start } = e.source.code[e.at]!;
  return (
    e.state.value(e.top(1)).rep === Rep.Word && e.facts.observed(start, 1).shapes === Shape.Str
  );
}

/** A character of an ASCII string is an interned string mostly; a helper finds all others. */
function loadCharacter(e: Emitter): boolean {
  const { out } = e;
  const depth = e.top(1);
  const result = e.temp(4);
  const done = out.block();
  const other = out.block();
  guardKind(e, depth, STR, other, true);
  guardAscii(e, () => e.pushWord(depth), other);
  e.pushInt(e.top());
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.StrLength);
  out.op(W.i32_ge_u);
  out.brIf(other);
  e.pushInt(e.top());
  e.pushWord(depth);
  out.op(W.i32_add);
  out.mem(Mem.i32_load8_u, Layout.StrData);
  characterOf(e);
  out.set(result);
  out.br(done);
  out.end();
  e.aside(() => {
    callItem(e);
    out.set(result);
  });
  out.end();
  out.get(result);
  e.result(2, WORD);
  return true;
}

function pushLength(e: Emitter, depth: number, offset: number): void {
  e.pushWord(depth);
  e.out.mem(Mem.i32_load, offset);
}

function loadReference(e: Emitter, shape: number): boolean {
  const { out } = e;
  const isList = shape === Shape.List;
  const depth = e.top(1);
  pushLength(e, depth, isList ? Layout.ListLength : Layout.TupleLength);
  checkedIndex(e, e.top());
  e.pushWord(depth);
  if (isList) out.mem(Mem.i32_load, Layout.ListItems);
  itemAddress(e, 2);
  out.mem(Mem.i32_load, isList ? Layout.RefItems : Layout.TupleItems);
  e.result(2, WORD);
  return true;
}

function loadByte(e: Emitter): boolean {
  const depth = e.top(1);
  pushLength(e, depth, Layout.StrLength);
  checkedIndex(e, e.top());
  e.pushWord(depth);
  itemAddress(e, 0);
  e.out.mem(Mem.i32_load8_u, Layout.StrData);
  e.result(2, INT);
  return true;
}

function loadItem(e: Emitter, { shift, load, kind }: ItemForm): boolean {
  const { out } = e;
  const depth = e.top(1);
  if ((kind === "wide" || kind === "unsigned") && !mayExpect(e)) return loadItemSlow(e);
  pushLength(e, depth, Layout.PackedLength);
  checkedIndex(e, e.top());
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.PackedData);
  itemAddress(e, shift);
  out.mem(load, Layout.BufferData);
  if (kind === "single") out.op(W.f64_promote_f32);
  if (kind === "wide" || kind === "unsigned") checkFits(e, kind === "unsigned");
  e.result(2, kind === "float" || kind === "single" ? FLOAT : INT);
  return true;
}

/** Exits when the number on Wasm's stack is no small int; it stays there. */
function checkFits(e: Emitter, unsigned: boolean): void {
  const { out } = e;
  const temp = e.temp(1);
  out.tee(temp);
  if (unsigned) {
    out.i32(0x3fffffff);
    out.op(W.i32_gt_u);
  } else {
    out.i32(0x40000000);
    out.op(W.i32_add);
    out.i32(0);
    out.op(W.i32_lt_s);
  }
  exitIf(e, Status.ExitFailed);
  out.get(temp);
}

function loadItemSlow(e: Emitter): boolean {
  callItem(e);
  e.result(2, WORD);
  return true;
}

/** Has a helper find the item, which is on Wasm's stack then. */
function callItem(e: Emitter): void {
  const result = e.temp(0);
  saveExact(e, e.top(1));
  e.fp();
  e.pushWord(e.top(1));
  e.pushWord(e.top());
  e.call("jitItem");
  e.out.tee(result);
  leaveIfZero(e);
  e.out.get(result);
}

/** The value lies below the container, the index on top. */
export function storeSubscript(e: Emitter): boolean {
  const bounds = boundCount(e);
  if (bounds > 0) return storeSlice(e, bounds);
  const index = expect(e, 0);
  const shape = expect(e, 1);
  const value = e.state.value(e.top(2));
  if (index === Shape.Int) {
    if (shape === Shape.List) return storeReference(e);
    const form = itemForm(e, shape, e.top(1));
    if (form !== undefined && holds(form, value)) return storeItem(e, form);
  }
  saveExact(e, e.top(2));
  e.fp();
  e.pushWord(e.top(1));
  e.pushWord(e.top());
  e.pushWord(e.top(2));
  e.call("jitStoreItem");
  leaveIfZero(e);
  e.state.pop(3);
  return true;
}

/** Whether an item takes this value without a look at its type. */
function holds({ kind }: ItemForm, value: Value): boolean {
  if (kind === "float" || kind === "single") {
    return value.rep === Rep.Float || value.rep === Rep.Int || value.shape === Shape.Float;
  }
  return value.rep === Rep.Int;
}

function storeReference(e: Emitter): boolean {
  const { out } = e;
  box(e, e.top(2));
  const depth = e.top(1);
  pushLength(e, depth, Layout.ListLength);
  checkedIndex(e, e.top());
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.ListItems);
  itemAddress(e, 2);
  e.pushWord(e.top(2));
  out.mem(Mem.i32_store, Layout.RefItems);
  e.state.pop(3);
  return true;
}

function storeItem(e: Emitter, { shift, store, kind }: ItemForm): boolean {
  const { out } = e;
  const depth = e.top(1);
  pushLength(e, depth, Layout.PackedLength);
  checkedIndex(e, e.top());
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.PackedData);
  itemAddress(e, shift);
  if (kind === "float" || kind === "single") e.pushFloat(e.top(2));
  else e.pushInt(e.top(2));
  if (kind === "single") out.op(W.f32_demote_f64);
  out.mem(store, Layout.BufferData);
  e.state.pop(3);
  return true;
}
