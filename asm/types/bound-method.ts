/** What bound methods can do as Python values. */
import { Kind } from "../generated/kinds";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { boolRef, FALSE, isKind, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { BoundMethod } from "../object/attribute";
import { putByte, putHex, putText } from "../object/builder";
import { putRepr, Style } from "../object/print";
import { typeAt, typeOfKind } from "../object/type";

export function initBoundMethod(): void {
  const type = typeAt(typeOfKind(Kind.BoundMethod));
  type.print = boundMethod_print.index;
  type.unary = boundMethod_unary.index;
  type.binary = boundMethod_binary.index;
  type.loadAttr = boundMethod_loadAttr.index;
}

function at(x: Ref): BoundMethod {
  return changetype<BoundMethod>(<usize>x);
}

function boundMethod_print(p: Ref, x: Ref, style: Style): bool {
  putText(p, "<bound_method ");
  putHex(p, x);
  putByte(p, 0x20);
  if (!putRepr(p, at(x).self)) return false;
  putByte(p, 0x2e);
  return putRepr(p, at(x).callee) && putByte(p, 0x3e);
}

function boundMethod_unary(op: UnaryOp, x: Ref): Ref {
  if (op != UnaryOp.Hash) return UNSUPPORTED;
  return smallOf(<i32>((at(x).self >> 4) ^ (at(x).callee >> 4)));
}

/** Two are equal when they bind the same function to the same object. */
function boundMethod_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (op != BinaryOp.Equal) return UNSUPPORTED;
  if (!isKind(b, Kind.BoundMethod)) return FALSE;
  return boolRef(at(a).self == at(b).self && at(a).callee == at(b).callee);
}

/** It shows the function's attributes. */
function boundMethod_loadAttr(x: Ref, name: Ref): Ref {
  const callee = at(x).callee;
  const slot = typeAt(typeOfKind(load<u8>(callee))).loadAttr;
  return slot == 0 ? UNSUPPORTED : call_indirect<Ref>(slot, callee, name);
}
