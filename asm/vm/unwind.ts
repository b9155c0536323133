/** Leaving blocks: exceptions on their way to a handler, `return`, `break` and `continue` through `finally`. */

import { BoardCost } from "../generated/board-costs";
import { Exc } from "../generated/exceptions";
import { M } from "../generated/messages";
import { isSmall, NONE, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { flush, putText, STDERR, STDOUT } from "../object/builder";
import { call0 } from "../object/call";
import { exceptionType, isException } from "../object/exception";
import { pendingException, pendingIs, raise, raiseObject, takePending } from "../object/raise";
import { addTraceback } from "../object/traceback";
import { isSubtype, isType } from "../object/type";
import { GENERATOR_WAITING, generatorAt } from "../types/generator";
import { codeAt } from "./code";
import { Cost } from "./cost";
import {
  currentFrame,
  FRAME_ENTRY,
  FRAME_GENERATOR,
  Frame,
  firstHandler,
  frameAt,
  HANDLER_BYTES,
  handlerAt,
  popFrame,
  popHandler,
} from "./frame";
import { FRAME_DELEGATE, failDelegate } from "./generators";
import { ITER_BYTES } from "./iter-slots";

/** The pending exception was here before: its traceback has this frame already. */
let raisedAgain: bool = false;

/**
 * Finds the handler of the pending exception, leaving frames on the way. The frame that goes on, or 0 when
 * a frame with FRAME_ENTRY was left: the exception is pending for its caller.
 */
export function unwind(): usize {
  while (true) {
    const fp = currentFrame;
    if (catchAt(fp)) return fp;
    const f = frameAt(fp);
    const flags = f.flags;
    popFrame(fp);
    Cost.charge(BoardCost.unwindFrame);
    if (flags & FRAME_GENERATOR) failGenerator(f);
    if (flags & FRAME_DELEGATE) failDelegate(currentFrame);
    if (flags & FRAME_ENTRY) return 0;
  }
}

/** Hands the pending exception to the frame's handler for it. false: there is none. */
export function catchAt(fp: usize): bool {
  const f = frameAt(fp);
  if (!raisedAgain) addTraceback(pendingException(), fp);
  raisedAgain = false;
  // A handler in front of the instruction is running already: the exception came out of it.
  while (f.handler != 0 && handlerAt(f.handler).ip < f.ip) popHandler(fp);
  if (f.handler == 0) return false;
  enterHandler(f);
  return true;
}

/** Leaves a function's frame with the pending exception, unless it has a handler in force: then false. */
export function leaveFailed(fp: usize): bool {
  if (frameAt(fp).handler != 0) return false;
  if (!raisedAgain) addTraceback(pendingException(), fp);
  raisedAgain = false;
  popFrame(fp);
  return true;
}

function enterHandler(f: Frame): void {
  const h = handlerAt(f.handler);
  const exception = takePending();
  h.exception = exception;
  const sp = h.sp & ~1;
  store<u32>(sp, exception);
  f.sp = sp + 4;
  f.ip = h.ip;
}

/** A generator ends with an exception; StopIteration would be mistaken for its regular end. */
function failGenerator(f: Frame): void {
  const g = generatorAt(f.subject);
  g.finished = 1;
  g.state = GENERATOR_WAITING;
  if (pendingIs(Exc.StopIteration)) raise(M.generatorRaisedStop);
}

/** `raise x`: an exception, or a class of which one is made. Leaves it pending. */
export function raiseAny(x: Ref): void {
  let exception = x;
  if (isType(x) && isSubtype(x, exceptionType(Exc.BaseException))) {
    exception = call0(x);
    if (exception == NULL) return;
  }
  if (isException(exception)) raiseObject(exception);
  else raise(M.exceptionNeeded);
}

/** `raise x from cause`: there are no chains of exceptions, which is told on standard error. */
export function raiseFrom(x: Ref, cause: Ref): void {
  if (cause != NONE) {
    flush(STDOUT);
    putText(STDERR, "Warning: exception chaining not supported\n");
    flush(STDERR);
  }
  raiseAny(x);
}

/** Lets an exception go on that a handler of the current frame has stopped. */
export function raiseAgain(exception: Ref): void {
  raisedAgain = true;
  raiseObject(exception);
}

/** A bare `raise`: the innermost exception that a handler of this frame is handling. */
export function reraise(fp: usize): void {
  const f = frameAt(fp);
  if (f.handler != 0) {
    for (let h = f.handler; h >= firstHandler(fp, codeAt(f.code)); h -= HANDLER_BYTES) {
      const exception = handlerAt(h).exception;
      if (exception != NULL) {
        raiseAgain(exception);
        return;
      }
    }
  }
  raise(M.noActiveException);
  // The reference leaves the place out here, too.
  raisedAgain = true;
}

/** A `finally` that runs already is left for good: what it was to do then gives way to the new jump. */
function cancelFinally(f: Frame): void {
  const top = load<u32>(f.sp - 4);
  if (isSmall(load<u32>(f.sp - 8))) {
    store<u32>(f.sp - 12, top);
    f.sp -= 8;
  } else {
    store<u32>(f.sp - 8, top);
    f.sp -= 4;
  }
}

/**
 * UNWIND_JUMP: leaves as many blocks as the byte behind the offset says, then jumps. The frame is saved with
 * ip at the offset.
 */
export function unwindJump(fp: usize): void {
  const f = frameAt(fp);
  const ip = f.ip;
  const byte = <i32>load<u8>(ip);
  const wide = (byte & 0x80) != 0;
  const behind = ip + (wide ? 2 : 1);
  const target = wide
    ? behind + ((byte & 0x7f) | ((<i32>load<u8>(ip, 1)) << 7)) - 0x4000
    : behind + byte - 0x40;
  f.ip = behind + 1;
  store<u32>(f.sp, smallOf(<i32>(target - codeAt(f.code).start)));
  f.sp += 4;
  continueUnwindJump(fp, load<u8>(behind));
}

/** Goes on with a jump out of `count` blocks (bit 7: of a `for` loop, too); its target's offset is on the stack. */
export function continueUnwindJump(fp: usize, count: i32): void {
  const f = frameAt(fp);
  let left = count;
  while ((left & 0x7f) > 0) {
    left--;
    const h = handlerAt(f.handler);
    if (h.sp & 1) {
      if (h.ip >= f.ip) {
        store<u32>(f.sp, smallOf(left));
        f.sp += 4;
        f.ip = h.ip;
        return;
      }
      cancelFinally(f);
    }
    popHandler(fp);
  }
  f.sp -= 4;
  f.ip = codeAt(f.code).start + smallValue(load<u32>(f.sp));
  if (left != 0) f.sp -= ITER_BYTES;
}

/**
 * `return` with handlers in force; the value is on the stack's top. true: a `finally` runs first, the frame
 * goes on there. false: nothing is in the way any more.
 */
export function returnThroughFinally(fp: usize): bool {
  const f = frameAt(fp);
  while (f.handler != 0) {
    const h = handlerAt(f.handler);
    if (h.sp & 1) {
      if (h.ip >= f.ip) {
        const sp = h.sp & ~1;
        store<u32>(sp, load<u32>(f.sp - 4));
        store<u32>(sp, smallOf(-1), 4);
        f.sp = sp + 8;
        f.ip = h.ip;
        return true;
      }
      cancelFinally(f);
    }
    popHandler(fp);
  }
  return false;
}
