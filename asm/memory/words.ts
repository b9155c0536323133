/**
 * Copying and clearing runs of words. Wasm's bulk instructions are calls of some 15 ns on V8; most runs here are
 * a few words, for which a loop is faster. Where a run has no words, its address is never looked at: machine code
 * leaves anything there.
 */

/** Up to this many words a loop is faster. */
const LOOP_WORDS: u32 = 16;

/** Copies `count` words upwards; the runs overlap at most with `to` in front of `from`. */
export function copyWords(to: usize, from: usize, count: u32): void {
  if (count > LOOP_WORDS) {
    memory.copy(to, from, (<usize>count) << 2);
    return;
  }
  const end = from + ((<usize>count) << 2);
  // Not `from + 8 <= end`: that overflows.
  while (end - from >= 8) {
    store<u64>(to, load<u64>(from));
    from += 8;
    to += 8;
  }
  if (from < end) store<u32>(to, load<u32>(from));
}

/** Sets `count` words to 0. */
export function clearWords(at: usize, count: u32): void {
  if (count > LOOP_WORDS) {
    memory.fill(at, 0, (<usize>count) << 2);
    return;
  }
  const end = at + ((<usize>count) << 2);
  for (; at < end; at += 4) store<u32>(at, 0);
}

/** Copies `count` bytes between runs that do not overlap. */
export function copyBytes(to: usize, from: usize, count: u32): void {
  if (count > LOOP_WORDS << 2) {
    memory.copy(to, from, count);
    return;
  }
  const end = from + count;
  for (; end - from >= 8; from += 8, to += 8) store<u64>(to, load<u64>(from));
  for (; from < end; from++, to++) store<u8>(to, load<u8>(from));
}
