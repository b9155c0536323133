/** Runtime functions of machine code: iterators, and generators that delegate. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { getCell, RootCell, setCell } from "../memory/cells";
import { isKind, NONE, NULL, Ref } from "../memory/ref";
import { rootMark, rootReset } from "../memory/roots";
import { getIter } from "../object/iterate";
import { catchPending, hasPending, pendingIs, raise } from "../object/raise";
import { nextFrom, throwTo } from "../vm/delegate";
import { isGeneratorExit, resume, resumeThrowing } from "../vm/generators";
import { iterNext, iterStart } from "../vm/iter-slots";
import { raiseAny } from "../vm/unwind";
import { resumeMachine } from "./generator";

/** Starts an iteration in the four words at `slots` and gives 0; with no words it gives the iterator. */
export function rt_native_getiter(x: Ref, slots: usize): Ref {
  if (slots == 0) return getIter(x);
  iterStart(x, slots);
  return NULL;
}

/** The next value of the iteration in four words. 0: the end, or an exception is pending. */
export function rt_native_iternext(slots: usize): Ref {
  const value = iterNext(slots);
  // As in bytecode, a StopIteration that whatever it calls has raised ends the loop, too.
  if (value == NULL && hasPending()) catchPending(Exc.StopIteration);
  return value;
}

/**
 * A step of `yield from`: sends a value to the iterator, or throws what stands at `result` into it when that is
 * not 0. 1: it has yielded what stands there now. 0: it has ended with this, or an exception is pending.
 */
export function rt_native_yield_from(iterator: Ref, sent: Ref, result: usize): u32 {
  const thrown = load<u32>(result);
  const mark = rootMark();
  setCell(RootCell.StopValue, NULL);
  const value = step(iterator, sent, thrown);
  if (value != NULL) {
    store<u32>(result, value);
    return 1;
  }
  if (hasPending()) {
    // One that was thrown, and that the iterator could not take.
    if (pendingIs(Exc.StopIteration)) raise(M.generatorRaisedStop);
    return 0;
  }
  rootReset(mark);
  const last = getCell(RootCell.StopValue);
  store<u32>(result, last == NULL ? NONE : last);
  if (thrown != NULL && isGeneratorExit(thrown)) raiseAny(thrown);
  return 0;
}

/** The value that an iterator yields. NULL: it has ended (StopValue has its value), or an exception is pending. */
function step(iterator: Ref, sent: Ref, thrown: Ref): Ref {
  if (isKind(iterator, Kind.MachineGenerator)) return resumeMachine(iterator, sent, thrown);
  if (isKind(iterator, Kind.Generator)) {
    return thrown == NULL ? resume(iterator, sent) : resumeThrowing(iterator, thrown);
  }
  if (thrown != NULL) return throwTo(iterator, thrown);
  return nextFrom(iterator, sent);
}
