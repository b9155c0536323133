/**
 * Memory behind the runtime's own, where the board's heap lies elsewhere: for work that takes nothing of the heap on the
 * real board, but does here. The collector does not look into it, and whoever takes it next overwrites it.
 */
import { heapEnd, isHeapFixed } from "./heap";
import { permanentEnd } from "./permanent";
import { placeOfRam } from "./ram";

/** Whether there is such memory. */
export function hasScratch(): bool {
  return BOARD && isHeapFixed();
}

/** So many bytes on a border of 16; 0: the host gives no memory. */
export function takeScratch(bytes: u32): usize {
  const start = max<usize>(permanentEnd(), placeOfRam(heapEnd));
  const missing = <i32>((start + bytes + 0xffff) >> 16) - memory.size();
  return missing > 0 && memory.grow(missing) < 0 ? 0 : start;
}
