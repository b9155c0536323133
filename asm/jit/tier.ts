/**
 * From interpreted to compiled code and back.
 *
 * Code.heat counts up from below zero with every entry and slice; at zero the code is watched for a while
 * (asm/jit/observe.ts), then offered to the host for compiling. Compiled code that fails its expectations too often is
 * dropped, watched and offered again.
 */

import { Jit } from "../generated/jit";
import * as host from "../host";
import { markRange } from "../memory/collector";
import { NULL, Ref, SUSPENDED } from "../memory/ref";
import { hasPending } from "../object/raise";
import { Code, codeAt } from "../vm/code";
import { RESULT_FRAME } from "../vm/enter-call";
import { currentFrame, frameAt } from "../vm/frame";
import { Fuel } from "../vm/fuel";
import { returnValue } from "../vm/return";
import { entryAt } from "./entries";
import { markIdentities, noteFailure, observe } from "./observe";
import { listCompiled } from "./places";
import { hasYielded } from "./resume";
import { closeDirect, jitMode, openDirect, Status, setJitMode, takeStatus } from "./state";

/** Not a value: the interpreter goes on with this frame. */
export const INTERPRET: Ref = 0x4e;

/** Entries before code is watched; a slice counts as SLICE_HEAT of them. */
const WARM_HEAT: i32 = 1500;
/** The same two when code is to be compiled soon. */
const SOON_HEAT: i32 = 2;
const SOON_FUEL: i32 = 6;
const SLICE_HEAT: i32 = 800;
/** Backward jumps for which code is watched. */
const WATCH_FUEL: i32 = 2500;
/** Failed expectations until code is compiled anew; doubles each time. */
const EXIT_LIMIT: u32 = 12;
const MAX_RECOMPILES: u32 = 7;
/** In Code.recompiles: compiled code can be entered at loops. */
const HAS_LOOPS: u32 = 0x8000;
/** Jumps at which the interpreter looks for an entry after it had to take over. */
const SEEK_JUMPS: i32 = 24;

/** Code that waits to be compiled. */
const HOT_SLOTS: u32 = 64;
export const HOT: usize = memory.data(64 * 4, 4);
export const HOT_COUNT: usize = memory.data(4, 4);
/** 1: what HOT lists has been watched, the host may compile it. */
export const HOT_READY: usize = memory.data(4, 4);

/** Whether the interpreter is to note what it sees. */
export let watching: bool = false;
/** Whether the interpreter has begun to. */
let watched: bool = false;
/** Fuel put aside while the interpreter looks for a place where it can enter compiled code. */
let reserve: i32 = 0;
let seeksLeft: i32 = 0;

/** Code.compiled of code that has become warm. */
export const COUNTED: u32 = 1;

/** A Python function is entered: counts it. */
export function countEntry(code: Code): void {
  if (++code.heat == 0) code.compiled = COUNTED;
}

const NEVER: i32 = i32.MIN_VALUE;

/** The heat that new code starts with. */
export function initialHeat(): i32 {
  if (jitMode == Jit.off) return NEVER;
  return jitMode == Jit.eager ? -1 : jitMode == Jit.soon ? -SOON_HEAT : -WARM_HEAT;
}

export function configureJit(mode: i32): void {
  setJitMode(mode);
}

/** Marks what is to be compiled, and what the compiler will go by. */
export function markHot(): void {
  markRange(HOT, HOT + (load<u32>(HOT_COUNT) << 2));
  if (watching || load<u32>(HOT_READY) != 0) markIdentities();
}

/**
 * The frame's code is warm. INTERPRET, RESULT_FRAME when the current frame has changed, SUSPENDED, or the value with
 * which the interpreter returns.
 */
export function enterTier(fp: usize): Ref {
  const f = frameAt(fp);
  const code = codeAt(f.code);
  resumeFuel();
  if (code.compiled == COUNTED) {
    code.compiled = 0;
    if (code.ahead != 0) {
      if (!installTranslation(f.code)) return RESULT_FRAME;
    } else {
      warm(f.code);
    }
    if (code.compiled == 0) return INTERPRET;
  }
  // What was translated without having been seen is watched together with what is to be compiled.
  if (watching && code.heat >= -WARM_HEAT) return INTERPRET;
  let entry: u32 = 0;
  if (f.ip != code.start) {
    entry = entryAt(f.ip, code.compiled);
    if (entry == 0) return seek(code);
  }
  const outermost = openDirect();
  const result = call_indirect<Ref>(code.compiled, fp, entry);
  if (outermost) closeDirect();
  if (result != NULL) {
    seeksLeft = SEEK_JUMPS;
    return hasYielded(f) ? result : returnValue(fp, result);
  }
  const status = takeStatus();
  if (status >= Status.Exit) {
    noteExit(fp, status, code);
    if (hasPending()) return RESULT_FRAME;
    return code.compiled <= COUNTED ? INTERPRET : seek(code);
  }
  seeksLeft = SEEK_JUMPS;
  if (status == Status.Suspend) heatRunning();
  return status == Status.Suspend ? SUSPENDED : RESULT_FRAME;
}

/** Installs what the code was translated to before it was loaded. false: that is none, ValueError is pending. */
function installTranslation(x: Ref): bool {
  const installed = host.installAhead(x) != 0;
  codeAt(x).ahead = 0;
  return installed;
}

function seek(code: Code): Ref {
  if ((code.recompiles & HAS_LOOPS) == 0) return INTERPRET;
  if (--seeksLeft >= 0) stopSoon();
  else seeksLeft = 0;
  return INTERPRET;
}

/** Makes a compiled function known, which is at a place of the table of functions. */
export function installCompiled(x: Ref, index: u32, hasLoops: bool): void {
  const code = codeAt(x);
  code.compiled = index;
  listCompiled(x);
  code.recompiles = <u16>((code.recompiles & ~HAS_LOOPS) | (hasLoops ? HAS_LOOPS : 0));
}

/** Has the interpreter come back at the next jump. */
function stopSoon(): void {
  reserve += Fuel.left;
  Fuel.left = 0;
}

/** The compiled code of `code` gave up in a frame: what it met is remembered for the next time it is compiled. */
export function noteExit(fp: usize, status: Status, code: Code): void {
  const f = frameAt(fp);
  if (status == Status.ExitPlain) return;
  if (status == Status.ExitFailed) noteFailure(f.ip);
  else observe(f.ip, f.sp);
  if (++code.exits >= EXIT_LIMIT << recompilesOf(code)) recompile(code);
}

function recompilesOf(code: Code): u32 {
  return code.recompiles & ~HAS_LOOPS;
}

/** Drops compiled code, to watch and compile anew. */
function recompile(code: Code): void {
  if (recompilesOf(code) == MAX_RECOMPILES) return;
  code.recompiles++;
  code.exits = 0;
  code.compiled = COUNTED;
}

/** A slice ended in this frame. */
export function heatUp(fp: usize): void {
  const code = codeAt(frameAt(fp).code);
  if (code.compiled > COUNTED) {
    // A whole slice, and no entry was found: the code has parts that were never seen.
    recompile(code);
  } else {
    heatSlice(code);
  }
}

/** A slice ended in a function that others call in a loop of theirs: they have used it as well. */
export function heatRunning(): void {
  const f = frameAt(currentFrame);
  heatSlice(codeAt(f.code));
  if (f.previous != 0) heatSlice(codeAt(frameAt(f.previous).code));
}

/** A slice ended in code that has not been watched: in bytecode, or in what that was translated to ahead of time. */
function heatSlice(code: Code): void {
  if (code.heat >= 0 || code.heat < -WARM_HEAT) return;
  code.heat += SLICE_HEAT;
  if (code.heat >= 0) code.compiled = COUNTED;
}

/** Goes on with the slice where it was only to come to a jump; but an interpreter that is to watch has to start first. */
export function resumeFuel(): void {
  if (watching && !watched) return;
  Fuel.left += reserve;
  reserve = 0;
}

/** Another slice begins: what was put aside of the one before is no more. */
export function dropReserve(): void {
  reserve = 0;
}

/** The interpreter, which watched or not, is out of fuel in this frame. true: it has more; false: the slice is over. */
export function refuel(fp: usize, noted: bool): bool {
  const fuel = reserve;
  reserve = 0;
  if (fuel > 0 && watching == noted) {
    Fuel.left = fuel;
    return true;
  }
  if (!noted) heatUp(fp);
  seeksLeft = SEEK_JUMPS;
  return false;
}

/** The interpreter starts to watch. */
export function startWatch(): void {
  watched = true;
  Fuel.left = min(Fuel.left, watchFuel());
}

/** The interpreter has watched for as long as it was to. */
function endWatch(): void {
  watching = false;
  watched = false;
  store<u32>(HOT_READY, 1);
}

/** Has the host compile what waits for it. */
export function compileReady(): void {
  if (watched) endWatch();
  if (load<u32>(HOT_READY) == 0) return;
  store<u32>(HOT_READY, 0);
  host.compileHot();
}

/** Code that is not compiled has become warm. */
function warm(x: Ref): void {
  const code = codeAt(x);
  const count = load<u32>(HOT_COUNT);
  if (jitMode == Jit.off || count == HOT_SLOTS) {
    code.heat = jitMode == Jit.off ? NEVER : -WARM_HEAT;
    return;
  }
  code.heat = NEVER;
  store<u32>(HOT + (count << 2), x);
  store<u32>(HOT_COUNT, count + 1);
  if (jitMode == Jit.eager) host.compileHot();
  else watch();
}

/** Has the interpreter watch from now on; what was listed before is compiled together with what has been added. */
function watch(): void {
  store<u32>(HOT_READY, 0);
  if (watched) {
    Fuel.left = watchFuel();
  } else if (!watching) {
    watching = true;
    stopSoon();
  }
}

function watchFuel(): i32 {
  return jitMode == Jit.soon ? SOON_FUEL : WATCH_FUEL;
}
