/** Operators, subscripts and attributes from compiled code, where a special method in Python may be what does it. */

import { Kind } from "../generated/kinds";
import { Op } from "../generated/opcodes";
import { BinaryOp } from "../generated/operators";
import { isKind, NONE, NULL, Ref, TRUE, UNSUPPORTED } from "../memory/ref";
import { exceptionMatches } from "../object/exception-match";
import { contains } from "../object/operators";
import { hasPending } from "../object/raise";
import { isStr } from "../object/str";
import { isInt } from "../types/bigint";
import { intOperator } from "../types/int";
import { listSlice, storeListSlice } from "../types/list-operators";
import { isBound } from "../types/slice";
import { concat } from "../types/str";
import { binaryOrEnter } from "../vm/binary-slow";
import { compareOrEnter } from "../vm/compare";
import { attributeOrEnter, finishSpecial, itemOrEnter, setItemOrEnter } from "../vm/enter-special";
import { currentFrame, FRAME_SPECIAL, frameAt } from "../vm/frame";
import { buildSlice, simpleItem, storeSimpleItem } from "../vm/subscript";
import { jitCallFailed, runPushed } from "./call";
import { isRaising } from "./state";

/** `a op b` for the operators of the bytecode, both on the stack. */
export function jitBinary(fp: usize, op: i32, a: Ref, b: Ref): Ref {
  return settle(fp, operatorOrEnter(op, a, b));
}

/** `a in b`, and whether `except b` catches `a`: 1 or 0; -1: an exception is pending. */
export function jitDecide(op: i32, a: Ref, b: Ref): i32 {
  const answer = op == BinaryOp.In ? contains(b, a) : exceptionMatches(a, b);
  return answer == NULL ? -1 : i32(answer == TRUE);
}

/** What most operands are goes first: it needs no look at their types. */
function operatorOrEnter(op: i32, a: Ref, b: Ref): Ref {
  const adds = op == BinaryOp.Add || op == BinaryOp.InplaceAdd;
  if (adds && isStr(a) && isStr(b)) return concat(a, b);
  if (isInt(a) && isInt(b)) {
    const result = intOperator(op, a, b);
    if (result != UNSUPPORTED) return result;
  }
  if (op <= BinaryOp.NotEqual) return compareOrEnter(op, a, b);
  return binaryOrEnter(op + Op.BINARY_OP_MULTI, a, b);
}

/** `x[index]`, both on the stack. */
export function jitItem(fp: usize, x: Ref, index: Ref): Ref {
  const result = simpleItem(x, index);
  return result != NULL ? result : settle(fp, itemOrEnter(x, index));
}

/**
 * `x[start:stop:step]`: BUILD_SLICE of `count` bounds, and the subscript behind which the frame is saved. All are on the
 * stack.
 */
export function jitSliceItem(fp: usize, x: Ref, count: i32): Ref {
  const bounds = boundsOf(fp, count);
  if (isKind(x, Kind.List) && areSmall(bounds, count)) {
    return listSlice(x, load<u32>(bounds), load<u32>(bounds, 4), stepOf(bounds, count));
  }
  const index = sliceOf(fp, bounds, count);
  return index == NULL ? NULL : jitItem(fp, x, index);
}

/** `x[start:stop:step] = value`, likewise; 1 when it is done. */
export function jitStoreSlice(fp: usize, x: Ref, count: i32, value: Ref): u32 {
  const bounds = boundsOf(fp, count);
  if (isKind(x, Kind.List) && areSmall(bounds, count)) {
    const step = stepOf(bounds, count);
    return u32(storeListSlice(x, load<u32>(bounds), load<u32>(bounds, 4), step, value));
  }
  const index = sliceOf(fp, bounds, count);
  return index == NULL ? 0 : jitStoreItem(fp, x, index, value);
}

/** Where the bounds lie on top of a frame's stack. */
function boundsOf(fp: usize, count: i32): usize {
  return frameAt(fp).sp - ((<usize>count) << 2);
}

function stepOf(bounds: usize, count: i32): Ref {
  return count == 3 ? load<u32>(bounds, 8) : NONE;
}

function areSmall(bounds: usize, count: i32): bool {
  return (
    isBound(load<u32>(bounds)) && isBound(load<u32>(bounds, 4)) && isBound(stepOf(bounds, count))
  );
}

/** Puts the slice in place of its bounds, as BUILD_SLICE does, in front of an instruction of one byte. */
function sliceOf(fp: usize, bounds: usize, count: i32): Ref {
  const frame = frameAt(fp);
  const slice = buildSlice(frame.ip - 1, bounds, count);
  if (slice == NULL) return NULL;
  store<u32>(bounds, slice);
  frame.sp = bounds + 4;
  return slice;
}

/** `x[index] = value`, all on the stack; 1 when it is done. */
export function jitStoreItem(fp: usize, x: Ref, index: Ref, value: Ref): u32 {
  if (storeSimpleItem(x, index, value) || setItemOrEnter(x, index, value)) return 1;
  return hasPending() || runSpecial(fp) == NULL ? 0 : 1;
}

/** `x.name` with `x` on the stack, for the instruction that ends at `ip`. */
export function jitLoadAttr(fp: usize, x: Ref, name: Ref, ip: usize): Ref {
  return settle(fp, attributeOrEnter(x, name, ip));
}

/** What gives no value has raised, or it has pushed the frame of a special method, which is run. */
function settle(fp: usize, result: Ref): Ref {
  return result != NULL || hasPending() ? result : runSpecial(fp);
}

/**
 * A special method that compiled code called directly gave no value, or NotImplemented: what the instruction's result
 * is after all.
 */
export function jitSpecialFailed(fp: usize, frame: usize, value: Ref): Ref {
  const purpose = frameAt(frame).subject;
  const result = value != NULL ? value : jitCallFailed(frame);
  if (result == NULL) {
    if (!isRaising()) frameAt(frame).flags |= FRAME_SPECIAL;
    return NULL;
  }
  return finishSpecial(fp, purpose, result);
}

/** Runs the special method whose frame is current; gives its result, None where there is none. */
function runSpecial(fp: usize): Ref {
  const frame = currentFrame;
  const purpose = frameAt(frame).subject;
  frameAt(frame).flags &= ~FRAME_SPECIAL;
  const result = runPushed(frame);
  if (result == NULL) {
    // The interpreter goes on with it, for what it was called for.
    if (!isRaising()) frameAt(frame).flags |= FRAME_SPECIAL;
    return NULL;
  }
  return finishSpecial(fp, purpose, result);
}
