/** Slots of the runtime function table that nothing stands behind. */
import { M } from "../generated/messages";
import { raise1 } from "../object/raise";

/** Raises NotImplementedError. Always 0. */
export function missingFunction(slot: u32): u32 {
  return raise1(M.runtimeMissing, slot);
}
