/** MRS, MSR and CPS (DDI 0403, B5.2). */
import { Operation, Special } from "../generated/thumb";
import { handleFully } from "./handlers";
import { MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu, FLAG_Q } from "./registers";
import { Stop } from "./stop";

/** Bits of CONTROL. */
export const CONTROL_UNPRIVILEGED: u32 = 1;
export const CONTROL_PROCESS_STACK: u32 = 2;
export const CONTROL_FLOAT: u32 = 4;

const FLAGS: u32 = 0xf0000000 | FLAG_Q;
const GREATER: u32 = 0x000f0000;
/** Bits of MSR's mask, above the register's number. */
const MASK_GREATER: u32 = 1 << 8;
const MASK_FLAGS: u32 = 2 << 8;

/** Whether the load or store that is being done has the rights of unprivileged code, as LDRT and STRT do. */
let user: bool = false;

export function setUser(value: bool): void {
  user = value;
}

export function isPrivileged(): bool {
  return !user && (cpu.ipsr != 0 || (cpu.control & CONTROL_UNPRIVILEGED) == 0);
}

/** Whether SP is the process stack's. */
export function usesProcessStack(): bool {
  return cpu.ipsr == 0 && (cpu.control & CONTROL_PROCESS_STACK) != 0;
}

function readSpecial(number: u32): u32 {
  if (<i32>number <= Special.Iepsr) {
    const status = (number & 4) == 0 ? cpu.apsr & (FLAGS | GREATER) : 0;
    return (number & 1) != 0 && isPrivileged() ? status | cpu.ipsr : status;
  }
  if (number == Special.Control) return cpu.control;
  if (!isPrivileged()) return 0;
  switch (number) {
    case Special.Msp:
      return usesProcessStack() ? cpu.otherSp : cpu.sp;
    case Special.Psp:
      return usesProcessStack() ? cpu.sp : cpu.otherSp;
    case Special.Primask:
      return cpu.primask;
    case Special.Faultmask:
      return cpu.faultmask;
    case Special.Basepri:
    case Special.Basepri_max:
      return cpu.basepri;
    default:
      return 0;
  }
}

function writeStatus(which: u32, value: u32): void {
  let mask: u32 = 0;
  if ((which & MASK_FLAGS) != 0) mask |= FLAGS;
  if ((which & MASK_GREATER) != 0) mask |= GREATER;
  cpu.apsr = (cpu.apsr & ~mask) | (value & mask);
}

/** Priorities have four bits on this chip. */
const PRIORITY_BITS: u32 = 0xf0;

function writeMasks(number: u32, value: u32): void {
  const priority = value & PRIORITY_BITS;
  if (number == Special.Primask) cpu.primask = value & 1;
  else if (number == Special.Faultmask) cpu.faultmask = value & 1;
  else if (number == Special.Basepri) cpu.basepri = priority;
  else if (priority != 0 && (cpu.basepri == 0 || priority < cpu.basepri)) cpu.basepri = priority;
}

/** Writes CONTROL; the stack may only be changed in thread mode. */
export function writeControl(value: u32): void {
  const before = usesProcessStack();
  const kept = cpu.ipsr != 0 ? CONTROL_PROCESS_STACK : 0;
  cpu.control = (cpu.control & kept) | (value & 7 & ~kept);
  cpu.floatReady = 0;
  if (usesProcessStack() != before) swapStacks();
}

/** Takes the other stack pointer. */
export function swapStacks(): void {
  const sp = cpu.sp;
  cpu.sp = cpu.otherSp;
  cpu.otherSp = sp;
}

function writeSpecial(which: u32, value: u32): void {
  const number = which & 0xff;
  if (<i32>number <= Special.Xpsr) {
    writeStatus(which, value);
    return;
  }
  if (!isPrivileged()) return;
  switch (number) {
    case Special.Msp:
    case Special.Psp:
      if ((number == Special.Psp) == usesProcessStack()) cpu.sp = value & ~3;
      else cpu.otherSp = value & ~3;
      break;
    case Special.Control:
      writeControl(value);
      break;
    default:
      if (<i32>number >= Special.Primask) writeMasks(number, value);
  }
}

function mrs(at: usize): i32 {
  Operand.setD(at, readSpecial(MicroOp.number(at) & 0xff));
  return Stop.None;
}

function msr(at: usize): i32 {
  writeSpecial(MicroOp.number(at), Operand.n(at));
  cpu.attention = 1;
  return Stop.None;
}

/** CPS: the kind is the new value, the field a tells which masks: 4 FAULTMASK, 8 PRIMASK. */
function cps(at: usize): i32 {
  if (!isPrivileged()) return Stop.None;
  const value = <u32>load<u16>(at, 2);
  const which = MicroOp.a(at) >> 2;
  if ((which & 1) != 0) cpu.faultmask = value;
  if ((which & 2) != 0) cpu.primask = value;
  cpu.attention = 1;
  return Stop.None;
}

export function initSpecialRegisters(): void {
  handleFully(Operation.Mrs, mrs.index, 0);
  handleFully(Operation.Msr, msr.index, 0);
  handleFully(Operation.Cpsie, cps.index, 0);
  handleFully(Operation.Cpsid, cps.index, 1);
}
