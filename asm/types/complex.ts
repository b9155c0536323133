/** complex: | header | – | real | imaginary |, two 64-bit values. */
import { Kind } from "../generated/kinds";
import { allocate } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";

const REAL: usize = 8;
const IMAGINARY: usize = 16;

export function newComplex(real: f64, imaginary: f64): Ref {
  const x = allocate(Kind.Complex, 24);
  if (x == NULL) return NULL;
  store<f64>(x, real, REAL);
  store<f64>(x, imaginary, IMAGINARY);
  return x;
}

export function realPart(x: Ref): f64 {
  return load<f64>(x, REAL);
}

export function imaginaryPart(x: Ref): f64 {
  return load<f64>(x, IMAGINARY);
}
