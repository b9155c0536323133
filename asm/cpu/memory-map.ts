/**
 * Which addresses are memory. On the host, every address below the size of linear memory is itself; besides, windows
 * map the chip's own addresses on stretches of linear memory. A processor without Python has only windows, and one
 * of them takes the fast way that linear memory has otherwise.
 *
 * On the board the RAM takes the fast way. What the runtime has of its own can only be read: constants of the firmware,
 * where the chip shows its flash a second time.
 */
import { RAM_BYTES, RAM_START } from "../generated/board";
import { permanentEnd } from "../memory/permanent";
import { placeOfRam, ramEnd } from "../memory/ram";
import { isGuarded } from "./protection";
import { cpu } from "./registers";

const WINDOWS: u32 = 8;

/** A stretch of the chip's addresses. */
@unmanaged
class Window {
  /** Where it starts on the chip. */
  start: u32;
  /** Bytes; 0: unused. */
  size: u32;
  /** Where it lies in linear memory. */
  address: u32;
  /** Bits of `WindowRight`. */
  rights: u32;
}

/** What may be done with a window besides reading. */
export const enum WindowRight {
  Write = 1,
  Execute = 2,
  /** It is what the loop reads and writes at once, in place of linear memory itself. */
  Plain = 4,
}

const TABLE: usize = memory.data(128, 4);

/** The last addresses of linear memory are left alone, so that no access goes past its end. */
const PAGE: u32 = 0x10000;
/** Below this there is nothing: a pointer that is null faults. */
const LOWEST: u32 = 4096;

/** The stretch that the loop reads and writes at once, unless the protection unit is to be asked. */
let plainLow: u32 = 0;
let plainBytes: u32 = 0;
let plainShift: u32 = 0;

/** No memory. */
export const NO_MEMORY: u32 = 0;

function windowAt(index: u32): Window {
  return changetype<Window>(TABLE + index * offsetof<Window>());
}

/** Maps a stretch of addresses; false when the index is out of range. */
export function mapWindow(index: u32, start: u32, size: u32, address: u32, rights: u32): bool {
  if (index >= WINDOWS) return false;
  const window = windowAt(index);
  window.start = start;
  window.size = size;
  window.address = address;
  window.rights = rights;
  return true;
}

/** Takes the size of linear memory as it is now; windows come before it. */
export function measureMemory(): void {
  if (BOARD) measureRam();
  else measureLinear();
}

function measureRam(): void {
  setPlain(RAM_START, (ramEnd() - RAM_START) >>> 2, <u32>placeOfRam(RAM_START) - RAM_START);
}

function measureLinear(): void {
  const pages = <u32>memory.size();
  let end: u32 = pages >= 0x10000 ? 0xffff0000 : pages * PAGE;
  for (let index: u32 = 0; index < WINDOWS; index++) {
    const window = windowAt(index);
    if (window.size == 0) continue;
    if ((window.rights & WindowRight.Plain) != 0) {
      setPlain(window.start, window.size >>> 2, window.address - window.start);
      return;
    }
    end = min<u32>(end, window.start);
  }
  setPlain(LOWEST, end < LOWEST ? 0 : (end - LOWEST) >>> 2, 0);
}

function setPlain(low: u32, words: u32, shift: u32): void {
  plainLow = low;
  plainBytes = words << 2;
  plainShift = shift;
  cpu.memoryLow = low;
  cpu.memoryWords = isGuarded() ? 0 : words;
  cpu.memoryShift = shift;
}

/** Whether `size` bytes from an address on are what the loop reads and writes at once. */
export function isPlain(address: u32, size: u32): bool {
  const bytes = cpu.memoryWords << 2;
  return address - cpu.memoryLow < bytes && address - cpu.memoryLow + size <= bytes;
}

/** The place in linear memory of bytes that all have these rights, or `NO_MEMORY`. */
export function placeOf(address: u32, size: u32, rights: u32): u32 {
  const distance = address - plainLow;
  if (distance < plainBytes && distance + size <= plainBytes) return address + plainShift;
  for (let index: u32 = 0; index < WINDOWS; index++) {
    const window = windowAt(index);
    const offset = address - window.start;
    if (offset >= window.size) continue;
    if (offset + size > window.size || (window.rights & rights) != rights) return NO_MEMORY;
    return window.address + offset;
  }
  return BOARD && rights == 0 && isConstant(address, size) ? address : NO_MEMORY;
}

/** Whether bytes belong to the runtime. */
function isConstant(address: u32, size: u32): bool {
  const end = <u32>permanentEnd();
  return address >= RAM_BYTES && address < end && size <= end - address;
}
