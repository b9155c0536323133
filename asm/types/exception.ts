/** What exceptions can do as Python values. */
import { Kind } from "../generated/kinds";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putByte, putText } from "../object/builder";
import { exceptionAt, newException } from "../object/exception";
import { putRepr, putStr, Style } from "../object/print";
import { typeAt, typeName, typeOfKind } from "../object/type";
import { tupleFrom, tupleGet, tupleLength } from "./tuple";

export function initException(): void {
  const type = typeAt(typeOfKind(Kind.Exception));
  type.print = exception_print.index;
  type.make = exception_make.index;
}

function exception_print(p: Ref, x: Ref, style: Style): bool {
  const args = exceptionAt(x).args;
  const n = tupleLength(args);
  if (style != Style.Str) {
    if (!putStr(p, typeName(exceptionAt(x).type))) return false;
    if (style == Style.Exception) {
      if (n == 0) return true;
      if (!putText(p, ": ")) return false;
    }
  }
  if (style != Style.Repr)
    return n == 0 || (n == 1 ? putStr(p, tupleGet(args, 0)) : putRepr(p, args));
  if (n != 1) return putRepr(p, args);
  return putByte(p, 0x28) && putRepr(p, tupleGet(args, 0)) && putByte(p, 0x29);
}

function exception_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const x = newException(type, NULL);
  if (x == NULL) return NULL;
  root(x);
  const tuple = tupleFrom(n, args);
  if (tuple == NULL) return NULL;
  rootReset(mark);
  exceptionAt(x).args = tuple;
  return x;
}
