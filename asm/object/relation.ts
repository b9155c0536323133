/** Relations of things that have an order. */
import { BinaryOp } from "../generated/operators";
import { boolRef, Ref, UNSUPPORTED } from "../memory/ref";

/**
 * What `op` says of two values.
 *
 * @param order below 0 if the left one is less, above 0 if it is more
 * @returns UNSUPPORTED if `op` is no relation
 */
export function relationOf(op: BinaryOp, order: i32): Ref {
  switch (<i32>op) {
    case BinaryOp.Equal:
      return boolRef(order == 0);
    case BinaryOp.Less:
      return boolRef(order < 0);
    case BinaryOp.LessEqual:
      return boolRef(order <= 0);
    case BinaryOp.More:
      return boolRef(order > 0);
    case BinaryOp.MoreEqual:
      return boolRef(order >= 0);
  }
  return UNSUPPORTED;
}
