/** The names of the system's error numbers. */
import { ERRNO_COUNT, ERRNO_NAMES, ERRNO_NUMBERS } from "../generated/errnos";
import { NULL, qstrRef, Ref } from "../memory/ref";

/** The name of an error number, an interned string, or NULL. */
export function errnoName(n: i32): Ref {
  for (let i = 0; i < ERRNO_COUNT; i++) {
    if (<i32>load<u8>(ERRNO_NUMBERS + <usize>i) == n) {
      return qstrRef(load<u16>(ERRNO_NAMES + ((<usize>i) << 1)));
    }
  }
  return NULL;
}
