/** None, True, False, Ellipsis, NotImplemented. */
import { Kind } from "../generated/kinds";
import { Ref, TRUE } from "../memory/ref";
import { putText } from "../object/builder";
import { Style } from "../object/print";
import { typeAt, typeOfKind } from "../object/type";

export function initSingletons(): void {
  typeAt(typeOfKind(Kind.None)).print = none_print.index;
  typeAt(typeOfKind(Kind.Bool)).print = bool_print.index;
}

function none_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "None");
}

function bool_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, x == TRUE ? "True" : "False");
}
