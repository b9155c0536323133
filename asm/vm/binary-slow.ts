/** Binary operators of the bytecode whose operands are not both small, or whose result is not. */
import { Kind } from "../generated/kinds";
import { Op } from "../generated/opcodes";
import { BinaryOp } from "../generated/operators";
import { isKind, NULL, Ref } from "../memory/ref";
import { binaryOp, plainOperator } from "../object/operators";
import { floatBinary, isFloat } from "../types/float";
import { enterBinary } from "./enter-special";

/** The instruction `op` on `a` and `b`. NULL: an exception is pending. */
export function binarySlow(op: i32, a: Ref, b: Ref): Ref {
  const operator = <BinaryOp>(op - Op.BINARY_OP_MULTI);
  return isFloat(a) && isFloat(b)
    ? floatBinary(plainOperator(operator), a, b)
    : binaryOp(operator, a, b);
}

/** As `binarySlow` for the stack's top. NULL: a frame was pushed, or an exception is pending. */
export function binaryOrEnter(op: i32, a: Ref, b: Ref): Ref {
  const operator = <BinaryOp>(op - Op.BINARY_OP_MULTI);
  if (isKind(a, Kind.Instance) && enterBinary(operator, a, b)) return NULL;
  return binarySlow(op, a, b);
}
