/**
 * Arithmetic on natural numbers as runs of 32-bit limbs in memory, the lowest limb first. Nothing here
 * allocates. `n` counts limbs; a result may be written over an operand where the comment says so.
 */

function end(n: i32): usize {
  return (<usize>n) << 2;
}

/** `n` without the zero limbs at the top. */
export function natTrim(a: usize, n: i32): i32 {
  let length = n;
  while (length > 0 && load<u32>(a + end(length - 1)) == 0) length--;
  return length;
}

/** -1, 0 or 1 for a < b, a == b, a > b; both without zero limbs at the top. */
export function natCompare(a: usize, an: i32, b: usize, bn: i32): i32 {
  return an != bn ? (an < bn ? -1 : 1) : natCompareSame(a, b, an);
}

/** As `natCompare`, for numbers of as many limbs; zero limbs may be at the top. */
export function natCompareSame(a: usize, b: usize, n: i32): i32 {
  for (let i = n - 1; i >= 0; i--) {
    const x = load<u32>(a + end(i));
    const y = load<u32>(b + end(i));
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

/** r = a + b for an >= bn; returns the carry. r may be a or b. Two limbs at a time where both have them. */
export function natAdd(r: usize, a: usize, an: i32, b: usize, bn: i32): u32 {
  const pairs = end(bn & ~1);
  const shared = end(bn);
  const all = end(an);
  let carry: u64 = 0;
  let at: usize = 0;
  for (; at < pairs; at += 8) {
    const x = load<u64>(a + at);
    const partial = x + load<u64>(b + at);
    const sum = partial + carry;
    carry = u64(partial < x) | u64(sum < partial);
    store<u64>(r + at, sum);
  }
  for (; at < all; at += 4) {
    carry += <u64>load<u32>(a + at);
    if (at < shared) carry += <u64>load<u32>(b + at);
    store<u32>(r + at, <u32>carry);
    carry >>= 32;
  }
  return <u32>carry;
}

/** r = a - b for a >= b; returns the borrow, which is 0 then. r may be a or b. */
export function natSubtract(r: usize, a: usize, an: i32, b: usize, bn: i32): u32 {
  const pairs = end(bn & ~1);
  const shared = end(bn);
  const all = end(an);
  let borrow: u64 = 0;
  let at: usize = 0;
  for (; at < pairs; at += 8) {
    const x = load<u64>(a + at);
    const partial = x - load<u64>(b + at);
    store<u64>(r + at, partial - borrow);
    borrow = u64(partial > x) | u64(partial < borrow);
  }
  let difference = -(<i64>borrow);
  for (; at < all; at += 4) {
    difference += <i64>load<u32>(a + at);
    if (at < shared) difference -= <i64>load<u32>(b + at);
    store<u32>(r + at, <u32>difference);
    difference >>= 32;
  }
  return <u32>-difference;
}

/** a += limb in place; returns the carry. */
export function natAddLimb(a: usize, n: i32, limb: u32): u32 {
  let carry = limb;
  const all = end(n);
  for (let at: usize = 0; at < all && carry != 0; at += 4) {
    const sum = load<u32>(a + at) + carry;
    carry = u32(sum < carry);
    store<u32>(a + at, sum);
  }
  return carry;
}

/** a -= limb in place; returns the borrow. */
export function natSubtractLimb(a: usize, n: i32, limb: u32): u32 {
  let borrow = limb;
  const all = end(n);
  for (let at: usize = 0; at < all && borrow != 0; at += 4) {
    const old = load<u32>(a + at);
    store<u32>(a + at, old - borrow);
    borrow = u32(old < borrow);
  }
  return borrow;
}

/** r = a * limb + carry; returns the limb above. r may be a. */
export function natMultiplyLimb(r: usize, a: usize, n: i32, limb: u32, carry: u32): u32 {
  const m = <u64>limb;
  const all = end(n);
  const pairs = end(n & ~1);
  let t = <u64>carry;
  let at: usize = 0;
  for (; at < pairs; at += 8) {
    const x = load<u64>(a + at);
    t += (x & 0xffffffff) * m;
    const high = (x >> 32) * m + (t >> 32);
    store<u64>(r + at, (t & 0xffffffff) | (high << 32));
    t = high >> 32;
  }
  if (at < all) {
    t += <u64>load<u32>(a + at) * m;
    store<u32>(r + at, <u32>t);
    t >>= 32;
  }
  return <u32>t;
}

/** r += a * limb; returns the limb above. */
function addMultiple(r: usize, a: usize, n: i32, limb: u32): u32 {
  const m = <u64>limb;
  const all = end(n);
  const pairs = end(n & ~1);
  let t: u64 = 0;
  let at: usize = 0;
  for (; at < pairs; at += 8) {
    t += <u64>load<u32>(a + at) * m + <u64>load<u32>(r + at);
    store<u32>(r + at, <u32>t);
    t = (t >> 32) + <u64>load<u32>(a + at, 4) * m + <u64>load<u32>(r + at, 4);
    store<u32>(r + at, <u32>t, 4);
    t >>= 32;
  }
  if (at < all) {
    t += <u64>load<u32>(a + at) * m + <u64>load<u32>(r + at);
    store<u32>(r + at, <u32>t);
    t >>= 32;
  }
  return <u32>t;
}

/** r -= a * limb; returns the borrow from the limb above. */
function subtractMultiple(r: usize, a: usize, n: i32, limb: u32): u32 {
  const m = <u64>limb;
  const all = end(n);
  let t: u64 = 0;
  for (let at: usize = 0; at < all; at += 4) {
    t += <u64>load<u32>(a + at) * m;
    const old = load<u32>(r + at);
    const low = <u32>t;
    store<u32>(r + at, old - low);
    t = (t >> 32) + u64(old < low);
  }
  return <u32>t;
}

/** r = a * b in an + bn limbs, by rows; r is neither a nor b. */
export function natMultiplyRows(r: usize, a: usize, an: i32, b: usize, bn: i32): void {
  store<u32>(r + end(an), natMultiplyLimb(r, a, an, load<u32>(b), 0));
  for (let j = 1; j < bn; j++) {
    store<u32>(r + end(an + j), addMultiple(r + end(j), a, an, load<u32>(b + end(j))));
  }
}

/** r = a << bits for 0 <= bits < 32; returns the limb above. r may be a or lie above it. */
export function natShiftLeft(r: usize, a: usize, n: i32, bits: u32): u32 {
  if (bits == 0) {
    memory.copy(r, a, end(n));
    return 0;
  }
  if (n == 0) return 0;
  const rest = 32 - bits;
  const wide = <u64>bits;
  const above = load<u32>(a + end(n - 1)) >> rest;
  let at = end(n - 1);
  for (; at >= 8; at -= 8) {
    const low = <u64>(load<u32>(a + at - 8) >> rest);
    store<u64>(r + at - 4, (load<u64>(a + at - 4) << wide) | low);
  }
  if (at == 4) {
    store<u32>(r + 4, (load<u32>(a, 4) << bits) | (load<u32>(a) >> rest));
  }
  store<u32>(r, load<u32>(a) << bits);
  return above;
}

/** r = a >> bits for 0 <= bits < 32. r may be a or lie below it. */
export function natShiftRight(r: usize, a: usize, n: i32, bits: u32): void {
  if (bits == 0) {
    memory.copy(r, a, end(n));
    return;
  }
  const rest = 32 - bits;
  for (let i = 0; i < n - 1; i++) {
    store<u32>(r + end(i), (load<u32>(a + end(i)) >> bits) | (load<u32>(a + end(i + 1)) << rest));
  }
  if (n > 0) store<u32>(r + end(n - 1), load<u32>(a + end(n - 1)) >> bits);
}

/** q = a / limb; returns the remainder. q may be a, or 0 for none. */
export function natDivideLimb(q: usize, a: usize, n: i32, limb: u32): u32 {
  const d = <u64>limb;
  let rest: u64 = 0;
  for (let i = n - 1; i >= 0; i--) {
    const part = (rest << 32) | <u64>load<u32>(a + end(i));
    const digit = part / d;
    rest = part - digit * d;
    if (q != 0) store<u32>(q + end(i), <u32>digit);
  }
  return <u32>rest;
}

/**
 * Long division in place (Knuth, The Art of Computer Programming 4.3.1, algorithm D): u becomes u mod v,
 * and q, if it is not 0, gets the un - vn limbs of u / v. v has two limbs or more and its top bit set; the
 * top limb of u is smaller than that of v.
 */
export function natDivide(q: usize, u: usize, un: i32, v: usize, vn: i32): void {
  const v1 = <u64>load<u32>(v + end(vn - 1));
  const v2 = <u64>load<u32>(v + end(vn - 2));
  for (let j = un - vn - 1; j >= 0; j--) {
    const top = u + end(j + vn);
    const u2 = load<u32>(top);
    const part = ((<u64>u2) << 32) | <u64>load<u32>(top - 4);
    let digit = part / v1;
    let rest = part - digit * v1;
    const u0 = <u64>load<u32>(top - 8);
    while (digit >= 0x100000000 || digit * v2 > ((rest << 32) | u0)) {
      digit--;
      rest += v1;
      if (rest >= 0x100000000) break;
    }
    if (digit != 0) {
      const borrow = subtractMultiple(u + end(j), v, vn, <u32>digit);
      if (u2 < borrow) {
        digit--;
        natAdd(u + end(j), u + end(j), vn, v, vn);
      }
      store<u32>(top, 0);
    }
    if (q != 0) store<u32>(q + end(j), <u32>digit);
  }
}
