/** Runtime functions of machine code that raise. */
import { NONE, NULL, Ref } from "../memory/ref";
import { raiseAny } from "../vm/unwind";

/** Raises an exception, or one of a class; None and 0 raise nothing. false: an exception is pending. */
export function rt_native_raise(x: Ref): bool {
  if (x == NULL || x == NONE) return true;
  raiseAny(x);
  return false;
}
