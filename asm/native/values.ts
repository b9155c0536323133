/** Runtime functions of machine code: operators, containers, slices. */
import { BoardCost } from "../generated/board-costs";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { boolRef, NONE, NULL, Ref, TRUE } from "../memory/ref";
import { binaryOp, getItem, plainOperator, setItem, truth, unaryOp } from "../object/operators";
import { raise } from "../object/raise";
import { typeOf } from "../object/type";
import { dictSet, isDict, newDict } from "../types/dict";
import { floatBinary, isFloat } from "../types/float";
import { isList, listAppend, listFrom } from "../types/list";
import { isSet, setAdd, setFrom } from "../types/set";
import { newSlice } from "../types/slice";
import { newTuple, tupleFrom, tupleItems } from "../types/tuple";
import { compareSlow } from "../vm/compare";
import { Cost } from "../vm/cost";
import { SmallInt } from "../vm/small-int";
import { simpleItem, storeSimpleItem } from "../vm/subscript";
import { unpackEx, unpackSequence } from "../vm/unpack";
import { areBound } from "./bound";

/** `x[index]`; with a value of 0 `del x[index]`, with another than the mark for reading `x[index] = value`. */
export function rt_obj_subscr(x: Ref, index: Ref, value: Ref): Ref {
  if (value == SUBSCRIPT_READ) {
    const item = simpleItem(x, index);
    return item != NULL ? item : getItem(x, index);
  }
  Cost.short(BoardCost.storeItem);
  if (storeSimpleItem(x, index, value)) return TRUE;
  return setItem(x, index, value) ? TRUE : NULL;
}

/** The value by which machine code says that it wants to read. */
export const SUBSCRIPT_READ: Ref = 4;

export function rt_obj_is_true(x: Ref): u32 {
  return u32(truth(x));
}

export function rt_unary_op(op: u32, x: Ref): Ref {
  return unaryOp(<UnaryOp>op, x);
}

export function rt_binary_op(op: u32, a: Ref, b: Ref): Ref {
  if (BOARD && (op == BinaryOp.Equal || op == BinaryOp.NotEqual)) {
    Cost.charge(BoardCost.equalOperator);
  }
  if (BOARD && isMultiplication(op)) Cost.short(BoardCost.multiplyOperator);
  if (a & b & 1) {
    const value = smallBinary(op, a, b);
    if (value != NULL) return value;
  }
  if (isFloat(a) && isFloat(b)) {
    return op <= <u32>BinaryOp.NotEqual
      ? compareSlow(<BinaryOp>op, a, b)
      : op >= <u32>BinaryOp.InplaceOr
        ? floatBinary(plainOperator(<BinaryOp>op), a, b)
        : binaryOp(<BinaryOp>op, a, b);
  }
  return binaryOp(<BinaryOp>op, a, b);
}

function isMultiplication(op: u32): bool {
  const plain = plainOperator(<BinaryOp>op);
  return plain == BinaryOp.Multiply || plain == BinaryOp.FloorDivide || plain == BinaryOp.Modulo;
}

/** The commonest operators on two small ints. NULL: the result does not fit, or this is not one of them. */
function smallBinary(op: u32, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.Less:
      return boolRef(<i32>a < <i32>b);
    case BinaryOp.More:
      return boolRef(<i32>a > <i32>b);
    case BinaryOp.Equal:
      return boolRef(a == b);
    case BinaryOp.LessEqual:
      return boolRef(<i32>a <= <i32>b);
    case BinaryOp.MoreEqual:
      return boolRef(<i32>a >= <i32>b);
    case BinaryOp.NotEqual:
      return boolRef(a != b);
    case BinaryOp.InplaceAdd:
    case BinaryOp.Add:
      return SmallInt.add(a, b);
    case BinaryOp.InplaceSubtract:
    case BinaryOp.Subtract:
      return SmallInt.subtract(a, b);
    case BinaryOp.InplaceMultiply:
    case BinaryOp.Multiply:
      return SmallInt.multiply(a, b);
    case BinaryOp.InplaceFloorDivide:
    case BinaryOp.FloorDivide:
      return SmallInt.floorDivide(a, b);
    case BinaryOp.InplaceModulo:
    case BinaryOp.Modulo:
      return SmallInt.modulo(a, b);
    case BinaryOp.InplaceAnd:
    case BinaryOp.And:
      return a & b;
    case BinaryOp.InplaceOr:
    case BinaryOp.Or:
      return a | b;
    case BinaryOp.InplaceXor:
    case BinaryOp.Xor:
      return (a ^ b) | 1;
    case BinaryOp.InplaceLshift:
    case BinaryOp.Lshift:
      return SmallInt.shiftLeft(a, b);
    case BinaryOp.InplaceRshift:
    case BinaryOp.Rshift:
      return SmallInt.shiftRight(a, b);
    default:
      return NULL;
  }
}

export function rt_new_tuple(n: u32, items: usize): Ref {
  if (items == 0) return blankTuple(n);
  return areBound(items, n) ? tupleFrom(n, items) : NULL;
}

/** A tuple that C fills itself. */
function blankTuple(n: u32): Ref {
  const x = newTuple(n);
  for (let i: u32 = 0; x != NULL && i < n; i++) store<u32>(tupleItems(x) + (i << 2), NONE);
  return x;
}

export function rt_new_list(n: u32, items: usize): Ref {
  return areBound(items, n) ? listFrom(n, items) : NULL;
}

export function rt_new_dict(n: u32): Ref {
  return newDict(n);
}

export function rt_new_set(n: u32, items: usize): Ref {
  return areBound(items, n) ? setFrom(n, items) : NULL;
}

export function rt_set_store(set: Ref, item: Ref): bool {
  return isSet(set) ? setAdd(set, item) : refuse() != NULL;
}

export function rt_list_append(list: Ref, item: Ref): Ref {
  if (!isList(list)) return refuse();
  return listAppend(list, item) ? list : NULL;
}

export function rt_dict_store(dict: Ref, key: Ref, value: Ref): Ref {
  if (!isDict(dict)) return refuse();
  return dictSet(dict, key, value) ? dict : NULL;
}

/** Damaged machine code may pass anything where a container should be. */
function refuse(): Ref {
  return raise(M.incompatibleMpy);
}

export function rt_new_slice(start: Ref, stop: Ref, step: Ref): Ref {
  return newSlice(start, stop, step);
}

/** Puts exactly `n` items at `to`, the last one first. */
export function rt_unpack_sequence(x: Ref, n: u32, to: usize): bool {
  return unpackSequence(x, n, to);
}

/** `counts` has the targets in front of the star in bits 0-7, those behind it above. */
export function rt_unpack_ex(x: Ref, counts: u32, to: usize): bool {
  return unpackEx(x, counts & 0xff, (counts >> 8) & 0xff, to);
}

export function rt_obj_get_type(x: Ref): Ref {
  return typeOf(x);
}

/** Python's `//` on machine integers; a divisor of 0 gives what the processor's division gives: 0. */
export function rt_small_int_floor_divide(a: i32, b: i32): i32 {
  if (b == 0) return 0;
  if (b == -1) return -a;
  const quotient = a / b;
  return quotient - i32((a ^ b) < 0 && quotient * b != a);
}

/** Python's `%` on machine integers. */
export function rt_small_int_modulo(a: i32, b: i32): i32 {
  if (b == 0) return a;
  if (b == -1) return 0;
  const rest = a % b;
  return rest != 0 && (rest ^ b) < 0 ? rest + b : rest;
}
