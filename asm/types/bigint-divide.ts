/** Quotients and remainders of ints of any size, rounded down as Python does. */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { allocate } from "../memory/heap";
import { isSmall, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { raise } from "../object/raise";
import { Fuel } from "../vm/fuel";
import {
  bigAt,
  finish,
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
import { divideLongNumbers, LONG_DIVISION, longDivisionRoom } from "./bigint-long-division";
import { JUMP_PRODUCTS_LOG } from "./bigint-multiply";
import {
  natAddLimb,
  natCompare,
  natDivide,
  natDivideLimb,
  natShiftLeft,
  natShiftRight,
  natSubtract,
} from "./bigint-natural";
import { newTuple, tupleItems } from "./tuple";

/** Which results a division is for. */
export const enum Want {
  Quotient,
  Remainder,
  /** A tuple of both. */
  Both,
}

/** Room for the shifted operands of divisions that are not too long. */
const WORK: usize = memory.data(4096, 8);
const WORK_LIMBS: u32 = 1024;

/** a // b, a % b, or a tuple of both. NULL: an exception is pending. */
export function divideInts(a: Ref, b: Ref, want: Want): Ref {
  if (b == smallOf(0)) return raise(M.divideByZero);
  if (isSmall(a) && isSmall(b)) return divideSmall(smallValue(a), smallValue(b), want);
  const an = limbCount(a);
  const bn = limbCount(b);
  if (natCompare(limbsOf(a, LEFT), an, limbsOf(b, RIGHT), bn) < 0) return divideShorter(a, b, want);
  if (bn == 1) return divideByLimb(a, an, b, want);
  if (want == Want.Quotient && an - bn <= 1 && isNegative(a) == isNegative(b)) {
    const digit = quotientDigit(a, an, b, bn);
    if (digit >= 0) return intFromI64(digit);
  }
  Fuel.charge((<i64>(an - bn) * <i64>bn) >> JUMP_PRODUCTS_LOG);
  return divideLong(a, an, b, bn, want);
}

/**
 * |a| // |b| when it has one limb and the top limbs alone say what it is, else -1. With a and b shifted so that b's
 * top bit is set, the quotient lies between those of a's top two limbs by b's top limb, either rounded up.
 */
function quotientDigit(a: Ref, an: i32, b: Ref, bn: i32): i64 {
  const divisor = <usize>b + LIMBS + ((<usize>bn) << 2);
  const dividend = <usize>a + LIMBS + ((<usize>bn) << 2);
  const shift = <u64>clz(load<u32>(divisor - 4));
  const v = (load<u64>(divisor - 8) << shift) >> 32;
  const above: u64 = an > bn ? <u64>load<u32>(dividend) : 0;
  const top = (above << 32) | <u64>load<u32>(dividend - 4);
  if (top >> (64 - shift) != 0 && shift != 0) return -1;
  const u = shift == 0 ? top : (top << shift) | (<u64>load<u32>(dividend - 8) >> (32 - shift));
  const least = u / (v + 1);
  return least == (u + 1) / v && least < 0x100000000 ? <i64>least : -1;
}

function divideSmall(a: i32, b: i32, want: Want): Ref {
  let quotient = a / b;
  let remainder = a % b;
  if (remainder != 0 && remainder < 0 != b < 0) {
    quotient--;
    remainder += b;
  }
  if (want == Want.Quotient) return intFromI64(quotient);
  if (want == Want.Remainder) return smallOf(remainder);
  return pair(intFromI64(quotient), smallOf(remainder));
}

/** A tuple of two values, which are rooted here; NULL when one of them is. */
export function pair(first: Ref, second: Ref): Ref {
  if (first == NULL || second == NULL) return NULL;
  const mark = rootMark();
  root(first);
  root(second);
  const both = newTuple(2);
  if (both == NULL) return NULL;
  rootReset(mark);
  store<u32>(tupleItems(both), first);
  store<u32>(tupleItems(both), second, 4);
  return both;
}

/** |a| < |b|: the quotient is 0 or -1. */
function divideShorter(a: Ref, b: Ref, want: Want): Ref {
  const below = a != smallOf(0) && isNegative(a) != isNegative(b);
  const quotient = below ? smallOf(-1) : smallOf(0);
  if (want == Want.Quotient) return quotient;
  const remainder = below ? addInts(a, b, false) : a;
  return want == Want.Remainder ? remainder : pair(quotient, remainder);
}

function divideByLimb(a: Ref, an: i32, b: Ref, want: Want): Ref {
  const mark = rootMark();
  const signs = isNegative(a) != isNegative(b);
  const divisor = load<u32>(limbsOf(b, RIGHT));
  let quotient: Ref = smallOf(0);
  let to: usize = 0;
  if (want != Want.Remainder) {
    quotient = newBig(an + 1);
    if (quotient == NULL) return NULL;
    root(quotient);
    to = <usize>quotient + LIMBS;
  }
  let rest = natDivideLimb(to, limbsOf(a, LEFT), an, divisor);
  if (signs && rest != 0) {
    rest = divisor - rest;
    if (to != 0) natAddLimb(to, an + 1, 1);
  }
  if (to != 0) quotient = finish(quotient, an + 1, signs);
  rootReset(mark);
  if (want == Want.Quotient) return quotient;
  root(quotient);
  const remainder = intFromI64(isNegative(b) ? -(<i64>rest) : <i64>rest);
  rootReset(mark);
  return want == Want.Remainder ? remainder : pair(quotient, remainder);
}

/** Whether dividing in pieces pays. */
function isLong(an: i32, bn: i32): bool {
  return bn >= LONG_DIVISION && an - bn >= LONG_DIVISION;
}

function divideLong(a: Ref, an: i32, b: Ref, bn: i32, want: Want): Ref {
  const mark = rootMark();
  const qn = an + 1 - bn;
  let quotient: Ref = smallOf(0);
  let remainder: Ref = smallOf(0);
  if (want != Want.Remainder) {
    quotient = newBig(qn + 1);
    if (quotient == NULL) return NULL;
    root(quotient);
  }
  if (want != Want.Quotient) {
    remainder = newBig(bn);
    if (remainder == NULL) return NULL;
    root(remainder);
  }
  let u = WORK;
  const needed = <u32>(an + 1 + bn) + (isLong(an, bn) ? longDivisionRoom(an + 1, bn) : 0);
  if (needed > WORK_LIMBS) {
    const work = allocate(Kind.Buffer, 4 + (needed << 2));
    if (work == NULL) return NULL;
    u = <usize>work + 4;
  }
  rootReset(mark);
  // From here on nothing allocates until the results are complete.
  const q = want == Want.Remainder ? 0 : <usize>quotient + LIMBS;
  const below = divideMagnitudes(q, u, a, an, b, bn);
  if (q != 0) {
    if (below) natAddLimb(q, qn + 1, 1);
    quotient = finish(quotient, qn + 1, isNegative(a) != isNegative(b));
  }
  if (want != Want.Quotient) {
    setRemainder(remainder, u, b, bn, below);
    remainder = finish(remainder, bn, isNegative(b));
  }
  if (want == Want.Both) return pair(quotient, remainder);
  return want == Want.Quotient ? quotient : remainder;
}

/** Leaves |a| // |b| at q and the remainder at u; says whether Python's quotient is one further down. */
function divideMagnitudes(q: usize, u: usize, a: Ref, an: i32, b: Ref, bn: i32): bool {
  const v = u + ((<usize>(an + 1)) << 2);
  const divisor = <usize>b + LIMBS;
  const shift = clz(load<u32>(divisor + ((<usize>(bn - 1)) << 2)));
  natShiftLeft(v, divisor, bn, shift);
  store<u32>(u + ((<usize>an) << 2), natShiftLeft(u, <usize>a + LIMBS, an, shift));
  if (isLong(an, bn)) divideLongNumbers(q, u, an + 1, v, bn, v + ((<usize>bn) << 2));
  else natDivide(q, u, an + 1, v, bn);
  natShiftRight(u, u, bn, shift);
  if (bigAt(a).size < 0 == bigAt(b).size < 0) return false;
  for (let i = 0; i < bn; i++) {
    if (load<u32>(u + ((<usize>i) << 2)) != 0) return true;
  }
  return false;
}

function setRemainder(remainder: Ref, u: usize, b: Ref, bn: i32, below: bool): void {
  const to = <usize>remainder + LIMBS;
  if (below) natSubtract(to, <usize>b + LIMBS, bn, u, bn);
  else memory.copy(to, u, (<usize>bn) << 2);
}
