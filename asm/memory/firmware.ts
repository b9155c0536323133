/**
 * Memory of the board's firmware. Frozen code lies in the flash there, with the structures that stand for its functions:
 * on the board those take nothing of the heap. The collector does not look into them.
 */
import { Kind } from "../generated/kinds";
import { BLOCK, headerWord } from "./header";
import { permanent } from "./permanent";
import { NULL, Ref } from "./ref";

/** Enough to import each frozen module some times. */
const FIRMWARE_BYTES: usize = 16 << 10;
let next: usize = 0;
let end: usize = 0;
/** There was no room for something. */
export let firmwareFull: bool = false;

/** Sets it aside. */
export function initFirmware(): void {
  next = permanent(FIRMWARE_BYTES);
  end = next + FIRMWARE_BYTES;
}

/** An object of the firmware, all zero behind its header. NULL: there is no room. */
export function firmwareObject(kind: Kind, bytes: u32): Ref {
  const blocks = (bytes + BLOCK - 1) / BLOCK;
  const x = next;
  if (x + blocks * BLOCK > end) {
    firmwareFull = true;
    return NULL;
  }
  next += blocks * BLOCK;
  store<u32>(x, headerWord(kind, blocks));
  return <Ref>x;
}

/** Where the next object goes. */
export function firmwareMark(): usize {
  return next;
}

/** Takes back what was made since. */
export function firmwareReset(mark: usize): void {
  memory.fill(mark, 0, next - mark);
  next = mark;
  firmwareFull = false;
}
