/**
 * Code in what Python holds as data, an array that inline assembler branches into. The machine's own stores are looked
 * at, Python's are not, nor is memory that the heap uses again: what was decoded of such code holds for one call.
 */
import { forgetCode } from "./code-cache";

/** The code of the function of inline assembler that runs; all of memory while none does. */
let start: usize = 0;
let bytes: usize = usize.MAX_VALUE;
/** Whether code outside of it was decoded. */
let isOutside: bool = false;

export function ownStart(): usize {
  return start;
}

export function ownBytes(): usize {
  return bytes;
}

/** Notes that a function of inline assembler is called: what an earlier one found outside of itself may have changed. */
export function enterOwnCode(address: usize, length: usize): void {
  if (isOutside) {
    forgetCode();
    isOutside = false;
  }
  start = address;
  bytes = length;
}

/** Notes that it has ended: what ran before goes on. */
export function leaveOwnCode(oldStart: usize, oldBytes: usize): void {
  start = oldStart;
  bytes = oldBytes;
}

/** Notes that code was decoded. */
export function noteDecoded(place: usize): void {
  if (place - start >= bytes) isOutside = true;
}
