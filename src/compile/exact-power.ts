/** Fractional bits of the fixed-point numbers in here. */
const FRACTION = 256n;
const ONE = 1n << FRACTION;
const MANTISSA_BITS = 53;
const LEAST_EXPONENT = -1074;
const GREATEST_EXPONENT = 971;
/** Up to so many bits an integer power is computed without any rounding. */
const EXACT_BITS = 4096;
/** A power of two beyond it is infinite or 0, whatever the rounding. */
const FAR_EXPONENT = 1200;

/** `mantissa * 2 ** exponent`, both whole numbers. */
interface Scaled {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const bitLength = (value: bigint): number => value.toString(2).length;

/** A positive finite double in parts; its mantissa has 53 bits. */
function partsOf(value: number): Scaled {
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0]!;
  const field = Number(bits >> 52n);
  const low = bits & ((1n << 52n) - 1n);
  const mantissa = field === 0 ? low : low | (1n << 52n);
  const missing = MANTISSA_BITS - bitLength(mantissa);
  return { mantissa: mantissa << BigInt(missing), exponent: Math.max(field, 1) - 1075 - missing };
}

/** The double nearest to a positive number, the even one of two. */
function nearest({ mantissa, exponent }: Scaled): number {
  const shift = Math.max(bitLength(mantissa) - MANTISSA_BITS, LEAST_EXPONENT - exponent);
  if (exponent + shift > GREATEST_EXPONENT) return Number.POSITIVE_INFINITY;
  if (shift <= 0) return Number(mantissa) * 2 ** exponent;
  const half = 1n << BigInt(shift - 1);
  const rest = mantissa & (2n * half - 1n);
  let whole = mantissa >> BigInt(shift);
  if (rest > half || (rest === half && (whole & 1n) === 1n)) whole += 1n;
  return Number(whole) * 2 ** (exponent + shift);
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> FRACTION;

/** ln(n / d) of a quotient between 1 and 2, as a series in (n - d) / (n + d). */
function logOfQuotient(n: bigint, d: bigint): bigint {
  const z = ((n - d) * ONE) / (n + d);
  const square = times(z, z);
  let sum = 0n;
  let term = z;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term = times(term, square);
  }
  return 2n * sum;
}

const LN2 = logOfQuotient(2n, 1n);

/** e to the power of a fixed-point number near 0. */
function exponential(x: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let k = 1n; term !== 0n && term !== -1n; k += 1n) {
    term = times(term, x) / k;
    sum += term;
  }
  return sum;
}

function powerByLogarithm(base: Scaled, power: Scaled, negative: boolean): Scaled {
  const unit = 1n << BigInt(MANTISSA_BITS - 1);
  const log = BigInt(base.exponent + MANTISSA_BITS - 1) * LN2 + logOfQuotient(base.mantissa, unit);
  const product = log * power.mantissa * (negative ? -1n : 1n);
  const shift = BigInt(power.exponent);
  const total = shift < 0n ? product >> -shift : product << shift;
  const doublings = (2n * total + LN2) / (2n * LN2);
  const mantissa = exponential(total - doublings * LN2);
  return { mantissa, exponent: Number(doublings - FRACTION) };
}

function positivePower(base: number, power: number): number {
  const size = power * Math.log2(base);
  if (size > FAR_EXPONENT) return Number.POSITIVE_INFINITY;
  if (size < -FAR_EXPONENT) return 0;
  const parts = partsOf(base);
  if (power > 0 && Number.isInteger(power) && power * MANTISSA_BITS <= EXACT_BITS) {
    return nearest({ mantissa: parts.mantissa ** BigInt(power), exponent: parts.exponent * power });
  }
  return nearest(powerByLogarithm(parts, partsOf(Math.abs(power)), power < 0));
}

/**
 * `base ** power`, correctly rounded. V8's own is off by a bit for many operands (`10 ** -4`), and not by the same in
 * each version, where the reference folds with its C library's `pow`.
 */
export function exactPower(base: number, power: number): number {
  const special = base === 0 || power === 0 || !Number.isFinite(base) || !Number.isFinite(power);
  if (special || (base < 0 && !Number.isInteger(power))) return base ** power;
  const size = positivePower(Math.abs(base), power);
  return base < 0 && power % 2 !== 0 ? -size : size;
}
