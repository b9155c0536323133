/** Powers of ints: plain and modulo a third one. */
import { M } from "../generated/messages";
import { isSmall, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { rootMark, rootReset, rootSlot, setRoot } from "../memory/roots";
import { raise, raise1 } from "../object/raise";
import { bitLength, intFromI64, isNegative, LEFT, limbsOf } from "./bigint";
import { shiftLeft } from "./bigint-bits";
import { divideInts, Want } from "./bigint-divide";
import { multiplyInts } from "./bigint-multiply";

/** Longer results are refused before the work is begun: they would not fit in memory. */
const MAX_BITS: i64 = 1 << 35;

/** base ** exponent for exponent >= 0. NULL: an exception is pending. */
export function powerInts(base: Ref, exponent: Ref): Ref {
  if (exponent == smallOf(0) || base == smallOf(1)) return smallOf(1);
  if (base == smallOf(0)) return base;
  if (base == smallOf(-1)) return smallOf(isOdd(exponent) ? -1 : 1);
  if (!isSmall(exponent)) return raise1(M.memoryBytes, 0x7fffffff);
  const n = smallValue(exponent);
  if ((bitLength(base) - 1) * n > MAX_BITS) return raise1(M.memoryBytes, 0x7fffffff);
  if (isSmall(base)) {
    const value = smallValue(base);
    if ((value & (value - 1)) == 0 && value > 0) return shiftLeft(smallOf(1), ctz(value) * n);
  }
  return powerBySquares(base, n);
}

function isOdd(x: Ref): bool {
  return (load<u32>(limbsOf(x, LEFT)) & 1) != 0;
}

/** From the exponent's highest bit down, so that all but squares multiply by the short base. */
function powerBySquares(base: Ref, n: i32): Ref {
  let small: i64 = 1;
  let bit: i32 = 31 - clz(n);
  const mark = rootMark();
  const slot = rootSlot(base);
  if (isSmall(base)) {
    const value = <i64>smallValue(base);
    // As long as the result stays in a machine word nothing is allocated.
    for (; bit >= 0; bit--) {
      if (small > 0x7fffffff || small < -0x7fffffff) break;
      let next = small * small;
      if (n & (1 << bit)) {
        if (next > 0x7fffffff) break;
        next *= value;
      }
      small = next;
    }
  } else {
    bit--;
  }
  let result = isSmall(base) ? intFromI64(small) : base;
  for (; bit >= 0; bit--) {
    if (result == NULL) return NULL;
    setRoot(slot, result);
    result = multiplyInts(result, result);
    if (n & (1 << bit)) {
      if (result == NULL) return NULL;
      setRoot(slot, result);
      result = multiplyInts(result, base);
    }
  }
  rootReset(mark);
  return result;
}

/** base ** exponent % modulus, with the sign of the modulus. NULL: an exception is pending. */
export function powerModulo(base: Ref, exponent: Ref, modulus: Ref): Ref {
  if (modulus == smallOf(0)) return raise(M.moduloByZero);
  // MicroPython's answers where there is nothing to multiply.
  if (base == smallOf(0) || isNegative(exponent) || modulus == smallOf(1)) return smallOf(0);
  if (exponent == smallOf(0)) return smallOf(1);
  const first = divideInts(base, modulus, Want.Remainder);
  if (first == NULL) return NULL;
  if (isSmall(modulus)) return powerModuloSmall(smallValue(first), exponent, smallValue(modulus));
  const mark = rootMark();
  const baseSlot = rootSlot(first);
  const slot = rootSlot(first);
  let result = first;
  for (let bit = bitLength(exponent) - 2; bit >= 0; bit--) {
    result = multiplyModulo(slot, result, result, modulus);
    if (result != NULL && bitOf(exponent, bit)) {
      result = multiplyModulo(slot, result, load<u32>(baseSlot), modulus);
    }
    if (result == NULL) return NULL;
  }
  rootReset(mark);
  return result;
}

/** One factor is kept in `slot`, the product and the result as well. */
function multiplyModulo(slot: usize, a: Ref, b: Ref, modulus: Ref): Ref {
  const product = multiplyInts(a, b);
  if (product == NULL) return NULL;
  setRoot(slot, product);
  const result = divideInts(product, modulus, Want.Remainder);
  setRoot(slot, result);
  return result;
}

function bitOf(x: Ref, bit: i64): bool {
  const limb = load<u32>(limbsOf(x, LEFT) + ((<usize>(bit >> 5)) << 2));
  return ((limb >> <u32>(bit & 31)) & 1) != 0;
}

function powerModuloSmall(base: i32, exponent: Ref, modulus: i32): Ref {
  const m = <i64>modulus;
  let result = <i64>base;
  for (let bit = bitLength(exponent) - 2; bit >= 0; bit--) {
    result = (result * result) % m;
    if (bitOf(exponent, bit)) result = (result * base) % m;
  }
  if (result != 0 && result < 0 != m < 0) result += m;
  return smallOf(<i32>result);
}
