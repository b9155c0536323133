/** Where compiled code can be entered other than at a function's start: | ip | compiled << 8, entry |. */

const SLOTS: u32 = 4096;
const ENTRIES: usize = memory.data(4096 * 8, 8);
/** The most entries of one function. */
export const MAX_ENTRIES: u32 = 255;

function slotOf(ip: usize): usize {
  return ENTRIES + ((ip & (SLOTS - 1)) << 3);
}

/** Makes an entry known; another one may lose its place, and is then not used any more. */
export function addEntry(ip: usize, compiled: u32, entry: u32): void {
  const slot = slotOf(ip);
  store<u32>(slot, <u32>ip);
  store<u32>(slot, (compiled << 8) | entry, 4);
}

/** Forgets all entries at instructions of code that is no more. */
export function forgetEntries(start: usize, end: usize): void {
  for (let slot = ENTRIES; slot < ENTRIES + (SLOTS << 3); slot += 8) {
    const ip = <usize>load<u32>(slot);
    if (ip >= start && ip < end) store<u64>(slot, 0);
  }
}

/** The entry of this compiled function at an instruction, or 0. */
export function entryAt(ip: usize, compiled: u32): u32 {
  const slot = slotOf(ip);
  const word = load<u32>(slot, 4);
  return load<u32>(slot) == <u32>ip && word >> 8 == compiled ? word & 0xff : 0;
}
