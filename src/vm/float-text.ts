/**
 * Floats as text, as MicroPython prints them. JavaScript's own conversions round exactly; what is left
 * is the notation.
 */

/** How C's printf writes an exponent: a sign and at least two digits. */
function exponentText(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, "0");
  return `e${exponent < 0 ? "-" : "+"}${digits}`;
}

/** Splits `d.ddde+x` as `toExponential` writes it. */
function splitExponential(text: string): { mantissa: string; exponent: number } {
  const at = text.indexOf("e");
  return { mantissa: text.slice(0, at), exponent: Number(text.slice(at + 1)) };
}

function withoutTrailingZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** JavaScript writes at most this many digits behind the point. */
const MAX_DIGITS = 100;

/** A float of at least this size has no digits behind the point, and `toFixed` gives up on it. */
const FIXED_LIMIT = 1e21;

/** Below this exponent, and from the second on, the shortest text is in scientific notation. */
const SHORTEST_MIN_EXPONENT = -4;
const SHORTEST_MAX_EXPONENT = 16;

/** MicroPython tries so many digits of a 32-bit float first; this many are enough for each. */
const SINGLE_MIN_DIGITS = 6;
const SINGLE_MAX_DIGITS = 9;

/** The fewest digits that read back as the same 32-bit float. */
function shortestSingle(magnitude: number): number {
  for (let digits = SINGLE_MIN_DIGITS; digits < SINGLE_MAX_DIGITS; digits++) {
    const text = Number(magnitude.toPrecision(digits));
    if (Math.fround(text) === magnitude) return text;
  }
  return Number(magnitude.toPrecision(SINGLE_MAX_DIGITS));
}

function shortest(magnitude: number): string {
  if (magnitude === 0) return "0";
  const { mantissa, exponent } = splitExponential(magnitude.toExponential());
  if (exponent < SHORTEST_MIN_EXPONENT || exponent >= SHORTEST_MAX_EXPONENT) {
    return mantissa + exponentText(exponent);
  }
  // Between the two limits String never chooses an exponent of its own but below 1e-6.
  return String(magnitude);
}

function scientific(magnitude: number, precision: number): string {
  const { mantissa, exponent } = splitExponential(magnitude.toExponential(precision));
  return mantissa + exponentText(exponent);
}

function fixed(magnitude: number, precision: number): string {
  if (magnitude < FIXED_LIMIT) return magnitude.toFixed(precision);
  const whole = BigInt(magnitude).toString();
  return precision === 0 ? whole : `${whole}.${"0".repeat(precision)}`;
}

function general(magnitude: number, precision: number): string {
  const digits = Math.max(1, precision);
  if (magnitude === 0) return "0";
  const { mantissa, exponent } = splitExponential(magnitude.toExponential(digits - 1));
  if (exponent < SHORTEST_MIN_EXPONENT || exponent >= digits) {
    return withoutTrailingZeros(mantissa) + exponentText(exponent);
  }
  return withoutTrailingZeros(magnitude.toFixed(Math.max(0, digits - 1 - exponent)));
}

/**
 * A float as text.
 *
 * @param format `r` the shortest text that reads back the same, without a fraction for a whole number
 *   (`1`, `1e+20`, `0.1`); `s` the same of a 32-bit float; `e`, `f`, `g` as in C
 * @param precision digits behind the point (`e`, `f`) or in all (`g`), at most 100; `r` and `s` ignore it
 */
export function formatFloat(value: number, format: string, precision: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const magnitude = Math.abs(value);
  if (magnitude === Number.POSITIVE_INFINITY) return `${sign}inf`;
  const digits = Math.min(precision, MAX_DIGITS);
  if (format === "e") return sign + scientific(magnitude, digits);
  if (format === "f") return sign + fixed(magnitude, digits);
  if (format === "g") return sign + general(magnitude, digits);
  return sign + shortest(format === "s" ? shortestSingle(magnitude) : magnitude);
}
