/** Locals of machine code that have no value. */
import { M } from "../generated/messages";
import { NULL } from "../memory/ref";
import { raise } from "../object/raise";

/** Whether none of `n` words is 0, which a local without a value is. false: NameError is pending. */
export function areBound(words: usize, n: u32): bool {
  for (let i: u32 = 0; i < n; i++) {
    if (load<u32>(words + (i << 2)) == NULL) {
      raise(M.localUnbound);
      return false;
    }
  }
  return true;
}
