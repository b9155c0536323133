/** The module `micropython`. */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { lockDepth, lockHeap, unlockHeap } from "../memory/heap";
import { NONE, NULL, Ref, SMALL_MAX, smallOf } from "../memory/ref";
import { putByte, putText, putUnsigned, STDOUT } from "../object/builder";
import { setEmergencyBuffer } from "../object/emergency";
import { function0, function1, function2, functionArgs } from "../object/native-function";
import { putStr } from "../object/print";
import { dynamicBytes, dynamicCount, dynamicQstr, dynamicTableBytes } from "../object/qstr";
import { hasPending, raise } from "../object/raise";
import { typeOfKind } from "../object/type";
import { defineInModule, newNativeModule } from "../types/module";
import { toI32 } from "../types/number";
import { stackBase, stackEnd, stackUsed } from "../vm/frame";
import { SCHEDULE_FULL, SCHEDULED, schedule } from "../vm/schedule";
import { currentBytes, peakBytes, printHeapMap, printHeapSummary } from "./heap-map";

/** The optimization level of code compiled from now on: `-O` and `micropython.opt_level`. */
export let optLevel: i32 = 0;

export function setOptLevel(level: i32): void {
  optLevel = level;
}

export function initMicropython(): Ref {
  const module = newNativeModule(Q.micropython, 20);
  defineInModule(module, Q.const_, function1(Q.const_, identity));
  defineInModule(module, Q.opt_level, functionArgs(Q.opt_level, 0, 1, micropython_optLevel));
  if (!BOARD) defineStatistics(module);
  defineInModule(module, Q.mem_info, functionArgs(Q.mem_info, 0, 1, micropython_memInfo));
  defineInModule(module, Q.qstr_info, functionArgs(Q.qstr_info, 0, 1, micropython_qstrInfo));
  defineInModule(module, Q.stack_use, function0(Q.stack_use, micropython_stackUse));
  defineInModule(module, Q.heap_lock, function0(Q.heap_lock, micropython_heapLock));
  defineInModule(module, Q.heap_unlock, function0(Q.heap_unlock, micropython_heapUnlock));
  defineInModule(module, Q.heap_locked, function0(Q.heap_locked, micropython_heapLocked));
  defineInModule(module, Q.kbd_intr, function1(Q.kbd_intr, micropython_kbdIntr));
  defineInModule(module, Q.RingIO, typeOfKind(Kind.RingIO));
  defineInModule(module, Q.schedule, function2(Q.schedule, micropython_schedule));
  defineInModule(
    module,
    Q.alloc_emergency_exception_buf,
    function1(Q.alloc_emergency_exception_buf, micropython_emergencyBuffer),
  );
  return module;
}

/** `const(x)` that the compiler did not fold. */
function identity(x: Ref): Ref {
  return x;
}

function micropython_optLevel(n: i32, args: usize): Ref {
  if (n == 0) return smallOf(optLevel);
  const level = toI32(load<u32>(args));
  if (hasPending()) return NULL;
  optLevel = level;
  return NONE;
}

/** What the board's firmware does not count. */
function defineStatistics(module: Ref): void {
  defineInModule(module, Q.mem_total, function0(Q.mem_total, micropython_memTotal));
  defineInModule(module, Q.mem_current, function0(Q.mem_current, micropython_memCurrent));
  defineInModule(module, Q.mem_peak, function0(Q.mem_peak, micropython_memPeak));
}

function bytesRef(bytes: u32): Ref {
  return smallOf(<i32>min<u32>(bytes, SMALL_MAX));
}

function micropython_memTotal(): Ref {
  return bytesRef(peakBytes());
}

function micropython_memCurrent(): Ref {
  return bytesRef(currentBytes());
}

function micropython_memPeak(): Ref {
  return bytesRef(peakBytes());
}

/** Prints how much of stack and heap is in use; with an argument the map of the heap, too. */
export function micropython_memInfo(n: i32, args: usize): Ref {
  printCounts();
  printHeapSummary(STDOUT);
  if (n != 0) printHeapMap(STDOUT);
  return hasPending() ? NULL : NONE;
}

function printCounts(): void {
  if (!BOARD) printStatistics();
  putText(STDOUT, "stack: ");
  putUnsigned(STDOUT, <u32>stackUsed());
  putText(STDOUT, " out of ");
  putUnsigned(STDOUT, <u32>(stackEnd - stackBase));
  putByte(STDOUT, 0x0a);
}

function printStatistics(): void {
  putText(STDOUT, "mem: total=");
  putUnsigned(STDOUT, peakBytes());
  putText(STDOUT, ", current=");
  putUnsigned(STDOUT, currentBytes());
  putText(STDOUT, ", peak=");
  putUnsigned(STDOUT, peakBytes());
  putByte(STDOUT, 0x0a);
}

/** Prints how many strings were interned since the start; with an argument the strings, too. */
export function micropython_qstrInfo(n: i32, args: usize): Ref {
  const count = <u32>dynamicCount();
  putText(STDOUT, "qstr pool: n_pool=");
  putUnsigned(STDOUT, count == 0 ? 0 : 1);
  putText(STDOUT, ", n_qstr=");
  putUnsigned(STDOUT, count);
  putText(STDOUT, ", n_str_data_bytes=");
  putUnsigned(STDOUT, dynamicBytes);
  putText(STDOUT, ", n_total_bytes=");
  putUnsigned(STDOUT, dynamicBytes + dynamicTableBytes());
  putByte(STDOUT, 0x0a);
  for (let i = 0; n != 0 && i < <i32>count; i++) {
    putText(STDOUT, "Q(");
    putStr(STDOUT, dynamicQstr(i));
    putText(STDOUT, ")\n");
  }
  return NONE;
}

function micropython_stackUse(): Ref {
  return smallOf(<i32>stackUsed());
}

function micropython_heapLock(): Ref {
  lockHeap();
  return NONE;
}

/** One level less; never below none. */
function micropython_heapUnlock(): Ref {
  if (lockDepth > 0) unlockHeap();
  return smallOf(lockDepth);
}

function micropython_heapLocked(): Ref {
  return smallOf(lockDepth);
}

/** What the terminal's characters do is the host's business. */
function micropython_kbdIntr(x: Ref): Ref {
  const character = toI32(x);
  if (hasPending()) return NULL;
  host.interruptKey(character);
  return NONE;
}

/** There is always an exception ready for when there is no memory; how much room it has does not depend on the size. */
function micropython_emergencyBuffer(size: Ref): Ref {
  const bytes = toI32(size);
  if (hasPending()) return NULL;
  setEmergencyBuffer(bytes);
  return NONE;
}

function micropython_schedule(f: Ref, argument: Ref): Ref {
  const answer = schedule(f, argument);
  if (answer == SCHEDULED) return NONE;
  return answer == SCHEDULE_FULL ? raise(M.scheduleFull) : NULL;
}
