/**
 * Interrupts of the board while the firmware is in charge: what the NVIC lets through goes to a handler of the
 * firmware, which is one of ours. It may call Python, with the heap locked.
 */
import {
  FIRST_INTERRUPT,
  firstPending,
  nextException,
  pendLine,
  setActive,
  setEnabled,
  setPending,
} from "../cpu/nvic";
import { cpu } from "../cpu/registers";
import { lockHeap, unlockHeap } from "../memory/heap";
import { NONE, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putByte, putText, putUnsigned, STDOUT } from "../object/builder";
import { call1 } from "../object/call";
import { takePending } from "../object/raise";
import { printTraceback } from "../object/traceback-print";
import { holdSchedule } from "../vm/schedule";
import { serveInterrupt } from "./handlers";
import { eventBefore, serveEvents } from "./time";

/** Cycles of going into a handler and out of it (DDI 0439, 3.9). */
const ENTRY_CYCLES: u64 = 24;

/** Whether something waits that is not the program's. */
export function interruptDue(): bool {
  return eventBefore(<f64>(cpu.cycles + 1)) || firstPending() != 0;
}

/** Delivers what is due, and runs the handlers of what asks. */
export function serveInterrupts(): void {
  serveEvents();
  for (let number = nextException(); number != 0; number = nextException()) handle(number);
}

function handle(number: u32): void {
  const outer = cpu.ipsr;
  setPending(number, false);
  setActive(number, true);
  cpu.ipsr = number;
  cpu.cycles += ENTRY_CYCLES;
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

/** Calls Python with heap and scheduler locked; gives what it raised. */
function callLocked(f: Ref, argument: Ref): Ref {
  if (f == NONE || f == NULL) return NULL;
  const mark = rootMark();
  const held = holdSchedule(true);
  lockHeap();
  const result = call1(f, argument);
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
