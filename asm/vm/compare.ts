/** Comparisons that are not between small ints. */
import { BinaryOp } from "../generated/operators";
import { boolRef, Ref } from "../memory/ref";
import { binaryOp } from "../object/operators";
import { floatValue, isFloat } from "../types/float";

/** `a op b` for the six relations. */
export function compareSlow(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (!isFloat(a) || !isFloat(b)) return binaryOp(op, a, b);
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
