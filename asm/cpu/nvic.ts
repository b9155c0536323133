/**
 * Exceptions: which are enabled, pending and active, and which comes next (DDI 0403, B1.5.4). The numbers are those
 * of the vector table: 2 to 15 are the processor's own, interrupt 0 is 16.
 */
import { cpu } from "./registers";
import { control } from "./system-control";

export const EXCEPTION_NMI: u32 = 2;
export const EXCEPTION_HARD: u32 = 3;
export const EXCEPTION_MEMORY: u32 = 4;
export const EXCEPTION_BUS: u32 = 5;
export const EXCEPTION_USAGE: u32 = 6;
export const EXCEPTION_CALL: u32 = 11;
export const EXCEPTION_PENDSV: u32 = 14;
export const EXCEPTION_SYSTICK: u32 = 15;
export const FIRST_INTERRUPT: u32 = 16;
/** The STM32F405 has 82 interrupts. */
export const INTERRUPTS: u32 = 82;
export const EXCEPTIONS: u32 = 98;

/** Of exceptions that have a priority of their own, the upper four bits count. */
const PRIORITY_BITS: u32 = 0xf0;
/** The priority of code that no exception interrupts. */
export const IDLE: i32 = 256;

/** One byte for each exception. */
const ENABLED: usize = memory.data(112, 4);
const PENDING: usize = memory.data(112, 4);
const ACTIVE: usize = memory.data(112, 4);
const PRIORITIES: usize = memory.data(112, 4);
/** Whether a peripheral asks for it at present. */
const LINES: usize = memory.data(112, 4);

let pendingCount: i32 = 0;
let activeCount: i32 = 0;

export function resetExceptions(): void {
  memory.fill(ENABLED, 0, EXCEPTIONS);
  memory.fill(PENDING, 0, EXCEPTIONS);
  memory.fill(ACTIVE, 0, EXCEPTIONS);
  memory.fill(PRIORITIES, 0, EXCEPTIONS);
  memory.fill(LINES, 0, EXCEPTIONS);
  memory.fill(ENABLED, 1, FIRST_INTERRUPT);
  pendingCount = 0;
  activeCount = 0;
}

export function isEnabled(number: u32): bool {
  return load<u8>(ENABLED + number) != 0;
}

export function setEnabled(number: u32, on: bool): void {
  store<u8>(ENABLED + number, on ? 1 : 0);
  cpu.attention = 1;
}

export function isPending(number: u32): bool {
  return load<u8>(PENDING + number) != 0;
}

/** Makes an exception wait for its turn, or takes that back. */
export function setPending(number: u32, on: bool): void {
  if (isPending(number) == on) return;
  store<u8>(PENDING + number, on ? 1 : 0);
  pendingCount += on ? 1 : -1;
  cpu.attention = 1;
}

/** A peripheral begins or ceases to ask. Its interrupt is pending from then on, and again behind its handler. */
export function setLine(number: u32, on: bool): void {
  store<u8>(LINES + number, on ? 1 : 0);
  if (on) setPending(number, true);
}

/** The handler has ended: whoever still asks is pending again. */
export function pendLine(number: u32): void {
  if (load<u8>(LINES + number) != 0) setPending(number, true);
}

export function isActive(number: u32): bool {
  return load<u8>(ACTIVE + number) != 0;
}

export function setActive(number: u32, on: bool): void {
  if (isActive(number) == on) return;
  store<u8>(ACTIVE + number, on ? 1 : 0);
  activeCount += on ? 1 : -1;
}

/** Whatever handlers are active have ended. */
export function endHandlers(): void {
  memory.fill(ACTIVE, 0, EXCEPTIONS);
  activeCount = 0;
}

/** How many exceptions are active. */
export function countActive(): i32 {
  return activeCount;
}

/** The priority byte of an exception from 4 on. */
export function priorityByte(number: u32): u32 {
  return load<u8>(PRIORITIES + number);
}

export function setPriorityByte(number: u32, value: u32): void {
  store<u8>(PRIORITIES + number, value & PRIORITY_BITS);
  cpu.attention = 1;
}

/** The part of a priority that decides about preemption. */
function groupOf(priority: i32): i32 {
  return priority < 0 ? priority : (priority >> (control.group + 1)) << (control.group + 1);
}

/** An exception's priority: lower comes first. */
export function priorityOf(number: u32): i32 {
  return number <= EXCEPTION_HARD ? <i32>number - 4 : <i32>priorityByte(number);
}

/** The priority of what runs, with BASEPRI, PRIMASK and FAULTMASK. */
export function executionPriority(): i32 {
  let priority = IDLE;
  if (activeCount != 0) {
    for (let number: u32 = EXCEPTION_NMI; number < EXCEPTIONS; number++) {
      if (isActive(number)) priority = min<i32>(priority, groupOf(priorityOf(number)));
    }
  }
  if (cpu.basepri != 0) priority = min<i32>(priority, groupOf(cpu.basepri));
  if (cpu.primask != 0) priority = min<i32>(priority, 0);
  return cpu.faultmask != 0 ? min<i32>(priority, -1) : priority;
}

/** Whether an exception could interrupt what runs. */
export function canPreempt(number: u32): bool {
  return groupOf(priorityOf(number)) < executionPriority();
}

/** The pending exception that comes first, 0 for none: the least priority, then the least number. */
export function firstPending(): u32 {
  if (pendingCount == 0) return 0;
  let first: u32 = 0;
  let least = IDLE;
  for (let number: u32 = EXCEPTION_NMI; number < EXCEPTIONS; number++) {
    if (!isPending(number) || !isEnabled(number) || priorityOf(number) >= least) continue;
    first = number;
    least = priorityOf(number);
  }
  return first;
}

/** The pending exception that interrupts what runs, 0 for none. */
export function nextException(): u32 {
  const first = firstPending();
  return first != 0 && canPreempt(first) ? first : 0;
}
