import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import {
  BINARY_METHODS,
  BinaryOp,
  REFLECTED_METHODS,
  UNARY_METHODS,
  UnaryOp,
} from "../generated/operators";
import {
  boolRef,
  FALSE,
  isKind,
  isSmall,
  kindOf,
  NONE,
  NULL,
  qstrRef,
  Ref,
  smallOf,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { reflectedBinary } from "../types/instance";
import { refuseIn } from "../types/number-in";
import { Cost } from "../vm/cost";
import { enterNative, leaveNative } from "../vm/depth";
import { equals } from "./equality";
import { exceptionMatches } from "./exception-match";
import { getIter, next } from "./iterate";
import { hasPending, raise1, raise2, raise3 } from "./raise";
import { isStr, sameBytes, strLength } from "./str";
import { typeAt, typeOfKind } from "./type";

/** The name of a unary operator's special method as an interned string. */
export function unaryMethod(op: UnaryOp): Ref {
  return qstrRef(load<u16>(UNARY_METHODS + ((<usize>op) << 1)));
}

export function binaryMethod(op: BinaryOp): Ref {
  return qstrRef(load<u16>(BINARY_METHODS + ((<usize>op) << 1)));
}

/** The name of the method tried on the right operand, 0 for none. */
export function reflectedMethod(op: BinaryOp): Ref {
  const id = <i32>load<u16>(REFLECTED_METHODS + ((<usize>op) << 1));
  return id == 0 ? NULL : qstrRef(id);
}

/** Whether a value counts as true. Look at the pending exception when it is an object. */
export function truth(x: Ref): bool {
  if (x == TRUE) return true;
  if (x == FALSE || x == NONE) return false;
  if (isSmall(x)) return x != smallOf(0);
  return truthSlow(x);
}

function truthSlow(x: Ref): bool {
  Cost.charge(BoardCost.truth);
  if (isStr(x)) return strLength(x) != 0;
  const slot = typeAt(typeOfKind(kindOf(x))).unary;
  if (slot == 0) return true;
  const answer = call_indirect<Ref>(slot, UnaryOp.Bool, x);
  if (answer != UNSUPPORTED) return answer == TRUE;
  const length = call_indirect<Ref>(slot, UnaryOp.Len, x);
  return length == UNSUPPORTED || (length != NULL && length != smallOf(0));
}

/** `op x` for the operators of the bytecode. */
export function unaryOp(op: UnaryOp, x: Ref): Ref {
  if (op == UnaryOp.Not) {
    const value = truth(x);
    return hasPending() ? NULL : boolRef(!value);
  }
  const result = unarySlot(op, x);
  return result == UNSUPPORTED ? raise2(M.unsupportedUnary, unaryMethod(op), x) : result;
}

/** `op x` through the type's slot, or UNSUPPORTED. */
export function unarySlot(op: UnaryOp, x: Ref): Ref {
  const slot = typeAt(typeOfKind(kindOf(x))).unary;
  return slot == 0 ? UNSUPPORTED : call_indirect<Ref>(slot, op, x);
}

/** `len(x)` as a small int. */
export function lengthOf(x: Ref): Ref {
  const result = unarySlot(UnaryOp.Len, x);
  return result == UNSUPPORTED ? raise1(M.noLen, x) : result;
}

/** `a op b`. */
export function binaryOp(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.Is:
      return boolRef(a == b);
    case BinaryOp.In:
      return contains(b, a);
    case BinaryOp.ExceptionMatch:
      return exceptionMatches(a, b);
    case BinaryOp.Equal:
      if (isStr(a) && isStr(b)) return boolRef(sameBytes(a, b));
      break;
    case BinaryOp.NotEqual:
      return notEqual(a, b);
  }
  return binaryGeneric(op, a, b);
}

function notEqual(a: Ref, b: Ref): Ref {
  if (isStr(a) && isStr(b)) return boolRef(!sameBytes(a, b));
  if (!enterNative()) return NULL;
  let result = unequalFrom(a, b);
  if (result == UNSUPPORTED) result = unequalFrom(b, a);
  leaveNative();
  return result == UNSUPPORTED ? boolRef(a != b) : result;
}

/** What the type of `a` says: through its `!=`, else through its `==`. */
function unequalFrom(a: Ref, b: Ref): Ref {
  const direct = binarySlot(BinaryOp.NotEqual, a, b);
  if (direct != UNSUPPORTED) return direct;
  const equal = binarySlot(BinaryOp.Equal, a, b);
  if (equal == NULL || equal == UNSUPPORTED) return equal;
  const value = truth(equal);
  return hasPending() ? NULL : boolRef(!value);
}

/** `a op b` through the left type's slot, or UNSUPPORTED. */
export function binarySlot(op: BinaryOp, a: Ref, b: Ref): Ref {
  const slot = typeAt(typeOfKind(kindOf(a))).binary;
  return slot == 0 ? UNSUPPORTED : call_indirect<Ref>(slot, op, a, b);
}

function binaryGeneric(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (!enterNative()) return NULL;
  let result = binarySlot(op, a, b);
  if (result == UNSUPPORTED) result = binaryFallback(op, a, b);
  leaveNative();
  return result;
}

/** `a op b` where the method of `a` has answered NotImplemented. NULL: an exception is pending. */
export function binaryAfterLeft(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (!enterNative()) return NULL;
  const result = binaryFallback(op, a, b);
  leaveNative();
  return result;
}

/** What is left when the left operand does not know the operator. */
function binaryFallback(op: BinaryOp, a: Ref, b: Ref): Ref {
  const plain = plainOperator(op);
  if (plain != op) {
    const result = binarySlot(plain, a, b);
    if (result != UNSUPPORTED) return result;
  }
  const reflected = reflectedBinary(plain, a, b);
  if (reflected != UNSUPPORTED) return reflected;
  if (op == BinaryOp.Equal) return a == b ? TRUE : equalFromRight(a, b);
  return raise3(M.unsupportedBinary, binaryMethod(plain), a, operandInMessage(plain, b));
}

/** A bool on the right gets to its turn as a number, when the operator is tried with the sides exchanged. */
function operandInMessage(op: BinaryOp, b: Ref): Ref {
  return op >= BinaryOp.Or && op <= BinaryOp.Power && (b == TRUE || b == FALSE)
    ? smallOf(i32(b == TRUE))
    : b;
}

/** Whether the right operand, an instance, counts itself as equal to the left one through its native part. */
function equalFromRight(a: Ref, b: Ref): Ref {
  if (!isKind(b, Kind.Instance) || isKind(a, Kind.Instance)) return FALSE;
  const result = binarySlot(BinaryOp.Equal, b, a);
  return result == UNSUPPORTED ? FALSE : result;
}

/** The operator that an in-place one falls back on. */
export function plainOperator(op: BinaryOp): BinaryOp {
  return op >= BinaryOp.InplaceOr && op <= BinaryOp.InplacePower
    ? op + (BinaryOp.Or - BinaryOp.InplaceOr)
    : op;
}

/** `item in container`. The slot of the container sees the operator In with the container on the left. */
export function contains(container: Ref, item: Ref): Ref {
  Cost.charge(BoardCost.contains);
  const direct = binarySlot(BinaryOp.In, container, item);
  if (direct != UNSUPPORTED) return direct;
  if (refuseIn(item, container)) return NULL;
  const mark = rootMark();
  const iterator = getIter(container);
  if (iterator == NULL) return NULL;
  root(iterator);
  while (true) {
    const value = next(iterator);
    if (value == NULL) break;
    if (equals(value, item)) {
      rootReset(mark);
      return TRUE;
    }
    if (hasPending()) return NULL;
  }
  rootReset(mark);
  return hasPending() ? NULL : FALSE;
}

/** `x[index]`. */
export function getItem(x: Ref, index: Ref): Ref {
  const slot = typeAt(typeOfKind(kindOf(x))).getItem;
  return slot == 0 ? raise1(M.notSubscriptable, x) : call_indirect<Ref>(slot, x, index);
}

/** `x[index] = value`; a value of NULL deletes. false: an exception is pending. */
export function setItem(x: Ref, index: Ref, value: Ref): bool {
  const slot = typeAt(typeOfKind(kindOf(x))).setItem;
  if (slot == 0) {
    raise1(value == NULL ? M.noItemDeletion : M.noItemAssignment, x);
    return false;
  }
  return call_indirect<bool>(slot, x, index, value);
}
