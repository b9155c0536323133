/** The processor as the runtime uses it: a run of machine code from an entry to its return. */
import { cpu } from "../cpu/registers";
import { run } from "../cpu/run";
import { Stop } from "../cpu/stop";
import { M } from "../generated/messages";
import { raise } from "../object/raise";
import { hasMachineRoom, machineTop } from "./machine-stack";

/** Room for the words of a runtime function's arguments, which a further run must not lose. */
const SAVED_BYTES: usize = 16;

/** Runs from `entry` on with four words in r0 to r3; gives what is in r0 then, or leaves an exception pending. */
export function execute(entry: usize, a: u32, b: u32, c: u32, d: u32): u32 {
  const sp = (machineTop() - SAVED_BYTES) & ~7;
  if (!hasMachineRoom(sp)) return raise(M.recursion);
  // The runtime function that has led here may hold these in nothing but its arguments.
  store<u32>(sp, cpu.r0);
  store<u32>(sp, cpu.r1, 4);
  store<u32>(sp, cpu.r2, 8);
  store<u32>(sp, cpu.r3, 12);
  const stop = run(<u32>entry | 1, a, b, c, d, <u32>sp, -1);
  return stop == Stop.Returned ? cpu.r0 : 0;
}

/** Drops all runs. */
export function resetProcessor(): void {
  cpu.depth = 0;
}
