/** `str` and `repr` of any value, printed into a builder or to the standard output. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { kindOf, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { Cost } from "../vm/cost";
import { enterNative, leaveNative } from "../vm/depth";
import { builderStr, newBuilder, putByte } from "./builder";
import { isStr } from "./str";
import { typeAt, typeName, typeOf, typeOfKind } from "./type";

/** How a value is printed. */
export const enum Style {
  Str,
  Repr,
  /** As an uncaught exception's last line: `ValueError: text`. */
  Exception,
}

/** Prints a value. false: an exception is pending. */
export function print(p: Ref, x: Ref, style: Style): bool {
  const slot = typeAt(typeOfKind(kindOf(x))).print;
  Cost.charge(BoardCost.printObject);
  if (slot == 0) return printDefault(p, x);
  if (!enterNative()) return false;
  const ok = call_indirect<bool>(slot, p, x, style);
  leaveNative();
  return ok;
}

/** `<typename>`, for what has no better text. */
export function printDefault(p: Ref, x: Ref): bool {
  return putByte(p, 0x3c) && putStr(p, typeName(typeOf(x))) && putByte(p, 0x3e);
}

export function putStr(p: Ref, x: Ref): bool {
  return print(p, x, Style.Str);
}

export function putRepr(p: Ref, x: Ref): bool {
  return print(p, x, Style.Repr);
}

/** `str(x)` or `repr(x)` as a str. NULL: an exception is pending. */
export function textOf(x: Ref, style: Style): Ref {
  if (style == Style.Str && isStr(x)) return x;
  const mark = rootMark();
  const before = Cost.now();
  const p = newBuilder(28);
  if (p == NULL) return NULL;
  root(p);
  // The board's printer is on its stack, its buffer becomes that of the text.
  Cost.goBack(before);
  if (!print(p, x, style)) return NULL;
  const text = builderStr(p, Kind.Str);
  rootReset(mark);
  return text;
}
