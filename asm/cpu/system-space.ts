/** The system control space: registers at 0xE0000000 and up (DDI 0403, B3.1). */
import {
  EXCEPTION_NMI,
  EXCEPTION_PENDSV,
  EXCEPTION_SYSTICK,
  EXCEPTIONS,
  FIRST_INTERRUPT,
  firstPending,
  INTERRUPTS,
  isActive,
  isEnabled,
  isPending,
  priorityByte,
  setActive,
  setEnabled,
  setPending,
  setPriorityByte,
} from "./nvic";
import { readProtection, writeProtection } from "./protection";
import { cpu } from "./registers";
import { currentCycles } from "./slice";
import { isPrivileged } from "./special-registers";
import { Fault } from "./stop";
import {
  ACTLR_WRITABLE,
  CCR_UNALIGNED,
  CCR_USER_PENDS,
  CCR_WRITABLE,
  CCR_ZERO,
  CPACR_FLOAT,
  control,
  FPCCR_WRITABLE,
} from "./system-control";
import { readSystick, writeSystick } from "./systick";

const DWT_CONTROL: u32 = 0xe0001000;
const DWT_CYCLES: u32 = 0xe0001004;
const CONTROLLER_TYPE: u32 = 0xe000e004;
const SYSTICK: u32 = 0xe000e010;
const NVIC: u32 = 0xe000e100;
const NVIC_END: u32 = 0xe000e500;
const PRIORITY_REGISTERS: u32 = 0x300;
const CPUID: u32 = 0xe000ed00;
const DEBUG_ID: u32 = 0xe0042000;
const ICSR: u32 = 0xe000ed04;
const VTOR: u32 = 0xe000ed08;
const AIRCR: u32 = 0xe000ed0c;
const SCR: u32 = 0xe000ed10;
const CCR: u32 = 0xe000ed14;
const ACTLR: u32 = 0xe000e008;
const MPU: u32 = 0xe000ed90;
const MPU_END: u32 = 0xe000edbc;
const SHPR: u32 = 0xe000ed18;
const SHPR_END: u32 = 0xe000ed24;
const SHCSR: u32 = 0xe000ed24;
const CFSR: u32 = 0xe000ed28;
const HFSR: u32 = 0xe000ed2c;
const DFSR: u32 = 0xe000ed30;
const MMFAR: u32 = 0xe000ed34;
const BFAR: u32 = 0xe000ed38;
const CPACR: u32 = 0xe000ed88;
const DEMCR: u32 = 0xe000edfc;
const STIR: u32 = 0xe000ef00;
const FPCCR: u32 = 0xe000ef34;
const FPCAR: u32 = 0xe000ef38;
const FPDSCR: u32 = 0xe000ef3c;
const MVFR0: u32 = 0xe000ef40;
const MVFR1: u32 = 0xe000ef44;

/** Cortex-M4 r0p1, as in the STM32F405. */
const CPUID_VALUE: u32 = 0x410fc241;
/** DBGMCU_IDCODE of an STM32F405 of revision 2 (RM0090, 38.6.1). */
const DEBUG_ID_VALUE: u32 = 0x10076413;
const MVFR0_VALUE: u32 = 0x10110021;
const MVFR1_VALUE: u32 = 0x11000011;
/** AIRCR reads and is written with these in its upper half. */
const AIRCR_READ: u32 = 0xfa05;
const AIRCR_KEY: u32 = 0x05fa;
const ICSR_NMI: u32 = 0x80000000;
const ICSR_SET_PENDSV: u32 = 1 << 28;
const ICSR_CLEAR_PENDSV: u32 = 1 << 27;
const ICSR_SET_SYSTICK: u32 = 1 << 26;
const ICSR_CLEAR_SYSTICK: u32 = 1 << 25;
const ICSR_INTERRUPT: u32 = 1 << 22;

function refuse(address: u32): void {
  cpu.fault = Fault.Data;
  cpu.faultAddress = address;
}

/** Reads a part of a register. */
export function readSystem(address: u32, size: u32): u32 {
  if (!isPrivileged()) {
    refuse(address);
    return 0;
  }
  const word = readWord(address & ~3);
  const part = word >>> ((address & 3) << 3);
  return size == 4 ? word : part & (size == 2 ? 0xffff : 0xff);
}

/** STIR is open to all code where CCR says so. */
function mayPend(address: u32): bool {
  return (address & ~3) == STIR && (control.ccr & CCR_USER_PENDS) != 0;
}

/** Writes a part of a register; the rest stays, and is 0 where a 1 would clear something. */
export function writeSystem(address: u32, size: u32, value: u32): void {
  if (!isPrivileged() && !mayPend(address)) {
    refuse(address);
    return;
  }
  const register = address & ~3;
  if (size == 4) {
    writeWord(register, value);
    return;
  }
  const by = (address & 3) << 3;
  const mask: u32 = (size == 2 ? 0xffff : 0xff) << by;
  const kept = register == CFSR ? 0 : readWord(register) & ~mask;
  writeWord(register, kept | ((value << by) & mask));
}

function readWord(register: u32): u32 {
  if (register - NVIC < NVIC_END - NVIC) return readController(register - NVIC);
  if (register - SYSTICK < 16) return readSystick(register - SYSTICK);
  if (register - SHPR < SHPR_END - SHPR) return readPriorities(register - SHPR + 4);
  if (register - MPU < MPU_END - MPU) return readProtection(register - MPU);
  switch (register) {
    case CPUID:
      return CPUID_VALUE;
    case DEBUG_ID:
      return DEBUG_ID_VALUE;
    case ICSR:
      return readState();
    case VTOR:
      return control.vtor;
    case AIRCR:
      return (AIRCR_READ << 16) | (control.group << 8);
    case SCR:
      return control.scr;
    case CCR:
      return control.ccr;
    case SHCSR:
      return readHandlers();
    case CFSR:
      return control.cfsr;
    case HFSR:
      return control.hfsr;
    case DFSR:
      return control.dfsr;
    case MMFAR:
      return control.mmfar;
    case BFAR:
      return control.bfar;
    default:
      return readFloatControl(register);
  }
}

function readFloatControl(register: u32): u32 {
  switch (register) {
    case CPACR:
      return control.cpacr;
    case FPCCR:
      return control.fpccr;
    case FPCAR:
      return control.fpcar;
    case FPDSCR:
      return control.fpdscr;
    case MVFR0:
      return MVFR0_VALUE;
    case MVFR1:
      return MVFR1_VALUE;
    case CONTROLLER_TYPE:
      return (INTERRUPTS - 1) >> 5;
    case ACTLR:
      return control.actlr;
    case DEMCR:
      return control.demcr;
    case DWT_CONTROL:
      return control.dwt;
    case DWT_CYCLES:
      return <u32>currentCycles() - control.cycleBase;
    default:
      return 0;
  }
}

function writeWord(register: u32, value: u32): void {
  cpu.attention = 1;
  if (register - NVIC < NVIC_END - NVIC) {
    writeController(register - NVIC, value);
    return;
  }
  if (register - SYSTICK < 16) {
    writeSystick(register - SYSTICK, value);
    return;
  }
  if (register - SHPR < SHPR_END - SHPR) {
    writePriorities(register - SHPR + 4, value);
    return;
  }
  if (register - MPU < MPU_END - MPU) {
    writeProtection(register - MPU, value);
    return;
  }
  switch (register) {
    case ICSR:
      writeState(value);
      break;
    case VTOR:
      control.vtor = value & ~0x7f;
      break;
    case AIRCR:
      writeReset(value);
      break;
    case SCR:
      control.scr = value & 0x16;
      break;
    case CCR:
      control.ccr = value & CCR_WRITABLE;
      cpu.trapUnaligned = value & CCR_UNALIGNED;
      cpu.trapZero = value & CCR_ZERO;
      break;
    case SHCSR:
      writeHandlers(value);
      break;
    case CFSR:
      control.cfsr &= ~value;
      break;
    case HFSR:
      control.hfsr &= ~value;
      break;
    case DFSR:
      control.dfsr &= ~value;
      break;
    case STIR:
      if ((value & 0x1ff) < INTERRUPTS) setPending((value & 0x1ff) + FIRST_INTERRUPT, true);
      break;
    default:
      writeFloatControl(register, value);
  }
}

function writeFloatControl(register: u32, value: u32): void {
  switch (register) {
    case MMFAR:
      control.mmfar = value;
      break;
    case BFAR:
      control.bfar = value;
      break;
    case CPACR:
      control.cpacr = value & CPACR_FLOAT;
      break;
    case FPCCR:
      control.fpccr = value & FPCCR_WRITABLE;
      break;
    case FPCAR:
      control.fpcar = value & ~7;
      break;
    case FPDSCR:
      control.fpdscr = value & 0x07c00000;
      break;
    case ACTLR:
      control.actlr = value & ACTLR_WRITABLE;
      break;
    case DEMCR:
      control.demcr = value;
      break;
    case DWT_CONTROL:
      control.dwt = value;
      break;
    case DWT_CYCLES:
      control.cycleBase = <u32>currentCycles() - value;
      break;
    default:
  }
  cpu.floatReady = 0;
}

/** ICSR. */
function readState(): u32 {
  const first = firstPending();
  return (
    cpu.ipsr |
    (first << 12) |
    (first >= FIRST_INTERRUPT ? ICSR_INTERRUPT : 0) |
    (isPending(EXCEPTION_SYSTICK) ? ICSR_SET_SYSTICK : 0) |
    (isPending(EXCEPTION_PENDSV) ? ICSR_SET_PENDSV : 0) |
    (isPending(EXCEPTION_NMI) ? ICSR_NMI : 0)
  );
}

function writeState(value: u32): void {
  if ((value & ICSR_NMI) != 0) setPending(EXCEPTION_NMI, true);
  if ((value & ICSR_SET_PENDSV) != 0) setPending(EXCEPTION_PENDSV, true);
  if ((value & ICSR_CLEAR_PENDSV) != 0) setPending(EXCEPTION_PENDSV, false);
  if ((value & ICSR_SET_SYSTICK) != 0) setPending(EXCEPTION_SYSTICK, true);
  if ((value & ICSR_CLEAR_SYSTICK) != 0) setPending(EXCEPTION_SYSTICK, false);
}

/** AIRCR: with its key, the priority grouping and a request to reset. */
function writeReset(value: u32): void {
  if (value >>> 16 != AIRCR_KEY) return;
  control.group = (value >>> 8) & 7;
  if ((value & 4) != 0) control.resetRequest = 1;
}

/** Exceptions by the bits of SHCSR: active 0 to 11, pending 12 to 15; 0 for none. */
const HANDLER_BITS: usize = memory.data<u8>([4, 5, 0, 6, 0, 0, 0, 11, 12, 0, 14, 15, 6, 4, 5, 11]);
const ACTIVE_BITS: u32 = 12;
const ALL_HANDLER_BITS: u32 = 16;

function readHandlers(): u32 {
  let value = control.enabledFaults;
  for (let bit: u32 = 0; bit < ALL_HANDLER_BITS; bit++) {
    const number = <u32>load<u8>(HANDLER_BITS + bit);
    if (number == 0) continue;
    if (bit < ACTIVE_BITS ? isActive(number) : isPending(number)) value |= 1 << bit;
  }
  return value;
}

function writeHandlers(value: u32): void {
  control.enabledFaults = value & 0x70000;
  for (let bit: u32 = 0; bit < ALL_HANDLER_BITS; bit++) {
    const number = <u32>load<u8>(HANDLER_BITS + bit);
    if (number == 0) continue;
    const on = ((value >>> bit) & 1) != 0;
    if (bit < ACTIVE_BITS) setActive(number, on);
    else setPending(number, on);
  }
}

/** Four priority bytes from an exception's on. */
function readPriorities(number: u32): u32 {
  let value: u32 = 0;
  for (let index: u32 = 0; index < 4 && number + index < EXCEPTIONS; index++) {
    value |= priorityByte(number + index) << (index << 3);
  }
  return value;
}

function writePriorities(number: u32, value: u32): void {
  for (let index: u32 = 0; index < 4 && number + index < EXCEPTIONS; index++) {
    setPriorityByte(number + index, (value >>> (index << 3)) & 0xff);
  }
}

/** The NVIC's registers: enable, disable, set and clear pending, active, priorities. */
function readController(offset: u32): u32 {
  if (offset >= PRIORITY_REGISTERS)
    return readPriorities(offset - PRIORITY_REGISTERS + FIRST_INTERRUPT);
  const first = FIRST_INTERRUPT + ((offset & 0x7f) << 3);
  const kind = offset >>> 7;
  let value: u32 = 0;
  for (let bit: u32 = 0; bit < 32 && first + bit < EXCEPTIONS; bit++) {
    const number = first + bit;
    const on = kind < 2 ? isEnabled(number) : kind < 4 ? isPending(number) : isActive(number);
    if (on) value |= 1 << bit;
  }
  return value;
}

function writeController(offset: u32, value: u32): void {
  if (offset >= PRIORITY_REGISTERS) {
    writePriorities(offset - PRIORITY_REGISTERS + FIRST_INTERRUPT, value);
    return;
  }
  const first = FIRST_INTERRUPT + ((offset & 0x7f) << 3);
  const kind = offset >>> 7;
  for (let bit: u32 = 0; bit < 32 && first + bit < EXCEPTIONS; bit++) {
    if (((value >>> bit) & 1) == 0) continue;
    if (kind < 2) setEnabled(first + bit, kind == 0);
    else if (kind < 4) setPending(first + bit, kind == 2);
  }
}
