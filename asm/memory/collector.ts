/**
 * The collector: exact, non-moving mark and sweep over the heap, at any allocation.
 *
 * Roots are the root cells, the root stack, the interned strings and the Python frames. Marking uses an
 * explicit stack; when that overflows, the heap is walked again for marked objects whose children are not.
 */

import { LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import * as host from "../host";
import { forgetDeadIdentities } from "../jit/observe";
import { releaseCompiled } from "../jit/places";
import { markHot } from "../jit/tier";
import { markMachine } from "../native/machine-roots";
import { markFinalisable } from "../object/finaliser";
import { clearAttributeCaches } from "../object/lookup-cache";
import { MAP_ENTRIES, mapTableEntriesEnd } from "../object/map-table";
import { markQstrs } from "../object/qstr";
import { Cost } from "../vm/cost";
import { markFrames, markGenerator } from "../vm/frame-roots";
import { ROOT_CELLS, ROOT_COUNT } from "./cells";
import { BLOCK, BLOCK_SHIFT, blocksOf, FLAG_MARK } from "./header";
import {
  addRun,
  clearRuns,
  collectionDone,
  hardMode,
  heapBase,
  heapEnd,
  retireRun,
  watched,
} from "./heap";
import { refMask, refTail } from "./layout";
import { Ref } from "./ref";
import { rootBase, rootTop } from "./roots";

const MARK_STACK_SIZE: usize = 16 * 1024;
const MARK_STACK: usize = memory.data(16 * 1024, 8);

/** What freed memory is filled with in hard mode: a pointer far outside any memory. */
const POISON: u32 = 0xf0f0f0f0;

let markTop: usize = MARK_STACK;
let overflowed: bool = false;

/** How many collections there were, and how often the mark stack overflowed; for the tests. */
export let collections: u32 = 0;
export let markOverflows: u32 = 0;
/** How many objects the last collection freed. */
export let freedObjects: i32 = 0;

/** Collects now. */
export function collect(): void {
  collections++;
  if (watched) host.collecting(1);
  Cost.collection();
  retireRun();
  markRoots();
  markFinalisable();
  drainOverflow();
  forgetDeadIdentities();
  releaseCompiled();
  sweep();
  clearAttributeCaches();
  if (watched) host.collecting(0);
}

/** Marks `x` and, in time, all it refers to. */
export function mark(x: Ref): void {
  if ((x & 3) != 0 || x - heapBase >= heapEnd - heapBase) return;
  const flags = load<u8>(x, 1);
  if (flags & FLAG_MARK) return;
  store<u8>(x, flags | FLAG_MARK, 1);
  if (markTop == MARK_STACK + MARK_STACK_SIZE) {
    overflowed = true;
    return;
  }
  store<u32>(markTop, x);
  markTop += 4;
}

/** Whether an object, in the heap or before it, is alive: after marking. */
export function isAlive(x: Ref): bool {
  return x - heapBase >= heapEnd - heapBase || isMarked(x);
}

export function isMarked(x: Ref): bool {
  return (load<u8>(x, 1) & FLAG_MARK) != 0;
}

/** Marks every word of a range. */
export function markRange(from: usize, to: usize): void {
  for (let p = from; p < to; p += 4) mark(load<u32>(p));
}

/** Scans what `mark` has put aside. */
export function drain(): void {
  while (markTop != MARK_STACK) {
    markTop -= 4;
    scan(load<u32>(markTop));
  }
}

function markRoots(): void {
  markRange(ROOT_CELLS, ROOT_CELLS + ((<usize>ROOT_COUNT) << 2));
  drain();
  markRange(rootBase, rootTop);
  drain();
  markQstrs();
  markFrames();
  markHot();
  drain();
  markMachine();
  drain();
}

/** Marks what an object refers to. */
function scan(object: Ref): void {
  const kind = <u32>load<u8>(object);
  if (kind == Kind.MapTable) {
    markRange(object + MAP_ENTRIES, mapTableEntriesEnd(object));
    return;
  }
  if (kind == Kind.Generator) markGenerator(object);
  let mask = refMask(kind) >> 1;
  for (let p = object + 4; mask != 0; mask >>= 1, p += 4) {
    if (mask & 1) mark(load<u32>(p));
  }
  const tail = refTail(kind);
  if (tail != 0) markRange(object + (tail << 2), object + (blocksOf(object) << BLOCK_SHIFT));
}

/** Scans again every marked object until no mark was lost. */
export function drainOverflow(): void {
  drain();
  while (overflowed) {
    overflowed = false;
    markOverflows++;
    for (let p = heapBase; p < heapEnd; p += extentAt(p)) {
      const object = load<u8>(p) == Kind.Large ? p + BLOCK : p;
      if (load<u8>(object, 1) & FLAG_MARK) {
        scan(object);
        drain();
      }
    }
  }
}

/** The bytes from one object or free run to the next. */
export function extentAt(p: u32): u32 {
  const kind = <u32>load<u8>(p);
  if (kind == Kind.Free) return load<u32>(p, 4);
  if (kind == Kind.Large) return (load<u32>(p, 4) + 1) << BLOCK_SHIFT;
  return (<u32>load<u16>(p, 2)) << BLOCK_SHIFT;
}

function sweep(): void {
  Cost.cycles(<i32>((heapEnd - heapBase) >> BLOCK_SHIFT) * LoopCost.sweepBlock);
  clearRuns();
  let live: u32 = 0;
  let free: u32 = 0;
  let freed = 0;
  let p = heapBase;
  while (p < heapEnd) {
    const extent = extentAt(p);
    const object = load<u8>(p) == Kind.Large ? p + BLOCK : p;
    const flags = load<u8>(object, 1);
    if (flags & FLAG_MARK) {
      store<u8>(object, flags & ~FLAG_MARK, 1);
      live += extent;
      Cost.cycles(<i32>(extent >> BLOCK_SHIFT) * LoopCost.markBlock);
      if (free != 0) {
        giveBack(free, p);
        free = 0;
      }
    } else {
      freed += i32(load<u8>(p) != Kind.Free);
      if (free == 0) free = p;
    }
    p += extent;
  }
  if (free != 0) giveBack(free, p);
  freedObjects = freed;
  collectionDone(live);
}

function giveBack(from: u32, to: u32): void {
  if (hardMode) {
    for (let p = from; p < to; p += 4) store<u32>(p, POISON);
  }
  addRun(from, to - from);
}
