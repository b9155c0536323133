/**
 * Division of long numbers in pieces whose products Karatsuba's method can take (Burnikel and Ziegler, Fast
 * Recursive Division, 1998): as fast as multiplication but for a logarithm. Numbers are runs of limbs as in
 * `bigint-natural.ts`.
 */
import { natMultiply, workLimbs } from "./bigint-multiply";
import { natAdd, natCompareSame, natDivide, natSubtract, natSubtractLimb } from "./bigint-natural";

/** Divisors and quotients of this many limbs and more are divided in pieces; measured. */
export const LONG_DIVISION: i32 = 80;

function end(n: i32): usize {
  return (<usize>n) << 2;
}

/** How long the divisor of `n` limbs is made: a short length, doubled until it suffices. */
function paddedLength(n: i32): i32 {
  let parts = 0;
  while (n > LONG_DIVISION << parts) parts++;
  const length = (n + (1 << parts) - 1) >> parts;
  return length << parts;
}

/** The number of blocks of the padded divisor's length that a dividend of `un` limbs makes. */
function blockCount(un: i32, vn: i32, padded: i32): i32 {
  return (un + padded - vn + padded - 1) / padded;
}

/** How many limbs of room `divideLongNumbers` needs. */
export function longDivisionRoom(un: i32, vn: i32): u32 {
  const n = paddedLength(vn);
  const blocks = blockCount(un, vn, n);
  return <u32>(2 * blocks * n + 3 * n) + workLimbs(n);
}

/**
 * q = u / v, u = u mod v, under the conditions of `natDivide`; q gets un - vn limbs or is 0. `room` is as
 * `longDivisionRoom` says, and all zero.
 */
export function divideLongNumbers(
  q: usize,
  u: usize,
  un: i32,
  v: usize,
  vn: i32,
  room: usize,
): void {
  const n = paddedLength(vn);
  const blocks = blockCount(un, vn, n);
  const padding = end(n - vn);
  const dividend = room;
  const divisor = dividend + end(blocks * n);
  const quotient = divisor + end(n);
  const work = quotient + end(blocks * n);
  memory.copy(dividend + padding, u, end(un));
  memory.copy(divisor + padding, v, end(vn));
  for (let i = blocks - 2; i >= 0; i--) {
    divideTwoByOne(quotient + end(i * n), dividend + end(i * n), divisor, n, work);
  }
  if (q != 0) memory.copy(q, quotient, end(un - vn));
  memory.fill(u, 0, end(un));
  memory.copy(u, dividend + padding, end(vn));
}

/** Divides 2 n limbs by n: q gets n limbs, and u becomes the remainder. The upper half of u is below v. */
function divideTwoByOne(q: usize, u: usize, v: usize, n: i32, work: usize): void {
  if ((n & 1) != 0 || n < LONG_DIVISION) {
    natDivide(q, u, 2 * n, v, n);
    return;
  }
  const half = n >> 1;
  divideThreeByTwo(q + end(half), u + end(half), v, half, work);
  divideThreeByTwo(q, u, v, half, work);
}

/**
 * Divides 3 h limbs by 2 h: q gets h limbs, and u becomes the remainder. The quotient by the divisor's upper half
 * alone is at most two too large.
 */
function divideThreeByTwo(q: usize, u: usize, v: usize, h: i32, work: usize): void {
  const bytes = end(h);
  if (natCompareSame(u + 2 * bytes, v + bytes, h) < 0) {
    divideTwoByOne(q, u + bytes, v + bytes, h, work);
  } else {
    // The upper thirds are equal: the greatest quotient of h limbs, which leaves the middle plus the divisor.
    memory.fill(q, 0xff, bytes);
    memory.fill(u + 2 * bytes, 0, bytes);
    store<u32>(u + 2 * bytes, natAdd(u + bytes, u + bytes, h, v + bytes, h));
  }
  natMultiply(work, q, h, v, h, work + 2 * bytes);
  let borrow = natSubtract(u, u, 3 * h, work, 2 * h);
  while (borrow != 0) {
    natSubtractLimb(q, h, 1);
    borrow -= natAdd(u, u, 3 * h, v, 2 * h);
  }
}
