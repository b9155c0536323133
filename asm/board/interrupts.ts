/**
 * Interrupts of the board while the firmware is in charge: what the NVIC lets through goes to a handler of the
 * firmware, which is one of ours. It may call Python, with the heap locked.
 */
import { interruptForFirmware, resumeInterrupted } from "../cpu/exception-entry";
import {
  canPreempt,
  FIRST_INTERRUPT,
  firstPending,
  isEnabled,
  nextException,
  pendLine,
  setActive,
  setEnabled,
  setPending,
} from "../cpu/nvic";
import { cpu } from "../cpu/registers";
import { Stop } from "../cpu/stop";
import { lockHeap, unlockHeap } from "../memory/heap";
import { NONE, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putByte, putText, putUnsigned, STDOUT } from "../object/builder";
import { call1, call2 } from "../object/call";
import { hasPending, takePending } from "../object/raise";
import { printTraceback } from "../object/traceback-print";
import { holdSchedule, schedule } from "../vm/schedule";
import { serveInterrupt } from "./handlers";
import { isI2sException } from "./modules/i2s-interrupt";
import { delivering, eventBefore, serveEvents } from "./time";

/** Cycles of going into a handler, out of it, and from one to the next (DDI 0439, 3.9). */
const ENTRY_CYCLES: u64 = 12;
const EXIT_CYCLES: u64 = 12;
const CHAIN_CYCLES: u64 = 6;

/** Whether something waits that is not the program's. */
export function interruptDue(): bool {
  return eventBefore(<f64>(cpu.cycles + 1)) || firstPending() != 0;
}

/** Delivers what is due, and runs the handlers of what asks. */
export function serveInterrupts(): void {
  serveEvents();
  const number = nextException();
  if (number != 0) handleFrom(number);
}

/**
 * Interrupts machine code, between two of its instructions, for what is pending and comes before it: its registers
 * wait on its stack as on the chip.
 */
export function interruptMachine(): Stop {
  const number = nextException();
  if (number == 0) return Stop.None;
  const result = interruptForFirmware();
  if (result == 0) return Stop.Fault;
  handleFrom(number);
  if (!resumeInterrupted(result)) return Stop.Fault;
  return hasPending() ? Stop.Interrupted : Stop.None;
}

/**
 * An exception has become pending while events are delivered. What the runtime does at a stretch, such as a collection,
 * may be longer than DMA takes for half of I2S's buffer; on the board the interrupt would come in its midst. Its handler
 * calls nothing of Python, so it is run here, at the event's own cycle.
 */
export function serveWithin(number: u32): void {
  if (!delivering || !isI2sException(number) || !isEnabled(number) || !canPreempt(number)) return;
  cpu.cycles += ENTRY_CYCLES;
  handle(number);
  cpu.cycles += EXIT_CYCLES;
}

/** Runs a handler, and those of what asks then. */
function handleFrom(first: u32): void {
  cpu.cycles += ENTRY_CYCLES;
  handle(first);
  for (let number = nextException(); number != 0; number = nextException()) {
    cpu.cycles += CHAIN_CYCLES;
    handle(number);
  }
  cpu.cycles += EXIT_CYCLES;
}

/** How many interrupts have been served, for who waits for one. */
export let servedInterrupts: u32 = 0;

function handle(number: u32): void {
  servedInterrupts++;
  const outer = cpu.ipsr;
  setPending(number, false);
  setActive(number, true);
  cpu.ipsr = number;
  if (!serveInterrupt(number - FIRST_INTERRUPT)) setEnabled(number, false);
  cpu.ipsr = outer;
  setActive(number, false);
  pendLine(number);
}

/** Calls Python from a handler. false: it raised, which was shown with `source` and its number. */
export function callHard(f: Ref, argument: Ref, source: string, number: u32): bool {
  const exception = callLocked(f, argument);
  if (exception == NULL) return true;
  putText(STDOUT, source);
  putUnsigned(STDOUT, number);
  putByte(STDOUT, 0x0a);
  showException(exception);
  return false;
}

/** Likewise, for what an `irq` method has set. */
export function callHandler(f: Ref, argument: Ref): bool {
  const exception = callLocked(f, argument);
  if (exception == NULL) return true;
  putText(STDOUT, "Uncaught exception in IRQ callback handler\n");
  showException(exception);
  return false;
}

/**
 * Has the callback of an interrupt called: at once, or by the scheduler when it is a soft one. false: it raised, which
 * was shown.
 */
export function dispatchCallback(f: Ref, argument: Ref, hard: bool): bool {
  if (hard) return callHandler(f, argument);
  if (f != NONE && f != NULL) schedule(f, argument);
  return true;
}

/** As `callHard`, with two arguments, and something to be shown behind the number. */
export function callHardTwo(
  f: Ref,
  a: Ref,
  b: Ref,
  source: string,
  number: u32,
  rest: string,
): bool {
  const exception = callLocked(f, a, b);
  if (exception == NULL) return true;
  putText(STDOUT, source);
  putUnsigned(STDOUT, number);
  putText(STDOUT, rest);
  showException(exception);
  return false;
}

/** Calls Python with heap and scheduler locked; gives what it raised. A second argument may be left out. */
function callLocked(f: Ref, argument: Ref, second: Ref = NULL): Ref {
  if (f == NONE || f == NULL) return NULL;
  const mark = rootMark();
  const held = holdSchedule(true);
  lockHeap();
  const result = second == NULL ? call1(f, argument) : call2(f, argument, second);
  unlockHeap();
  holdSchedule(held);
  rootReset(mark);
  return result != NULL ? NULL : takePending();
}

function showException(exception: Ref): void {
  const mark = rootMark();
  root(exception);
  printTraceback(STDOUT, exception);
  rootReset(mark);
}
