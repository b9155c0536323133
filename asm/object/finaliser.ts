/**
 * Finalisers: `__del__` of an instance, the closing of a forgotten file.
 *
 * Whoever makes an object with one registers it. The register is a Buffer, so it keeps nothing alive:
 *
 *     | header | count | address, address | 1 when its finaliser is due, … |
 */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { getCell, RootCell, setCell } from "../memory/cells";
import { isMarked, mark } from "../memory/collector";
import { capacityOf, FLAG_FINALISER, hasFlag, setFlag } from "../memory/header";
import { allocate } from "../memory/heap";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { loadMethod } from "./attribute";
import { call } from "./call";
import { takePending } from "./raise";

const COUNT: u32 = 4;
const ENTRIES: u32 = 8;
/** Marks an entry whose object is garbage but for its finaliser. */
const DUE: u32 = 1;

/** How many are due, and the entry before which none is. */
let due: u32 = 0;
let firstDue: u32 = 0;

function entryAt(register: Ref, i: u32): usize {
  return <usize>(register + ENTRIES + (i << 2));
}

/** Has `__del__` of an object called once it is garbage. false: an exception is pending. */
export function registerFinaliser(x: Ref): bool {
  if (hasFlag(x, FLAG_FINALISER)) return true;
  const register = roomForOne(x);
  if (register == NULL) return false;
  const n = load<u32>(register, COUNT);
  store<u32>(entryAt(register, n), x);
  store<u32>(register, n + 1, COUNT);
  setFlag(x, FLAG_FINALISER);
  return true;
}

function roomForOne(x: Ref): Ref {
  const old = getCell(RootCell.Finalisable);
  const n = old == NULL ? 0 : load<u32>(old, COUNT);
  if (old != NULL && ENTRIES + ((n + 1) << 2) <= capacityOf(old)) return old;
  const at = rootMark();
  root(x);
  const grown = allocate(Kind.Buffer, ENTRIES + ((n + (n >> 1) + 6) << 2));
  if (grown == NULL) return NULL;
  rootReset(at);
  // The allocation may have collected and changed entries, but not their number.
  if (old != NULL) memory.copy(grown + COUNT, old + COUNT, ENTRIES - COUNT + (n << 2));
  setCell(RootCell.Finalisable, grown);
  return grown;
}

/** Called between mark and sweep: keeps alive what has a finaliser to run. */
export function markFinalisable(): void {
  const register = getCell(RootCell.Finalisable);
  if (register == NULL) return;
  const n = load<u32>(register, COUNT);
  firstDue = 0;
  for (let i: u32 = 0; i < n; i++) {
    const entry = load<u32>(entryAt(register, i));
    if (entry & DUE || isMarked(entry)) continue;
    store<u32>(entryAt(register, i), entry | DUE);
    due++;
  }
  for (let i: u32 = 0; due != 0 && i < n; i++) {
    const entry = load<u32>(entryAt(register, i));
    if (entry & DUE) mark(entry & ~DUE);
  }
}

/** Runs the finalisers that are due. What they raise is lost, as nobody could catch it. */
export function runFinalisers(): void {
  while (due != 0) {
    const x = takeDue();
    if (x == NULL) return;
    const at = rootMark();
    root(x);
    runFinaliser(x);
    rootReset(at);
  }
}

function runFinaliser(x: Ref): void {
  const pair = rootSlots(2);
  if (loadMethod(x, qstrRef(Q.__del__), pair)) {
    const hasSelf = load<u32>(pair, 4) != NULL;
    call(load<u32>(pair), hasSelf ? 1 : 0, 0, pair + 4);
  }
  takePending();
}

/** Takes one object out of the register whose finaliser is due. */
function takeDue(): Ref {
  const register = getCell(RootCell.Finalisable);
  const n = load<u32>(register, COUNT);
  for (let i = firstDue; i < n; i++) {
    const entry = load<u32>(entryAt(register, i));
    if ((entry & DUE) == 0) continue;
    firstDue = i;
    store<u32>(entryAt(register, i), load<u32>(entryAt(register, n - 1)));
    store<u32>(register, n - 1, COUNT);
    due--;
    return entry & ~DUE;
  }
  due = 0;
  return NULL;
}
