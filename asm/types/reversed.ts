/** reversed: | header | sequence | how many items are left |. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isKind, NULL, qstrRef, Ref, smallOf, smallValue } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { loadAttrOrNull } from "../object/attribute";
import { call0 } from "../object/call";
import { getItem, lengthOf } from "../object/operators";
import { hasPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { iteratorSelf } from "./iterator";

@unmanaged
export class Reversed {
  header: u32;
  sequence: Ref;
  left: i32;
}

export function initReversed(): void {
  describe(Kind.Reversed, refAt(offsetof<Reversed>("sequence")), 0);
  const type = typeAt(typeOfKind(Kind.Reversed));
  type.make = reversed_make.index;
  type.iter = iteratorSelf.index;
  type.next = reversed_next.index;
}

function reversed_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const sequence = load<u32>(args);
  if (isKind(sequence, Kind.Instance)) {
    const mark = rootMark();
    const method = loadAttrOrNull(sequence, qstrRef(Q.__reversed__));
    if (hasPending()) return NULL;
    if (method != NULL) {
      root(method);
      const result = call0(method);
      rootReset(mark);
      return result;
    }
  }
  const length = lengthOf(sequence);
  if (length == NULL) return NULL;
  const x = allocateBlock(Kind.Reversed);
  if (x == NULL) return NULL;
  changetype<Reversed>(<usize>x).sequence = sequence;
  changetype<Reversed>(<usize>x).left = smallValue(length);
  return x;
}

function reversed_next(x: Ref): Ref {
  const r = changetype<Reversed>(<usize>x);
  if (r.left == 0) return NULL;
  r.left--;
  Cost.charge(BoardCost.reversedStep);
  return getItem(r.sequence, smallOf(r.left));
}
