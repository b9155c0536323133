/** Subscripts of the common containers, for the interpreter. What is not simple is left to the types' slots. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { Op } from "../generated/opcodes";
import { FLAG_FIXED, hasFlag } from "../memory/header";
import { permanentObject } from "../memory/permanent";
import { isPointer, isQstr, isSmall, NONE, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { BUFFER_DATA } from "../object/builder";
import { findEntry } from "../object/map-table";
import { Packed } from "../object/packed";
import { strData, strLength } from "../object/str";
import { dictTable } from "../types/dict";
import { List, REF_ITEMS } from "../types/list";
import { isBound, newSlice, Slice } from "../types/slice";
import { tupleGet, tupleLength } from "../types/tuple";
import { Cost } from "./cost";

/** The position that an index means, or -1 when it is outside: negative ones count from the end. */
function position(i: i32, length: i32): i32 {
  const at = i < 0 ? i + length : i;
  return <u32>at < <u32>length ? at : -1;
}

/** The slice for subscripts of native sequences, which use it at once and do not keep it. */
let passingSlice: Ref = 0;

export function initPassingSlice(): void {
  passingSlice = permanentObject(Kind.Slice, offsetof<Slice>());
}

/**
 * BUILD_SLICE: `count` bounds lie at `bounds`, in front of them most often what is subscripted; `ip` is the next
 * instruction. NULL: an exception is pending.
 */
export function buildSlice(ip: usize, bounds: usize, count: i32): Ref {
  const start = load<u32>(bounds);
  const stop = load<u32>(bounds, 4);
  const step = count == 3 ? load<u32>(bounds, 8) : NONE;
  // Only values outside the heap may go into the slice that passes: the collector does not know it.
  const plain = isBound(start) && isBound(stop) && isBound(step);
  if (!plain || !passesSlice(load<u8>(ip), load<u32>(bounds - 4)))
    return newSlice(start, stop, step);
  Cost.allocation(1);
  const slice = changetype<Slice>(<usize>passingSlice);
  slice.start = start;
  slice.stop = stop;
  slice.step = step;
  return passingSlice;
}

/** Whether the instruction subscripts a sequence that runs no Python code before it is done with the slice. */
function passesSlice(op: u8, x: Ref): bool {
  if (op == Op.LOAD_SUBSCR && isQstr(x)) return true;
  if (!isPointer(x)) return false;
  const kind = <i32>load<u8>(x);
  if (kind == Kind.Bytearray || kind == Kind.Array || kind == Kind.Memoryview) {
    return op == Op.LOAD_SUBSCR || op == Op.STORE_SUBSCR;
  }
  if (op != Op.LOAD_SUBSCR) return false;
  return kind == Kind.List || kind == Kind.Tuple || kind == Kind.Str || kind == Kind.Bytes;
}

/** `x[index]`, or NULL without an exception when this is not a simple case. */
export function simpleItem(x: Ref, index: Ref): Ref {
  if (!isPointer(x)) return NULL;
  const kind = <i32>load<u8>(x);
  if (kind == Kind.Dict) return dictItem(x, index);
  return isSmall(index) ? indexedItem(x, kind, smallValue(index)) : NULL;
}

function dictItem(x: Ref, key: Ref): Ref {
  if (isPointer(key) && load<u8>(key) != Kind.Str) return NULL;
  const entry = findEntry(dictTable(x), key);
  return entry == 0 ? NULL : load<u32>(entry, 4);
}

function indexedItem(x: Ref, kind: i32, i: i32): Ref {
  switch (kind) {
    case Kind.List: {
      const list = changetype<List>(<usize>x);
      const at = position(i, list.length);
      return at < 0 ? NULL : load<u32>(list.items + REF_ITEMS + ((<usize>at) << 2));
    }
    case Kind.Tuple: {
      const at = position(i, tupleLength(x));
      return at < 0 ? NULL : tupleGet(x, at);
    }
    case Kind.Bytes: {
      const at = position(i, strLength(x));
      return at < 0 ? NULL : smallOf(load<u8>(strData(x) + at));
    }
    case Kind.Bytearray: {
      Cost.charge(BoardCost.loadPacked);
      const packed = changetype<Packed>(<usize>x);
      const at = position(i, packed.length);
      return at < 0 ? NULL : smallOf(load<u8>(packed.data + BUFFER_DATA + at));
    }
    default:
      return NULL;
  }
}

/** `x[index] = value` if that is a simple case; says whether it was. */
export function storeSimpleItem(x: Ref, index: Ref, value: Ref): bool {
  if (!isPointer(x) || value == NULL) return false;
  const kind = <i32>load<u8>(x);
  if (kind == Kind.Dict) return storeDictItem(x, index, value);
  if (!isSmall(index)) return false;
  if (kind == Kind.List) {
    const list = changetype<List>(<usize>x);
    const at = position(smallValue(index), list.length);
    if (at < 0) return false;
    store<u32>(list.items + REF_ITEMS + ((<usize>at) << 2), value);
    return true;
  }
  if (kind != Kind.Bytearray || !isSmall(value)) return false;
  Cost.charge(BoardCost.storePacked);
  const packed = changetype<Packed>(<usize>x);
  const at = position(smallValue(index), packed.length);
  if (at < 0) return false;
  store<u8>(packed.data + BUFFER_DATA + at, <u8>smallValue(value));
  return true;
}

/** Only an entry that is there already is simple. */
function storeDictItem(x: Ref, key: Ref, value: Ref): bool {
  if (isPointer(key) && load<u8>(key) != Kind.Str) return false;
  const table = dictTable(x);
  const entry = findEntry(table, key);
  if (entry == 0 || hasFlag(table, FLAG_FIXED)) return false;
  store<u32>(entry, value, 4);
  return true;
}
