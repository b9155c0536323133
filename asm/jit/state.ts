/** Words that the interpreter and compiled code share; compiled code has their addresses as constants. */
import { stackEnd, stackTop } from "../vm/frame";

/** Why compiled code or a helper that runs Python code gave 0 instead of a value. */
export const enum Status {
  /** An exception is pending; the frame that was running is current and saved. */
  Raise,
  /** Other frames are to be run by the interpreter first; all frames are saved. */
  Frame,
  /** The slice is over; all frames are saved. */
  Suspend,
  /** The interpreter goes on with the current frame: what was expected here was not so. */
  Exit,
  /** Likewise; the expectation at this instruction is not to be had again. */
  ExitFailed,
  /** Likewise; the instruction is none for compiled code. */
  ExitPlain,
}

/** A Status. Raise whenever nothing else was written. */
export const STATUS: usize = memory.data(4, 4);

/** Reads the status, which is Raise again from then on. */
export function takeStatus(): Status {
  const status = load<u32>(STATUS);
  store<u32>(STATUS, Status.Raise);
  return status;
}

export function setStatus(status: Status): void {
  store<u32>(STATUS, status);
}

/** Where the frames of calls from compiled code to compiled code end; 0 while no compiled code runs. */
export let directEnd: usize = 0;
/** Bytes of the Python stack for such frames: bounds how deeply they nest on the host's stack. */
const DIRECT_BYTES: usize = 16 * 1024;

/** Compiled code is entered. false: some is running already. */
export function openDirect(): bool {
  if (directEnd != 0) return false;
  directEnd = min(stackEnd, stackTop + DIRECT_BYTES);
  return true;
}

export function closeDirect(): void {
  directEnd = 0;
}

/** When Python code is compiled; numbers of `JitMode` in src/tables/jit.ts. */
export let jitMode: i32 = 0;

export function setJitMode(mode: i32): void {
  jitMode = mode;
}

/** Whether what gave no value has raised. */
export function isRaising(): bool {
  return load<u32>(STATUS) == Status.Raise;
}
