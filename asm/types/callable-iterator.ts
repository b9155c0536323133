/** `iter(function, sentinel)`: | header | function | sentinel |; both 0 at the end. */
import { Kind } from "../generated/kinds";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { call0 } from "../object/call";
import { equals } from "../object/equality";
import { hasPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { iteratorSelf } from "./iterator";

@unmanaged
export class CallableIterator {
  header: u32;
  callee: Ref;
  sentinel: Ref;
}

export function initCallableIterator(): void {
  describe(
    Kind.CallableIterator,
    refAt(offsetof<CallableIterator>("callee")) | refAt(offsetof<CallableIterator>("sentinel")),
    0,
  );
  const type = typeAt(typeOfKind(Kind.CallableIterator));
  type.iter = iteratorSelf.index;
  type.next = callableIterator_next.index;
}

export function newCallableIterator(callee: Ref, sentinel: Ref): Ref {
  const x = allocateBlock(Kind.CallableIterator);
  if (x == NULL) return NULL;
  changetype<CallableIterator>(<usize>x).callee = callee;
  changetype<CallableIterator>(<usize>x).sentinel = sentinel;
  return x;
}

function callableIterator_next(x: Ref): Ref {
  const it = changetype<CallableIterator>(<usize>x);
  if (it.callee == NULL) return NULL;
  const mark = rootMark();
  const value = call0(it.callee);
  if (value == NULL) return NULL;
  root(value);
  const end = it.callee == NULL || equals(value, it.sentinel);
  if (hasPending()) return NULL;
  rootReset(mark);
  if (!end) return value;
  it.callee = NULL;
  it.sentinel = NULL;
  return NULL;
}
