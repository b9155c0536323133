/**
 * What code in SRAM waits for: its fetches, its loads and stores and what they address all share the system bus. The
 * parameters are in src/tables/memory-timing.ts.
 *
 * While a run is made, its straight code is laid beside the bus: words of code are fetched ahead as far as the prefetch
 * buffer goes, loads and stores come in between, and the last store waits in the store buffer. So it costs nothing
 * when the code runs. Only what an access to a peripheral adds is found then.
 */
import { MemoryTiming } from "../generated/board-costs";
import { constantWait, isFlash } from "./flash-cache";
import { NO_MEMORY, placeOf } from "./memory-map";
import { busShift, isTimed } from "./memory-timing";
import { cpu } from "./registers";
import { currentCycles } from "./slice";

/** From here on addresses are on the system bus; what the runtime's own memory has is SRAM, too. */
const SRAM: u32 = 0x20000000;
const FLASH: u32 = 0x08000000;
const PERIPHERALS: u32 = 0x40000000;
const APB2: u32 = 0x40010000;
const AHB1: u32 = 0x40020000;
const BIT_BAND: u32 = 0x42000000;
const BIT_BAND_BYTES: u32 = 0x02000000;

/** Whether the run being made is in SRAM. */
let active: bool = false;
/** The first word of code that is not fetched. */
let fetchEnd: u32 = 0;
/** When the word before it is there. */
let ready: i32 = 0;
/** Cycles of the run: the bus is free, the store buffer is free, the prefetch buffer has a place. */
let busFree: i32 = 0;
let storeFree: i32 = 0;

/** Starts a run: while the pipeline was refilled, its first word came. */
export function startBus(address: u32): void {
  active =
    isTimed() && (address >= SRAM || (address < FLASH && placeOf(address, 2, 0) != NO_MEMORY));
  fetchEnd = address & ~3;
  busFree = -(<i32>MemoryTiming.fetch);
  storeFree = 0;
}

function fetchWord(): void {
  busFree += MemoryTiming.fetch;
  ready = busFree;
  fetchEnd += 4;
}

/** Fetches what can be fetched before a cycle, when the word of code in use is at `word`. */
function fetchAhead(word: u32, now: i32): void {
  while (busFree < now && fetchEnd - word < (<u32>MemoryTiming.prefetchWords) << 2) fetchWord();
  if (busFree < now) busFree = now;
}

/** Cycles for which an instruction waits for its code. */
export function codeWait(address: u32, size: u32, now: i32): i32 {
  if (!active) return 0;
  fetchAhead(address & ~3, now);
  const last = (address + size - 1) & ~3;
  while (fetchEnd <= last) fetchWord();
  return fetchEnd - 4 == last ? max<i32>(0, ready - now) : 0;
}

/** Cycles for which its load or store of so many words waits for the bus. */
export function dataWait(address: u32, words: i32, stores: bool, now: i32): i32 {
  if (!active) return 0;
  fetchAhead(address & ~3, now);
  const start = max<i32>(now, busFree);
  busFree = start + words * MemoryTiming.data;
  if (!stores || words > 1) return start - now;
  const wait = max<i32>(0, storeFree - now);
  storeFree = busFree;
  return wait;
}

/** Cycles that what is behind an address adds to a load or store by machine code. */
function placeWait(address: u32): i32 {
  if (address < PERIPHERALS) return isFlash(address) ? constantWait(address) : 0;
  // In a bit band a word is read and written.
  if (address >= AHB1) return address - BIT_BAND < BIT_BAND_BYTES ? MemoryTiming.data : 0;
  return bridgeWait(busShift(address < APB2 ? 1 : 2));
}

/** A bridge waits for its slower clock, and then for the access. */
function bridgeWait(shift: u32): i32 {
  const ratio = 1 << shift;
  const phase = <i32>currentCycles() & (ratio - 1);
  return ((ratio - phase) & (ratio - 1)) + MemoryTiming.bridge * ratio - 1;
}

/** Lets an access that is not plain memory take its time. */
export function chargeAccess(address: u32): void {
  // Ports are stored to often, and add nothing.
  if (address - AHB1 < BIT_BAND - AHB1) return;
  if (isTimed()) cpu.extraCycles += placeWait(address);
}
