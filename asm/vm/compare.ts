/** Comparisons that are not between small ints. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { BinaryOp } from "../generated/operators";
import { boolRef, isKind, NULL, Ref } from "../memory/ref";
import { binaryOp } from "../object/operators";
import { floatValue, isFloat } from "../types/float";
import { Cost } from "./cost";
import { enterBinary } from "./enter-special";

/** `a op b` for the six relations. NULL: an exception is pending. */
export function compareSlow(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (!isFloat(a) || !isFloat(b)) return binaryOp(op, a, b);
  Cost.charge(BoardCost.floatBinary);
  const x = floatValue(a);
  const y = floatValue(b);
  switch (<i32>op) {
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
    default:
      return boolRef(x != y);
  }
}

/** As `compareSlow` for the stack's top. NULL: a frame was pushed, or an exception is pending. */
export function compareOrEnter(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (isKind(a, Kind.Instance) && enterBinary(op, a, b)) return NULL;
  return compareSlow(op, a, b);
}
