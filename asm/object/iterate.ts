/** The iteration protocol. */

import { BoardCost } from "../generated/board-costs";
import { Exc } from "../generated/exceptions";
import { M } from "../generated/messages";
import { getCell, RootCell, setCell } from "../memory/cells";
import { kindOf, NONE, NULL, Ref } from "../memory/ref";
import { tupleGet, tupleLength } from "../types/tuple";
import { Cost } from "../vm/cost";
import { enterNative, leaveNative } from "../vm/depth";
import { Fuel } from "../vm/fuel";
import { pollInNative } from "../vm/poll";
import { exceptionAt } from "./exception";
import { hasPending, pendingIs, raise, raise1, raiseValue, takePending } from "./raise";
import { typeAt, typeOfKind } from "./type";

/** `iter(x)`. NULL: an exception is pending. */
export function getIter(x: Ref): Ref {
  const slot = typeAt(typeOfKind(kindOf(x))).iter;
  return slot == 0 ? raise1(M.notIterable, x) : call_indirect<Ref>(slot, x);
}

/**
 * The next item of an iterator. NULL: it is exhausted, or an exception is pending. How a generator or `__next__`
 * of an instance ended is in the root cell StopValue, which `yield from` reads (NULL for no value); a pending
 * StopIteration comes from within an iterator that calls functions, as `map` does, and is an error as any other.
 */
export function next(iterator: Ref): Ref {
  const slot = typeAt(typeOfKind(kindOf(iterator))).next;
  if (slot == 0) return raise1(M.notIterator, iterator);
  if (--Fuel.left < 0 && !pollInNative()) return NULL;
  Cost.charge(BoardCost.next);
  // An iterator may stand on another one, and so on.
  if (!enterNative()) return NULL;
  const value = call_indirect<Ref>(slot, iterator);
  leaveNative();
  return value;
}

/** After a failed `__next__`: a StopIteration ends the iteration, and leaves its value in StopValue. */
export function swallowStop(): void {
  if (!pendingIs(Exc.StopIteration)) return;
  const args = exceptionAt(takePending()).args;
  setCell(RootCell.StopValue, tupleLength(args) == 0 ? NULL : tupleGet(args, 0));
}

/** Whether a value has the iterator protocol's `next`. */
export function isIterator(x: Ref): bool {
  return typeAt(typeOfKind(kindOf(x))).next != 0;
}

/** The next item of an iterator; at the end StopIteration is pending. */
export function nextOrStop(iterator: Ref): Ref {
  setCell(RootCell.StopValue, NULL);
  const value = next(iterator);
  if (value != NULL || hasPending()) return value;
  const result = getCell(RootCell.StopValue);
  if (result == NULL || result == NONE) return raise(M.stopIteration);
  return raiseValue(Exc.StopIteration, result);
}
