/**
 * The flash and its accelerator (ST RM0090, 3.5.2): lines of 16 bytes, a cache of lines to which a branch came, a
 * smaller one for constants, and the line behind the one in use, which is fetched ahead and not kept.
 */
import { MemoryTiming } from "../generated/board-costs";
import { waitStates } from "./memory-timing";
import { currentCycles } from "./slice";

const FLASH: u32 = 0x08000000;
const FLASH_BYTES: u32 = 0x00100000;
export const LINE: u32 = MemoryTiming.flashLine;
/** No line's address. */
const NONE: u32 = 1;

/** Lines as pairs: the address and when it was last used. */
const CODE: usize = memory.data(512, 8);
const CONSTANTS: usize = memory.data(64, 8);

let uses: u32 = 0;
let current: u32 = NONE;
let ahead: u32 = NONE;
/** Cycles at which the flash has read what it was asked for. */
let aheadReady: u64 = 0;
let busy: u64 = 0;

export function isFlash(address: u32): bool {
  return address - FLASH < FLASH_BYTES;
}

/** Forgets all lines. */
export function clearFlashCache(): void {
  memory.fill(CODE, 0, (<usize>MemoryTiming.flashLines) << 3);
  memory.fill(CONSTANTS, 0, (<usize>MemoryTiming.flashDataLines) << 3);
  current = ahead = NONE;
  aheadReady = busy = 0;
}

/** Whether a line is in a cache, which notes its use. */
function finds(cache: usize, lines: i32, line: u32): bool {
  for (let i = 0; i < lines; i++) {
    const entry = cache + ((<usize>i) << 3);
    if (load<u32>(entry) != line) continue;
    store<u32>(entry, ++uses, 4);
    return true;
  }
  return false;
}

/** Puts a line in the place of the one that was not used for longest. */
function keep(cache: usize, lines: i32, line: u32): void {
  let oldest = cache;
  for (let i = 1; i < lines; i++) {
    const entry = cache + ((<usize>i) << 3);
    if (load<u32>(entry, 4) < load<u32>(oldest, 4)) oldest = entry;
  }
  store<u32>(oldest, line);
  store<u32>(oldest, ++uses, 4);
}

/** Reads a line for good; gives the cycles that pass. */
function read(now: u64): i32 {
  const start = max<u64>(now, busy);
  busy = start + <u64>waitStates();
  return <i32>(busy - now);
}

/** Cycles that code waits for when it comes into a line. */
export function lineWait(line: u32): i32 {
  if (line == current) return 0;
  const now = currentCycles();
  let wait = 0;
  if (line == ahead) {
    wait = aheadReady > now ? <i32>(aheadReady - now) : 0;
    keep(CODE, MemoryTiming.flashLines, line);
  } else if (!finds(CODE, MemoryTiming.flashLines, line)) {
    wait = read(now);
    keep(CODE, MemoryTiming.flashLines, line);
  }
  current = line;
  fetchAhead(line + LINE, now + <u64>wait);
  return wait;
}

function fetchAhead(line: u32, now: u64): void {
  if (line == ahead || finds(CODE, MemoryTiming.flashLines, line)) return;
  ahead = line;
  aheadReady = now + <u64>read(now) + 1;
}

/** Cycles that a load waits for. */
export function constantWait(address: u32): i32 {
  const line = address & ~(LINE - 1);
  if (finds(CONSTANTS, MemoryTiming.flashDataLines, line)) return 0;
  const wait = read(currentCycles());
  keep(CONSTANTS, MemoryTiming.flashDataLines, line);
  return wait;
}
