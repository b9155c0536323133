/**
 * The error function. Below 2 the series erf(x) = 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (2n+1)!!, all of
 * whose terms have one sign (Abramowitz and Stegun 7.1.6); above it the continued fraction of erfc
 * (7.1.14), evaluated from its tail.
 */

const TWO_BY_ROOT_PI: f64 = 1.1283791670955126;
const ONE_BY_ROOT_PI: f64 = 0.5641895835477563;
const SERIES_LIMIT: f64 = 2;
/** From here on erfc is less than the smallest float. */
const ZERO_LIMIT: f64 = 27.3;

/** exp(-x^2), where the square is split so that its rounding error does not count. */
function expOfMinusSquare(x: f64): f64 {
  const high = reinterpret<f64>(reinterpret<u64>(x) & 0xffffffff00000000);
  return NativeMath.exp(-high * high) * NativeMath.exp((high - x) * (high + x));
}

function series(x: f64): f64 {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n++) {
    term *= (2 * square) / <f64>(2 * n + 1);
    sum += term;
    if (abs(term) < abs(sum) * 1e-18) break;
  }
  return TWO_BY_ROOT_PI * expOfMinusSquare(x) * sum;
}

/** erfc for x >= SERIES_LIMIT. */
function fraction(x: f64): f64 {
  if (x > ZERO_LIMIT) return 0;
  // The number of terms that 53 bits take falls with x.
  const terms = 30 + <i32>(260 / (x * x));
  let tail = x;
  for (let n = terms; n > 0; n--) tail = x + (<f64>n * 0.5) / tail;
  return (ONE_BY_ROOT_PI * expOfMinusSquare(x)) / tail;
}

export function erf(x: f64): f64 {
  if (F64.isNaN(x)) return x;
  const size = abs(x);
  if (size < SERIES_LIMIT) return series(x);
  return copysign<f64>(1 - fraction(size), x);
}

export function erfc(x: f64): f64 {
  if (F64.isNaN(x)) return x;
  if (abs(x) < SERIES_LIMIT) return x < 0.5 ? 1 - series(x) : complement(x);
  return x < 0 ? 2 - fraction(-x) : fraction(x);
}

/** erfc between 0.5 and SERIES_LIMIT, where 1 - erf would lose digits: the fraction with more terms. */
function complement(x: f64): f64 {
  let tail = x;
  for (let n = <i32>(600 / (x * x)) + 60; n > 0; n--) tail = x + (<f64>n * 0.5) / tail;
  return (ONE_BY_ROOT_PI * expOfMinusSquare(x)) / tail;
}
