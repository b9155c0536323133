/** Sum, difference and comparison of ints of any size. Results are NULL with an exception pending. */
import { isSmall, NULL, Ref, smallValue } from "../memory/ref";
import {
  bigAt,
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
import { natAdd, natCompare, natSubtract } from "./bigint-natural";

/** a + b, or a - b. */
export function addInts(a: Ref, b: Ref, subtract: bool): Ref {
  if (isSmall(a) && isSmall(b)) {
    const x = <i64>smallValue(a);
    const y = <i64>smallValue(b);
    return intFromI64(subtract ? x - y : x + y);
  }
  const negativeA = isNegative(a);
  const negativeB = isNegative(b) != subtract;
  const an = limbCount(a);
  const bn = limbCount(b);
  if (negativeA == negativeB) return addMagnitudes(a, an, b, bn, negativeA);
  return subtractMagnitudes(a, an, b, bn, negativeA);
}

function addMagnitudes(a: Ref, an: i32, b: Ref, bn: i32, negative: bool): Ref {
  const n = max(an, bn);
  const sum = newRawBig(n + 1);
  if (sum == NULL) return NULL;
  const x = limbsOf(a, LEFT);
  const y = limbsOf(b, RIGHT);
  const to = <usize>sum + LIMBS;
  const carry = an >= bn ? natAdd(to, x, an, y, bn) : natAdd(to, y, bn, x, an);
  if (carry == 0) return finish(sum, n, negative);
  store<u32>(to + ((<usize>n) << 2), carry);
  bigAt(sum).size = negative ? -(n + 1) : n + 1;
  return sum;
}

/** |a| - |b| with the sign of a. */
function subtractMagnitudes(a: Ref, an: i32, b: Ref, bn: i32, negative: bool): Ref {
  const n = max(an, bn);
  const difference = newRawBig(n);
  if (difference == NULL) return NULL;
  const x = limbsOf(a, LEFT);
  const y = limbsOf(b, RIGHT);
  const to = <usize>difference + LIMBS;
  if (natCompare(x, an, y, bn) >= 0) {
    natSubtract(to, x, an, y, bn);
    return finish(difference, n, negative);
  }
  natSubtract(to, y, bn, x, an);
  return finish(difference, n, !negative);
}

/** -1, 0 or 1 for a < b, a == b, a > b. */
export function compareInts(a: Ref, b: Ref): i32 {
  if (isSmall(a) && isSmall(b)) return i32(<i32>a > <i32>b) - i32(<i32>a < <i32>b);
  const negative = isNegative(a);
  if (negative != isNegative(b)) return negative ? -1 : 1;
  const order = natCompare(limbsOf(a, LEFT), limbCount(a), limbsOf(b, RIGHT), limbCount(b));
  return negative ? -order : order;
}
