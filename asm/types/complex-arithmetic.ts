/** Operators of complex numbers. */

import { BoardCost } from "../generated/board-costs";
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { boolRef, Ref, UNSUPPORTED } from "../memory/ref";
import { raise } from "../object/raise";
import { Cost } from "../vm/cost";
import { newComplex } from "./complex";

/** `(a + bi) op (c + di)` for an operator that is not in-place, or UNSUPPORTED. */
export function complexOperator(op: BinaryOp, a: f64, b: f64, c: f64, d: f64): Ref {
  Cost.charge(BoardCost.floatBinary);
  Cost.charge(BoardCost.complexBinary);
  switch (<i32>op) {
    case BinaryOp.Add:
      return newComplex(a + c, b + d);
    case BinaryOp.Subtract:
      return newComplex(a - c, b - d);
    case BinaryOp.Multiply:
      return newComplex(a * c - b * d, a * d + b * c);
    case BinaryOp.FloorDivide:
      return raise(M.complexFloorDivide);
    case BinaryOp.TrueDivide:
      return divide(a, b, c, d);
    case BinaryOp.Power:
      return power(a, b, c, d);
    case BinaryOp.Equal:
      return boolRef(a == c && b == d);
    case BinaryOp.NotEqual:
      return boolRef(a != c || b != d);
    default:
      return UNSUPPORTED;
  }
}

function divide(a: f64, b: f64, c: f64, d: f64): Ref {
  if (d == 0) return c == 0 ? raise(M.complexDivideByZero) : newComplex(a / c, b / c);
  if (c == 0) return newComplex(b / d, -a / d);
  const square = c * c + d * d;
  const real = c / square;
  const imaginary = d / -square;
  return newComplex(a * real - b * imaginary, a * imaginary + b * real);
}

/** z ** w = exp(w ln z). */
function power(a: f64, b: f64, c: f64, d: f64): Ref {
  const length = Math.sqrt(a * a + b * b);
  if (length == 0) {
    if (d == 0 && c >= 0) return newComplex(c == 0 ? 1 : 0, b);
    return raise(M.complexZeroPower);
  }
  const logarithm = NativeMath.log(length);
  const angle = NativeMath.atan2(b, a);
  const exponent = c * logarithm - d * angle;
  const turn = d * logarithm + c * angle;
  const scale = NativeMath.exp(exponent);
  return newComplex(scale * NativeMath.cos(turn), scale * NativeMath.sin(turn));
}
