/** Whether `except types:` catches an exception. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { boolRef, FALSE, isKind, qstrRef, Ref, TRUE } from "../memory/ref";
import { tupleItems, tupleLength } from "../types/tuple";
import { exceptionType } from "./exception";
import { raise3 } from "./raise";
import { isSubtype, isType, typeOf } from "./type";

/** `types` is an exception's class or a tuple of such; `exception` an instance or a class. */
export function exceptionMatches(exception: Ref, types: Ref): Ref {
  if (isExceptionType(types)) return boolRef(matches(exception, types));
  if (!isKind(types, Kind.Tuple)) return refuse(exception, types);
  for (let i = 0; i < tupleLength(types); i++) {
    const type = load<u32>(tupleItems(types) + ((<usize>i) << 2));
    if (!isExceptionType(type)) return refuse(exception, type);
    if (matches(exception, type)) return TRUE;
  }
  return FALSE;
}

function isExceptionType(x: Ref): bool {
  return isType(x) && isSubtype(x, exceptionType(Exc.BaseException));
}

/** An operator without a name in the message. */
function refuse(exception: Ref, types: Ref): Ref {
  return raise3(M.unsupportedBinary, qstrRef(Q.empty), exception, types);
}

function matches(exception: Ref, type: Ref): bool {
  return isSubtype(isType(exception) ? exception : typeOf(exception), type);
}
