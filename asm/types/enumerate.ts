/**
 * enumerate: the state of a loop (see vm/iter-slots.ts) and the number that comes next.
 *
 *     0        4                    20  24
 *     +--------+--------------------+---+-------+
 *     | header | four words of loop | – | count |
 *     +--------+--------------------+---+-------+
 */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { describe } from "../memory/layout";
import { fitsSmall, isKind, NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkKeywords, keywordArg } from "../object/arguments";
import { intRef, machineInt, needMachineInt } from "../object/machine-int";
import { raise, raise1 } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { isFlat, iterNext, iterStart } from "../vm/iter-slots";
import { isBig, lowBits } from "./bigint";
import { iteratorSelf } from "./iterator";
import { pairOf } from "./tuple";

@unmanaged
export class Enumerate {
  header: u32;
  tag: Ref;
  a: Ref;
  b: Ref;
  c: Ref;
  count: i64;
}

const LOOP: usize = offsetof<Enumerate>("tag");
/** The four words of the loop, as bits of a layout. */
const LOOP_MASK: u32 = 0x1e;

export function initEnumerate(): void {
  describe(Kind.Enumerate, LOOP_MASK, 0);
  const type = typeAt(typeOfKind(Kind.Enumerate));
  type.make = enumerate_make.index;
  type.iter = iteratorSelf.index;
  type.next = enumerate_next.index;
}

function enumerate_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const nameIterable = qstrRef(Q.iterable);
  const nameStart = qstrRef(Q.start);
  if (n > 2) return raise(M.argsExtraPositional);
  if (!checkKeywords(nameIterable, nameStart, n, nkw, args)) return NULL;
  const iterable = n > 0 ? load<u32>(args) : keywordArg(nameIterable, n, nkw, args);
  if (iterable == NULL) return raise1(M.argRequired, nameIterable);
  const start = n > 1 ? load<u32>(args, 4) : keywordArg(nameStart, n, nkw, args);
  if (start != NULL && !needMachineInt(start)) return NULL;
  // As in MicroPython the least 64-bit number is refused.
  const isLeast = start != NULL && isBig(start) && lowBits(start) == i64.MIN_VALUE;
  if (isLeast) return raise(M.smallIntOverflow);
  const count: i64 = start == NULL ? 0 : isBig(start) ? lowBits(start) : machineInt;
  const mark = rootMark();
  const x = allocate(Kind.Enumerate, offsetof<Enumerate>());
  if (x == NULL) return NULL;
  root(x);
  changetype<Enumerate>(<usize>x).count = count;
  if (!iterStart(iterable, <usize>x + LOOP)) return NULL;
  rootReset(mark);
  return x;
}

/** Whether its next item comes from a container, so that no other iterator is run for it. */
export function isFlatEnumerate(x: Ref): bool {
  return isKind(x, Kind.Enumerate) && isFlat(<usize>x + LOOP);
}

export function enumerate_next(x: Ref): Ref {
  const value = iterNext(<usize>x + LOOP);
  Cost.charge(BoardCost.enumerateStep);
  if (value == NULL) return NULL;
  const count = changetype<Enumerate>(<usize>x).count++;
  if (count == <i64>(<i32>count) && fitsSmall(<i32>count))
    return pairOf(smallOf(<i32>count), value);
  const mark = rootMark();
  root(value);
  const number = intRef(count);
  if (number == NULL) return NULL;
  const pair = pairOf(number, value);
  rootReset(mark);
  return pair;
}
