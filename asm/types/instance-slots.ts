/**
 * What operators, iteration, calls and subscripts do with instances of classes made in Python, exceptions
 * among them: the special method of the class if there is one, else what the native part can do.
 */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import {
  boolRef,
  kindOf,
  NOT_IMPLEMENTED,
  NULL,
  qstrRef,
  Ref,
  smallOf,
  UNSUPPORTED,
} from "../memory/ref";
import { call } from "../object/call";
import { hashOf } from "../object/equality";
import { getIter, swallowStop } from "../object/iterate";
import {
  binaryMethod,
  binaryOp,
  contains,
  getItem,
  setItem,
  truth,
  unaryMethod,
  unarySlot,
} from "../object/operators";
import { hasPending, raise, raise1 } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { callMember, callMemberArgs, nativeOf, specialMethod } from "./instance";
import { newItemIterator } from "./item-iterator";

export function initInstance(): void {
  useSlots(Kind.Instance);
  useSlots(Kind.Exception);
}

function useSlots(kind: Kind): void {
  const type = typeAt(typeOfKind(kind));
  type.unary = instance_unary.index;
  type.binary = instance_binary.index;
  type.getItem = instance_getItem.index;
  type.setItem = instance_setItem.index;
  type.iter = instance_iter.index;
  type.next = instance_next.index;
  type.call = instance_call.index;
}

function instance_unary(op: UnaryOp, x: Ref): Ref {
  const method = specialMethod(x, unaryMethod(op));
  Cost.charge(BoardCost.specialOperator);
  if (method != NULL) return checkUnary(op, callMember(method, x, 0, NULL, NULL));
  const native = nativeOf(x);
  if (native != NULL) return unarySlot(op, native);
  if (op != UnaryOp.Hash || specialMethod(x, qstrRef(Q.__eq__)) != NULL) return UNSUPPORTED;
  return smallOf(<i32>(x >> 4));
}

/** What a special method may give: `__hash__` and `__int__` an int, which for `__hash__` is cut to fit. */
function checkUnary(op: UnaryOp, result: Ref): Ref {
  if (result == NULL || (op != UnaryOp.Hash && op != UnaryOp.Int)) return result;
  const kind = kindOf(result);
  if (op == UnaryOp.Int) return kind == Kind.Int ? result : raise(M.typeError);
  if (kind != Kind.Int && kind != Kind.Bool) return raise1(M.cannotConvertToInt, result);
  return smallOf(<i32>(hashOf(result) << 1) >> 1);
}

function instance_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  const method = specialMethod(a, binaryMethod(op));
  Cost.charge(BoardCost.specialOperator);
  if (method == NULL) {
    const native = nativeOf(a);
    return native == NULL ? UNSUPPORTED : nativeBinary(op, native, b);
  }
  const result = callMember(method, a, 1, b, NULL);
  if (result == NOT_IMPLEMENTED) return UNSUPPORTED;
  if (op != BinaryOp.In || result == NULL) return result;
  const found = truth(result);
  return hasPending() ? NULL : boolRef(found);
}

/** An operator on the native part; another instance of such a class counts as its native part, too. */
function nativeBinary(op: BinaryOp, native: Ref, b: Ref): Ref {
  if (op == BinaryOp.In) return contains(native, b);
  const other = nativeOf(b);
  return binaryOp(op, native, other == NULL ? b : other);
}

function instance_getItem(x: Ref, index: Ref): Ref {
  const method = specialMethod(x, qstrRef(Q.__getitem__));
  if (method != NULL) return callMember(method, x, 1, index, NULL);
  const native = nativeOf(x);
  return native == NULL ? raise1(M.notSubscriptable, x) : getItem(native, index);
}

function instance_setItem(x: Ref, index: Ref, value: Ref): bool {
  const method = specialMethod(x, qstrRef(value == NULL ? Q.__delitem__ : Q.__setitem__));
  if (method != NULL) return callMember(method, x, value == NULL ? 1 : 2, index, value) != NULL;
  const native = nativeOf(x);
  if (native != NULL) return setItem(native, index, value);
  raise1(value == NULL ? M.noItemDeletion : M.noItemAssignment, x);
  return false;
}

function instance_iter(x: Ref): Ref {
  const method = specialMethod(x, qstrRef(Q.__iter__));
  if (method != NULL) return callMember(method, x, 0, NULL, NULL);
  const native = nativeOf(x);
  if (native != NULL) return getIter(native);
  return specialMethod(x, qstrRef(Q.__getitem__)) == NULL
    ? raise1(M.notIterable, x)
    : newItemIterator(x);
}

function instance_next(x: Ref): Ref {
  const method = specialMethod(x, qstrRef(Q.__next__));
  if (method == NULL) return raise1(M.notIterator, x);
  const value = callMember(method, x, 0, NULL, NULL);
  if (value == NULL) swallowStop();
  return value;
}

function instance_call(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  const method = specialMethod(x, qstrRef(Q.__call__));
  if (method != NULL) return callMemberArgs(method, x, n, nkw, args);
  const native = nativeOf(x);
  return native == NULL ? raise1(M.notCallable, x) : call(native, n, nkw, args);
}

/** Whether an instance can be called. */
export function isInstanceCallable(x: Ref): bool {
  if (specialMethod(x, qstrRef(Q.__call__)) != NULL) return true;
  return nativeOf(x) != NULL && typeAt(typeOfKind(kindOf(nativeOf(x)))).call != 0;
}
