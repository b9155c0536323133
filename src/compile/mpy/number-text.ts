/** Digits that a double's text starts from, and the most it gets. */
const FIRST_PRECISION = 16;
const MOST_PRECISION = 19;

/**
 * A double as the reference writes it into a file: 16 significant digits, or as many more as it
 * takes to read the same double back; always with a point or an exponent.
 */
export function floatText(value: number): string {
  const text = shortText(value);
  return /^-?[0-9]+$/.test(text) ? `${text}.0` : text;
}

/** The imaginary literal `value`j. */
export function imaginaryText(value: number): string {
  return `${shortText(value)}j`;
}

function shortText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  return general(exactDigits(value));
}

/**
 * `d.ddde±x` with the fewest digits, from 16 up, that give the value back. The double nearest to a
 * power of ten has that power's exponent, though it may be a little less and then starts by 0.
 */
function exactDigits(value: number): string {
  const exponent = exponentOf(value.toExponential(MOST_PRECISION)) + 1;
  const belowPower = Number(`1e${exponent}`) === Math.abs(value);
  for (let digits = FIRST_PRECISION; ; digits++) {
    const text = belowPower ? shifted(value, digits, exponent) : value.toExponential(digits - 1);
    if (Number(text) === value || digits === MOST_PRECISION) return text;
  }
}

const exponentOf = (text: string): number => Number(text.slice(text.indexOf("e") + 1));

/** `digits` digits of a value just below the power of ten whose exponent they get. */
function shifted(value: number, digits: number, exponent: number): string {
  const text = value.toExponential(digits - 2);
  if (exponentOf(text) === exponent) return text;
  return text.replace(/([0-9])\.([0-9]+)e.*/, `0.$1$2e${exponent}`);
}

/** C's `%g` of digits in exponent form: plain from 1e-4 up to 1e16, without trailing zeros. */
function general(scientific: string): string {
  const [mantissa, exponentText] = scientific.split("e") as [string, string];
  const exponent = Number(exponentText);
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "").replace(/0+$/, "");
  if (exponent < -4 || exponent >= FIRST_PRECISION) return sign + withExponent(digits, exponent);
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return sign + (fraction === "" ? whole : `${whole}.${fraction}`);
}

function withExponent(digits: string, exponent: number): string {
  const fraction = digits.slice(1);
  const mantissa = fraction === "" ? digits : `${digits[0]}.${fraction}`;
  const size = Math.abs(exponent).toString().padStart(2, "0");
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${size}`;
}
