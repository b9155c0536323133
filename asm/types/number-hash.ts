/**
 * Hashes of numbers: equal numbers of all types have equal ones. The hash is the value modulo the prime
 * 2^31 - 1, cut to a small int; a power of 2 is a rotation there, so that floats need no long arithmetic.
 */
import { isSmall, Ref, smallValue } from "../memory/ref";
import { isNegative, LIMBS, limbCount } from "./bigint";

const PRIME: u64 = 0x7fffffff;
const PRIME_BITS: i32 = 31;
const INFINITY_HASH: i32 = 314159;

/** Cuts to the 31 bits of a small int, signed. */
function cut(residue: u64, negative: bool): i32 {
  const n = negative ? -(<i32>residue) : <i32>residue;
  return (n << 1) >> 1;
}

export function hashInt(x: Ref): i32 {
  if (isSmall(x)) return smallValue(x);
  let residue: u64 = 0;
  for (let i = limbCount(x) - 1; i >= 0; i--) {
    residue = ((residue << 32) | <u64>load<u32>(<usize>x + LIMBS + ((<usize>i) << 2))) % PRIME;
  }
  return cut(residue, isNegative(x));
}

export function hashFloat(value: f64): i32 {
  if (value == <f64>(<i32>value) && abs(value) < 1073741824.0) return <i32>value;
  if (value - value != 0) return F64.isNaN(value) ? 0 : value > 0 ? INFINITY_HASH : -INFINITY_HASH;
  const bits = reinterpret<u64>(value);
  const field = <i32>((bits >> 52) & 0x7ff);
  const mantissa =
    field == 0 ? bits & 0xfffffffffffff : (bits & 0xfffffffffffff) | 0x10000000000000;
  const exponent = (field == 0 ? 1 : field) - 1075;
  const turn = <u64>(((exponent % PRIME_BITS) + PRIME_BITS) % PRIME_BITS);
  return cut(((mantissa % PRIME) << turn) % PRIME, value < 0);
}
