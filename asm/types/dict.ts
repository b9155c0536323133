/**
 * dict and OrderedDict.
 *
 *     0        4       8
 *     +--------+-------+------+
 *     | header | table |  –   |
 *     +--------+-------+------+
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { FLAG_FIXED, hasFlag, setFlag } from "../memory/header";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isPointer, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { mapCopy, mapStore, newMapTable } from "../object/map-table";
import { raise } from "../object/raise";

@unmanaged
export class Dict {
  header: u32;
  table: Ref;
}

export function describeDict(): void {
  describe(Kind.Dict, refAt(offsetof<Dict>("table")), 0);
  describe(Kind.OrderedDict, refAt(offsetof<Dict>("table")), 0);
}

export function isDict(x: Ref): bool {
  return isPointer(x) && (load<u8>(x) == Kind.Dict || load<u8>(x) == Kind.OrderedDict);
}

/** The MapTable of a dict, 0 when it is empty. */
export function dictTable(x: Ref): Ref {
  return changetype<Dict>(<usize>x).table;
}

/** The word that points to the table, for `mapStore`. */
export function dictTableOwner(x: Ref): usize {
  return <usize>x + offsetof<Dict>("table");
}

/** Whether a dict may be changed. false: TypeError is pending. */
export function dictWritable(x: Ref): bool {
  const table = dictTable(x);
  if (table == NULL || !hasFlag(table, FLAG_FIXED)) return true;
  raise(M.typeError);
  return false;
}

/** An empty dict with room for `n` entries. NULL: an exception is pending. */
export function newDict(n: u32): Ref {
  const mark = rootMark();
  const x = allocateBlock(Kind.Dict);
  if (x == NULL || n == 0) return x;
  root(x);
  const table = newMapTable(n);
  if (table == NULL) return NULL;
  rootReset(mark);
  changetype<Dict>(<usize>x).table = table;
  return x;
}

/** An empty dict of this kind. NULL: an exception is pending. */
export function newDictOf(kind: Kind): Ref {
  return allocateBlock(kind);
}

/** `x[key] = value`. false: an exception is pending. */
export function dictSet(x: Ref, key: Ref, value: Ref): bool {
  return dictWritable(x) && mapStore(dictTableOwner(x), key, value);
}

/** A read-only dict with a copy of a table that may be 0. NULL: an exception is pending. */
export function readOnlyDict(table: Ref): Ref {
  const mark = rootMark();
  const x = newDict(0);
  if (x == NULL) return NULL;
  root(x);
  const copy = mapCopy(table, 0);
  if (copy == NULL) return NULL;
  rootReset(mark);
  setFlag(copy, FLAG_FIXED);
  changetype<Dict>(<usize>x).table = copy;
  return x;
}
