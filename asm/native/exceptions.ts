/** Runtime functions of machine code that raise. */
import { NONE, NULL, Ref } from "../memory/ref";
import { raiseAny } from "../vm/unwind";
import { isRaiseStatement } from "./machine-lines";
import { callSite } from "./site";

/** Raises an exception, or one of a class; None and 0 raise nothing, but None in a `raise` statement. false: an exception is pending. */
export function rt_native_raise(x: Ref): bool {
  if (x == NULL || (x == NONE && !isRaiseStatement(callSite & ~1))) return true;
  raiseAny(x);
  return false;
}
