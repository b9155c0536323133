/**
 * The stack of machine code, which grows down.
 *
 *     low         guard                  sp                        high
 *     | – – – – – | free                 | in use                  |
 */
import { cpu } from "../cpu/registers";
import { permanent } from "../memory/permanent";
import { stackStart } from "../memory/ram";

/**
 * What a function may use below the place where it is entered, before that is looked at again: its frame has at most
 * 4096 bytes.
 */
const GUARD: usize = 6144;

let low: usize = 0;
let high: usize = 0;

/** Bytes of memory for a stack of so many. */
export function machineStackRoom(bytes: u32): u32 {
  return (bytes + <u32>GUARD + 15) & ~15;
}

/** Lays the stack out. */
export function initMachineStack(bytes: u32): void {
  const room = machineStackRoom(bytes);
  low = BOARD ? stackStart : permanent(room);
  high = low + room;
}

/** All of it, with the guard. */
export function machineStackBytes(): usize {
  return high - low;
}

/** Where what is in use starts: all of the stack if damaged code has lost its stack pointer. */
export function machineTop(): usize {
  if (cpu.depth == 0) return high;
  return isOnMachineStack(cpu.sp, 0) ? <usize>cpu.sp & ~3 : low;
}

/** Where the stack ends. */
export function machineStackEnd(): usize {
  return high;
}

/** Whether a function may be entered with this stack pointer. */
export function hasMachineRoom(sp: usize): bool {
  return sp >= low + GUARD && sp <= high;
}

/** Whether bytes lie on the stack. */
export function isOnMachineStack(at: usize, bytes: usize): bool {
  return at >= low && at <= high && bytes <= high - at;
}
