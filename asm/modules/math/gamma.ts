/**
 * The gamma function by Lanczos' approximation (SIAM J. Numer. Anal. 1, 1964), with the rational
 * coefficients for g = 6.0246800407767296 and 13 terms that the Boost library's documentation lists.
 */

const G: f64 = 6.02468004077673;
const TERMS: i32 = 13;
const NUMERATOR = memory.data<f64>([
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028,
  1439720407.3117216, 248874557.86205417, 31426415.585400194, 2876370.6289353725,
  186056.26539522348, 8071.672002365816, 210.82427775157936, 2.5066282746310002,
]);
/** x (x + 1) … (x + 11), multiplied out. */
const DENOMINATOR = memory.data<f64>([
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925,
  66, 1,
]);
const LOG_PI: f64 = 1.1447298858494002;

/** The largest n whose factorial is a float without rounding errors on the way. */
const EXACT: f64 = 23;
/** From here on the result is infinite. */
const OVERFLOW: f64 = 171.7;

/** The quotient of the two polynomials, from the end where the powers of x stay small. */
function lanczos(x: f64): f64 {
  let above: f64 = 0;
  let below: f64 = 0;
  if (x < 5) {
    for (let i = TERMS - 1; i >= 0; i--) {
      above = above * x + load<f64>(NUMERATOR + ((<usize>i) << 3));
      below = below * x + load<f64>(DENOMINATOR + ((<usize>i) << 3));
    }
  } else {
    for (let i = 0; i < TERMS; i++) {
      above = above / x + load<f64>(NUMERATOR + ((<usize>i) << 3));
      below = below / x + load<f64>(DENOMINATOR + ((<usize>i) << 3));
    }
  }
  return above / below;
}

/** sin(pi x), exact at the integers. */
function sineOfPi(x: f64): f64 {
  const rest = NativeMath.mod(abs(x), 2);
  const quarter = <i32>nearest(2 * rest);
  const angle = NativeMath.PI * (rest - 0.5 * <f64>quarter);
  let sine: f64 = 0;
  switch (quarter & 3) {
    case 0:
      sine = NativeMath.sin(angle);
      break;
    case 1:
      sine = NativeMath.cos(angle);
      break;
    case 2:
      sine = -NativeMath.sin(angle);
      break;
    default:
      sine = -NativeMath.cos(angle);
  }
  return x < 0 ? -sine : sine;
}

export function gamma(x: f64): f64 {
  if (F64.isNaN(x) || x == Infinity) return x;
  if (x == -Infinity) return NaN;
  if (x == floor(x)) {
    if (x == 0) return 1 / x;
    if (x < 0) return NaN;
    if (x <= EXACT) return factorial(x - 1);
  }
  const size = abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sineOfPi(x) : Infinity;
  if (x > OVERFLOW) return Infinity;
  return x < 0 ? gammaOfNegative(x, size) : gammaOfPositive(x);
}

function factorial(n: f64): f64 {
  let product: f64 = 1;
  for (let i: f64 = 2; i <= n; i++) product *= i;
  return product;
}

/** What y = x + G - 0.5 lost in rounding, as a relative correction of the result. */
function lost(x: f64, y: f64): f64 {
  const correction = x > G - 0.5 ? y - x - (G - 0.5) : y - (G - 0.5) - x;
  return (correction * G) / y;
}

function gammaOfPositive(x: f64): f64 {
  const y = x + (G - 0.5);
  const scaled = lanczos(x) / NativeMath.exp(y);
  const result = scaled + lost(x, y) * scaled;
  if (x < 140) return result * NativeMath.pow(y, x - 0.5);
  const root = NativeMath.pow(y, x / 2 - 0.25);
  return result * root * root;
}

/** By reflection: gamma(x) gamma(-x) = -pi / (x sin(pi x)). */
function gammaOfNegative(x: f64, size: f64): f64 {
  const y = size + (G - 0.5);
  let result = ((-NativeMath.PI / sineOfPi(size) / size) * NativeMath.exp(y)) / lanczos(size);
  result -= lost(size, y) * result;
  if (size < 140) return result / NativeMath.pow(y, size - 0.5);
  const root = NativeMath.pow(y, size / 2 - 0.25);
  return result / root / root;
}

/** The logarithm of the absolute value of gamma(x). */
export function logGamma(x: f64): f64 {
  if (F64.isNaN(x)) return x;
  if (abs(x) == Infinity) return Infinity;
  if (x == floor(x) && x <= 2) return x <= 0 ? Infinity : 0;
  const size = abs(x);
  if (size < 1e-20) return -NativeMath.log(size);
  const positive =
    NativeMath.log(lanczos(size)) - G + (size - 0.5) * (NativeMath.log(size + G - 0.5) - 1);
  if (x > 0) return positive;
  return LOG_PI - NativeMath.log(abs(sineOfPi(size))) - NativeMath.log(size) - positive;
}
