/**
 * The heap: one region of 16-byte blocks that grows arena by arena up to a limit.
 *
 *     heapBase                      cursor    limit                             heapEnd
 *     | objects, free runs …        |  current run  | objects, free runs …      |
 *
 * Allocation bumps a cursor through the current free run. The other free runs hang in bins by the
 * power of two of their size; the sweep refills the bins. Between cursor and limit nothing is
 * parseable until `retireRun` closes it.
 *
 * A free run:  | header (Free) | bytes | next run of the bin | … |
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { raise, raise1, shortOfMemory } from "../object/raise";
import { tellAllocation } from "../vm/allocation-watch";
import { Cost } from "../vm/cost";
import { Fuel } from "../vm/fuel";
import { collect } from "./collector";
import { BLOCK, headerWord, MAX_SMALL_BLOCKS } from "./header";
import { placeOfRam } from "./ram";
import { NULL, Ref } from "./ref";

const WASM_PAGE: u32 = 0x10000;
const BIN_COUNT: u32 = 32;
/** Heads of the lists of free runs, by floor(log2(blocks)). */
const BINS: usize = memory.data(128, 8);
/** Requests above this size get a run of their own instead of becoming the current run. */
const DIRECT_BYTES: u32 = 512;

export let heapBase: u32 = 0;
export let heapEnd: u32 = 0;
let maxBytes: u32 = 0;
/** Compiled code allocates, too. */
export let cursor: u32 = 0;
export let limit: u32 = 0;
/** The true end of the current run; `limit` is 0 instead while every allocation must take the slow way. */
let runEnd: u32 = 0;

/** Bytes handed to runs since the last collection, and how many of them start the next one. */
let sinceCollection: u32 = 0;
let collectAfter: u32 = 0;
/** What `gc.threshold` set, 0 for automatic. */
export let userThreshold: u32 = 0;
export let collectionEnabled: bool = true;
export let lockDepth: i32 = 0;
/** Collect at every allocation and poison what is freed (D5). */
export let hardMode: bool = false;
/** The host hears of every allocation. */
export let watched: bool = false;
/** How far the heap grows at a time. */
let arenaBytes: u32 = 0;
/** Live bytes that the last sweep counted. */
export let liveBytes: u32 = 0;

/** Bytes allocated before an automatic collection of a small heap. */
const MIN_COLLECT_AFTER: u32 = 2 << 20;

/**
 * Lays the heap out. `initial` and `max` are bytes; equal ones make a heap of exactly this size.
 * Returns false when the host gives no memory.
 */
export function initHeap(base: usize, initial: u32, max: u32): bool {
  heapBase = (<u32>base + BLOCK - 1) & ~(BLOCK - 1);
  maxBytes = max & ~(BLOCK - 1);
  arenaBytes = initial;
  heapEnd = heapBase;
  collectAfter = MIN_COLLECT_AFTER;
  return grow(initial & ~(BLOCK - 1));
}

export function setHardMode(on: bool): void {
  hardMode = on;
  openRun();
}

export function setThreshold(bytes: u32): void {
  userThreshold = bytes;
  if (bytes != 0) collectAfter = bytes;
}

export function setCollectionEnabled(on: bool): void {
  collectionEnabled = on;
}

export function lockHeap(): void {
  lockDepth++;
  openRun();
}

export function unlockHeap(): void {
  lockDepth--;
  openRun();
}

/** Takes back every lock. */
export function unlockAll(): void {
  lockDepth = 0;
  openRun();
}

/** Tells the host of every allocation from now on: all take the slow way then, so that others pay nothing. */
export function watchAllocations(): void {
  watched = true;
  openRun();
}

function openRun(): void {
  limit = hardMode || lockDepth > 0 || watched ? 0 : runEnd;
}

/** Makes an object of at least `bytes` bytes, all zero behind its header. 0: MemoryError is pending. */
export function allocate(kind: Kind, bytes: u32): Ref {
  const size = (bytes + (BLOCK - 1)) & ~(BLOCK - 1);
  const p = cursor;
  const end = p + size;
  if (end > limit || size > MAX_SMALL_BLOCKS * BLOCK || size < bytes)
    return allocateSlow(kind, size, bytes);
  cursor = end;
  Cost.allocation(size >> 4);
  store<u64>(p, <u64>headerWord(kind, size >> 4));
  store<u64>(p, 0, 8);
  for (let q = p + BLOCK; q < end; q += BLOCK) {
    store<u64>(q, 0);
    store<u64>(q, 0, 8);
  }
  return p;
}

/** A large object takes as long to fill as a backward jump for so many bytes. */
const LARGE_JUMP_BYTES_LOG: u32 = 8;

/**
 * As `allocate`, but what is behind the first block may hold anything: for kinds without references, whose bytes the
 * caller writes.
 */
export function allocateRaw(kind: Kind, bytes: u32): Ref {
  const size = (bytes + (BLOCK - 1)) & ~(BLOCK - 1);
  const p = cursor;
  const end = p + size;
  if (end > limit || size > MAX_SMALL_BLOCKS * BLOCK || size < bytes)
    return allocateSlow(kind, size, bytes);
  cursor = end;
  Cost.allocation(size >> 4);
  store<u64>(p, <u64>headerWord(kind, size >> 4));
  store<u64>(p, 0, 8);
  return p;
}

/** The commonest case of `allocate`: one block. */
export function allocateBlock(kind: Kind): Ref {
  const p = cursor;
  if (p + BLOCK > limit) return allocateSlow(kind, BLOCK, BLOCK);
  cursor = p + BLOCK;
  Cost.allocation(1);
  store<u64>(p, <u64>headerWord(kind, 1));
  store<u64>(p, 0, 8);
  return p;
}

function allocateSlow(kind: Kind, size: u32, bytes: u32): Ref {
  if (size < bytes) return raise1(M.memoryBytes, bytes);
  if (lockDepth > 0) return raise(M.heapLocked);
  const large = size > MAX_SMALL_BLOCKS * BLOCK;
  const total = large ? size + BLOCK : size;
  if (large) Fuel.charge(size >> LARGE_JUMP_BYTES_LOG);
  if (hardMode && collectionEnabled) collect();
  let p = takeRun(total);
  if (p == 0) {
    p = refill(total);
    if (p == 0) return raise1(M.memoryBytes, bytes);
  }
  Cost.allocation(total >> 4);
  if (watched) tellAllocation(total);
  memory.fill(p, 0, total);
  if (!large) {
    store<u32>(p, headerWord(kind, size >> 4));
    return p;
  }
  store<u32>(p, headerWord(Kind.Large, 1));
  store<u32>(p, size >> 4, 4);
  store<u32>(p + BLOCK, headerWord(kind, 0));
  return p + BLOCK;
}

/** Finds room after the bins had none: by collecting, by growing, by collecting after all. */
function refill(total: u32): u32 {
  let collected = false;
  if (collectionEnabled && sinceCollection >= collectAfter) {
    collect();
    collected = true;
    const p = takeRun(total);
    if (p != 0) return p;
  }
  if (grow(total)) return takeRun(total);
  if (collected || !collectionEnabled || shortOfMemory) return 0;
  collect();
  return takeRun(total);
}

/** Takes `total` bytes from the current run or from the bins; 0 when neither has them. */
function takeRun(total: u32): u32 {
  if (cursor + total <= runEnd) {
    const p = cursor;
    cursor += total;
    return p;
  }
  // An automatic collection is due: let the caller start it before fresh runs are spent.
  if (collectionEnabled && sinceCollection >= collectAfter) return 0;
  const run = unlinkRun(total);
  if (run == 0) return 0;
  const bytes = load<u32>(run, 4);
  const length = total > DIRECT_BYTES ? total : untilCollection(total, bytes);
  sinceCollection += length;
  addRun(run + length, bytes - length);
  if (total > DIRECT_BYTES) return run;
  retireRun();
  cursor = run + total;
  runEnd = run + length;
  openRun();
  return run;
}

/**
 * How much of a free run of `bytes` becomes the current one: no more than may be allocated before the next collection,
 * so that this comes in time, and the memory that is used over and over stays in the processor's caches.
 */
function untilCollection(total: u32, bytes: u32): u32 {
  if (!collectionEnabled) return bytes;
  const due = max<u32>(collectAfter - sinceCollection, total) & ~(BLOCK - 1);
  return due < bytes ? due : bytes;
}

/** Removes from the bins a run of at least `total` bytes. */
function unlinkRun(total: u32): u32 {
  const blocks = total / BLOCK;
  const floor = 31 - <u32>clz(blocks);
  // Every run of a higher bin fits.
  for (let bin: u32 = (blocks & (blocks - 1)) == 0 ? floor : floor + 1; bin < BIN_COUNT; bin++) {
    const run = load<u32>(BINS + ((<usize>bin) << 2));
    if (run != 0) {
      store<u32>(BINS + ((<usize>bin) << 2), load<u32>(run, 8));
      return run;
    }
  }
  let link: usize = BINS + ((<usize>floor) << 2);
  for (let run = load<u32>(link); run != 0; run = load<u32>(run, 8)) {
    if (load<u32>(run, 4) >= total) {
      store<u32>(link, load<u32>(run, 8));
      return run;
    }
    link = <usize>run + 8;
  }
  return 0;
}

/** Gives a free run to the bins. */
export function addRun(run: u32, bytes: u32): void {
  if (bytes == 0) return;
  const bin = BINS + ((<usize>(31 - clz(bytes / BLOCK))) << 2);
  store<u32>(run, headerWord(Kind.Free, 0));
  store<u32>(run, bytes, 4);
  store<u32>(run, load<u32>(bin), 8);
  store<u32>(bin, run);
}

/** Closes the current run, so that the heap can be walked from end to end. */
export function retireRun(): void {
  const rest = runEnd - cursor;
  if (rest != 0) addRun(cursor, rest);
  cursor = 0;
  runEnd = 0;
  limit = 0;
}

/** Forgets all free runs: the sweep builds them anew. */
export function clearRuns(): void {
  memory.fill(BINS, 0, BIN_COUNT << 2);
  cursor = 0;
  runEnd = 0;
  limit = 0;
}

/** Called by the sweep with what it found alive. */
export function collectionDone(live: u32): void {
  liveBytes = live;
  sinceCollection = 0;
  collectAfter = userThreshold != 0 ? userThreshold : max<u32>(MIN_COLLECT_AFTER, live);
}

/** Adds at least `bytes` bytes to the heap, in arenas. */
function grow(bytes: u32): bool {
  const size = heapEnd - heapBase;
  const room = maxBytes - size;
  if (bytes == 0 || bytes > room) return false;
  const wanted = min<u32>(max<u32>(max<u32>(arenaBytes, size >> 1), bytes), room) & ~(BLOCK - 1);
  if (!growTo(heapEnd + wanted) && (wanted == bytes || !growTo(heapEnd + bytes))) return false;
  return true;
}

function growTo(end: u32): bool {
  const needed = <i32>((placeOfRam(end) + WASM_PAGE - 1) / WASM_PAGE);
  const missing = needed - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return false;
  const start = heapEnd;
  heapEnd = end;
  addRun(start, end - start);
  return true;
}

/** Bytes in free runs, for `gc.mem_free`. */
export function freeBytes(): u32 {
  let sum = runEnd - cursor;
  for (let bin: u32 = 0; bin < BIN_COUNT; bin++) {
    for (let run = load<u32>(BINS + ((<usize>bin) << 2)); run != 0; run = load<u32>(run, 8)) {
      sum += load<u32>(run, 4);
    }
  }
  return sum;
}

/** The heap's present size in bytes. */
export function heapBytes(): u32 {
  return heapEnd - heapBase;
}

/** The size to which the heap may grow. */
export function heapLimit(): u32 {
  return maxBytes;
}

/** Whether the heap will never grow. */
export function isHeapFixed(): bool {
  return heapEnd - heapBase + BLOCK > maxBytes;
}

/**
 * Counts an object that the board's runtime has during a call and this one has not. false: the heap is locked, and the
 * exception pending.
 */
export function countTemporary(bytes: u32): bool {
  if (lockDepth > 0) return raise(M.heapLocked) != NULL;
  const blocks = (bytes + (BLOCK - 1)) / BLOCK;
  Cost.allocation(blocks);
  if (watched) tellAllocation(blocks * BLOCK);
  return true;
}

/** Whether an address lies in the heap. */
export function inHeap(address: u32): bool {
  return address - heapBase < heapEnd - heapBase;
}
