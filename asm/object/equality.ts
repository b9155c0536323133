/** `==` and `hash` between any values, as containers need them. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import {
  isPointer,
  isQstr,
  isSmall,
  kindOf,
  NULL,
  Ref,
  smallValue,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { Cost } from "../vm/cost";
import { binaryOp, truth } from "./operators";
import { raise1 } from "./raise";
import { isStr, sameBytes, strHash } from "./str";
import { typeAt, typeOfKind } from "./type";

/** Whether two values are equal. false may also mean that an exception is pending. */
export function equals(a: Ref, b: Ref): bool {
  Cost.charge(BoardCost.equal);
  if (a == b)
    return !(isPointer(a) && load<u8>(a) == Kind.Float) || binaryOp(BinaryOp.Equal, a, b) == TRUE;
  if (isSmall(a) && isSmall(b)) return false;
  if (isStr(a) && isStr(b)) return sameBytes(a, b);
  const result = binaryOp(BinaryOp.Equal, a, b);
  return result == TRUE || (result != NULL && truth(result));
}

/** The hash of a value; equal values have equal hashes. Look at the pending exception: 0 may be a hash. */
export function hashOf(x: Ref): u32 {
  if (isSmall(x)) return <u32>smallValue(x);
  if (isQstr(x)) return strHash(x);
  const kind = kindOf(x);
  if (kind == Kind.Str || kind == Kind.Bytes) return strHash(x);
  const slot = typeAt(typeOfKind(kind)).unary;
  if (slot != 0) {
    const h = call_indirect<Ref>(slot, UnaryOp.Hash, x);
    if (h == NULL) return 0;
    if (h != UNSUPPORTED) return <u32>smallValue(h);
  } else {
    return x >> 4;
  }
  raise1(M.unhashable, x);
  return 0;
}
