/** The operators and methods of tuple; namedtuple and attrtuple share them. */
import { LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { boolRef, isKind, isPointer, NULL, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { copyWords } from "../memory/words";
import { checkPositional } from "../object/arguments";
import { putByte } from "../object/builder";
import { hashOf } from "../object/equality";
import { machineInt, sequenceIndex, toMachineInt } from "../object/machine-int";
import { method2, methodArgs } from "../object/native-function";
import { Style } from "../object/print";
import { hasPending, raise } from "../object/raise";
import {
  compareSequences,
  putItems,
  repeatedLength,
  repeatWords,
  sequenceContains,
  sequenceCount,
  sequenceIndexOf,
  sequenceLength,
} from "../object/sequence";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { enterNative, leaveNative } from "../vm/depth";
import { nativeOf } from "./instance";
import { newSequenceIterator } from "./iterator";
import { listAt, listFromIterable, listItems } from "./list";
import { isSlice, sliceBounds, sliceStart, sliceStep, sliceStop } from "./slice";
import { EMPTY_TUPLE, isTuple, isTupleLike, newTuple, tupleFrom, tupleItems } from "./tuple";

/** Where the hash of a tuple starts. */
const HASH_SEED: u32 = 0x345678;

export function initTupleType(): void {
  const type = typeOfKind(Kind.Tuple);
  typeAt(type).make = tuple_make.index;
  typeAt(type).print = tuple_print.index;
  typeAt(type).unary = tuple_unary.index;
  typeAt(type).binary = tuple_binary.index;
  typeAt(type).getItem = tuple_getItem.index;
  typeAt(type).iter = newSequenceIterator.index;
  reserveNames(type, 2);
  methodArgs(type, Q.index, 2, 4, sequenceIndexOf);
  method2(type, Q.count, sequenceCount);
}

/** A tuple of an iterable's items. NULL: an exception is pending. */
export function tupleFromIterable(x: Ref): Ref {
  if (isTuple(x)) return x;
  const mark = rootMark();
  const list = listFromIterable(x);
  if (list == NULL) return NULL;
  root(list);
  const n = listAt(list).length;
  const tuple = n == 0 ? EMPTY_TUPLE : tupleFrom(n, listItems(list));
  rootReset(mark);
  return tuple;
}

function tuple_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  return n == 0 ? EMPTY_TUPLE : tupleFromIterable(load<u32>(args));
}

function tuple_print(p: Ref, x: Ref, style: Style): bool {
  if (!putByte(p, 0x28) || !putItems(p, x)) return false;
  return (sequenceLength(x) != 1 || putByte(p, 0x2c)) && putByte(p, 0x29);
}

function tuple_unary(op: UnaryOp, x: Ref): Ref {
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(sequenceLength(x) != 0);
    case UnaryOp.Len:
      return smallOf(sequenceLength(x));
    case UnaryOp.Hash:
      return tupleHash(x);
    default:
      return UNSUPPORTED;
  }
}

/** NULL: an exception is pending. */
function tupleHash(x: Ref): Ref {
  if (!enterNative()) return NULL;
  const hash = hashOfItems(x);
  leaveNative();
  return hash;
}

function hashOfItems(x: Ref): Ref {
  let hash = HASH_SEED;
  for (let i = 0; i < sequenceLength(x); i++) {
    const item = load<u32>(tupleItems(x) + ((<usize>i) << 2));
    const h = hashOf(item);
    if (isPointer(item) && hasPending()) return NULL;
    hash = (hash ^ h) * 1000003 + 82520;
  }
  return smallOf(<i32>(hash & 0x3fffffff));
}

function tuple_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.Add:
    case BinaryOp.InplaceAdd:
      return isTupleLike(b) ? concatenate(a, b) : UNSUPPORTED;
    case BinaryOp.Multiply:
    case BinaryOp.InplaceMultiply:
      if (!toMachineInt(b)) return hasPending() ? NULL : UNSUPPORTED;
      return repeat(a, machineInt);
    case BinaryOp.In:
      return sequenceContains(a, b);
    case BinaryOp.Less:
    case BinaryOp.More:
    case BinaryOp.Equal:
    case BinaryOp.LessEqual:
    case BinaryOp.MoreEqual:
      return compare(op, a, b);
    default:
      return UNSUPPORTED;
  }
}

/** Compares with a tuple, or an instance of a class that derives from tuple. */
function compare(op: BinaryOp, a: Ref, b: Ref): Ref {
  const other = isKind(b, Kind.Instance) ? nativeOf(b) : b;
  return other != NULL && isTupleLike(other) ? compareSequences(op, a, other) : UNSUPPORTED;
}

function concatenate(a: Ref, b: Ref): Ref {
  const n = sequenceLength(a);
  Cost.cycles((n + sequenceLength(b)) * LoopCost.copyItem);
  const x = newTuple(n + sequenceLength(b));
  if (x == NULL) return NULL;
  copyWords(tupleItems(x), tupleItems(a), n);
  copyWords(tupleItems(x) + ((<usize>n) << 2), tupleItems(b), sequenceLength(b));
  return x;
}

function repeat(a: Ref, times: i32): Ref {
  const n = sequenceLength(a);
  const total = repeatedLength(n, times);
  if (total < 0) return NULL;
  const x = newTuple(total);
  if (x != NULL && total > 0) repeatWords(tupleItems(x), tupleItems(a), n, times);
  return x;
}

function tuple_getItem(x: Ref, index: Ref): Ref {
  if (isSlice(index)) return slice(x, index);
  const i = sequenceIndex(x, index, sequenceLength(x));
  return i < 0 ? NULL : load<u32>(tupleItems(x) + ((<usize>i) << 2));
}

function slice(x: Ref, index: Ref): Ref {
  if (!sliceBounds(index, sequenceLength(x))) return NULL;
  if (sliceStep != 1) return raise(M.sliceStepOne);
  Cost.cycles(max<i32>(0, sliceStop - sliceStart) * LoopCost.copyItem);
  return tupleFrom(max<i32>(0, sliceStop - sliceStart), tupleItems(x) + ((<usize>sliceStart) << 2));
}
