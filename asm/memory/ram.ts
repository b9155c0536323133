/**
 * The board's RAM: at its own address, and all that machine code can write to. Loads and stores of the board's build
 * leave out the bit that says RAM (scripts/address-mask.mjs), so it lies at the start of linear memory, before the
 * static data.
 *
 *     RAM_START                                                                RAM_START + RAM_BYTES
 *     | the runtime's words | free | heap              | stack of machine code |
 *
 * A heap that is too large for it, or grows, lies behind the runtime's own memory instead, with the same bit set.
 */
import { RAM_BYTES, RAM_START } from "../generated/board";
import { BLOCK } from "./header";
import { heapEnd } from "./heap";
import { permanent } from "./permanent";

/** Where those words are. What lies before them stays empty: null pointers lead there. */
const OWN_START: usize = RAM_START + 1024;
const OWN_END: usize = RAM_START + 2048;
let nextOwn: usize = OWN_START;

/** Where the stack begins. */
export let stackStart: usize = 0;

/** Places a stack of so many bytes. */
export function layStack(bytes: u32): void {
  stackStart = (RAM_START + RAM_BYTES - bytes) & ~(BLOCK - 1);
}

/** The place of a heap of at most so many bytes. */
export function heapPlace(bytes: u32): usize {
  if (!BOARD) return permanent(BLOCK);
  if (bytes <= stackStart - OWN_END) return (stackStart - bytes) & ~(BLOCK - 1);
  return permanent(BLOCK) | RAM_START;
}

/** Zeroed bytes that machine code reads as fast as the heap; on the host such that nothing else has. */
export function ownRam(bytes: usize): usize {
  if (!BOARD) return permanent(bytes);
  const p = nextOwn;
  nextOwn = (p + bytes + 15) & ~15;
  if (nextOwn > OWN_END) unreachable();
  return p;
}

/** Where in linear memory an address leads that the runtime uses itself. */
export function placeOfRam(address: usize): usize {
  return BOARD ? address & ~RAM_START : address;
}

/** Where the memory ends that machine code reads at once. */
export function ramEnd(): u32 {
  return max<u32>(RAM_START + RAM_BYTES, heapEnd);
}

/** Whether there is linear memory behind an address. */
export function isBacked(address: u32, bytes: u32): bool {
  const end = <u64>address + bytes;
  if (BOARD && address >= RAM_START) return end <= ramEnd();
  return end <= (<u64>memory.size()) << 16;
}
