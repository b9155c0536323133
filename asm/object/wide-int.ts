/** Numbers as 64-bit machine numbers, for what is packed into bytes. */
import { isSmall, Ref, smallValue } from "../memory/ref";
import { toFloat, toI64Truncated } from "../types/number";
import { hasPending } from "./raise";

/** What `needWide` and `keepWide` left: the low 64 bits of an int. */
export let wideValue: i64 = 0;
/** What `needFloat` left. */
export let wideFloat: f64 = 0;

/** Leaves the low bits of an int, a bool or what `__int__` gives. false: an exception is pending. */
export function needWide(x: Ref): bool {
  if (isSmall(x)) {
    wideValue = smallValue(x);
    return true;
  }
  wideValue = toI64Truncated(x);
  return wideValue != 0 || !hasPending();
}

/** Leaves a reference as if it were a number. */
export function keepWide(x: Ref): bool {
  wideValue = x;
  return true;
}

/** Leaves the float of a number. false: an exception is pending. */
export function needFloat(x: Ref): bool {
  wideFloat = toFloat(x);
  return !hasPending();
}
