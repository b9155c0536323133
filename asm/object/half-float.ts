/** 16-bit floats: one sign, five exponent and ten fraction bits (IEEE 754 binary16). */

const EXPONENT_BIAS: i32 = 15;
const FRACTION_BITS: i32 = 10;
const INFINITE: u32 = 0x7c00;
const NOT_A_NUMBER: u32 = 0x7e00;
/** What this and more rounds to is infinite. */
const TOO_LARGE: f64 = 65520;
/** The smallest number that is not denormal, and the unit of those that are. */
const SMALLEST: f64 = 0.00006103515625;
const UNIT: f64 = 5.960464477539063e-8;

/** The value of 16 bits. */
export function halfToFloat(bits: u32): f64 {
  const exponent = <i32>((bits >> FRACTION_BITS) & 31);
  const fraction = <f64>(bits & 0x3ff);
  let value = fraction * UNIT;
  if (exponent == 31) value = fraction != 0 ? NaN : Infinity;
  else if (exponent != 0) value = (fraction + 1024) * UNIT * <f64>(1 << (exponent - 1));
  return bits & 0x8000 ? -value : value;
}

/** The nearest 16 bits; of two equally near ones the even. */
export function floatToHalf(value: f64): u32 {
  const sign: u32 = reinterpret<i64>(value) < 0 ? 0x8000 : 0;
  const size = abs(value);
  if (F64.isNaN(value)) return sign | NOT_A_NUMBER;
  if (size >= TOO_LARGE) return sign | INFINITE;
  if (size < SMALLEST) return sign | <u32>nearest<f64>(size / UNIT);
  const exponent = <i32>(reinterpret<u64>(size) >> 52) - 1023;
  // A fraction that rounds up to the next power of two carries into the exponent.
  const fraction = <u32>nearest<f64>(size / (UNIT * <f64>(1 << (exponent + EXPONENT_BIAS - 1))));
  return sign | (((exponent + EXPONENT_BIAS) << FRACTION_BITS) + fraction - 1024);
}
