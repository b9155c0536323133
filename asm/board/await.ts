/** Waiting for a bit of a register, for so many milliseconds of the firmware's clock. */
import { currentCycles } from "../cpu/slice";
import { Errno } from "../generated/errnos";
import { STREAM_RAISED } from "../object/stream";
import { readRegister } from "./access";
import { passTo } from "./ticks";

/** What a wait comes to: it has ended in time, or not, or an exception is pending. */
export const READY: i32 = 1;
export const LATE: i32 = 0;
export const RAISED: i32 = -1;

/** Waits until one of the bits is set, up to a cycle; `idle`: the processor sleeps meanwhile. */
export function awaitSet(register: u32, bits: u32, end: f64, idle: bool): i32 {
  while ((readRegister(register, 4) & bits) == 0) {
    if (<f64>currentCycles() >= end) return LATE;
    if (!passTo(end, idle)) return RAISED;
  }
  return READY;
}

/** Waits until all of the bits are clear, with the processor running. */
export function awaitClear(register: u32, bits: u32, end: f64): i32 {
  while ((readRegister(register, 4) & bits) != 0) {
    if (<f64>currentCycles() >= end) return LATE;
    if (!passTo(end, false)) return RAISED;
  }
  return READY;
}

/** A wait's end as a stream's answer: 0, ETIMEDOUT, or that an exception is pending. */
export function answerOf(waited: i32): i32 {
  return waited == READY ? 0 : waited == LATE ? -Errno.ETIMEDOUT : STREAM_RAISED;
}
