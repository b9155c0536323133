/** A call of a runtime function from the processor, and what becomes of exceptions there. */
import { measureMemory } from "../cpu/memory-map";
import { Cpu } from "../cpu/registers";
import { Fault, Stop } from "../cpu/stop";
import { M } from "../generated/messages";
import { callSlot } from "../generated/runtime-calls";
import { Slot } from "../generated/runtime-slots";
import { heapEnd } from "../memory/heap";
import { hasPending, raise1 } from "../object/raise";
import { Cost } from "../vm/cost";
import { servePoll } from "../vm/poll";
import { callStream, isStreamSlot } from "./foreign-stream";
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
  if (isStreamSlot(slot)) cpu.r0 = callStream(slot, cpu.r0, cpu.r1, cpu.r2, cpu.r3);
  else cpu.r0 = callSlot(slot, cpu.r0, cpu.r1, cpu.r2, cpu.r3, cpu.sp);
  if (heapEnd != end) measureMemory();
  if (!hasPending()) return true;
  notePlace(cpu.pc, slot == Slot.native_raise);
  return jumpToBuffer(cpu);
}

/** What stopped a run is an exception here, if the runtime has started it. false: nothing handles it. */
export function catchStop(stop: Stop, cpu: Cpu): bool {
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
