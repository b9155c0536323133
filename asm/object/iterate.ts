/** The iteration protocol. */
import { M } from "../generated/messages";
import { kindOf, Ref } from "../memory/ref";
import { raise1 } from "./raise";
import { typeAt, typeOfKind } from "./type";

/** `iter(x)`. NULL: an exception is pending. */
export function getIter(x: Ref): Ref {
  const slot = typeAt(typeOfKind(kindOf(x))).iter;
  return slot == 0 ? raise1(M.notIterable, x) : call_indirect<Ref>(slot, x);
}

/**
 * The next item of an iterator. NULL: it is exhausted, or an exception other than StopIteration is pending.
 * A StopIteration that the iterator raised is swallowed; its value is in the root cell StopValue, which
 * `yield from` reads (NULL for none).
 */
export function next(iterator: Ref): Ref {
  const slot = typeAt(typeOfKind(kindOf(iterator))).next;
  return slot == 0 ? raise1(M.notIterator, iterator) : call_indirect<Ref>(slot, iterator);
}

/** Whether a value has the iterator protocol's `next`. */
export function isIterator(x: Ref): bool {
  return typeAt(typeOfKind(kindOf(x))).next != 0;
}
