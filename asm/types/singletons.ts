/** None, True, False, Ellipsis, NotImplemented. */
import { Kind } from "../generated/kinds";
import { Ref } from "../memory/ref";
import { putText } from "../object/builder";
import { Style } from "../object/print";
import { typeAt, typeOfKind } from "../object/type";

export function initSingletons(): void {
  typeAt(typeOfKind(Kind.None)).print = none_print.index;
  typeAt(typeOfKind(Kind.Ellipsis)).print = ellipsis_print.index;
  typeAt(typeOfKind(Kind.NotImplemented)).print = notImplemented_print.index;
}

function none_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "None");
}

function ellipsis_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "Ellipsis");
}

function notImplemented_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "NotImplemented");
}
