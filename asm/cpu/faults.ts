/** What becomes of faults: status registers, and the exception that takes them (DDI 0403, B1.5.14). */
import { enterException, isLockedUp } from "./exception-entry";
import {
  canPreempt,
  EXCEPTION_BUS,
  EXCEPTION_HARD,
  EXCEPTION_MEMORY,
  EXCEPTION_USAGE,
  setPending,
} from "./nvic";
import { cpu } from "./registers";
import { Fault, Stop } from "./stop";
import { control, FAULT_BUS, FAULT_MEMORY, FAULT_USAGE } from "./system-control";

/** Bits of CFSR: MemManage, BusFault, UsageFault. */
const NO_EXECUTE: u32 = 1 << 0;
const PROTECTED: u32 = 1 << 1;
const MEMORY_UNSTACKING: u32 = 1 << 3;
const MEMORY_STACKING: u32 = 1 << 4;
const MEMORY_LAZY: u32 = 1 << 5;
const MEMORY_ADDRESS: u32 = 1 << 7;
const FETCH: u32 = 1 << 8;
const PRECISE: u32 = 1 << 9;
const IMPRECISE: u32 = 1 << 10;
const UNSTACKING: u32 = 1 << 11;
const STACKING: u32 = 1 << 12;
const LAZY: u32 = 1 << 13;
const BUS_ADDRESS: u32 = 1 << 15;
const UNDEFINED: u32 = 1 << 16;
const INVALID_STATE: u32 = 1 << 17;
const INVALID_RETURN: u32 = 1 << 18;
const NO_COPROCESSOR: u32 = 1 << 19;
const UNALIGNED: u32 = 1 << 24;
const DIVIDE: u32 = 1 << 25;
/** Bits of HFSR. */
const VECTOR: u32 = 1 << 1;
const FORCED: u32 = 1 << 30;

function usage(bit: u32): u32 {
  control.cfsr |= bit;
  return EXCEPTION_USAGE;
}

function bus(bits: u32): u32 {
  control.cfsr |= bits;
  return EXCEPTION_BUS;
}

function guarded(bits: u32): u32 {
  control.cfsr |= bits;
  return EXCEPTION_MEMORY;
}

/** Peripherals and the system's own addresses hold no code. */
function isNoCode(address: u32): bool {
  return (address >= 0x40000000 && address < 0x60000000) || address >= 0xa0000000;
}

/** Notes a fault; returns the exception that is meant for it. */
function classify(fault: Fault): u32 {
  switch (fault) {
    case Fault.InvalidState:
      return usage(INVALID_STATE);
    case Fault.InvalidReturn:
      return usage(INVALID_RETURN);
    case Fault.NoCoprocessor:
      return usage(NO_COPROCESSOR);
    case Fault.Unaligned:
      return usage(UNALIGNED);
    case Fault.DivideByZero:
      return usage(DIVIDE);
    case Fault.Fetch:
    case Fault.NoExecute:
      return refuseFetch();
    case Fault.Data:
      control.bfar = cpu.faultAddress;
      return bus(PRECISE | BUS_ADDRESS);
    case Fault.Protected:
      control.mmfar = cpu.faultAddress;
      return guarded(PROTECTED | MEMORY_ADDRESS);
    case Fault.Stacking:
      return bus(STACKING);
    case Fault.Unstacking:
      return bus(UNSTACKING);
    case Fault.Lazy:
      return bus(LAZY);
    case Fault.ProtectedStacking:
      return guarded(MEMORY_STACKING);
    case Fault.ProtectedUnstacking:
      return guarded(MEMORY_UNSTACKING);
    case Fault.ProtectedLazy:
      return guarded(MEMORY_LAZY);
    case Fault.Vector:
      control.hfsr |= VECTOR;
      return EXCEPTION_HARD;
    case Fault.CallRefused:
      control.hfsr |= FORCED;
      return EXCEPTION_HARD;
    default:
      return usage(UNDEFINED);
  }
}

function refuseFetch(): u32 {
  if (cpu.fault == Fault.Fetch && !isNoCode(cpu.faultAddress)) return bus(FETCH);
  return guarded(NO_EXECUTE);
}

function isFaultEnabled(number: u32): bool {
  switch (number) {
    case EXCEPTION_MEMORY:
      return (control.enabledFaults & FAULT_MEMORY) != 0;
    case EXCEPTION_BUS:
      return (control.enabledFaults & FAULT_BUS) != 0;
    case EXCEPTION_USAGE:
      return (control.enabledFaults & FAULT_USAGE) != 0;
    default:
      return true;
  }
}

/** Lets the fault of a buffered store come when its priority allows it. */
export function pendImprecise(): void {
  pendFault(bus(IMPRECISE));
}

/** Makes a fault wait for its turn, as a HardFault if its handler is off. */
function pendFault(number: u32): void {
  if (isFaultEnabled(number)) {
    setPending(number, true);
    return;
  }
  control.hfsr |= FORCED;
  setPending(EXCEPTION_HARD, true);
}

/** Takes the fault in `cpu.fault`. Returns `Stop.None`, or `Stop.Lockup` with the fault left in place. */
export function takeFault(): Stop {
  const fault = <Fault>cpu.fault;
  cpu.faultPc = cpu.pc;
  let number = classify(fault);
  if (!isFaultEnabled(number) || !canPreempt(number)) {
    if (number != EXCEPTION_HARD) control.hfsr |= FORCED;
    number = EXCEPTION_HARD;
  }
  if (number == EXCEPTION_HARD && isLockedUp()) return Stop.Lockup;
  cpu.fault = Fault.None;
  return enterOrEscalate(number);
}

/**
 * Enters a handler. When its vector fails, HardFault takes that; a frame that cannot be written is a fault of its own, which
 * waits while the handler comes before it. HardFault's own handler runs without.
 */
export function enterOrEscalate(number: u32): Stop {
  if (enterException(number)) return Stop.None;
  if (cpu.fault == Fault.Vector) return number == EXCEPTION_HARD ? Stop.Lockup : takeFault();
  const derived = classify(<Fault>cpu.fault);
  cpu.fault = Fault.None;
  if (number != EXCEPTION_HARD) pendFault(derived);
  return Stop.None;
}
