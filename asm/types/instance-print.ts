/** Printing of instances of classes made in Python. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { NULL, qstrRef, Ref, TRUE, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putByte, putHex, putText } from "../object/builder";
import { print, putStr, Style } from "../object/print";
import { TYPE_PYTHON, typeAt, typeName, typeOf, typeOfKind } from "../object/type";
import { callMember, nativeOf, specialMethod } from "./instance";

export function initInstancePrint(): void {
  typeAt(typeOfKind(Kind.Instance)).print = instance_print.index;
}

function instance_print(p: Ref, x: Ref, style: Style): bool {
  const special = printSpecial(p, x, style);
  if (special != UNSUPPORTED) return special != NULL;
  const native = nativeOf(x);
  if (native != NULL) return print(p, native, style);
  if (style == Style.Str) {
    const fallback = printSpecial(p, x, Style.Repr);
    if (fallback != UNSUPPORTED) return fallback != NULL;
  }
  const type = typeOf(x);
  if (!putByte(p, 0x3c) || !putStr(p, typeName(type))) return false;
  if (typeAt(type).flags & TYPE_PYTHON && !(putText(p, " object at ") && putHex(p, x)))
    return false;
  return putByte(p, 0x3e);
}

/** Prints through `__str__` or `__repr__` of the class: TRUE, NULL on error, UNSUPPORTED when it has none. */
export function printSpecial(p: Ref, x: Ref, style: Style): Ref {
  const method = specialMethod(x, qstrRef(style == Style.Str ? Q.__str__ : Q.__repr__));
  if (method == NULL) return UNSUPPORTED;
  const text = callMember(method, x, 0, NULL, NULL);
  if (text == NULL) return NULL;
  const mark = rootMark();
  root(text);
  const ok = putStr(p, text);
  rootReset(mark);
  return ok ? TRUE : NULL;
}
