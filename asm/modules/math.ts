/** The module `math`. */

import { BoardCost } from "../generated/board-costs";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { boolRef, NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkKeywords, keywordArg } from "../object/arguments";
import {
  function1,
  function2,
  functionArgs,
  functionKeywords,
  MANY,
} from "../object/native-function";
import { hasPending, raise } from "../object/raise";
import { pair } from "../types/bigint-divide";
import { intFromFloat } from "../types/bigint-float";
import { multiplyInts } from "../types/bigint-multiply";
import { newFloat, newPermanentFloat } from "../types/float";
import { powerOf } from "../types/float-arithmetic";
import { defineInModule, newNativeModule } from "../types/module";
import { toFloat, toI32 } from "../types/number";
import { Precision } from "../types/precision";
import { Cost } from "../vm/cost";
import { erf, erfc } from "./math/error-function";
import { gamma, logGamma } from "./math/gamma";

let module: Ref = 0;

function define1(name: i32, f: (x: Ref) => Ref): void {
  defineInModule(module, name, function1(name, f));
}

function define2(name: i32, f: (x: Ref, y: Ref) => Ref): void {
  defineInModule(module, name, function2(name, f));
}

export function initMath(): Ref {
  module = newNativeModule(Q.math, 48);
  defineInModule(module, Q.e, newPermanentFloat(NativeMath.E));
  defineInModule(module, Q.pi, newPermanentFloat(NativeMath.PI));
  defineInModule(module, Q.tau, newPermanentFloat(2 * NativeMath.PI));
  defineInModule(module, Q.inf, newPermanentFloat(Infinity));
  defineInModule(module, Q.nan, newPermanentFloat(NaN));
  definePowers();
  defineAngles();
  defineParts();
  define1(Q.erf, math_erf);
  define1(Q.erfc, math_erfc);
  define1(Q.gamma, math_gamma);
  define1(Q.lgamma, math_lgamma);
  define1(Q.factorial, math_factorial);
  return module;
}

function definePowers(): void {
  define1(Q.sqrt, math_sqrt);
  define2(Q.pow, math_pow);
  define1(Q.exp, math_exp);
  define1(Q.expm1, math_expm1);
  defineInModule(module, Q.log, functionArgs(Q.log, 1, 2, math_log));
  define1(Q.log2, math_log2);
  define1(Q.log10, math_log10);
}

function defineAngles(): void {
  define1(Q.cosh, math_cosh);
  define1(Q.sinh, math_sinh);
  define1(Q.tanh, math_tanh);
  define1(Q.acosh, math_acosh);
  define1(Q.asinh, math_asinh);
  define1(Q.atanh, math_atanh);
  define1(Q.cos, math_cos);
  define1(Q.sin, math_sin);
  define1(Q.tan, math_tan);
  define1(Q.acos, math_acos);
  define1(Q.asin, math_asin);
  define1(Q.atan, math_atan);
  define2(Q.atan2, math_atan2);
  define1(Q.radians, math_radians);
  define1(Q.degrees, math_degrees);
}

function defineParts(): void {
  define1(Q.ceil, math_ceil);
  define1(Q.floor, math_floor);
  define1(Q.trunc, math_trunc);
  define2(Q.copysign, math_copysign);
  define1(Q.fabs, math_fabs);
  define2(Q.fmod, math_fmod);
  define1(Q.frexp, math_frexp);
  define2(Q.ldexp, math_ldexp);
  define1(Q.modf, math_modf);
  define1(Q.isfinite, math_isfinite);
  define1(Q.isinf, math_isinf);
  define1(Q.isnan, math_isnan);
  defineInModule(module, Q.isclose, functionKeywords(Q.isclose, 2, MANY, math_isclose));
}

function isInfinite(x: f64): bool {
  return abs(x) == Infinity;
}

/** The result of a function at x: one that is not finite where x is says that x is outside its domain. */
function checked1(x: f64, result: f64): Ref {
  Cost.charge(BoardCost.mathFunction);
  if (F64.isNaN(x) && hasPending()) return NULL;
  const y = Precision.round(result);
  const outside = (F64.isNaN(y) && !F64.isNaN(x)) || (isInfinite(y) && !isInfinite(x));
  return outside ? raise(M.mathDomain) : newFloat(y);
}

/** The same of a function that the board works out by a series. */
function series(x: f64, result: f64): Ref {
  Cost.charge(BoardCost.mathSeries);
  return checked1(x, result);
}

function checked2(x: f64, y: f64, result: f64): Ref {
  Cost.charge(BoardCost.mathFunction2);
  if (hasPending()) return NULL;
  const z = Precision.round(result);
  const outside =
    (F64.isNaN(z) && !F64.isNaN(x) && !F64.isNaN(y)) ||
    (isInfinite(z) && !isInfinite(x) && !isInfinite(y));
  return outside ? raise(M.mathDomain) : newFloat(z);
}

function math_sqrt(a: Ref): Ref {
  const x = toFloat(a);
  return checked1(x, sqrt<f64>(x));
}

function math_pow(a: Ref, b: Ref): Ref {
  const x = toFloat(a);
  if (hasPending()) return NULL;
  const y = toFloat(b);
  return checked2(x, y, powerOf(x, y));
}

function math_exp(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.exp(x));
}

function math_expm1(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.expm1(x));
}

function math_log(n: i32, args: usize): Ref {
  const x = toFloat(load<u32>(args));
  if (hasPending()) return NULL;
  if (x <= 0) return raise(M.mathDomain);
  Cost.charge(BoardCost.mathSeries);
  const logarithm = NativeMath.log(x);
  if (n == 1) return newFloat(logarithm);
  const base = toFloat(load<u32>(args, 4));
  if (hasPending()) return NULL;
  if (base <= 0) return raise(M.mathDomain);
  return base == 1 ? raise(M.divideByZero) : newFloat(logarithm / NativeMath.log(base));
}

function math_log2(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.log2(x));
}

function math_log10(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.log10(x));
}

function math_cosh(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.cosh(x));
}

function math_sinh(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.sinh(x));
}

function math_tanh(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.tanh(x));
}

function math_acosh(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.acosh(x));
}

function math_asinh(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.asinh(x));
}

function math_atanh(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.atanh(x));
}

function math_cos(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.cos(x));
}

function math_sin(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.sin(x));
}

function math_tan(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.tan(x));
}

function math_acos(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.acos(x));
}

function math_asin(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.asin(x));
}

function math_atan(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, NativeMath.atan(x));
}

function math_atan2(a: Ref, b: Ref): Ref {
  const y = toFloat(a);
  if (hasPending()) return NULL;
  const x = toFloat(b);
  return checked2(y, x, NativeMath.atan2(y, x));
}

function math_radians(a: Ref): Ref {
  const x = toFloat(a);
  return hasPending() ? NULL : newFloat(x * (NativeMath.PI / 180));
}

function math_degrees(a: Ref): Ref {
  const x = toFloat(a);
  return hasPending() ? NULL : newFloat(x * (180 / NativeMath.PI));
}

function math_ceil(a: Ref): Ref {
  const x = toFloat(a);
  Cost.charge(BoardCost.roundNumber);
  return hasPending() ? NULL : intFromFloat(ceil<f64>(x));
}

function math_floor(a: Ref): Ref {
  const x = toFloat(a);
  Cost.charge(BoardCost.roundNumber);
  return hasPending() ? NULL : intFromFloat(floor<f64>(x));
}

function math_trunc(a: Ref): Ref {
  const x = toFloat(a);
  Cost.charge(BoardCost.roundNumber);
  return hasPending() ? NULL : intFromFloat(trunc<f64>(x));
}

function math_copysign(a: Ref, b: Ref): Ref {
  const x = toFloat(a);
  if (hasPending()) return NULL;
  const y = toFloat(b);
  return checked2(x, y, copysign<f64>(x, y));
}

function math_fabs(a: Ref): Ref {
  const x = toFloat(a);
  return checked1(x, abs<f64>(x));
}

function math_fmod(a: Ref, b: Ref): Ref {
  const x = toFloat(a);
  if (hasPending()) return NULL;
  const y = toFloat(b);
  return checked2(x, y, NativeMath.mod(x, y));
}

/** x = fraction * 2 ** exponent with 0.5 <= |fraction| < 1. */
function math_frexp(a: Ref): Ref {
  const x = toFloat(a);
  if (hasPending()) return NULL;
  const mark = rootMark();
  let fraction = x;
  let exponent = 0;
  if (x != 0 && x - x == 0) {
    // A subnormal number is made normal first.
    if (abs(x) < 2.2250738585072014e-308) {
      fraction *= 18014398509481984.0;
      exponent = -54;
    }
    const bits = reinterpret<u64>(fraction);
    exponent += <i32>((bits >> 52) & 0x7ff) - 1022;
    fraction = reinterpret<f64>((bits & 0x800fffffffffffff) | 0x3fe0000000000000);
  }
  const first = newFloat(fraction);
  rootReset(mark);
  return pair(first, smallOf(exponent));
}

function math_ldexp(a: Ref, b: Ref): Ref {
  const x = toFloat(a);
  if (hasPending()) return NULL;
  const exponent = toI32(b);
  return hasPending() ? NULL : newFloat(NativeMath.scalbn(x, exponent));
}

function math_modf(a: Ref): Ref {
  const x = toFloat(a);
  if (hasPending()) return NULL;
  const whole = trunc<f64>(x);
  const mark = rootMark();
  const fraction = newFloat(copysign<f64>(isInfinite(x) ? 0 : x - whole, x));
  if (fraction == NULL) return NULL;
  root(fraction);
  const second = newFloat(whole);
  rootReset(mark);
  return pair(fraction, second);
}

function math_isfinite(a: Ref): Ref {
  const x = toFloat(a);
  return hasPending() ? NULL : boolRef(x - x == 0);
}

function math_isinf(a: Ref): Ref {
  const x = toFloat(a);
  return hasPending() ? NULL : boolRef(isInfinite(x));
}

function math_isnan(a: Ref): Ref {
  const x = toFloat(a);
  return hasPending() ? NULL : boolRef(F64.isNaN(x));
}

function math_isclose(n: i32, nkw: i32, args: usize): Ref {
  if (n > 2) return raise(M.argsExtraPositional);
  const names = checkKeywords(qstrRef(Q.rel_tol), qstrRef(Q.abs_tol), n, nkw, args);
  if (!names) return NULL;
  const a = toFloat(load<u32>(args));
  if (hasPending()) return NULL;
  const b = toFloat(load<u32>(args, 4));
  const relativeArg = keywordArg(qstrRef(Q.rel_tol), n, nkw, args);
  const absoluteArg = keywordArg(qstrRef(Q.abs_tol), n, nkw, args);
  if (hasPending()) return NULL;
  const relative = relativeArg == NULL ? Precision.round(1e-9) : toFloat(relativeArg);
  if (hasPending()) return NULL;
  const absolute = absoluteArg == NULL ? 0 : toFloat(absoluteArg);
  if (hasPending()) return NULL;
  if (relative < 0 || absolute < 0) return raise(M.mathDomain);
  const difference = Precision.round(abs(a - b));
  return boolRef(
    a == b ||
      (difference != Infinity &&
        (difference <= absolute || difference <= Precision.round(relative * max(abs(a), abs(b))))),
  );
}

function math_erf(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, erf(x));
}

function math_erfc(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, erfc(x));
}

function math_gamma(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, gamma(x));
}

function math_lgamma(a: Ref): Ref {
  const x = toFloat(a);
  return series(x, logGamma(x));
}

function math_factorial(a: Ref): Ref {
  const n = toI32(a);
  if (hasPending()) return NULL;
  if (n < 0) return raise(M.negativeFactorial);
  return n == 0 ? smallOf(1) : productOf(1, n);
}

/** The product of a range, halved so that long factors are of about the same length. */
function productOf(from: i32, to: i32): Ref {
  if (from == to) return smallOf(from);
  const mark = rootMark();
  const middle = from + ((to - from) >> 1);
  const left = productOf(from, middle);
  if (left == NULL) return NULL;
  root(left);
  const right = productOf(middle + 1, to);
  if (right == NULL) return NULL;
  root(right);
  const product = multiplyInts(left, right);
  rootReset(mark);
  return product;
}
