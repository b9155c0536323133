/** Whether `except types:` catches an exception. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { boolRef, FALSE, isKind, Ref, TRUE } from "../memory/ref";
import { tupleItems, tupleLength } from "../types/tuple";
import { raise } from "./raise";
import { isSubtype, isType, typeOf } from "./type";

/** `types` is a class or a tuple of classes; `exception` an instance or a class. */
export function exceptionMatches(exception: Ref, types: Ref): Ref {
  if (isType(types)) return boolRef(matches(exception, types));
  if (!isKind(types, Kind.Tuple)) return raise(M.exceptionNeeded);
  for (let i = 0; i < tupleLength(types); i++) {
    const type = load<u32>(tupleItems(types) + ((<usize>i) << 2));
    if (!isType(type)) return raise(M.exceptionNeeded);
    if (matches(exception, type)) return TRUE;
  }
  return FALSE;
}

function matches(exception: Ref, type: Ref): bool {
  return isSubtype(isType(exception) ? exception : typeOf(exception), type);
}
