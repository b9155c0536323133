/**
 * zip, map and filter: the states of the loops (see vm/iter-slots.ts) over what they were given.
 *
 *     0        4          8       12
 *     +--------+----------+-------+-----------------------------+
 *     | header | function | count | count × four words of loop  |
 *     +--------+----------+-------+-----------------------------+
 *
 * `function` is 0 for zip, `count` a small int.
 */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { allocate } from "../memory/heap";
import { describe } from "../memory/layout";
import { NONE, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { call, call1 } from "../object/call";
import { truth } from "../object/operators";
import { hasPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { ITER_BYTES, iterNext, iterStart } from "../vm/iter-slots";
import { iteratorSelf } from "./iterator";
import { newTuple, tupleItems } from "./tuple";

@unmanaged
export class Zip {
  header: u32;
  callee: Ref;
  count: Ref;
}

const LOOPS: usize = offsetof<Zip>();

export function initZip(): void {
  initKind(Kind.Zip, zip_make.index, zip_next.index);
  initKind(Kind.Map, map_make.index, map_next.index);
  initKind(Kind.Filter, filter_make.index, filter_next.index);
}

function initKind(kind: Kind, make: u32, next: u32): void {
  describe(kind, 0, offsetof<Zip>("callee"));
  const type = typeAt(typeOfKind(kind));
  type.make = make;
  type.iter = iteratorSelf.index;
  type.next = next;
}

function zipAt(x: Ref): Zip {
  return changetype<Zip>(<usize>x);
}

/** Where the state of loop `i` is. */
function loopAt(x: Ref, i: i32): usize {
  return <usize>x + LOOPS + <usize>i * ITER_BYTES;
}

/** An object with loops over `n` iterables. NULL: an exception is pending. */
function newZip(kind: Kind, callee: Ref, n: i32, iterables: usize): Ref {
  const mark = rootMark();
  const x = allocate(kind, <u32>LOOPS + <u32>n * <u32>ITER_BYTES);
  if (x == NULL) return NULL;
  root(x);
  zipAt(x).callee = callee;
  zipAt(x).count = smallOf(n);
  for (let i = 0; i < n; i++) {
    if (!iterStart(load<u32>(iterables + ((<usize>i) << 2)), loopAt(x, i))) return NULL;
  }
  rootReset(mark);
  return x;
}

function zip_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return checkPositional(n, nkw, 0, i32.MAX_VALUE) ? newZip(Kind.Zip, NULL, n, args) : NULL;
}

function map_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 2, i32.MAX_VALUE)) return NULL;
  return newZip(Kind.Map, load<u32>(args), n - 1, args + 4);
}

function filter_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 2, 2)) return NULL;
  return newZip(Kind.Filter, load<u32>(args), 1, args + 4);
}

/** Takes one value from each loop to the words at `to`, which are rooted. false: one ended or failed. */
function nextOfEach(x: Ref, n: i32, to: usize): bool {
  Cost.charge(n * BoardCost.zipStep);
  for (let i = 0; i < n; i++) {
    const value = iterNext(loopAt(x, i));
    if (value == NULL) return false;
    store<u32>(to + ((<usize>i) << 2), value);
  }
  return true;
}

function zip_next(x: Ref): Ref {
  const n = smallValue(zipAt(x).count);
  if (n == 0) return NULL;
  const mark = rootMark();
  const tuple = newTuple(n);
  if (tuple == NULL) return NULL;
  root(tuple);
  const complete = nextOfEach(x, n, tupleItems(tuple));
  rootReset(mark);
  return complete ? tuple : NULL;
}

function map_next(x: Ref): Ref {
  Cost.charge(BoardCost.mapStep);
  const n = smallValue(zipAt(x).count);
  const mark = rootMark();
  const args = rootSlots(n);
  const result = nextOfEach(x, n, args) ? call(zipAt(x).callee, n, 0, args) : NULL;
  rootReset(mark);
  return result;
}

function filter_next(x: Ref): Ref {
  const mark = rootMark();
  const callee = zipAt(x).callee;
  while (true) {
    const value = iterNext(loopAt(x, 0));
    if (value == NULL) return NULL;
    root(value);
    const answer = callee == NONE ? value : call1(callee, value);
    if (answer == NULL) return NULL;
    root(answer);
    const yes = truth(answer);
    if (hasPending()) return NULL;
    rootReset(mark);
    if (yes) return value;
  }
}
