/** Searching bytes in bytes. */
import { LoopCost } from "../../generated/board-costs";
import { Cost } from "../../vm/cost";

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;

/** The first address from `from` on, before `end`, that holds a byte; 0 for none. */
export function findByte(from: usize, end: usize, byte: u8): usize {
  let at = from;
  const pattern = ONES * <u64>byte;
  for (; at + 8 <= end; at += 8) {
    const word = load<u64>(at) ^ pattern;
    const zeros = (word - ONES) & ~word & HIGHS;
    if (zeros != 0) return at + (<usize>ctz(zeros) >> 3);
  }
  for (; at < end; at++) {
    if (load<u8>(at) == byte) return at;
  }
  return 0;
}

/** The first address of a text within a range; 0 for none. An empty text is found at once. */
export function findBytes(from: usize, end: usize, text: usize, length: u32): usize {
  const at = searchBytes(from, end, text, length);
  Cost.cycles(<i32>((at == 0 ? end : at) - from) * LoopCost.findByte);
  return at;
}

function searchBytes(from: usize, end: usize, text: usize, length: u32): usize {
  if (length == 0) return from <= end ? from : 0;
  if (end < from + length) return 0;
  const first = load<u8>(text);
  const last = end - length + 1;
  let at = from;
  while (true) {
    at = findByte(at, last, first);
    if (at == 0 || memory.compare(at, text, length) == 0) return at;
    at++;
  }
}

/** The last address of a text within a range; 0 for none. An empty text is found at the end. */
export function findBytesBack(from: usize, end: usize, text: usize, length: u32): usize {
  if (end < from + length) return 0;
  for (let at = end - length; at >= from; at--) {
    Cost.cycles(LoopCost.findByte);
    if (memory.compare(at, text, length) == 0) return at;
  }
  return 0;
}

/** Less than, equal to or greater than 0 as `a` stands to `b`, byte by byte, a prefix being less. */
export function compareBytes(a: usize, aLength: u32, b: usize, bLength: u32): i32 {
  const order = memory.compare(a, b, min(aLength, bLength));
  if (order != 0) return order;
  return aLength == bLength ? 0 : aLength < bLength ? -1 : 1;
}
