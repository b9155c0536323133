/** Running machine code: in slices, with a look at what wants attention between them. */

import { interruptMachine } from "../board/interrupts";
import { passToTick } from "../board/ticks";
import { eventBefore, noteIdle, passTime, serveEvents, untilEvent } from "../board/time";
import { execute } from "../generated/execute";
import { pollInterrupted } from "../native/interruption";
import { hasPending } from "../object/raise";
import { leaveException } from "./exception-entry";
import { enterOrEscalate, takeFault } from "./faults";
import { initInstructions } from "./instructions";
import { measureMemory } from "./memory-map";
import {
  canPreempt,
  countActive,
  EXCEPTION_CALL,
  firstPending,
  nextException,
  setPending,
} from "./nvic";
import { startProtection } from "./protection";
import { Cpu, cpu, REGISTERS } from "./registers";
import { recover } from "./runtime-call";
import { Fault, Stop } from "./stop";
import { control, SCR_SLEEP_ON_EXIT } from "./system-control";
import {
  advanceSystick,
  sleepUntilSystick,
  systickWakes,
  systickZero,
  untilSystick,
} from "./systick";
import { RETURN_ADDRESS } from "./translate";

/** `stopNumber` of WFE. */
const WAIT_EVENT: u32 = 1;
/** Cycles between two looks at the host's interrupt flag. */
const SLICE: i32 = 200000;

/** Two registers side by side. */
class Pair {
  @inline
  static read(distance: usize): u64 {
    return load<u64>(REGISTERS + distance);
  }

  @inline
  static write(distance: usize, value: u64): void {
    store<u64>(REGISTERS + distance, value);
  }
}

/**
 * Calls a function: `entry` has the Thumb bit, `sp` is a multiple of 8, the result is in r0 and r1. It ends when the function returns,
 * when it faults or stops, or after `budget` instructions (negative: no limit). May be called while another run is
 * in a runtime function: PC, SP and LR are put back when it ends, and the registers that a function keeps are put
 * back when it did not return.
 */
export function run(entry: u32, r0: u32, r1: u32, r2: u32, r3: u32, sp: u32, budget: i64): Stop {
  const pc = cpu.pc;
  const oldSp = cpu.sp;
  const lr = cpu.lr;
  const it = cpu.itState;
  const r4 = Pair.read(offsetof<Cpu>("r4"));
  const r6 = Pair.read(offsetof<Cpu>("r6"));
  const r8 = Pair.read(offsetof<Cpu>("r8"));
  const r10 = Pair.read(offsetof<Cpu>("r10"));
  const s16 = Pair.read(offsetof<Cpu>("s16"));
  const s18 = Pair.read(offsetof<Cpu>("s18"));
  const s20 = Pair.read(offsetof<Cpu>("s20"));
  const s22 = Pair.read(offsetof<Cpu>("s22"));
  const s24 = Pair.read(offsetof<Cpu>("s24"));
  const s26 = Pair.read(offsetof<Cpu>("s26"));
  const s28 = Pair.read(offsetof<Cpu>("s28"));
  const s30 = Pair.read(offsetof<Cpu>("s30"));
  const sliceEnd = cpu.sliceEnd;
  cpu.r0 = r0;
  cpu.r1 = r1;
  cpu.r2 = r2;
  cpu.r3 = r3;
  cpu.sp = sp;
  cpu.lr = RETURN_ADDRESS | 1;
  cpu.pc = entry & ~1;
  cpu.itState = 0;
  cpu.depth++;
  const stop = runOn(budget);
  cpu.depth--;
  if (stop != Stop.Returned) {
    Pair.write(offsetof<Cpu>("r4"), r4);
    Pair.write(offsetof<Cpu>("r6"), r6);
    Pair.write(offsetof<Cpu>("r8"), r8);
    Pair.write(offsetof<Cpu>("r10"), r10);
    Pair.write(offsetof<Cpu>("s16"), s16);
    Pair.write(offsetof<Cpu>("s18"), s18);
    Pair.write(offsetof<Cpu>("s20"), s20);
    Pair.write(offsetof<Cpu>("s22"), s22);
    Pair.write(offsetof<Cpu>("s24"), s24);
    Pair.write(offsetof<Cpu>("s26"), s26);
    Pair.write(offsetof<Cpu>("s28"), s28);
    Pair.write(offsetof<Cpu>("s30"), s30);
  }
  cpu.pc = pc;
  cpu.sp = oldSp;
  cpu.lr = lr;
  cpu.itState = it;
  cpu.sliceEnd = min<u64>(cpu.sliceEnd, sliceEnd);
  return stop;
}

/** Goes on from the processor's state until something stops it. */
export function runOn(budget: i64): Stop {
  const end = budget < 0 ? u64.MAX_VALUE : cpu.instructions + <u64>budget;
  initInstructions();
  measureMemory();
  while (true) {
    if (cpu.instructions >= end) return Stop.Budget;
    let stop = takeExceptions();
    if (stop == Stop.None) {
      startSlice(end - cpu.instructions);
      stop = settle(execute());
    }
    if (stop != Stop.None && !recover(stop)) return stop;
  }
}

/** Executes one instruction, or enters a handler. `limit` of the translator's runs is 1 meanwhile. */
export function runOnce(): Stop {
  initInstructions();
  measureMemory();
  const before = cpu.ipsr;
  const stop = takeExceptions();
  if (stop != Stop.None || cpu.ipsr != before) return stop;
  startProtection();
  cpu.limit = 0;
  cpu.attention = 0;
  return settle(execute());
}

/** Enters the handler of what is pending, if it comes before what runs. */
function takeExceptions(): Stop {
  serveEvents();
  advanceSystick();
  if (control.resetRequest != 0) {
    control.resetRequest = 0;
    return Stop.Reset;
  }
  if (cpu.vectored == 0) return BOARD ? interruptMachine() : Stop.None;
  const number = nextException();
  return number == 0 ? Stop.None : enterOrEscalate(number);
}

function startSlice(instructions: u64): void {
  startProtection();
  const most = instructions < <u64>SLICE ? <i32>instructions : SLICE;
  cpu.limit = untilEvent(untilSystick(most));
  cpu.sliceEnd = cpu.cycles + <u64>cpu.limit;
  cpu.attention = 0;
}

/** Does what the loop was left for. `Stop.None`: the run goes on. */
function settle(stop: Stop): Stop {
  switch (stop) {
    case Stop.Slice:
      return serve() ? Stop.None : Stop.Interrupted;
    case Stop.Fault:
      cpu.faultPc = cpu.pc;
      cpu.arm = 0;
      return cpu.vectored != 0 ? takeFault() : stop;
    case Stop.ExceptionReturn:
      return returnFromException();
    case Stop.Call:
      return cpu.vectored != 0 ? callSupervisor() : stop;
    case Stop.Wait:
      return wait();
    default:
      return stop;
  }
}

/** EXC_RETURN has come into PC. */
function returnFromException(): Stop {
  if (cpu.vectored != 0) {
    if (!leaveException(cpu.pc | 1)) return takeFault();
    return sleepsOnExit() ? sleep() : Stop.None;
  }
  cpu.fault = Fault.Fetch;
  cpu.faultAddress = cpu.pc;
  return Stop.Fault;
}

/** Whether the processor sleeps now that a handler has ended: the last of them, and SCR says so. */
function sleepsOnExit(): bool {
  return cpu.ipsr == 0 && (control.scr & SCR_SLEEP_ON_EXIT) != 0 && countActive() == 0;
}

/** SVC: taken at once, or a HardFault. */
function callSupervisor(): Stop {
  if (canPreempt(EXCEPTION_CALL)) {
    setPending(EXCEPTION_CALL, true);
    return Stop.None;
  }
  cpu.fault = Fault.CallRefused;
  return takeFault();
}

/** WFI and WFE. */
function wait(): Stop {
  if (cpu.stopNumber == WAIT_EVENT && cpu.event != 0) {
    cpu.event = 0;
    return Stop.None;
  }
  return sleep();
}

/** Time passes until an exception is pending; the host has to end it when nothing here will. */
function sleep(): Stop {
  advanceSystick();
  const since = cpu.cycles;
  if (BOARD && cpu.vectored == 0) {
    passToTick();
    noteIdle(since);
    return Stop.None;
  }
  while (firstPending() == 0) {
    const zero = systickWakes() ? systickZero() : Infinity;
    if (zero == Infinity || eventBefore(zero)) {
      if (!passTime()) return Stop.Wait;
      advanceSystick();
    } else sleepUntilSystick();
  }
  noteIdle(since);
  return Stop.None;
}

/** Does what is due between two slices; false when a Python exception is pending now. */
function serve(): bool {
  if (cpu.vectored != 0) return true;
  pollInterrupted();
  measureMemory();
  return !hasPending();
}
