/** A call of a runtime function from the processor, and what becomes of exceptions there. */
import { resetChip } from "../board/power";
import { measureMemory } from "../cpu/memory-map";
import { Cpu } from "../cpu/registers";
import { Fault, Stop } from "../cpu/stop";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { callSlot, givesObject } from "../generated/runtime-calls";
import { Slot } from "../generated/runtime-slots";
import { heapEnd } from "../memory/heap";
import { Ref } from "../memory/ref";
import { hasPending, raise1 } from "../object/raise";
import { typeOfKind } from "../object/type";
import { EMPTY_TUPLE } from "../types/tuple";
import { Cost } from "../vm/cost";
import { servePoll } from "../vm/poll";
import { foreignWord } from "./foreign";
import { isLinked } from "./foreign-function";
import { isPrinterSlot, printToBuilder } from "./foreign-printer";
import { callStream, isStreamSlot } from "./foreign-stream";
import { hasVariables } from "./foreign-type";
import { functionTable } from "./function-table";
import { notePlace, placeOfPc, raiseFault } from "./machine-lines";
import { jumpToBuffer, leaveCaught, popBuffer, pushBuffer } from "./nlr";
import { setCallSite } from "./site";

/**
 * Calls the function of a slot with what is in the registers and on the stack. An exception goes to the innermost
 * buffer of this run. false: there is none, the run ends.
 */
export function dispatch(slot: i32, cpu: Cpu): bool {
  Cost.runtimeFunction(slot);
  if (slot == Slot.nlr_push) return pushBuffer(cpu) || jumpToBuffer(cpu);
  leaveCaught();
  if (slot == Slot.nlr_pop) {
    popBuffer();
    return true;
  }
  const end = heapEnd;
  setCallSite(cpu.lr);
  if (isPrinterSlot(slot)) cpu.r0 = printToBuilder(cpu.r0, cpu.r1, cpu.r2);
  else if (isStreamSlot(slot)) cpu.r0 = callStream(slot, cpu.r0, cpu.r1, cpu.r2, cpu.r3);
  else cpu.r0 = callSlot(slot, cpu.r0, cpu.r1, cpu.r2, cpu.r3, cpu.sp);
  if (heapEnd != end) measureMemory();
  if (!hasPending()) {
    if (hasVariables() && isLinked() && givesObject(slot)) cpu.r0 = wordForC(slot, cpu.r0);
    return true;
  }
  notePlace(cpu.pc, slot == Slot.native_raise);
  return jumpToBuffer(cpu);
}

/**
 * The word that C gets for an object. It takes the first word of an empty tuple for the type of tuples, whose items
 * it reads itself, since they lie where it has them.
 */
function wordForC(slot: i32, x: Ref): u32 {
  if (slot == Slot.obj_get_type && x == typeOfKind(Kind.Tuple)) return load<u32>(EMPTY_TUPLE);
  return foreignWord(x);
}

/** What stopped a run is an exception here, if the runtime has started it. false: nothing handles it. */
export function catchStop(stop: Stop, cpu: Cpu): bool {
  if (BOARD && stop == Stop.Reset) resetChip();
  if (functionTable == 0 || stop == Stop.Returned || stop == Stop.RuntimeFailed) return false;
  if (!hasPending()) raiseStop(cpu);
  notePlace(placeOfPc(), false);
  return jumpToBuffer(cpu);
}

/** The exception for code that cannot go on. */
function raiseStop(cpu: Cpu): void {
  const fault = cpu.fault;
  const pc = cpu.pc;
  const ofData = fault == Fault.Data || fault == Fault.Unaligned;
  const address = ofData ? cpu.faultAddress : pc;
  // From here on it is Python's: the processor goes on as if nothing had been.
  cpu.fault = Fault.None;
  // Code that faults and handles that again and again must be stopped, too.
  servePoll();
  if (hasPending()) return;
  if (fault != Fault.None) raiseFault(address, pc, placeOfPc());
  else raise1(M.machineStopped, pc);
}
