/**
 * Exception entry and return (DDI 0403, B1.5.6 to B1.5.8). A frame:
 *
 *     | r0 r1 r2 r3 | r12 lr pc xPSR | s0 … s15 | FPSCR | - |
 *
 * the second half only when the FPU was in use; with lazy stacking its place is kept and filled later.
 */
import { COSTS, Cost } from "../generated/thumb";
import { restoreFloats, saveFloats } from "./float-context";
import { readMemory, writeMemory } from "./memory-access";
import {
  canPreempt,
  countActive,
  EXCEPTION_BUS,
  EXCEPTION_HARD,
  EXCEPTION_MEMORY,
  EXCEPTION_NMI,
  executionPriority,
  isActive,
  nextException,
  pendLine,
  setActive,
  setPending,
} from "./nvic";
import { Access, isRangeAllowed, startProtection } from "./protection";
import { cpu } from "./registers";
import {
  CONTROL_FLOAT,
  CONTROL_PROCESS_STACK,
  CONTROL_UNPRIVILEGED,
  isPrivileged,
  swapStacks,
  usesProcessStack,
} from "./special-registers";
import { Fault } from "./stop";
import {
  CCR_ALIGN,
  CCR_NONBASE,
  control,
  FAULT_BUS,
  FAULT_MEMORY,
  FPCCR_BUS,
  FPCCR_HARD,
  FPCCR_LAZY,
  FPCCR_MEMORY,
  FPCCR_STATE,
  FPCCR_THREAD,
  FPCCR_USER,
  FPCCR_WAITING,
} from "./system-control";

const FRAME_BYTES: u32 = 0x20;
const FLOAT_FRAME_BYTES: u32 = 0x68;
const FLAG_BITS: u32 = 0xf80f0000;
const PSR_THUMB: u32 = 1 << 24;
const PSR_ALIGNED: u32 = 1 << 9;
/** EXC_RETURN: all but these bits are set; 4 no FPU in the frame, 3 to thread mode, 2 from the process stack. */
const RETURN_VALUE: u32 = 0xffffffe1;
const RETURN_PLAIN: u32 = 16;
const RETURN_THREAD: u32 = 8;
const RETURN_PROCESS: u32 = 4;
/** Cycles of going from one handler to the next. */
const TAIL_CHAIN_CYCLES: u64 = 6;

function entryCycles(): u64 {
  return <u64>load<u8>(COSTS + (Cost.Exception << 3));
}

/** ITSTATE as it lies in xPSR: bits 26, 25 and 15 to 10. */
function spreadIt(state: u32): u32 {
  return ((state & 3) << 25) | ((state >>> 2) << 10);
}

function gatherIt(psr: u32): u32 {
  return ((psr >>> 25) & 3) | (((psr >>> 10) & 0x3f) << 2);
}

/** Writes the frame; returns EXC_RETURN. */
function pushFrame(): u32 {
  const float = (cpu.control & CONTROL_FLOAT) != 0;
  const process = usesProcessStack();
  const bytes = float ? FLOAT_FRAME_BYTES : FRAME_BYTES;
  const aligns = (control.ccr & CCR_ALIGN) != 0 || float;
  const odd = aligns ? cpu.sp & 4 : 0;
  const frame = (cpu.sp - bytes) & (aligns ? ~4 : ~0);
  const psr =
    (cpu.apsr & FLAG_BITS) |
    PSR_THUMB |
    spreadIt(cpu.itState) |
    cpu.ipsr |
    (odd != 0 ? PSR_ALIGNED : 0);
  cpu.sp = frame;
  startProtection();
  if (!isRangeAllowed(frame, bytes, Access.Write, false)) cpu.fault = Fault.ProtectedStacking;
  else storeFrame(frame, psr, float);
  const mode = cpu.ipsr == 0 ? RETURN_THREAD : 0;
  return RETURN_VALUE | mode | (process ? RETURN_PROCESS : 0) | (float ? 0 : RETURN_PLAIN);
}

function storeFrame(frame: u32, psr: u32, float: bool): void {
  writeFrame(frame, psr);
  if (float) keepFloats(frame + FRAME_BYTES);
  if (cpu.fault != 0) cpu.fault = Fault.Stacking;
}

function writeFrame(frame: u32, psr: u32): void {
  writeMemory(frame, 4, cpu.r0);
  writeMemory(frame + 4, 4, cpu.r1);
  writeMemory(frame + 8, 4, cpu.r2);
  writeMemory(frame + 12, 4, cpu.r3);
  writeMemory(frame + 16, 4, cpu.r12);
  writeMemory(frame + 20, 4, cpu.lr);
  writeMemory(frame + 24, 4, cpu.pc);
  writeMemory(frame + 28, 4, psr);
}

function keepFloats(place: u32): void {
  if ((control.fpccr & FPCCR_LAZY) == 0) {
    saveFloats(place);
    return;
  }
  control.fpcar = place;
  control.fpccr = (control.fpccr & ~FPCCR_STATE) | FPCCR_WAITING | interruptedState();
}

/** What FPCCR tells of the code that is interrupted: the rights and faults of storing its registers late are its own. */
function interruptedState(): u32 {
  return (
    (isPrivileged() ? 0 : FPCCR_USER) |
    (cpu.ipsr == 0 ? FPCCR_THREAD : 0) |
    (executionPriority() > -1 ? FPCCR_HARD : 0) |
    (isReady(FAULT_MEMORY, EXCEPTION_MEMORY) ? FPCCR_MEMORY : 0) |
    (isReady(FAULT_BUS, EXCEPTION_BUS) ? FPCCR_BUS : 0)
  );
}

function isReady(enable: u32, number: u32): bool {
  return (control.enabledFaults & enable) != 0 && canPreempt(number);
}

/**
 * Interrupts the code that runs for a handler of the firmware, which is none of the processor's code. Returns what
 * `resumeInterrupted` takes, or 0: the frame cannot be written.
 */
export function interruptForFirmware(): u32 {
  const result = pushFrame();
  if (cpu.fault != 0) {
    cpu.faultAddress = cpu.sp;
    return 0;
  }
  if (usesProcessStack()) swapStacks();
  cpu.control &= ~(CONTROL_FLOAT | CONTROL_PROCESS_STACK);
  cpu.itState = 0;
  cpu.exclusive = 0;
  cpu.event = 1;
  cpu.floatReady = 0;
  return result;
}

/** Goes on where the firmware has interrupted. false: the frame cannot be read. */
export function resumeInterrupted(value: u32): bool {
  return popFrame(value);
}

/** Enters an exception's handler. False: its vector cannot be read, or the frame not be written; `cpu.fault` tells. */
export function enterException(number: u32): bool {
  const result = pushFrame();
  const failure = cpu.fault;
  cpu.fault = Fault.None;
  if (usesProcessStack()) swapStacks();
  cpu.lr = result;
  cpu.control &= ~(CONTROL_FLOAT | CONTROL_PROCESS_STACK);
  cpu.cycles += entryCycles();
  if (!startHandler(number)) cpu.fault = Fault.Vector;
  else cpu.fault = failure;
  return cpu.fault == 0;
}

/** Goes to a handler; the frame is there. */
function startHandler(number: u32): bool {
  cpu.ipsr = number;
  cpu.itState = 0;
  cpu.exclusive = 0;
  cpu.event = 1;
  cpu.floatReady = 0;
  setPending(number, false);
  setActive(number, true);
  const vector = readMemory(control.vtor + (number << 2), 4);
  if (cpu.fault != 0) return false;
  cpu.pc = vector & ~1;
  cpu.arm = ~vector & 1;
  return true;
}

/** Whether an EXC_RETURN fits to what is active. */
function isReturnSound(value: u32): bool {
  if ((value & RETURN_VALUE) != RETURN_VALUE || !isActive(cpu.ipsr)) return false;
  const kind = value & (RETURN_THREAD | RETURN_PROCESS);
  if (kind == RETURN_PROCESS) return false;
  if (kind == 0) return countActive() > 1;
  return countActive() == 1 || (control.ccr & CCR_NONBASE) != 0;
}

/** Returns from the handler as EXC_RETURN says. False: `cpu.fault` tells why not. */
export function leaveException(value: u32): bool {
  if (cpu.ipsr == 0) {
    cpu.fault = Fault.NoExecute;
    return false;
  }
  startProtection();
  const sound = isReturnSound(value);
  const number = cpu.ipsr;
  setActive(number, false);
  pendLine(number);
  if (number != EXCEPTION_NMI) cpu.faultmask = 0;
  if (!sound) {
    cpu.lr = value;
    cpu.fault = Fault.InvalidReturn;
    return false;
  }
  const next = nextException();
  if (next != 0) return chain(next, value);
  cpu.cycles += entryCycles();
  return popFrame(value);
}

/** Goes to the next handler with the frame as it is. */
function chain(next: u32, value: u32): bool {
  cpu.lr = value;
  cpu.cycles += TAIL_CHAIN_CYCLES;
  return startHandler(next);
}

function popFrame(value: u32): bool {
  const float = (value & RETURN_PLAIN) == 0;
  const process = (value & RETURN_PROCESS) != 0;
  if (process) swapStacks();
  const frame = cpu.sp;
  if (!isReadable(frame, value)) {
    if (process) swapStacks();
    cpu.fault = Fault.ProtectedUnstacking;
    return false;
  }
  const psr = readFrame(frame);
  if (float) fetchFloats(frame + FRAME_BYTES);
  if (cpu.fault != 0) {
    cpu.fault = Fault.Unstacking;
    if (process) swapStacks();
    return false;
  }
  cpu.sp = (frame + (float ? FLOAT_FRAME_BYTES : FRAME_BYTES)) | ((psr & PSR_ALIGNED) != 0 ? 4 : 0);
  cpu.control =
    (cpu.control & ~(CONTROL_FLOAT | CONTROL_PROCESS_STACK)) |
    (float ? CONTROL_FLOAT : 0) |
    (process ? CONTROL_PROCESS_STACK : 0);
  cpu.apsr = psr & FLAG_BITS;
  cpu.ipsr = psr & 0x1ff;
  cpu.itState = gatherIt(psr);
  cpu.arm = (psr & PSR_THUMB) == 0 ? 1 : 0;
  cpu.exclusive = 0;
  cpu.event = 1;
  cpu.floatReady = 0;
  return true;
}

/** Whether a frame may be read, with the rights of the code that is returned to. */
function isReadable(frame: u32, value: u32): bool {
  const user = (value & RETURN_THREAD) != 0 && (cpu.control & CONTROL_UNPRIVILEGED) != 0;
  const bytes = (value & RETURN_PLAIN) == 0 ? FLOAT_FRAME_BYTES : FRAME_BYTES;
  return isRangeAllowed(frame, bytes, Access.Read, user);
}

/** Reads the core's registers; returns xPSR. */
function readFrame(frame: u32): u32 {
  cpu.r0 = readMemory(frame, 4);
  cpu.r1 = readMemory(frame + 4, 4);
  cpu.r2 = readMemory(frame + 8, 4);
  cpu.r3 = readMemory(frame + 12, 4);
  cpu.r12 = readMemory(frame + 16, 4);
  cpu.lr = readMemory(frame + 20, 4);
  cpu.pc = readMemory(frame + 24, 4) & ~1;
  return readMemory(frame + 28, 4);
}

/** The FPU's registers: when they were never written to the frame, they are still there. */
function fetchFloats(place: u32): void {
  if ((control.fpccr & FPCCR_WAITING) != 0) control.fpccr &= ~FPCCR_WAITING;
  else restoreFloats(place);
}

/** Whether a fault cannot be handled any more. */
export function isLockedUp(): bool {
  return isActive(EXCEPTION_HARD) || isActive(EXCEPTION_NMI) || cpu.faultmask != 0;
}
