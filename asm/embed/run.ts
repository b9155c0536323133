/** Running Python code for the host, slice by slice. */

import { Kind } from "../generated/kinds";
import { resetJitDepth } from "../jit/call";
import { Status, setStatus } from "../jit/state";
import { getCell, RootCell, setCell } from "../memory/cells";
import { isKind, NULL, Ref, SUSPENDED } from "../memory/ref";
import { root, rootBase, rootMark, rootReset } from "../memory/roots";
import { resetMachine } from "../native/activation";
import { runMachineBody } from "../native/function";
import { BUFFER_DATA } from "../object/builder";
import { newFunction } from "../types/function";
import { moduleAt } from "../types/module";
import { resetNativeDepth } from "../vm/depth";
import { FRAME_ENTRY, setCurrentFrame, setStackTop, stackBase } from "../vm/frame";
import { Fuel } from "../vm/fuel";
import { interpret } from "../vm/interpreter";
import { enterFunction } from "../vm/invoke";
import { loadMpy } from "../vm/loader";
import { INTERRUPT, pollBetweenSlices } from "../vm/poll";
import { hasScheduled, resetSchedule, runScheduled } from "../vm/schedule";
import { filledBuffer } from "./exchange";

/**
 * Loads the `.mpy` bytes in the host's buffer and enters their outermost code in `__main__`. They must
 * have been verified. false: an exception is pending.
 */
export function enterMain(): bool {
  const buffer = filledBuffer();
  const globals = moduleAt(getCell(RootCell.Main)).globals;
  const code = loadMpy(<usize>buffer + BUFFER_DATA, buffer, globals);
  if (code == NULL) return failed();
  const mark = rootMark();
  root(code);
  const f = newFunction(code, globals, NULL, NULL, NULL);
  if (f == NULL) return failed();
  root(f);
  if (isKind(f, Kind.MachineFunction)) setCell(RootCell.MachineMain, f);
  else if (enterFunction(f, 0, 0, 0, FRAME_ENTRY) == 0) return failed();
  rootReset(mark);
  return true;
}

/** Runs a slice of bytecode, or all of a main program of machine code. */
function runSlice(): Ref {
  const main = getCell(RootCell.MachineMain);
  if (main == NULL) return interpret();
  setCell(RootCell.MachineMain, NULL);
  return runMachineBody(main, moduleAt(getCell(RootCell.Main)).globals, NULL);
}

function failed(): bool {
  abandon();
  return false;
}

/** Runs a slice of what was entered: SUSPENDED when there is more to do, NULL with an exception pending. */
export function step(): Ref {
  const result = runSlice();
  if (result == SUSPENDED) {
    pollBetweenSlices();
    return result;
  }
  setCell(RootCell.Result, result);
  // What was scheduled last comes before the end.
  if (result != NULL && hasScheduled()) runScheduled();
  if (getCell(RootCell.Result) == NULL) abandon();
  return getCell(RootCell.Result);
}

/** Drops all frames and what helpers held: nothing runs any more. */
export function abandon(): void {
  store<i32>(INTERRUPT, 0);
  setCurrentFrame(0);
  setStackTop(stackBase);
  rootReset(rootBase);
  resetNativeDepth(0);
  resetSchedule();
  resetMachine();
  Fuel.refill();
  resetJitDepth();
  setStatus(Status.Raise);
}
