/** The processor as the runtime uses it: a run of machine code from an entry to its return. */
import { endHandlers, resetExceptions } from "../cpu/nvic";
import { cpu } from "../cpu/registers";
import { run } from "../cpu/run";
import { Fault, Stop } from "../cpu/stop";
import { control, FPCCR_WAITING, resetControl } from "../cpu/system-control";
import { M } from "../generated/messages";
import { unlockAll } from "../memory/heap";
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

/** Sets the processor up. */
export function initProcessor(): void {
  resetControl(true);
  resetExceptions();
}

/** Drops all runs and handlers. */
export function resetProcessor(): void {
  // What a handler has locked is its own.
  if (cpu.ipsr != 0) unlockAll();
  cpu.depth = 0;
  cpu.ipsr = 0;
  cpu.primask = 0;
  cpu.faultmask = 0;
  cpu.basepri = 0;
  cpu.control = 0;
  cpu.itState = 0;
  cpu.arm = 0;
  cpu.fault = Fault.None;
  cpu.floatReady = 0;
  control.fpccr &= ~FPCCR_WAITING;
  endHandlers();
}
