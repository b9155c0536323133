/** The module `gc`. */

import { LoopCost } from "../generated/board-costs";
import { Q } from "../generated/qstrs";
import { collect, freedObjects } from "../memory/collector";
import { BLOCK } from "../memory/header";
import {
  collectionEnabled,
  freeBytes,
  heapBytes,
  heapLimit,
  setCollectionEnabled,
  setThreshold,
} from "../memory/heap";
import { boolRef, NONE, NULL, Ref, SMALL_MAX, smallOf } from "../memory/ref";
import { runFinalisers } from "../object/finaliser";
import { function0, functionArgs } from "../object/native-function";
import { hasPending } from "../object/raise";
import { defineInModule, newNativeModule } from "../types/module";
import { toI32 } from "../types/number";
import { Cost } from "../vm/cost";

/** What `gc.threshold` was set to in blocks, negative for none; 0 collects as often as it can. */
let thresholdBlocks: i32 = -1;

export function initGc(): Ref {
  const module = newNativeModule(Q.gc, 8);
  defineInModule(module, Q.collect, function0(Q.collect, gc_collect));
  defineInModule(module, Q.disable, function0(Q.disable, gc_disable));
  defineInModule(module, Q.enable, function0(Q.enable, gc_enable));
  defineInModule(module, Q.isenabled, function0(Q.isenabled, gc_isenabled));
  defineInModule(module, Q.mem_free, function0(Q.mem_free, gc_memFree));
  defineInModule(module, Q.mem_alloc, function0(Q.mem_alloc, gc_memAlloc));
  defineInModule(module, Q.threshold, functionArgs(Q.threshold, 0, 1, gc_threshold));
  return module;
}

/** Collects, runs the finalisers that are due by then; how many objects were freed. */
function gc_collect(): Ref {
  collect();
  const freed = freedObjects;
  runFinalisers();
  return smallOf(freed);
}

function gc_disable(): Ref {
  setCollectionEnabled(false);
  return NONE;
}

function gc_enable(): Ref {
  setCollectionEnabled(true);
  return NONE;
}

function gc_isenabled(): Ref {
  return boolRef(collectionEnabled);
}

/** A number of bytes, as far as a small int goes. */
function bytesRef(bytes: u32): Ref {
  return smallOf(<i32>min<u32>(bytes, SMALL_MAX));
}

/** The board counts the blocks one by one. */
function chargeCount(): void {
  Cost.cycles(<i32>(heapLimit() / BLOCK) * LoopCost.countBlock);
}

/** Free bytes, those by which the heap may still grow included. */
function gc_memFree(): Ref {
  chargeCount();
  return bytesRef(freeBytes() + (heapLimit() - heapBytes()));
}

function gc_memAlloc(): Ref {
  chargeCount();
  return bytesRef(heapBytes() - freeBytes());
}

function gc_threshold(n: i32, args: usize): Ref {
  if (n == 0) return smallOf(thresholdBlocks < 0 ? -1 : thresholdBlocks * BLOCK);
  const bytes = toI32(load<u32>(args));
  if (hasPending()) return NULL;
  thresholdBlocks = bytes < 0 ? -1 : bytes / BLOCK;
  setThreshold(bytes < 0 ? 0 : max<i32>(thresholdBlocks, 1) * BLOCK);
  return NONE;
}
