/** A number's digits that do not fit its base. */
export interface BadInteger {
  /** As MicroPython names it: 0 for a decimal literal with a leading zero. */
  readonly base: number;
  /** What was to be read, without the prefix. */
  readonly digits: string;
}

const PREFIX_BASES: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };
const DIGITS: Readonly<Record<number, RegExp>> = {
  0: /^0+$/,
  2: /^[01]+$/,
  8: /^[0-7]+$/,
  10: /^[0-9]+$/,
  16: /^[0-9a-fA-F]+$/,
};

/** Values that need no new bigint. */
const small: readonly bigint[] = Array.from({ length: 1024 }, (_, i) => BigInt(i));

/** Longest decimal literal that is surely exact as a JS number. */
const SAFE_DIGITS = 15;

/** The value of an int literal whose underscores have been taken out. */
export function parseInteger(text: string): bigint | BadInteger {
  if (text.length <= SAFE_DIGITS && (text.charCodeAt(0) !== 0x30 || text.length === 1)) {
    const value = Number(text);
    if (value < small.length) return small[value]!;
    if (!Number.isNaN(value)) return BigInt(value);
  }
  const base = literalBase(text);
  const digits = base === 10 || base === 0 ? text : text.slice(2);
  if (!DIGITS[base]!.test(digits)) return { base, digits };
  return BigInt(base === 10 || base === 0 ? text : "0" + text[1]!.toLowerCase() + digits);
}

function literalBase(text: string): number {
  if (text.length < 2 || text[0] !== "0") return 10;
  return PREFIX_BASES[text[1]!.toLowerCase()] ?? 0;
}

/** The mantissa stops to grow here: MicroPython keeps it in 64 bits. */
const MANTISSA_MAX = 0x1999999999999998n;
const DECIMAL = /^([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?([jJ]?)$/;

/** The value of a float or imaginary literal without underscores, or null where it is malformed. */
export function parseDecimal(text: string): { value: number; imaginary: boolean } | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, whole = "", fraction = "", exponent = "0", suffix] = match;
  const scaled = scaleDecimal(whole, fraction, Number(exponent));
  return { value: scaled, imaginary: suffix !== "" };
}

function scaleDecimal(whole: string, fraction: string, exponent: number): number {
  const digits = (whole + fraction.replace(/0+$/, "")).replace(/^0+/, "");
  const point = exponent - fraction.replace(/0+$/, "").length;
  const stripped = digits.replace(/0+$/, "");
  return multiplyByPowerOfTen(...takeMantissa(stripped, point + digits.length - stripped.length));
}

/** The leading digits that MicroPython's mantissa takes, and the power of ten that is left. */
function takeMantissa(digits: string, exponent: number): [bigint, number] {
  let mantissa = 0n;
  for (let i = 0; i < digits.length; i++) {
    if (mantissa >= MANTISSA_MAX) return [mantissa, exponent + digits.length - i];
    mantissa = mantissa * 10n + BigInt(digits.charCodeAt(i) - 0x30);
  }
  return [mantissa, exponent];
}

/** An x87 extended value: `mantissa * 2 ** exponent` with a mantissa of 64 bits. */
interface Extended {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const EXTENDED_BITS = 64;
/** Beyond this the result is 0 or infinity whatever the mantissa. */
const EXPONENT_LIMIT = 5000;

/**
 * `mantissa * 10 ** exponent` as MicroPython on x86-64 computes it: by squaring, in 80-bit extended
 * precision, and rounded to 64 bits at the end. The result differs from the correctly rounded one
 * now and then, and shows in the compiled file.
 */
function multiplyByPowerOfTen(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  let left = Math.abs(exponent);
  if (left > EXPONENT_LIMIT) return exponent < 0 ? 0 : Number.POSITIVE_INFINITY;
  let result = round(mantissa, 0, false);
  let power = round(10n, 0, false);
  while (left > 0) {
    if (left & 1) result = exponent < 0 ? divide(result, power) : multiply(result, power);
    left >>= 1;
    if (left > 0) power = multiply(power, power);
  }
  return toDouble(result);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** `value` to 64 bits, ties to even; `sticky`: a non-zero rest is below the last bit. */
function round(value: bigint, exponent: number, sticky: boolean, bits = EXTENDED_BITS): Extended {
  const excess = bitLength(value) - bits;
  if (excess <= 0) return { mantissa: value, exponent };
  const shift = BigInt(excess);
  const kept = value >> shift;
  const rest = value - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (sticky || (kept & 1n) === 1n));
  return { mantissa: up ? kept + 1n : kept, exponent: exponent + excess };
}

function multiply(a: Extended, b: Extended): Extended {
  return round(a.mantissa * b.mantissa, a.exponent + b.exponent, false);
}

function divide(a: Extended, b: Extended): Extended {
  const shift = 2 * EXTENDED_BITS + 2;
  const dividend = a.mantissa << BigInt(shift);
  const quotient = dividend / b.mantissa;
  const sticky = quotient * b.mantissa !== dividend;
  return round(quotient, a.exponent - b.exponent - shift, sticky);
}

const DOUBLE_BITS = 53;
const DOUBLE_MIN_EXPONENT = -1074;

function toDouble(value: Extended): number {
  const top = bitLength(value.mantissa) + value.exponent;
  const bits = Math.min(DOUBLE_BITS, top - DOUBLE_MIN_EXPONENT);
  if (bits < 0) return 0;
  const { mantissa, exponent } = round(value.mantissa, value.exponent, false, bits);
  const half = Math.trunc(exponent / 2);
  return Number(mantissa) * 2 ** half * 2 ** (exponent - half);
}
