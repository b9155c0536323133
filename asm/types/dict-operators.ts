/** The operators of dict and OrderedDict. */

import { BoardCost } from "../generated/board-costs";
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import {
  boolRef,
  DELETED,
  FALSE,
  isPointer,
  NULL,
  Ref,
  smallOf,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putByte, putText } from "../object/builder";
import { raiseArity } from "../object/call";
import { equals } from "../object/equality";
import { getIter, next } from "../object/iterate";
import { loopNext, loopStart } from "../object/loop";
import {
  findEntry,
  mapCopy,
  mapKeyAt,
  mapLength,
  mapRemoveEntry,
  mapUsed,
  mapValueAt,
} from "../object/map-table";
import { putRepr, putStr, Style } from "../object/print";
import { hasPending, raise, raiseValue } from "../object/raise";
import { typeAt, typeName, typeOf, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { dictSet, dictTable, dictTableOwner, dictWritable, isDict, newDictOf } from "./dict";
import { newKeyIterator, nextEntry } from "./iterator";

export function initDictOperators(kind: Kind): void {
  const type = typeAt(typeOfKind(kind));
  type.make = kind == Kind.Dict ? dict_make.index : orderedDict_make.index;
  type.print = dict_print.index;
  type.unary = dict_unary.index;
  type.binary = dict_binary.index;
  type.getItem = dict_getItem.index;
  type.setItem = dict_setItem.index;
  type.iter = newKeyIterator.index;
}

function dict_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return makeDict(Kind.Dict, n, nkw, args);
}

function orderedDict_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return makeDict(Kind.OrderedDict, n, nkw, args);
}

function makeDict(kind: Kind, n: i32, nkw: i32, args: usize): Ref {
  // As if `update` were called, which counts self.
  if (n > 1 && !raiseArity(1, 2, n + 1)) return NULL;
  const mark = rootMark();
  const dict = newDictOf(kind);
  if (dict == NULL) return NULL;
  root(dict);
  if (n == 1 && !dictMerge(dict, load<u32>(args))) return NULL;
  if (!mergeKeywords(dict, nkw, args + ((<usize>n) << 2))) return NULL;
  rootReset(mark);
  return dict;
}

/** Sets what the pairs of name and value at `pairs` say. */
export function mergeKeywords(dict: Ref, nkw: i32, pairs: usize): bool {
  for (let i = 0; i < nkw; i++) {
    const pair = pairs + ((<usize>i) << 3);
    if (!dictSet(dict, load<u32>(pair), load<u32>(pair, 4))) return false;
  }
  return true;
}

/** `dict.update(other)`: a dict, or an iterable of pairs. false: an exception is pending. */
export function dictMerge(dict: Ref, other: Ref): bool {
  if (isDict(other)) return other == dict || mergeDict(dict, other);
  const mark = rootMark();
  const loop = loopStart(other);
  if (loop == 0) return false;
  const inner = rootMark();
  let pair = loopNext(loop);
  while (pair != NULL) {
    if (!mergePair(dict, pair)) return false;
    rootReset(inner);
    pair = loopNext(loop);
  }
  rootReset(mark);
  return !hasPending();
}

function mergeDict(dict: Ref, other: Ref): bool {
  if (mapLength(dictTable(dict)) == 0 && mapLength(dictTable(other)) > 8) {
    const copy = mapCopy(dictTable(other), 0);
    if (copy == NULL) return false;
    // Keeping the old table when there is one keeps what its flags say.
    if (dictTable(dict) == NULL) {
      store<u32>(dictTableOwner(dict), copy);
      return true;
    }
  }
  for (let i: u32 = 0; i < mapUsed(dictTable(other)); i++) {
    const key = mapKeyAt(dictTable(other), i);
    Cost.charge(BoardCost.updateItem);
    if (key != DELETED && !dictSet(dict, key, mapValueAt(dictTable(other), i))) return false;
  }
  return true;
}

function mergePair(dict: Ref, pair: Ref): bool {
  root(pair);
  const iterator = getIter(pair);
  if (iterator == NULL) return false;
  root(iterator);
  const key = next(iterator);
  if (key == NULL && hasPending()) return false;
  root(key);
  const value = key == NULL ? NULL : next(iterator);
  if (value == NULL && hasPending()) return false;
  root(value);
  const extra = value == NULL ? NULL : next(iterator);
  if (hasPending()) return false;
  if (value != NULL && extra == NULL) return dictSet(dict, key, value);
  raise(M.dictPair);
  return false;
}

function dict_print(p: Ref, x: Ref, style: Style): bool {
  const named = load<u8>(x) != Kind.Dict;
  if (named && !(putStr(p, typeName(typeOf(x))) && putByte(p, 0x28))) return false;
  if (!putByte(p, 0x7b) || !putEntries(p, x) || !putByte(p, 0x7d)) return false;
  return !named || putByte(p, 0x29);
}

function putEntries(p: Ref, x: Ref): bool {
  const mark = rootMark();
  let first = true;
  for (let i: u32 = 0; i < mapUsed(dictTable(x)); i++) {
    const key = mapKeyAt(dictTable(x), i);
    if (key == DELETED) continue;
    const value = mapValueAt(dictTable(x), i);
    root(key);
    root(value);
    if (!first && !putText(p, ", ")) return false;
    first = false;
    if (!putRepr(p, key) || !putText(p, ": ") || !putRepr(p, value)) return false;
    rootReset(mark);
  }
  return true;
}

/** Operators of a dict or a view of one. */
export function dict_unary(op: UnaryOp, x: Ref): Ref {
  const length = mapLength(dictTable(x));
  if (op == UnaryOp.Bool) return boolRef(length != 0);
  return op == UnaryOp.Len ? smallOf(length) : UNSUPPORTED;
}

function dict_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.In:
      return dictContains(a, b);
    case BinaryOp.Equal:
      return isDict(b) ? dictEquals(a, b) : UNSUPPORTED;
    case BinaryOp.InplaceOr:
      return dictWritable(a) && dictMerge(a, b) ? a : NULL;
    case BinaryOp.Or:
      return union(a, b);
    default:
      return UNSUPPORTED;
  }
}

export function dictContains(x: Ref, key: Ref): Ref {
  const found = findEntry(dictTable(x), key) != 0;
  return !found && isPointer(key) && hasPending() ? NULL : boolRef(found);
}

function union(a: Ref, b: Ref): Ref {
  const mark = rootMark();
  const copy = dictCopy(a);
  if (copy == NULL) return NULL;
  root(copy);
  if (!dictMerge(copy, b)) return NULL;
  rootReset(mark);
  return copy;
}

/** A dict of the same type with the same entries. NULL: an exception is pending. */
export function dictCopy(x: Ref): Ref {
  const mark = rootMark();
  const copy = newDictOf(load<u8>(x));
  if (copy == NULL || mapLength(dictTable(x)) == 0) return copy;
  root(copy);
  const table = mapCopy(dictTable(x), 0);
  if (table == NULL) return NULL;
  store<u32>(dictTableOwner(copy), table);
  rootReset(mark);
  return copy;
}

function dictEquals(a: Ref, b: Ref): Ref {
  const ordered = load<u8>(a) == Kind.OrderedDict;
  if (ordered != (load<u8>(b) == Kind.OrderedDict)) return FALSE;
  if (mapLength(dictTable(a)) != mapLength(dictTable(b))) return FALSE;
  const mark = rootMark();
  let place = 0;
  for (let i: u32 = 0; i < mapUsed(dictTable(a)); i++) {
    const key = mapKeyAt(dictTable(a), i);
    if (key == DELETED) continue;
    root(key);
    if (ordered) place = nextEntry(dictTable(b), place) + 1;
    const same = ordered ? sameEntry(a, i, b, place - 1) : sameValue(a, i, b);
    if (hasPending()) return NULL;
    rootReset(mark);
    if (!same) return FALSE;
  }
  return TRUE;
}

/** Whether entry `i` of `a` and entry `j` of `b` (-1: there is none) are equal. */
function sameEntry(a: Ref, i: u32, b: Ref, j: i32): bool {
  if (j < 0) return false;
  const value = mapValueAt(dictTable(a), i);
  const other = mapValueAt(dictTable(b), j);
  const key = mapKeyAt(dictTable(b), j);
  root(value);
  root(other);
  root(key);
  return equals(mapKeyAt(dictTable(a), i), key) && equals(value, other);
}

/** Whether `b` has an equal value for the key of entry `i` of `a`. */
function sameValue(a: Ref, i: u32, b: Ref): bool {
  const value = mapValueAt(dictTable(a), i);
  root(value);
  const entry = findEntry(dictTable(b), mapKeyAt(dictTable(a), i));
  if (entry == 0) return false;
  const other = load<u32>(entry, 4);
  root(other);
  return equals(value, other);
}

function dict_getItem(x: Ref, key: Ref): Ref {
  const entry = findEntry(dictTable(x), key);
  if (entry != 0) return load<u32>(entry, 4);
  return hasPending() ? NULL : raiseValue(Exc.KeyError, key);
}

function dict_setItem(x: Ref, key: Ref, value: Ref): bool {
  if (value != NULL) return dictSet(x, key, value);
  if (!dictWritable(x)) return false;
  const entry = findEntry(dictTable(x), key);
  if (entry == 0) {
    if (!hasPending()) raiseValue(Exc.KeyError, key);
    return false;
  }
  mapRemoveEntry(dictTable(x), entry);
  return true;
}
