/** The operators of set and frozenset. */
import { Kind } from "../generated/kinds";
import { BinaryOp, UnaryOp } from "../generated/operators";
import {
  boolRef,
  DELETED,
  FALSE,
  isPointer,
  NULL,
  Ref,
  smallOf,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { putByte, putText } from "../object/builder";
import { hashOf } from "../object/equality";
import { findMember, mapKeyAt, mapLength, mapUsed } from "../object/map-table";
import { plainOperator } from "../object/operators";
import { putRepr, Style } from "../object/print";
import { hasPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { enterNative, leaveNative } from "../vm/depth";
import { newKeyIterator } from "./iterator";
import { isSet, newSet, setTable } from "./set";
import {
  setDifference,
  setIntersect,
  setIntersection,
  setSubtract,
  setSymmetricDifference,
  setToggle,
  setUnion,
  setUnite,
} from "./set-algebra";

/** Where the hash of a frozenset starts. */
const HASH_SEED: u32 = 0x9e3779;

export function initSetOperators(kind: Kind): void {
  const type = typeAt(typeOfKind(kind));
  type.make = kind == Kind.Set ? set_make.index : frozenset_make.index;
  type.print = set_print.index;
  type.unary = set_unary.index;
  type.binary = set_binary.index;
  type.iter = newKeyIterator.index;
}

function set_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return makeSet(Kind.Set, n, nkw, args);
}

function frozenset_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return makeSet(Kind.Frozenset, n, nkw, args);
}

function makeSet(kind: Kind, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  return n == 0 ? newSet(kind) : setFromIterable(kind, load<u32>(args));
}

/** A set of an iterable's items. NULL: an exception is pending. */
export function setFromIterable(kind: Kind, iterable: Ref): Ref {
  const mark = rootMark();
  const x = newSet(kind);
  if (x == NULL) return NULL;
  root(x);
  if (!setUnite(x, iterable)) return NULL;
  rootReset(mark);
  return x;
}

function set_print(p: Ref, x: Ref, style: Style): bool {
  const frozen = load<u8>(x) == Kind.Frozenset;
  if (mapLength(setTable(x)) == 0) return putText(p, frozen ? "frozenset()" : "set()");
  if (frozen && !putText(p, "frozenset(")) return false;
  const mark = rootMark();
  let first = true;
  for (let i: u32 = 0; i < mapUsed(setTable(x)); i++) {
    const item = mapKeyAt(setTable(x), i);
    if (item == DELETED) continue;
    root(item);
    if (!putText(p, first ? "{" : ", ") || !putRepr(p, item)) return false;
    rootReset(mark);
    first = false;
  }
  return putByte(p, 0x7d) && (!frozen || putByte(p, 0x29));
}

function set_unary(op: UnaryOp, x: Ref): Ref {
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(mapLength(setTable(x)) != 0);
    case UnaryOp.Len:
      return smallOf(mapLength(setTable(x)));
    case UnaryOp.Hash:
      return load<u8>(x) == Kind.Frozenset ? frozenHash(x) : UNSUPPORTED;
    default:
      return UNSUPPORTED;
  }
}

/** NULL: an exception is pending. */
function frozenHash(x: Ref): Ref {
  if (!enterNative()) return NULL;
  const hash = sumOfHashes(x);
  leaveNative();
  return hash;
}

/** The items' hashes are added: their order does not matter. */
function sumOfHashes(x: Ref): Ref {
  let hash = HASH_SEED;
  for (let i: u32 = 0; i < mapUsed(setTable(x)); i++) {
    const item = mapKeyAt(setTable(x), i);
    if (item == DELETED) continue;
    hash += hashOf(item) * 0x85ebca6b;
    if (isPointer(item) && hasPending()) return NULL;
  }
  return smallOf(<i32>(hash & 0x3fffffff));
}

function set_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (op == BinaryOp.In) return setContains(a, b);
  if (!isSet(b)) return UNSUPPORTED;
  switch (<i32>op) {
    case BinaryOp.Equal:
      return boolOrNull(sameLength(a, b) && isSubset(a, b));
    case BinaryOp.LessEqual:
      return boolOrNull(isSubset(a, b));
    case BinaryOp.MoreEqual:
      return boolOrNull(isSubset(b, a));
    case BinaryOp.Less:
      return boolOrNull(!sameLength(a, b) && isSubset(a, b));
    case BinaryOp.More:
      return boolOrNull(!sameLength(a, b) && isSubset(b, a));
    default:
      return algebra(op, a, b);
  }
}

function algebra(op: BinaryOp, a: Ref, b: Ref): Ref {
  // A frozenset's in-place operators make a new one.
  switch (<i32>(load<u8>(a) == Kind.Frozenset ? plainOperator(op) : op)) {
    case BinaryOp.InplaceOr:
      return setUnite(a, b) ? a : NULL;
    case BinaryOp.InplaceXor:
      return setToggle(a, b) ? a : NULL;
    case BinaryOp.InplaceSubtract:
      return setSubtract(a, b) ? a : NULL;
    case BinaryOp.InplaceAnd:
      return setIntersect(a, b) ? a : NULL;
    case BinaryOp.Or:
      return setUnion(a, b);
    case BinaryOp.Xor:
      return setSymmetricDifference(a, b);
    case BinaryOp.Subtract:
      return setDifference(a, b);
    case BinaryOp.And:
      return setIntersection(a, b);
    default:
      return UNSUPPORTED;
  }
}

export function setContains(x: Ref, item: Ref): Ref {
  const found = findMember(setTable(x), item) != 0;
  return !found && isPointer(item) && hasPending() ? NULL : boolRef(found);
}

function sameLength(a: Ref, b: Ref): bool {
  return mapLength(setTable(a)) == mapLength(setTable(b));
}

/** Whether all items of `a` are in `b`. false may also mean that an exception is pending. */
export function isSubset(a: Ref, b: Ref): bool {
  if (mapLength(setTable(a)) > mapLength(setTable(b))) return false;
  const mark = rootMark();
  for (let i: u32 = 0; i < mapUsed(setTable(a)); i++) {
    const item = mapKeyAt(setTable(a), i);
    if (item == DELETED) continue;
    root(item);
    const found = findMember(setTable(b), item) != 0;
    rootReset(mark);
    if (!found) return false;
  }
  return true;
}

/** A truth value, or NULL when an exception is pending. */
export function boolOrNull(yes: bool): Ref {
  return yes ? TRUE : hasPending() ? NULL : FALSE;
}
