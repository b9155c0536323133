/**
 * The runtime's functions, as machine code calls them: through slots of a table whose addresses are no
 * memory. Arguments are in r0 to r3, further ones on the stack at `cpu.sp`; results go to r0 and r1.
 */
import { catchStop, dispatch } from "../native/dispatch";
import { Cpu, cpu } from "./registers";
import { Stop } from "./stop";

/** The slots' code addresses: this, and 4 more for each slot (and the Thumb bit in pointers to them). */
export const RUNTIME_BASE: u32 = 0x1fff0000;
/** How many slots there can be. */
export const RUNTIME_SLOTS: u32 = 256;

/**
 * Calls the runtime function of a slot. `cpu.pc` is where it returns to; a function that goes somewhere else
 * (a longjmp) sets `pc`, `sp` and the registers. May enter `run` again. Returns false to end the run with
 * `Stop.RuntimeFailed`.
 */
export function callRuntime(slot: i32, cpu: Cpu): bool {
  return dispatch(slot, cpu);
}

/**
 * What stopped the run may be a Python exception: true when machine code handles it, and goes on there.
 */
export function recover(stop: Stop): bool {
  return catchStop(stop, cpu);
}
