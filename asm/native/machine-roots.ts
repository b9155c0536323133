/**
 * What machine code keeps alive. Its registers and its stack may hold the address of an object, or of a place inside
 * one, anywhere: the words that may be such addresses are put in order, and a walk through the heap tells which
 * objects they lie in.
 */
import { REGISTERS } from "../cpu/registers";
import { Kind } from "../generated/kinds";
import { extentAt, mark } from "../memory/collector";
import { BLOCK, capacityOf } from "../memory/header";
import { heapBase, heapEnd } from "../memory/heap";
import { permanent } from "../memory/permanent";
import { Ref } from "../memory/ref";
import { foreignAt, foreignCount } from "./foreign-memory";
import { machineStackBytes, machineStackEnd, machineTop } from "./machine-stack";

/** Registers that may hold addresses: r0 to r12. */
const REGISTER_WORDS: usize = 13;

/** The words that may be addresses, in order. */
let words: usize = 0;
let count: u32 = 0;
let room: u32 = 0;

/** Lays out room for the words of the stack. */
export function initMachineRoots(): void {
  const bytes = machineStackBytes() + (REGISTER_WORDS << 2);
  words = permanent(bytes);
  room = <u32>(bytes >> 2);
}

/** Marks the objects that the registers and the stack in use may refer to. */
export function markMachine(): void {
  const high = machineStackEnd();
  const top = machineTop();
  if (top != high) {
    gather(REGISTERS, REGISTERS + (REGISTER_WORDS << 2));
    gather(top, high);
  }
  for (let i: u32 = 0; i < foreignCount(); i++) {
    const buffer = <usize>foreignAt(i);
    gather(buffer + 4, buffer + capacityOf(<Ref>buffer));
  }
  markGathered();
}

/** Marks what the words that were gathered lie in. */
function markGathered(): void {
  if (count == 0) return;
  sortWords();
  markHits();
  count = 0;
}

function gather(from: usize, to: usize): void {
  for (let p = from; p < to; p += 4) {
    const word = load<u32>(p);
    if (word - heapBase >= heapEnd - heapBase) continue;
    if (count == room) markGathered();
    store<u32>(words + (count << 2), word);
    count++;
  }
}

/** Shell's sort: there are few words, and a stack's are nearly in order of their age. */
function sortWords(): void {
  let gap: u32 = 1;
  while (gap < count) gap = gap * 3 + 1;
  for (gap /= 3; gap > 0; gap /= 3) {
    for (let i = gap; i < count; i++) insert(i, gap);
  }
}

function insert(i: u32, gap: u32): void {
  const word = load<u32>(words + (i << 2));
  let at = i;
  while (at >= gap) {
    const other = load<u32>(words + ((at - gap) << 2));
    if (other <= word) break;
    store<u32>(words + (at << 2), other);
    at -= gap;
  }
  store<u32>(words + (at << 2), word);
}

function markHits(): void {
  let next: u32 = 0;
  for (let p = heapBase; p < heapEnd && next < count; ) {
    const end = p + extentAt(p);
    if (load<u32>(words + (next << 2)) < end) {
      const kind = load<u8>(p);
      if (kind != Kind.Free) mark(kind == Kind.Large ? p + BLOCK : p);
      while (next < count && load<u32>(words + (next << 2)) < end) next++;
    }
    p = end;
  }
}
