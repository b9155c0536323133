/** What viper functions of Wasm call besides the runtime functions of machine code. */
import { M } from "../generated/messages";
import { Ref } from "../memory/ref";
import { rootReset, rootSlots } from "../memory/roots";
import { hasPending, raise1, takePending } from "../object/raise";
import { servePoll } from "../vm/poll";
import { rt_load_global } from "./names";
import { setCallSite } from "./site";

/** Reserves words that the collector sees, all 0; gives their address. */
export function viper_enter(words: u32): usize {
  return rootSlots(words);
}

/** Gives back what `viper_enter` reserved, and all that was reserved since. */
export function viper_leave(words: usize): void {
  rootReset(words);
}

/** Does what is due at a safepoint. false: an exception is pending. */
export function viper_poll(): bool {
  servePoll();
  return !hasPending();
}

export function viper_pending(): bool {
  return hasPending();
}

export function viper_take(): Ref {
  return takePending();
}

/** `site` is an address that no other name's use has: what is found is remembered by it. */
export function viper_load_global(name: u32, site: u32): Ref {
  setCallSite(site);
  return rt_load_global(name);
}

export function viper_bad_pointer(address: u32): void {
  raise1(M.badPointer, address);
}
