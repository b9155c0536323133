/** int. */
import { Kind } from "../generated/kinds";
import { Ref, smallValue } from "../memory/ref";
import { putNumber } from "../object/builder";
import { Style } from "../object/print";
import { typeAt, typeOfKind } from "../object/type";

export function initInt(): void {
  typeAt(typeOfKind(Kind.Int)).print = int_print.index;
}

function int_print(p: Ref, x: Ref, style: Style): bool {
  return putNumber(p, smallValue(x));
}
