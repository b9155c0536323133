/** Shifts and bitwise operators on ints of any size, negative ones in two's complement without end. */
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { isSmall, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { raise, raiseTooLarge } from "../object/raise";
import {
  finish,
  fitsI64,
  intFromI64,
  isNegative,
  LEFT,
  LIMBS,
  limbCount,
  limbsOf,
  newBig,
  RIGHT,
} from "./bigint";
import { addInts } from "./bigint-arithmetic";
import { natAddLimb, natShiftLeft, natShiftRight } from "./bigint-natural";

/** ~x = -x - 1. */
export function invertInt(x: Ref): Ref {
  return isSmall(x) ? smallOf(~smallValue(x)) : addInts(smallOf(-1), x, true);
}

/** a << b or a >> b. NULL: an exception is pending. */
export function shiftInt(a: Ref, b: Ref, left: bool): Ref {
  if (!isSmall(b)) return shiftFar(a, b, left);
  const bits = smallValue(b);
  if (bits < 0) return raise(M.negativeShift);
  if (a == smallOf(0)) return a;
  return left ? shiftLeft(a, bits) : shiftRight(a, bits);
}

/** Shifts by a long int: everything is shifted out, or more than memory can hold in. */
function shiftFar(a: Ref, b: Ref, left: bool): Ref {
  if (!fitsI64(b)) return raise(M.smallIntOverflow);
  if (isNegative(b)) return raise(M.negativeShift);
  if (a == smallOf(0)) return a;
  return left ? raiseTooLarge(u64.MAX_VALUE) : smallOf(isNegative(a) ? -1 : 0);
}

export function shiftLeft(a: Ref, bits: i32): Ref {
  if (isSmall(a) && bits < 32) return intFromI64((<i64>smallValue(a)) << bits);
  const n = limbCount(a);
  const words = bits >> 5;
  const total = n + words + 1;
  const x = newBig(total);
  if (x == NULL) return NULL;
  const to = <usize>x + LIMBS + ((<usize>words) << 2);
  store<u32>(to + ((<usize>n) << 2), natShiftLeft(to, limbsOf(a, LEFT), n, bits & 31));
  return finish(x, total, isNegative(a));
}

export function shiftRight(a: Ref, bits: i32): Ref {
  if (isSmall(a)) return smallOf(smallValue(a) >> min(bits, 31));
  const negative = isNegative(a);
  const words = bits >> 5;
  const n = limbCount(a) - words;
  if (n <= 0) return smallOf(negative ? -1 : 0);
  const x = newBig(n + 1);
  if (x == NULL) return NULL;
  const from = <usize>a + LIMBS;
  const to = <usize>x + LIMBS;
  natShiftRight(to, from + ((<usize>words) << 2), n, bits & 31);
  // Rounding down takes a negative number one further from 0 when a 1 bit is lost.
  if (negative && losesBits(from, words, bits & 31)) natAddLimb(to, n + 1, 1);
  return finish(x, n + 1, negative);
}

function losesBits(limbs: usize, words: i32, bits: i32): bool {
  for (let i = 0; i < words; i++) {
    if (load<u32>(limbs + ((<usize>i) << 2)) != 0) return true;
  }
  return (load<u32>(limbs + ((<usize>words) << 2)) & ((1 << bits) - 1)) != 0;
}

/** a op b for And, Or and Xor. NULL: an exception is pending. */
export function bitwiseInts(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (isSmall(a) && isSmall(b)) {
    return smallOf(<i32>combine(op, smallValue(a), smallValue(b)));
  }
  const an = limbCount(a);
  const bn = limbCount(b);
  const n = max(an, bn) + 1;
  const x = newBig(n);
  if (x == NULL) return NULL;
  const to = <usize>x + LIMBS;
  const maskA: u32 = isNegative(a) ? 0xffffffff : 0;
  const maskB: u32 = isNegative(b) ? 0xffffffff : 0;
  const maskX = combine(op, maskA, maskB);
  combineLimbs(op, to, n, limbsOf(a, LEFT), an, maskA, limbsOf(b, RIGHT), bn, maskB, maskX);
  return finish(x, n, maskX != 0);
}

function combine(op: BinaryOp, a: u32, b: u32): u32 {
  if (op == BinaryOp.And) return a & b;
  return op == BinaryOp.Or ? a | b : a ^ b;
}

/** A mask of all ones complements: -x is ~x + 1, limb by limb with a carry. */
function combineLimbs(
  op: BinaryOp,
  to: usize,
  n: i32,
  a: usize,
  an: i32,
  maskA: u32,
  b: usize,
  bn: i32,
  maskB: u32,
  maskX: u32,
): void {
  let carryA = maskA & 1;
  let carryB = maskB & 1;
  let carryX = maskX & 1;
  for (let i = 0; i < n; i++) {
    const at = (<usize>i) << 2;
    const x = ((i < an ? load<u32>(a + at) : 0) ^ maskA) + carryA;
    carryA = u32(x < carryA);
    const y = ((i < bn ? load<u32>(b + at) : 0) ^ maskB) + carryB;
    carryB = u32(y < carryB);
    const z = (combine(op, x, y) ^ maskX) + carryX;
    carryX = u32(z < carryX);
    store<u32>(to + at, z);
  }
}
