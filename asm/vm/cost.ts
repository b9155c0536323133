/**
 * The board's clock: what bytecode and the runtime's functions take in cycles (src/tables/board-costs.ts) goes to the
 * counter of the processor, so that both kinds of code have one clock. Nothing of this is in the host's build.
 */

import { latency } from "../cpu/memory-timing";
import { cpu } from "../cpu/registers";
import { currentCycles } from "../cpu/slice";
import {
  BoardCost,
  LOOP_STALLS,
  LoopCost,
  OPCODE_CYCLES,
  OPCODE_STALLS,
  PATH_STALLS,
  RUNTIME_CYCLES,
  SHORT_STALLS,
  USUAL_LATENCY,
} from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { isQstr, isSmall, Ref } from "../memory/ref";
import { mapSizeFrom } from "./map-sizes";
import { forgetPlaces, noteBuiltin, noteFound, noteMethod, noteMissing } from "./name-search";

/** Objects and blocks of 16 bytes that were allocated. */
export let allocations: u32 = 0;
export let allocatedBlocks: u32 = 0;

/** Factors by which flash prolongs the runtime, in units of 2^-STALL_BITS: by who called it last, and for its loops. */
const STALL_BITS: u32 = 10;
const HALF: i32 = 1 << (STALL_BITS - 1);
let pathStall: i32 = load<u16>(PATH_STALLS + (USUAL_LATENCY << 1));
let opcodeStall: i32 = load<u16>(OPCODE_STALLS + (USUAL_LATENCY << 1));
let shortStall: i32 = load<u16>(SHORT_STALLS + (USUAL_LATENCY << 1));
let loopStall: i32 = load<u16>(LOOP_STALLS + (USUAL_LATENCY << 1));
let stallLatency: u32 = USUAL_LATENCY;

/** Follows the wait states that the program has set. */
function noteLatency(): void {
  const waits = latency();
  if (waits == stallLatency) return;
  stallLatency = waits;
  pathStall = load<u16>(PATH_STALLS + (waits << 1));
  opcodeStall = load<u16>(OPCODE_STALLS + (waits << 1));
  shortStall = load<u16>(SHORT_STALLS + (waits << 1));
  loopStall = load<u16>(LOOP_STALLS + (waits << 1));
}

function stalled(cycles: i32, factor: i32): u64 {
  return (<u64>cycles * <u64>factor + HALF) >> STALL_BITS;
}

/** More blocks than this are found by a search that does not move the place where the next begins. */
const SHORT_BLOCKS: u32 = 1;
/** Blocks that were found so, which the next search passes; after a collection it ends at a hole before long. */
let passed: u32 = 0;
const MOST_PASSED: u32 = 64;

/** Looks for free blocks from behind the last single one. */
function search(blocks: u32): i32 {
  const cycles = <i32>passed * LoopCost.searchBlock;
  passed = blocks > SHORT_BLOCKS ? min(passed + blocks, MOST_PASSED) : 0;
  return cycles;
}

/** Bytes of an entry. */
const MAP_ENTRY: u32 = 8;
/** Larger maps do not grow by the table. */
const LARGEST_FULL: u32 = 1627;
/** The share of free entries that counts for a full table. */
const FULL: f32 = 0.1;

/** Counts an allocation and what it takes. */
function noteAllocation(blocks: u32): void {
  allocations++;
  allocatedBlocks += blocks;
  Cost.charge(
    blocks > SHORT_BLOCKS ? BoardCost.allocate + BoardCost.allocateLong : BoardCost.allocate,
  );
  Cost.cycles(<i32>(blocks - 1) * LoopCost.allocateBlock + search(blocks));
}

/** Takes back the difference of an object that has fewer blocks on the board than here. */
function refundBlocks(here: u32, there: u32): void {
  allocatedBlocks -= here - there;
  let cycles = stalled(<i32>(here - there) * LoopCost.allocateBlock, loopStall);
  if (here > SHORT_BLOCKS) {
    passed -= min(passed, there > SHORT_BLOCKS ? here - there : here);
    if (there <= SHORT_BLOCKS) cycles += stalled(BoardCost.allocateLong, pathStall);
  }
  cpu.cycles -= cycles;
}

/** What a search pays for each entry that it passes: names among names are compared as words. */
function probeOf(key: Ref, identity: bool): i32 {
  if (isSmall(key)) return LoopCost.numberProbe;
  return identity && isQstr(key) ? LoopCost.mapProbe : LoopCost.keyProbe;
}

/** A full map is made anew with the next size. */
function noteGrowth(n: u32, key: Ref, identity: bool): void {
  if (n > LARGEST_FULL || mapSizeFrom(n) != n) return;
  const counted = allocations;
  const blocks = allocatedBlocks;
  noteAllocation((mapSizeFrom(n + 1) * MAP_ENTRY + 15) >> 4);
  allocations = counted;
  allocatedBlocks = blocks;
  Cost.charge(BoardCost.rehash);
  Cost.cycles(<i32>n * (LoopCost.rehashItem + rehashProbes(n, key) * probeOf(key, identity)));
}

/** Below this a look-up costs what was measured. */
const LARGE_MAP: u32 = 12;

/** How many probes tell where one of `n` keys is in a table of `size`, beyond the first: Knuth's linear probing. */
function probesIn(size: u32, n: u32): i32 {
  const free = max<f32>(<f32>(size - n) / <f32>size, FULL);
  return <i32>((<f32>1 / free - <f32>1) * <f32>0.5 + <f32>0.5);
}

function hitProbes(n: u32): i32 {
  return n < LARGE_MAP ? 0 : probesIn(mapSizeFrom(n), n);
}

/** The same for keys that are put into the next larger table; numbers mostly follow each other, and so do their places. */
function rehashProbes(n: u32, key: Ref): i32 {
  if (n < LARGE_MAP) return 0;
  return isSmall(key) ? 1 : probesIn(mapSizeFrom(n + 1), n);
}

/** How many tell that a key is not there, in a table that is about to grow fewer than Knuth's formula says. */
function missProbes(n: u32): i32 {
  const size = mapSizeFrom(n);
  if (n < LARGE_MAP) return <i32>(size == n ? n : size / (size - n + 1));
  const free = max<f32>(<f32>(size - n) / <f32>size, FULL);
  return min(<i32>(n / 5 + 2), <i32>((<f32>1 + <f32>1 / (free * free)) / <f32>2));
}

const NUMBER_PROBES: i32 = 4;

/** Where the last key was found. */
let lastFound: u32 = 0;

/** A search for a key that is at `entry`, or nowhere: 0. */
function noteSearch(n: u32, key: Ref, entry: u32, identity: bool): void {
  const probe = probeOf(key, identity);
  if (entry == 0) {
    const probes = missProbes(n);
    Cost.cycles((isSmall(key) ? min(probes, NUMBER_PROBES) : probes) * probe);
    return;
  }
  // A key that was just found is found again at once (MICROPY_OPT_MAP_LOOKUP_CACHE).
  const other = load<u32>(entry);
  if (isSmall(key) || (entry == lastFound && other == key)) return;
  lastFound = entry;
  if (!(probe == LoopCost.mapProbe && Cost.searches)) Cost.cycles(hitProbes(n) * probe);
  // Two texts of which one is interned are one and the same on the board.
  if (other != key && !isQstr(other) && !isQstr(key)) Cost.charge(BoardCost.equalKey);
}

function noteOwn(table: Ref, name: Ref): void {
  Cost.charge(BoardCost.attributeOwn);
  Cost.found(table, name);
}

export class Cost {
  @inline
  static charge(cycles: i32): void {
    if (BOARD) cpu.cycles += stalled(cycles, pathStall);
  }

  /** Cycles of a loop, which stays in the cache. */
  @inline
  static cycles(cycles: i32): void {
    if (BOARD) cpu.cycles += stalled(cycles, loopStall);
  }

  @inline
  static opcode(code: i32): void {
    if (BOARD) cpu.cycles += stalled(load<u16>(OPCODE_CYCLES + ((<usize>code) << 1)), opcodeStall);
  }

  /** Cycles of a function that machine code calls, which stays in the cache. */
  @inline
  static short(cycles: i32): void {
    if (BOARD) cpu.cycles += stalled(cycles, shortStall);
  }

  /** A function of the runtime, called by machine code. */
  @inline
  static runtimeFunction(slot: i32): void {
    if (BOARD) Cost.short(load<u16>(RUNTIME_CYCLES + ((<usize>slot) << 1)));
  }

  /** A collection begins the next search at the heap's start. */
  @inline
  static collection(): void {
    if (!BOARD) return;
    Cost.cycles(LoopCost.collect);
    passed = 0;
    forgetPlaces();
  }

  /** Follows the wait states, where they may have changed. */
  @inline
  static followLatency(): void {
    if (BOARD) noteLatency();
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

  /** A text of so many bytes behind a header, which the board has in a block of their own with a 0 behind them, and their hash. */
  @inline
  static text(header: u32, length: u32, isHashed: bool): void {
    if (!BOARD) return;
    if (isHashed) Cost.cycles(<i32>length * LoopCost.hashByte);
    Cost.refund((header + length + 15) >> 4, (length + 16) >> 4);
    Cost.allocation(1);
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
  static growth(n: u32, key: Ref, identity: bool): void {
    if (BOARD) noteGrowth(n, key, identity);
  }

  /** A search for a key among `n`, which is at `entry` or, with 0, nowhere. */
  @inline
  static search(n: u32, key: Ref, entry: u32, identity: bool): void {
    if (BOARD) noteSearch(n, key, entry, identity);
  }

  /** Whether the firmware searches for names whose places others remember. */
  @inline
  static get searches(): bool {
    return BOARD && BoardCost.nameFound != 0;
  }

  /** A key that was found in a table. */
  @inline
  static found(table: Ref, key: Ref): void {
    if (Cost.searches) noteFound(table, key);
  }

  /** A method that was found in the table of a built-in type. */
  @inline
  static method(kind: Kind, table: Ref, name: Ref): void {
    if (Cost.searches) noteMethod(kind, table, name);
  }

  /** An instance's own attribute that LOAD_ATTR finds. */
  @inline
  static own(table: Ref, name: Ref): void {
    if (Cost.searches) noteOwn(table, name);
  }

  /** A name that is not in a table. */
  @inline
  static missing(table: Ref, name: Ref): void {
    if (BOARD) noteMissing(table, name);
  }

  /** A name that is not in a table, but among the builtins. */
  @inline
  static builtin(table: Ref, name: Ref): void {
    if (!BOARD) return;
    Cost.charge(BoardCost.globalMiss);
    Cost.missing(table, name);
    if (Cost.searches) noteBuiltin(name);
  }
}

/** Cycles since the start. */
export function virtualCycles(): f64 {
  return <f64>currentCycles();
}
