/** bool: a number that prints as a word. */
import { Kind } from "../generated/kinds";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { boolRef, FALSE, NULL, Ref, smallOf, TRUE, UNSUPPORTED } from "../memory/ref";
import { checkPositional } from "../object/arguments";
import { putText } from "../object/builder";
import { binaryOp, truth, unarySlot } from "../object/operators";
import { Style } from "../object/print";
import { hasPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";

export function initBool(): void {
  const type = typeAt(typeOfKind(Kind.Bool));
  type.print = bool_print.index;
  type.make = bool_make.index;
  type.unary = bool_unary.index;
  type.binary = bool_binary.index;
}

function bool_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, x == TRUE ? "True" : "False");
}

function bool_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  if (n == 0) return FALSE;
  const value = truth(load<u32>(args));
  return hasPending() ? NULL : boolRef(value);
}

function bool_unary(op: UnaryOp, x: Ref): Ref {
  return op == UnaryOp.Len ? UNSUPPORTED : unarySlot(op, smallOf(i32(x == TRUE)));
}

function bool_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  const number = smallOf(i32(a == TRUE));
  return op == BinaryOp.In ? UNSUPPORTED : binaryOp(op, number, b);
}
