/** Products of ints of any size: rows for short factors, Karatsuba's method for long ones. */

import { Kind } from "../generated/kinds";
import { allocate } from "../memory/heap";
import { isSmall, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { Fuel } from "../vm/fuel";
import {
  finish,
  intFromI64,
  isNegative,
  LEFT,
  LIMBS,
  limbCount,
  limbsOf,
  newRawBig,
  RIGHT,
} from "./bigint";
import {
  natAdd,
  natAddLimb,
  natMultiplyLimb,
  natMultiplyRows,
  natSubtract,
} from "./bigint-natural";

/** Factors of this many limbs and more are multiplied by Karatsuba's method; measured. */
const KARATSUBA: i32 = 40;

/** So many products of limbs take as long as a backward jump. */
export const JUMP_PRODUCTS_LOG: i64 = 4;

/** a * b. NULL: an exception is pending. */
export function multiplyInts(a: Ref, b: Ref): Ref {
  if (isSmall(a) && isSmall(b)) return intFromI64(<i64>smallValue(a) * <i64>smallValue(b));
  const negative = isNegative(a) != isNegative(b);
  const an = limbCount(a);
  const bn = limbCount(b);
  if (an == 0 || bn == 0) return smallOf(0);
  const product = newRawBig(an + bn);
  if (product == NULL) return NULL;
  const to = <usize>product + LIMBS;
  if (bn == 1) {
    const limb = load<u32>(limbsOf(b, RIGHT));
    store<u32>(to + ((<usize>an) << 2), natMultiplyLimb(to, limbsOf(a, LEFT), an, limb, 0));
  } else if (an == 1) {
    const limb = load<u32>(limbsOf(a, LEFT));
    store<u32>(to + ((<usize>bn) << 2), natMultiplyLimb(to, <usize>b + LIMBS, bn, limb, 0));
  } else if (min(an, bn) < KARATSUBA) {
    natMultiplyRows(to, <usize>a + LIMBS, an, <usize>b + LIMBS, bn);
  } else {
    const mark = rootMark();
    root(product);
    const work = allocate(Kind.Buffer, 4 + (workLimbs(max(an, bn)) << 2));
    if (work == NULL) return NULL;
    rootReset(mark);
    Fuel.charge((<i64>an * <i64>bn) >> JUMP_PRODUCTS_LOG);
    if (an >= bn) natMultiply(to, <usize>a + LIMBS, an, <usize>b + LIMBS, bn, work + 4);
    else natMultiply(to, <usize>b + LIMBS, bn, <usize>a + LIMBS, an, work + 4);
  }
  return finish(product, an + bn, negative);
}

/** How many limbs of room `natMultiply` needs for factors of up to `n` limbs. */
export function workLimbs(n: i32): u32 {
  return n < KARATSUBA ? 0 : <u32>(8 * n + 256);
}

/** r = a * b in an + bn limbs for an >= bn > 0; r is neither a nor b. */
export function natMultiply(r: usize, a: usize, an: i32, b: usize, bn: i32, work: usize): void {
  if (bn < KARATSUBA) {
    natMultiplyRows(r, a, an, b, bn);
  } else if (an == bn) {
    karatsuba(r, a, b, an, work);
  } else {
    multiplyChunks(r, a, an, b, bn, work);
  }
}

/** Multiplies a long factor in pieces of the short one's length. */
function multiplyChunks(r: usize, a: usize, an: i32, b: usize, bn: i32, work: usize): void {
  const part = work;
  const rest = work + ((<usize>(2 * bn)) << 2);
  memory.fill(r, 0, (<usize>(an + bn)) << 2);
  for (let done = 0; done < an; done += bn) {
    const from = a + ((<usize>done) << 2);
    const n = min(bn, an - done);
    natMultiply(part, b, bn, from, n, rest);
    const to = r + ((<usize>done) << 2);
    const room = an + bn - done;
    natAdd(to, to, room, part, min(room, bn + n));
  }
}

/**
 * r = a * b, both of n limbs. With a = a1 B + a0 and b = b1 B + b0 the middle coefficient
 * a1 b0 + a0 b1 is (a0 + a1)(b0 + b1) - a0 b0 - a1 b1: three products instead of four.
 */
function karatsuba(r: usize, a: usize, b: usize, n: i32, work: usize): void {
  if (n < KARATSUBA) {
    natMultiplyRows(r, a, n, b, n);
    return;
  }
  const low = (n + 1) >> 1;
  const high = n - low;
  const lowBytes = (<usize>low) << 2;
  const sumA = work;
  const sumB = sumA + lowBytes + 4;
  const middle = sumB + lowBytes + 4;
  const rest = middle + 2 * lowBytes + 8;
  store<u32>(sumA + lowBytes, natAdd(sumA, a, low, a + lowBytes, high));
  store<u32>(sumB + lowBytes, natAdd(sumB, b, low, b + lowBytes, high));
  karatsuba(middle, sumA, sumB, low + 1, rest);
  karatsuba(r, a, b, low, rest);
  karatsuba(r + 2 * lowBytes, a + lowBytes, b + lowBytes, high, rest);
  natSubtract(middle, middle, 2 * low + 2, r, 2 * low);
  natSubtract(middle, middle, 2 * low + 2, r + 2 * lowBytes, 2 * high);
  // The middle coefficient is below B^n, so that its top limbs are 0 where they do not fit.
  const room = 2 * n - low;
  const carry = natAdd(r + lowBytes, r + lowBytes, room, middle, min(room, 2 * low + 2));
  if (carry != 0) natAddLimb(r + 2 * ((<usize>n) << 2), 0, carry);
}
