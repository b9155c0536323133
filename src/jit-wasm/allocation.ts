import { Layout } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { kindNumber } from "./kind-numbers.js";
import { Mem, W } from "./wasm-code.js";

const BLOCK = 16;
/** The longest tuple or list that is made in place. */
const MAX_ITEMS = 8;
const LIST_BYTES = BLOCK;

/**
 * Takes bytes, a multiple of a block, from the heap's current run: their address goes to the Wasm local `to`. Branches to
 * `other` when the run has no room. What they hold is anything.
 */
export function takeBlocks(e: Emitter, bytes: number, to: number, other: number): void {
  const { out } = e;
  const end = e.temp(5);
  e.getGlobal("heapCursor");
  out.tee(to);
  out.i32(bytes);
  out.op(W.i32_add);
  out.tee(end);
  e.getGlobal("heapLimit");
  out.op(W.i32_gt_u);
  out.brIf(other);
  out.get(end);
  e.setGlobal("heapCursor");
}

/**
 * Makes a tuple or list of the top values, and goes on at `done` with its word in a Wasm local; goes on behind this
 * where nothing was made.
 */
export function buildInPlace(
  e: Emitter,
  kind: "Tuple" | "List",
  count: number,
  to: number,
  done: number,
): void {
  if (count > MAX_ITEMS || (count === 0 && kind === "Tuple")) return;
  const { out } = e;
  const other = out.block();
  const from = e.depth - count;
  for (let depth = from; depth < e.depth; depth++) box(e, depth);
  if (kind === "Tuple") {
    const bytes = sizeOf(Layout.TupleItems, count);
    takeBlocks(e, bytes, to, other);
    putHeader(e, to, "Tuple", bytes, 0);
    put(e, to, Layout.TupleLength, () => out.i32(count));
    putItems(e, to, Layout.TupleItems, from, count);
  } else {
    const bytes = count === 0 ? 0 : sizeOf(Layout.RefItems, count);
    takeBlocks(e, LIST_BYTES + bytes, to, other);
    putHeader(e, to, "List", LIST_BYTES, 0);
    put(e, to, Layout.ListLength, () => out.i32(count));
    putListItems(e, to, bytes, from, count);
  }
  out.br(done);
  out.end();
}

/** The items of a list lie behind it; an empty one has none. */
function putListItems(e: Emitter, list: number, bytes: number, from: number, count: number): void {
  const { out } = e;
  if (count === 0) {
    put(e, list, Layout.ListItems, () => out.i32(0));
    return;
  }
  put(e, list, Layout.ListItems, () => {
    out.get(list);
    out.i32(LIST_BYTES);
    out.op(W.i32_add);
  });
  putHeader(e, list, "RefBuffer", bytes, LIST_BYTES);
  putItems(e, list, LIST_BYTES + Layout.RefItems, from, count);
}

function sizeOf(items: number, count: number): number {
  return (items + 4 * count + BLOCK - 1) & ~(BLOCK - 1);
}

function put(e: Emitter, object: number, offset: number, push: () => void): void {
  e.out.get(object);
  push();
  e.out.mem(Mem.i32_store, offset);
}

function putHeader(e: Emitter, at: number, kind: string, bytes: number, offset: number): void {
  put(e, at, offset, () => e.out.i32(kindNumber(kind) | ((bytes / BLOCK) << 16)));
}

/** Stores items from a depth on, and NULL in what is left of the last block: the collector looks at all of it. */
function putItems(e: Emitter, object: number, offset: number, from: number, count: number): void {
  for (let i = 0; i < count; i++) put(e, object, offset + 4 * i, () => e.pushWord(from + i));
  const end = (offset + 4 * count + BLOCK - 1) & ~(BLOCK - 1);
  for (let at = offset + 4 * count; at < end; at += 4) put(e, object, at, () => e.out.i32(0));
}
