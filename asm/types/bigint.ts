/**
 * Ints beyond the small ones.
 *
 *     0        4      8
 *     +--------+------+----------------------------+
 *     | header | size | 32-bit limbs, lowest first |
 *     +--------+------+----------------------------+
 *
 * `size` is the number of limbs, negative for a negative number; the top limb is not 0. A value that fits
 * a small int is never stored like this. Two limbs fit in the object's first block.
 */
import { Kind } from "../generated/kinds";
import { allocate, allocateRaw } from "../memory/heap";
import {
  fitsSmall,
  isKind,
  isSmall,
  NULL,
  Ref,
  SMALL_MAX,
  smallOf,
  smallValue,
} from "../memory/ref";
import { natTrim } from "./bigint-natural";

@unmanaged
export class BigInt {
  header: u32;
  size: i32;
}

/** Where the limbs start. */
export const LIMBS: usize = 8;

/** Where the limb of a small int goes to be looked at as a number of limbs: two operands at a time. */
export const LEFT: usize = memory.data(4, 8);
export const RIGHT: usize = memory.data(4, 8);

/** The limbs of the largest float: 1024 bits. */
const FLOAT_LIMBS: usize = memory.data(34 * 4, 8);

export function bigAt(x: Ref): BigInt {
  return changetype<BigInt>(<usize>x);
}

export function isBig(x: Ref): bool {
  return isKind(x, Kind.Int);
}

/** Whether a value is an int proper: neither a bool nor an instance of a subclass. */
export function isInt(x: Ref): bool {
  return isSmall(x) || isKind(x, Kind.Int);
}

/** An int of `n` limbs, all 0: the caller fills them in and calls `finish`. NULL: an exception is pending. */
export function newBig(n: i32): Ref {
  return allocate(Kind.Int, <u32>LIMBS + ((<u32>n) << 2));
}

/** As `newBig`, but the limbs may hold anything: the caller writes all that it counts. */
export function newRawBig(n: i32): Ref {
  return allocateRaw(Kind.Int, <u32>LIMBS + ((<u32>n) << 2));
}

/** Turns an object with `n` limbs filled in into the int it stands for, small where that fits. */
export function finish(x: Ref, n: i32, negative: bool): Ref {
  if (x == NULL) return NULL;
  const length = natTrim(<usize>x + LIMBS, n);
  if (length <= 1) {
    const limb: u32 = length == 0 ? 0 : load<u32>(x, LIMBS);
    if (limb <= <u32>SMALL_MAX || (negative && limb == <u32>SMALL_MAX + 1)) {
      return smallOf(negative ? -(<i32>limb) : <i32>limb);
    }
  }
  bigAt(x).size = negative ? -length : length;
  return x;
}

/** How many limbs an int has. */
export function limbCount(x: Ref): i32 {
  if (isSmall(x)) return x == smallOf(0) ? 0 : 1;
  return abs(bigAt(x).size);
}

/** Where the limbs of an int are; `scratch` is LEFT or RIGHT, used when it is a small one. */
export function limbsOf(x: Ref, scratch: usize): usize {
  if (!isSmall(x)) return <usize>x + LIMBS;
  store<u32>(scratch, <u32>abs(smallValue(x)));
  return scratch;
}

export function isNegative(x: Ref): bool {
  return isSmall(x) ? smallValue(x) < 0 : bigAt(x).size < 0;
}

/** The int of a machine number. NULL: an exception is pending. */
export function intFromI64(value: i64): Ref {
  if (value == <i64>(<i32>value) && fitsSmall(<i32>value)) return smallOf(<i32>value);
  return newTwoLimbs(<u64>(value < 0 ? -value : value), value < 0);
}

export function intFromU64(value: u64): Ref {
  return value <= <u64>SMALL_MAX ? smallOf(<i32>value) : newTwoLimbs(value, false);
}

export function intFromI32(value: i32): Ref {
  return fitsSmall(value) ? smallOf(value) : intFromI64(value);
}

function newTwoLimbs(magnitude: u64, negative: bool): Ref {
  const x = newBig(2);
  if (x == NULL) return NULL;
  store<u64>(x, magnitude, LIMBS);
  const size = magnitude >> 32 ? 2 : 1;
  bigAt(x).size = negative ? -size : size;
  return x;
}

/** The low 64 bits of an int in two's complement. */
export function lowBits(x: Ref): i64 {
  if (isSmall(x)) return smallValue(x);
  const size = bigAt(x).size;
  // A first block has room for two limbs, and one that is not used is 0.
  const low = load<u64>(x, LIMBS);
  return size < 0 ? -(<i64>low) : <i64>low;
}

/** Whether an int fits in 64 bits, signed. */
export function fitsI64(x: Ref): bool {
  if (isSmall(x)) return true;
  const size = abs(bigAt(x).size);
  if (size > 2) return false;
  if (size < 2) return true;
  const value = lowBits(x);
  return value != 0 && value < 0 == bigAt(x).size < 0;
}

/** The number of bits of an int's absolute value. */
export function bitLength(x: Ref): i64 {
  if (isSmall(x)) return 32 - clz(abs(smallValue(x)));
  const n = abs(bigAt(x).size);
  return ((<i64>n) << 5) - <i64>clz(load<u32>(<usize>x + LIMBS + ((<usize>(n - 1)) << 2)));
}

/** Copies an int with another sign. NULL: an exception is pending. */
export function withSign(x: Ref, negative: bool): Ref {
  if (isSmall(x)) return intFromI32(abs(smallValue(x)) * (negative ? -1 : 1));
  const n = abs(bigAt(x).size);
  const copy = newBig(n);
  if (copy == NULL) return NULL;
  memory.copy(<usize>copy + LIMBS, <usize>x + LIMBS, (<usize>n) << 2);
  return finish(copy, n, negative);
}

/** Writes the integer part of a finite float's absolute value as limbs to FLOAT_LIMBS; returns how many. */
export function floatLimbs(value: f64): i32 {
  const bits = reinterpret<u64>(value);
  const exponent = <i32>((bits >> 52) & 0x7ff) - 1075;
  const mantissa = (bits & 0xfffffffffffff) | 0x10000000000000;
  if (exponent <= 0) {
    store<u64>(FLOAT_LIMBS, exponent < -52 ? 0 : mantissa >> <u64>-exponent);
    return natTrim(FLOAT_LIMBS, 2);
  }
  memory.fill(FLOAT_LIMBS, 0, 34 * 4);
  const at = FLOAT_LIMBS + ((<usize>(exponent >> 5)) << 2);
  const shift = <u64>(exponent & 31);
  store<u64>(at, mantissa << shift);
  if (shift != 0) store<u32>(at, <u32>(mantissa >> (64 - shift)), 8);
  return natTrim(FLOAT_LIMBS, 34);
}

export function floatLimbsData(): usize {
  return FLOAT_LIMBS;
}

/** The int of a finite float, its fraction dropped. NULL: an exception is pending. */
export function intFromFinite(value: f64): Ref {
  if (abs(value) < 1073741824.0) return smallOf(<i32>value);
  const bits = <u32>(reinterpret<u64>(value) >> 52) & 0x7ff;
  const x = newBig(<i32>((bits - 1023) >> 5) + 2);
  if (x == NULL) return NULL;
  const n = floatLimbs(value);
  memory.copy(<usize>x + LIMBS, FLOAT_LIMBS, (<usize>n) << 2);
  return finish(x, n, value < 0);
}
