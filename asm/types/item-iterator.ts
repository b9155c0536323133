/** Iterates over anything with `__getitem__` by asking for 0, 1, 2 …: | header | object | next index |. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { getItem } from "../object/operators";
import { catchPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";

@unmanaged
class ItemIterator {
  header: u32;
  object: Ref;
  index: i32;
}

export function initItemIterator(): void {
  describe(Kind.ItemIterator, refAt(offsetof<ItemIterator>("object")), 0);
  const type = typeAt(typeOfKind(Kind.ItemIterator));
  type.iter = itemIterator_iter.index;
  type.next = itemIterator_next.index;
}

/** NULL: an exception is pending. */
export function newItemIterator(object: Ref): Ref {
  const x = allocateBlock(Kind.ItemIterator);
  if (x != NULL) changetype<ItemIterator>(<usize>x).object = object;
  return x;
}

function itemIterator_iter(x: Ref): Ref {
  return x;
}

function itemIterator_next(x: Ref): Ref {
  const self = changetype<ItemIterator>(<usize>x);
  const mark = rootMark();
  root(x);
  const value = getItem(self.object, smallOf(self.index));
  rootReset(mark);
  if (value == NULL) {
    if (!catchPending(Exc.IndexError)) catchPending(Exc.StopIteration);
    return NULL;
  }
  self.index++;
  return value;
}
