/** float: | header | – | 64-bit value |, one block. */
import { Kind } from "../generated/kinds";
import { BinaryOp } from "../generated/operators";
import { allocateBlock } from "../memory/heap";
import { isPointer, NULL, Ref } from "../memory/ref";
import { binaryOp } from "../object/operators";

const FLOAT_VALUE: usize = 8;

export function isFloat(x: Ref): bool {
  return isPointer(x) && load<u8>(x) == Kind.Float;
}

export function floatValue(x: Ref): f64 {
  return load<f64>(x, FLOAT_VALUE);
}

/** A new float. NULL: an exception is pending. */
export function newFloat(value: f64): Ref {
  const x = allocateBlock(Kind.Float);
  if (x != NULL) store<f64>(x, value, FLOAT_VALUE);
  return x;
}

/** `a op b` of two floats for the operators that need no check. */
export function floatBinary(op: BinaryOp, a: Ref, b: Ref): Ref {
  const x = floatValue(a);
  const y = floatValue(b);
  switch (<i32>op) {
    case BinaryOp.Add:
      return newFloat(x + y);
    case BinaryOp.Subtract:
      return newFloat(x - y);
    case BinaryOp.Multiply:
      return newFloat(x * y);
    case BinaryOp.TrueDivide:
      if (y != 0) return newFloat(x / y);
  }
  return binaryOp(op, a, b);
}
