/** Operators of floats. */

import { BoardCost } from "../generated/board-costs";
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { boolRef, NULL, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { plainOperator } from "../object/operators";
import { raise } from "../object/raise";
import { Cost } from "../vm/cost";
import { pair } from "./bigint-divide";
import { complexOperator } from "./complex-arithmetic";
import { newFloat } from "./float";
import { Precision } from "./precision";

/** `x op y`, or UNSUPPORTED. */
export function floatOperator(op: BinaryOp, x: f64, y: f64): Ref {
  switch (<i32>plainOperator(op)) {
    case BinaryOp.Add:
      return newFloat(x + y);
    case BinaryOp.Subtract:
      return newFloat(x - y);
    case BinaryOp.Multiply:
      return newFloat(x * y);
    case BinaryOp.TrueDivide:
      return y == 0 ? raise(M.divideByZero) : newFloat(x / y);
    case BinaryOp.FloorDivide:
      return y == 0 ? raise(M.divideByZero) : newFloat(floorDivide(x, y));
    case BinaryOp.Modulo:
      return y == 0 ? raise(M.divideByZero) : newFloat(modulo(x, y));
    case BinaryOp.Divmod:
      return y == 0 ? raise(M.divideByZero) : floatDivmod(x, y);
    case BinaryOp.Power:
      return floatPower(x, y);
    case BinaryOp.Less:
      return boolRef(x < y);
    case BinaryOp.More:
      return boolRef(x > y);
    case BinaryOp.Equal:
      return boolRef(x == y);
    case BinaryOp.LessEqual:
      return boolRef(x <= y);
    case BinaryOp.MoreEqual:
      return boolRef(x >= y);
    case BinaryOp.NotEqual:
      return boolRef(x != y);
    default:
      return UNSUPPORTED;
  }
}

/** x mod y with the sign of y, which is not 0. */
export function modulo(x: f64, y: f64): f64 {
  Cost.charge(BoardCost.floatModulo);
  const rest = NativeMath.mod(x, y);
  if (rest == 0) return copysign<f64>(0, y);
  return rest < 0 != y < 0 ? Precision.round(rest + y) : rest;
}

/** x // y for a y that is not 0, such that x == (x // y) * y + x % y as nearly as floats allow. */
export function floorDivide(x: f64, y: f64): f64 {
  Cost.charge(BoardCost.floatModulo);
  const rest = NativeMath.mod(x, y);
  let quotient = Precision.round(Precision.round(x - rest) / y);
  if (rest != 0 && rest < 0 != y < 0) quotient -= 1;
  if (quotient == 0) return copysign<f64>(0, Precision.round(x / y));
  const whole = floor(quotient);
  return quotient - whole > 0.5 ? whole + 1 : whole;
}

function floatDivmod(x: f64, y: f64): Ref {
  const mark = rootMark();
  const quotient = newFloat(floorDivide(x, y));
  if (quotient == NULL) return NULL;
  root(quotient);
  const rest = newFloat(modulo(x, y));
  rootReset(mark);
  return pair(quotient, rest);
}

/** A negative base with a fractional exponent gives a complex number. */
function floatPower(x: f64, y: f64): Ref {
  if (y != 2) Cost.charge(BoardCost.floatPower);
  if (x == 0 && y < 0 && y != -Infinity) return raise(M.divideByZero);
  if (x < 0 && y != floor(y) && !F64.isNaN(y)) return complexOperator(BinaryOp.Power, x, 0, y, 0);
  return newFloat(powerOf(x, y));
}

/** x ** y as C defines it: 1 to any power is 1, and so is anything to the power 0. */
export function powerOf(x: f64, y: f64): f64 {
  if (x == 1 || y == 0) return 1;
  if (x == -1 && abs(y) == Infinity) return 1;
  return NativeMath.pow(x, y);
}
