/** The module `cmath`. */
import { Q } from "../generated/qstrs";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { function1, function2 } from "../object/native-function";
import { hasPending } from "../object/raise";
import { pair } from "../types/bigint-divide";
import { foundImaginary, foundReal, newComplex, toComplex } from "../types/complex";
import { newFloat, newPermanentFloat } from "../types/float";
import { defineInModule, newNativeModule } from "../types/module";
import { toFloat } from "../types/number";

const LOG10_E: f64 = Math.LOG10E;

export function initCmath(): Ref {
  const module = newNativeModule(Q.cmath, 12);
  defineInModule(module, Q.e, newPermanentFloat(NativeMath.E));
  defineInModule(module, Q.pi, newPermanentFloat(NativeMath.PI));
  defineInModule(module, Q.phase, function1(Q.phase, cmath_phase));
  defineInModule(module, Q.polar, function1(Q.polar, cmath_polar));
  defineInModule(module, Q.rect, function2(Q.rect, cmath_rect));
  defineInModule(module, Q.exp, function1(Q.exp, cmath_exp));
  defineInModule(module, Q.log, function1(Q.log, cmath_log));
  defineInModule(module, Q.log10, function1(Q.log10, cmath_log10));
  defineInModule(module, Q.sqrt, function1(Q.sqrt, cmath_sqrt));
  defineInModule(module, Q.cos, function1(Q.cos, cmath_cos));
  defineInModule(module, Q.sin, function1(Q.sin, cmath_sin));
  return module;
}

/** r (cos angle + i sin angle). */
function fromPolar(r: f64, angle: f64): Ref {
  return newComplex(r * NativeMath.cos(angle), r * NativeMath.sin(angle));
}

function foundPhase(): f64 {
  return NativeMath.atan2(foundImaginary, foundReal);
}

function foundSquare(): f64 {
  return foundReal * foundReal + foundImaginary * foundImaginary;
}

function cmath_phase(z: Ref): Ref {
  return toComplex(z) ? newFloat(foundPhase()) : NULL;
}

function cmath_polar(z: Ref): Ref {
  if (!toComplex(z)) return NULL;
  const angle = foundPhase();
  const mark = rootMark();
  const r = newFloat(sqrt<f64>(foundSquare()));
  if (r == NULL) return NULL;
  root(r);
  const phase = newFloat(angle);
  rootReset(mark);
  return pair(r, phase);
}

function cmath_rect(a: Ref, b: Ref): Ref {
  const r = toFloat(a);
  if (hasPending()) return NULL;
  const angle = toFloat(b);
  return hasPending() ? NULL : fromPolar(r, angle);
}

function cmath_exp(z: Ref): Ref {
  return toComplex(z) ? fromPolar(NativeMath.exp(foundReal), foundImaginary) : NULL;
}

function cmath_log(z: Ref): Ref {
  return toComplex(z) ? newComplex(0.5 * NativeMath.log(foundSquare()), foundPhase()) : NULL;
}

function cmath_log10(z: Ref): Ref {
  if (!toComplex(z)) return NULL;
  return newComplex(0.5 * NativeMath.log10(foundSquare()), LOG10_E * foundPhase());
}

function cmath_sqrt(z: Ref): Ref {
  return toComplex(z) ? fromPolar(NativeMath.pow(foundSquare(), 0.25), 0.5 * foundPhase()) : NULL;
}

function cmath_cos(z: Ref): Ref {
  if (!toComplex(z)) return NULL;
  return newComplex(
    NativeMath.cos(foundReal) * NativeMath.cosh(foundImaginary),
    -NativeMath.sin(foundReal) * NativeMath.sinh(foundImaginary),
  );
}

function cmath_sin(z: Ref): Ref {
  if (!toComplex(z)) return NULL;
  return newComplex(
    NativeMath.sin(foundReal) * NativeMath.cosh(foundImaginary),
    NativeMath.cos(foundReal) * NativeMath.sinh(foundImaginary),
  );
}
