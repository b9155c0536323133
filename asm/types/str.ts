/** str. */
import { Kind } from "../generated/kinds";
import { Ref } from "../memory/ref";
import { putBytes } from "../object/builder";
import { Style } from "../object/print";
import { strData, strLength } from "../object/str";
import { typeAt, typeOfKind } from "../object/type";

export function initStr(): void {
  typeAt(typeOfKind(Kind.Str)).print = str_print.index;
}

function str_print(p: Ref, x: Ref, style: Style): bool {
  return putBytes(p, strData(x), strLength(x));
}
