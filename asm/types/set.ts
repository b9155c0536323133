/**
 * set and frozenset: a MapTable whose values are True.
 *
 *     0        4       8
 *     +--------+-------+---------+
 *     | header | table | skipped |
 *     +--------+-------+---------+
 *
 * `skipped` is where `pop` found an item last. It only saves a search: entries in front of it may be live.
 */
import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isKind, NULL, Ref, TRUE } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { mapStore } from "../object/map-table";
import { Cost } from "../vm/cost";

@unmanaged
export class PySet {
  header: u32;
  table: Ref;
  skipped: u32;
}

export function describeSet(): void {
  describe(Kind.Set, refAt(offsetof<PySet>("table")), 0);
  describe(Kind.Frozenset, refAt(offsetof<PySet>("table")), 0);
}

export function setTable(x: Ref): Ref {
  return changetype<PySet>(<usize>x).table;
}

/** The word that points to the table. */
export function setTableOwner(x: Ref): usize {
  return <usize>x + offsetof<PySet>("table");
}

export function isSet(x: Ref): bool {
  return isKind(x, Kind.Set) || isKind(x, Kind.Frozenset);
}

/** An empty set or frozenset. */
export function newSet(kind: Kind): Ref {
  return allocateBlock(kind);
}

/** Adds an item. false: an exception is pending. */
export function setAdd(x: Ref, item: Ref): bool {
  return mapStore(<usize>x + offsetof<PySet>("table"), item, TRUE);
}

/** A set of `n` items, which are rooted where they are. */
export function setFrom(n: u32, items: usize): Ref {
  const mark = rootMark();
  const x = newSet(Kind.Set);
  if (x == NULL) return NULL;
  root(x);
  const before = Cost.now();
  for (let i: u32 = 0; i < n; i++) {
    if (!setAdd(x, load<u32>(items + (i << 2)))) return NULL;
  }
  Cost.goBack(before);
  Cost.charge(BoardCost.allocate);
  Cost.cycles(<i32>n * LoopCost.equalItem);
  rootReset(mark);
  return x;
}
