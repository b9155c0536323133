/**
 * Runs of micro-operations, made once for each place that is branched to.
 *
 * A run starts at a branch's target and goes on to the next unconditional branch. It stands in an arena that
 * only grows; when it is full, or a word of code is written, everything is forgotten at once and made again.
 * Beside every micro-operation stands what is needed when the loop is left there:
 *
 *     | address of the instruction 4 | cycles of the run before it 2 | ITSTATE | instructions before it |
 */
import { MICRO_BYTES, Micro } from "./micro";

const MICROS: u32 = 32768;
const ARENA: usize = memory.data(524288, 16);
const ARENA_END: usize = ARENA + MICROS * MICRO_BYTES;
const SIDES: usize = memory.data(262144, 16);
/** Micro-operations that one run may need at most. */
const RUN_ROOM: u32 = 1024 * MICRO_BYTES;

/** From the address in a branch register, bit 0 set, to the run: pairs of both. */
const TARGETS: usize = memory.data(131072, 16);
const TARGET_MASK: u32 = (131072 >> 3) - 1;

/** Numbers of the 32-byte pieces of memory that hold code which was decoded, in slots by their low bits. */
export const PIECES: usize = memory.data(65536, 16);
export const PIECE_SHIFT: u32 = 5;
export const PIECE_MASK: u32 = (65536 >> 2) - 1;
const PIECES_BYTES: u32 = 65536;

/** Where the next micro-operation is written. */
export let tail: usize = ARENA;
/** How often all was forgotten. */
export let generation: u32 = 0;

/** Forgets all runs. What the loop is in stays readable until the next run is made. */
export function forgetCode(): void {
  if (tail == ARENA) return;
  tail = ARENA;
  generation++;
  memory.fill(TARGETS, 0, (TARGET_MASK + 1) << 3);
  memory.fill(PIECES, 0, PIECES_BYTES);
}

/** Whether the arena has room for one more run. */
export function hasRoom(): bool {
  return tail + RUN_ROOM <= ARENA_END;
}

/** The run for a branch to `target` with its alignment cycles in the low 4 bits, or 0. */
export function findRun(target: u32): usize {
  const entry = TARGETS + (((target >>> 1) & TARGET_MASK) << 3);
  return load<u32>(entry) == target ? load<usize>(entry, 4) : 0;
}

/** Makes a run known. */
export function noteRun(target: u32, run: usize): void {
  const entry = TARGETS + (((target >>> 1) & TARGET_MASK) << 3);
  store<u32>(entry, target);
  store<usize>(entry, run, 4);
}

/** Notes that memory from `address` on holds decoded code; false when the slot is another piece's. */
export function notePiece(address: usize): bool {
  const piece = <u32>(address >>> PIECE_SHIFT);
  const slot = PIECES + ((piece & PIECE_MASK) << 2);
  const old = load<u32>(slot);
  if (old == piece) return true;
  if (old != 0) return false;
  store<u32>(slot, piece);
  return true;
}

/** To be called when memory is written that may hold code: `address` is one of linear memory. */
export function codeWritten(address: usize, length: u32): void {
  if (length == 0 || tail == ARENA) return;
  const last = <u32>((address + length - 1) >>> PIECE_SHIFT);
  const first = <u32>(address >>> PIECE_SHIFT);
  if (last - first > PIECE_MASK) {
    forgetCode();
    return;
  }
  for (let piece = first; piece <= last; piece++) {
    if (load<u32>(PIECES + ((piece & PIECE_MASK) << 2)) != piece) continue;
    forgetCode();
    return;
  }
}

/** What stands beside a micro-operation. */
@unmanaged
export class Side {
  address: u32;
  cycles: u16;
  itState: u8;
  count: u8;
}

export function sideOf(at: usize): Side {
  return changetype<Side>(SIDES + ((at - ARENA) >>> 1));
}

/** Writes a micro-operation; registers are numbers. Returns where it stands. */
export function emit(op: Micro, d: u32, n: u32, m: u32, a: u32, number: i32): usize {
  const at = tail;
  store<u32>(at, op);
  store<u32>(at, (d << 2) | (n << 10) | (m << 18) | (a << 24), 4);
  store<i32>(at, number, 8);
  store<i32>(at, 0, 12);
  tail = at + MICRO_BYTES;
  return at;
}

/** Fills the side of a micro-operation. */
export function noteSide(at: usize, address: u32, cycles: u32, itState: u32, count: u32): void {
  const side = sideOf(at);
  side.address = address;
  side.cycles = <u16>cycles;
  side.itState = <u8>itState;
  side.count = <u8>count;
}

/** Takes the last micro-operation back. */
export function takeBack(): void {
  tail -= MICRO_BYTES;
}
