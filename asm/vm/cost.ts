/**
 * The board's clock: what bytecode and the runtime's functions take in cycles (src/tables/board-costs.ts) goes to the
 * counter of the processor, so that both kinds of code have one clock. Nothing of this is in the host's build.
 */

import { cpu } from "../cpu/registers";
import { currentCycles } from "../cpu/slice";
import { BoardCost, LoopCost, OPCODE_CYCLES, RUNTIME_CYCLES } from "../generated/board-costs";

/** Objects and blocks of 16 bytes that were allocated. */
export let allocations: u32 = 0;
export let allocatedBlocks: u32 = 0;

/** More blocks than this are found by a search of their own. */
const SHORT_BLOCKS: u32 = 1;

/** Sizes to which MicroPython's maps grow. */
const MAP_SIZES: usize = memory.data<u16>([
  0, 1, 2, 4, 6, 8, 10, 12, 17, 23, 29, 37, 47, 59, 73, 97, 127, 167, 223, 293, 389, 521, 691, 919,
  1223, 1627, 2161,
]);
const MAP_SIZE_COUNT: i32 = 27;
/** Bytes of an entry. */
const MAP_ENTRY: u32 = 8;
/** The share of free entries that counts for a full table. */
const FULL: f32 = 0.1;

/** Counts an allocation and what it takes. */
function noteAllocation(blocks: u32): void {
  allocations++;
  allocatedBlocks += blocks;
  Cost.charge(BoardCost.allocate);
  let cycles = <i32>blocks * LoopCost.allocateBlock;
  if (blocks > SHORT_BLOCKS) {
    Cost.charge(BoardCost.searchLong);
    cycles += <i32>blocks * LoopCost.searchBlock;
  }
  Cost.cycles(cycles);
}

/** Takes back the difference of an object that has fewer blocks on the board than here. */
function refundBlocks(here: u32, there: u32): void {
  allocatedBlocks -= here - there;
  let cycles = <i32>(here - there) * LoopCost.allocateBlock;
  if (here > SHORT_BLOCKS) cycles += <i32>here * LoopCost.searchBlock;
  if (there > SHORT_BLOCKS) cycles -= <i32>there * LoopCost.searchBlock;
  else if (here > SHORT_BLOCKS) cycles += BoardCost.searchLong;
  cpu.cycles -= <u64>cycles;
}

/** MicroPython's maps have the sizes of the table; a full one is made anew with the next. */
function noteGrowth(n: u32): void {
  for (let i = 0; i < MAP_SIZE_COUNT - 1; i++) {
    const size = <u32>load<u16>(MAP_SIZES + ((<usize>i) << 1));
    if (size < n) continue;
    if (size == n) {
      const next = <u32>load<u16>(MAP_SIZES + ((<usize>i) << 1), 2);
      const counted = allocations;
      const blocks = allocatedBlocks;
      noteAllocation((next * MAP_ENTRY + 15) >> 4);
      allocations = counted;
      allocatedBlocks = blocks;
      Cost.charge(BoardCost.rehash);
      Cost.cycles(<i32>n * LoopCost.rehashItem);
    }
    return;
  }
}

/** Below this a look-up costs what was measured. */
const LARGE_MAP: u32 = 12;

/** What a look-up in a large table has more probes for than in a small one. */
function noteProbes(n: u32, identity: bool): void {
  if (n < LARGE_MAP) return;
  const free = max<f32>(<f32>(sizeOver(n) - n) / <f32>sizeOver(n), FULL);
  const probes = <i32>((<f32>1 / free - <f32>1) * <f32>0.5);
  Cost.cycles(probes * (identity ? LoopCost.mapProbe : LoopCost.keyProbe));
}

/** The size of a table that holds `n` entries. */
function sizeOver(n: u32): u32 {
  for (let i = 0; i < MAP_SIZE_COUNT; i++) {
    const size = <u32>load<u16>(MAP_SIZES + ((<usize>i) << 1));
    if (size >= n) return size;
  }
  return n;
}

/** How many probes tell that a name is not in a map of `n` entries (Knuth's linear probing, at most all). */
function missProbes(n: u32): i32 {
  const size = sizeOver(n);
  if (size <= n) return <i32>n;
  const free = <f32>(size - n) / <f32>size;
  return min(<i32>n, <i32>((<f32>1 + <f32>1 / (free * free)) / <f32>2));
}

export class Cost {
  @inline
  static charge(cycles: i32): void {
    if (BOARD) cpu.cycles += <u64>cycles;
  }

  /** Cycles of a loop, which stays in the cache. */
  @inline
  static cycles(cycles: i32): void {
    if (BOARD) cpu.cycles += <u64>cycles;
  }

  @inline
  static opcode(code: i32): void {
    if (BOARD) cpu.cycles += <u64>load<u16>(OPCODE_CYCLES + ((<usize>code) << 1));
  }

  /** A function of the runtime, called by machine code. */
  @inline
  static runtimeFunction(slot: i32): void {
    if (BOARD) cpu.cycles += <u64>load<u16>(RUNTIME_CYCLES + ((<usize>slot) << 1));
  }

  @inline
  static allocation(blocks: u32): void {
    if (BOARD) noteAllocation(blocks);
  }

  /** An object of `here` blocks that has `there` on the board, which are fewer. */
  @inline
  static refund(here: u32, there: u32): void {
    if (BOARD) refundBlocks(here, there);
  }

  /** Cycles as they are, for `goBack`. */
  @inline
  static now(): u64 {
    return BOARD ? cpu.cycles : 0;
  }

  /** Takes back what was charged since, where the board does something else. */
  @inline
  static goBack(cycles: u64): void {
    if (BOARD) cpu.cycles = cycles;
  }

  /** A table of `n` entries gets one more. */
  @inline
  static growth(n: u32): void {
    if (BOARD) noteGrowth(n);
  }

  /** A look-up in a table of `n` keys that stand for themselves or have to be compared. */
  @inline
  static probes(n: u32, identity: bool): void {
    if (BOARD) noteProbes(n, identity);
  }

  /** A name that is not in a map of `n` entries. */
  @inline
  static miss(n: u32): void {
    if (!BOARD) return;
    Cost.charge(BoardCost.globalMiss);
    Cost.cycles(missProbes(n) * LoopCost.mapProbe);
  }
}

/** Cycles since the start. */
export function virtualCycles(): f64 {
  return <f64>currentCycles();
}
