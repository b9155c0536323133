/**
 * Special methods written in Python: where an instruction itself is the operation, the method gets a frame of its
 * own and stays in the same loop, as a call does. The operands wait on the caller's stack until the result comes.
 */
import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { BinaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { hasFlag } from "../memory/header";
import {
  isKind,
  NONE,
  NOT_IMPLEMENTED,
  NULL,
  qstrId,
  qstrRef,
  Ref,
  smallOf,
  smallValue,
} from "../memory/ref";
import { chargeClass, findInClass } from "../object/attribute";
import { loadAttrAt } from "../object/attribute-cache";
import {
  binaryAfterLeft,
  binaryMethod,
  getItem,
  plainOperator,
  setItem,
} from "../object/operators";
import { FLAG_INSTANCE_ATTRIBUTE, qstrObject } from "../object/qstr";
import { specialMethod } from "../types/instance";
import { propertyGetter } from "../types/property";
import { Cost } from "./cost";
import { enterSimple } from "./enter-call";
import { FRAME_SPECIAL, frameAt } from "./frame";

/** What a frame's result is for, when that is no binary operator: numbers behind theirs. */
const enum Purpose {
  Item = 64,
  StoreItem,
  Attribute,
}

/** Room for the arguments of a method; what they refer to is on the caller's stack. */
const ARGS: usize = memory.data(12, 8);

/** Enters `method` with the arguments at ARGS. false: it is no function as simple as that. */
function enter(method: Ref, n: i32, purpose: i32): bool {
  const frame = method == NULL ? 0 : enterSimple(method, n, ARGS);
  if (frame == 0) return false;
  frameAt(frame).flags = FRAME_SPECIAL;
  frameAt(frame).subject = smallOf(purpose);
  return true;
}

function enterOn(x: Ref, method: Ref, a: Ref, purpose: i32): bool {
  store<u32>(ARGS, x);
  store<u32>(ARGS, a, 4);
  return enter(method, 2, purpose);
}

/** Enters the method of the left operand, an instance, that is the top but one of the stack. */
export function enterBinary(op: BinaryOp, a: Ref, b: Ref): bool {
  if (op == BinaryOp.NotEqual) return false;
  const method = specialMethod(a, binaryMethod(op));
  Cost.charge(BoardCost.specialOperator);
  if (method != NULL) return enterOn(a, method, b, op);
  const plain = plainOperator(op);
  return plain != op && enterOn(a, specialMethod(a, binaryMethod(plain)), b, plain);
}

/** `x[index]`, both on the stack. NULL: a frame was pushed, or an exception is pending. */
export function itemOrEnter(x: Ref, index: Ref): Ref {
  if (isKind(x, Kind.Instance)) {
    if (enterOn(x, specialMethod(x, qstrRef(Q.__getitem__)), index, Purpose.Item)) return NULL;
  }
  return getItem(x, index);
}

/** `x[index] = value`, all on the stack. false: a frame was pushed, or an exception is pending. */
export function setItemOrEnter(x: Ref, index: Ref, value: Ref): bool {
  if (isKind(x, Kind.Instance) && value != NULL) {
    const method = specialMethod(x, qstrRef(Q.__setitem__));
    store<u32>(ARGS, x);
    store<u32>(ARGS, index, 4);
    store<u32>(ARGS, value, 8);
    if (enter(method, 3, Purpose.StoreItem)) return false;
  }
  return setItem(x, index, value);
}

/** What the board takes to find a property. */
function chargeProperty(type: Ref, name: Ref): void {
  chargeClass(type, name);
  Cost.charge(BoardCost.attributeFound);
  Cost.charge(BoardCost.ownMissing);
  Cost.charge(BoardCost.ownMissingAgain);
}

/** `x.name`, with `x` on the stack. NULL: the frame of a property was pushed, or an exception is pending. */
export function attributeOrEnter(x: Ref, name: Ref, ip: usize): Ref {
  // A property hides no attribute of the instance: where some instance had one of this name, that goes first.
  if (isKind(x, Kind.Instance) && !hasFlag(qstrObject(qstrId(name)), FLAG_INSTANCE_ATTRIBUTE)) {
    const member = findInClass(load<u32>(x, 4), name);
    if (isKind(member, Kind.Property)) {
      if (BOARD) chargeProperty(load<u32>(x, 4), name);
      store<u32>(ARGS, x);
      if (enter(propertyGetter(member), 1, Purpose.Attribute)) return NULL;
    }
  }
  return loadAttrAt(x, name, ip);
}

/**
 * Replaces the operands on the caller's stack by the result of a method, whose frame is left, and gives it, None where there
 * is none. NULL: an exception is pending.
 */
export function finishSpecial(caller: usize, purpose: Ref, value: Ref): Ref {
  const f = frameAt(caller);
  const what = smallValue(purpose);
  let result = value;
  if (what < Purpose.Item && value == NOT_IMPLEMENTED) {
    result = binaryAfterLeft(<BinaryOp>what, load<u32>(f.sp - 8), load<u32>(f.sp - 4));
    if (result == NULL) return NULL;
  }
  f.sp -= what == Purpose.StoreItem ? 12 : what == Purpose.Attribute ? 4 : 8;
  if (what == Purpose.StoreItem) return NONE;
  store<u32>(f.sp, result);
  f.sp += 4;
  return result;
}
