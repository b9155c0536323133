/** `yield from` an iterator that is no generator. */
import { Q } from "../generated/qstrs";
import { getCell, RootCell, setCell } from "../memory/cells";
import { NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { rootMark, rootReset, rootSlots } from "../memory/roots";
import { FOUND, findAttr, loadMethod } from "../object/attribute";
import { call } from "../object/call";
import { next, swallowStop } from "../object/iterate";
import { hasPending } from "../object/raise";
import { frameAt } from "./frame";
import {
  isGeneratorExit,
  leaveGenerator,
  STEP_CONTINUE,
  STEP_ERROR,
  STEP_YIELDED_OUT,
} from "./generators";
import { raiseAny } from "./unwind";

/** Goes on with the iterator on top of the frame's stack; the frame's ip is behind the instruction. */
export function delegateForeign(fp: usize, iterator: Ref, sent: Ref): i32 {
  setCell(RootCell.StopValue, NULL);
  return passOn(fp, nextFrom(iterator, sent));
}

/**
 * A step of an iterator that is no generator. NULL: it has ended (StopValue has its value), with whatever StopIteration,
 * or another exception is pending.
 */
export function nextFrom(iterator: Ref, sent: Ref): Ref {
  const value = sent == NONE ? next(iterator) : sendTo(iterator, sent);
  if (value == NULL) swallowStop();
  return value;
}

/** Calls an iterator's `send`. NULL: it has ended (StopValue has its value), or an exception is pending. */
function sendTo(iterator: Ref, sent: Ref): Ref {
  const mark = rootMark();
  const pair = rootSlots(3);
  store<u32>(pair, sent, 8);
  if (!loadMethod(iterator, qstrRef(Q.send), pair)) return NULL;
  const value = callPair(pair);
  rootReset(mark);
  return value;
}

/** Calls what `loadMethod` left at `pair` with the argument behind it. */
function callPair(pair: usize): Ref {
  return load<u32>(pair, 4) == NULL
    ? call(load<u32>(pair), 1, 0, pair + 8)
    : call(load<u32>(pair), 2, 0, pair + 4);
}

/** A value is yielded to whoever resumed the frame; the end of the iterator gives `yield from` its result. */
function passOn(fp: usize, value: Ref): i32 {
  const f = frameAt(fp);
  if (value != NULL) {
    // The instruction is repeated with the value that is sent next.
    f.ip -= 1;
    return leaveGenerator(fp, value) ? STEP_YIELDED_OUT : STEP_CONTINUE;
  }
  if (hasPending()) return STEP_ERROR;
  const result = getCell(RootCell.StopValue);
  store<u32>(f.sp - 4, result == NULL ? NONE : result);
  return STEP_CONTINUE;
}

/**
 * Raises an exception where the frame waits for `iterator`: GeneratorExit closes the iterator first, any other
 * goes to its `throw`, if it has these methods.
 */
export function throwForeign(fp: usize, iterator: Ref, exception: Ref): i32 {
  const value = throwTo(iterator, exception);
  if (value == NULL && hasPending()) return STEP_ERROR;
  return passOn(fp, value);
}

/**
 * Throws an exception into an iterator that is no generator. The value that it yields; NULL: it has ended (StopValue
 * has its value), or an exception is pending.
 */
export function throwTo(iterator: Ref, exception: Ref): Ref {
  const exits = isGeneratorExit(exception);
  const mark = rootMark();
  const pair = rootSlots(3);
  store<u32>(pair, exception, 8);
  if (!findMethod(iterator, qstrRef(exits ? Q.close : Q.throw_), pair)) {
    rootReset(mark);
    raiseAny(exception);
    return NULL;
  }
  if (!exits) {
    setCell(RootCell.StopValue, NULL);
    const value = callPair(pair);
    if (value == NULL) swallowStop();
    rootReset(mark);
    return value;
  }
  const self = load<u32>(pair, 4);
  const closed = call(load<u32>(pair), self == NULL ? 0 : 1, 0, pair + 4);
  rootReset(mark);
  if (closed != NULL) raiseAny(exception);
  return NULL;
}

function findMethod(x: Ref, name: Ref, to: usize): bool {
  if (!findAttr(x, name)) return false;
  store<u64>(to, load<u64>(FOUND));
  return true;
}
