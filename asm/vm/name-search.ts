/**
 * What 1.9.4 takes to find a name, where 1.19 remembers its place: the firmware's own tables are searched from their
 * start, those of a program from the place that the name's hash says. Such a table is filled here as the firmware fills
 * it, names in the order in which they came.
 */

import {
  BoardCost,
  BUILTIN_COUNT,
  BUILTIN_ORDER,
  LoopCost,
  METHOD_ORDER,
} from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { inHeap } from "../memory/heap";
import { isQstr, isSmall, NULL, qstrId, Ref, smallValue } from "../memory/ref";
import { findIdentity, mapKeyAt, mapPosition, mapUsed } from "../object/map-table";
import { strData, strLength } from "../object/str";
import { Cost } from "./cost";
import { mapSizeFrom } from "./map-sizes";

/** Of larger tables an average is taken: places that are passed at two thirds full. */
const MOST_ENTRIES: u32 = 127;
const AVERAGE: u32 = 1;
/** The size of a table of one entry. */
const LEAST_SLOTS: u32 = 2;
const FREE: u32 = 0xffffffff;

/** Hashes by place, and those of before the table grew. */
const SLOTS: usize = memory.data(508, 4);
const OLD_SLOTS: usize = memory.data(508, 4);
let size: u32 = 0;

/** What was found out: | table | key | used entries, places passed |. */
const KNOWN_SLOTS: u32 = 256;
const KNOWN: usize = memory.data(256 * 12, 4);

function slotAt(slots: usize, place: u32): usize {
  return slots + ((<usize>place) << 2);
}

/** The firmware's hash of a name's text: 16 bits of D. J. Bernstein's. */
function nameHash(name: Ref): u32 {
  const start = strData(name);
  const end = start + strLength(name);
  let hash: u32 = 5381;
  for (let p = start; p < end; p++) hash = (hash * 33) ^ load<u8>(p);
  hash &= 0xffff;
  return hash == 0 ? 1 : hash;
}

function hashOfKey(key: Ref): u32 {
  return isQstr(key) ? nameHash(key) : <u32>smallValue(key);
}

function grow(): void {
  memory.copy(OLD_SLOTS, SLOTS, (<usize>size) << 2);
  const before = size;
  size = mapSizeFrom(max(size + 1, LEAST_SLOTS));
  memory.fill(SLOTS, 0xff, (<usize>size) << 2);
  for (let i: u32 = 0; i < before; i++) {
    const hash = load<u32>(slotAt(OLD_SLOTS, i));
    if (hash != FREE) place(hash);
  }
}

/** Puts a hash into the first free place from its own on, if there is one. */
function place(hash: u32): bool {
  for (let i: u32 = 0; i < size; i++) {
    const slot = slotAt(SLOTS, (hash + i) % size);
    if (load<u32>(slot) != FREE) continue;
    store<u32>(slot, hash);
    return true;
  }
  return false;
}

/** A search ends where the key is, and at a free place. */
function endsSearch(found: u32, hash: u32): bool {
  return found == hash || found == FREE;
}

/** Fills the places with the keys of a table, and gives how many a search for `key` passes. */
function placesPassed(table: Ref, key: Ref): u32 {
  const used = mapUsed(table);
  if (used > MOST_ENTRIES) return AVERAGE;
  size = 0;
  for (let i: u32 = 0; i < used; i++) {
    const other = mapKeyAt(table, i);
    if (!isQstr(other) && !isSmall(other)) continue;
    const hash = hashOfKey(other);
    while (!place(hash)) grow();
  }
  const hash = hashOfKey(key);
  let passed: u32 = 0;
  while (passed < size && !endsSearch(load<u32>(slotAt(SLOTS, (hash + passed) % size)), hash))
    passed++;
  return passed;
}

/** The same, remembered. */
function knownPlaces(table: Ref, key: Ref): u32 {
  const used = mapUsed(table);
  const known = KNOWN + (((table >> 4) ^ (key >> 1)) & (KNOWN_SLOTS - 1)) * 12;
  if (load<u32>(known) != table || load<u32>(known, 4) != key || load<u16>(known, 8) != used) {
    const passed = placesPassed(table, key);
    store<u32>(known, table);
    store<u32>(known, key, 4);
    store<u16>(known, used, 8);
    store<u16>(known, passed, 10);
  }
  return load<u16>(known, 10);
}

/** Forgets what it found out: a collection frees tables. */
export function forgetPlaces(): void {
  memory.fill(KNOWN, 0, KNOWN_SLOTS * 12);
}

/** Charges the search for a key that was found in a table. */
export function noteFound(table: Ref, key: Ref): void {
  if (!isQstr(key) && !isSmall(key)) return;
  if (inHeap(table)) {
    Cost.charge(BoardCost.nameFound);
    Cost.cycles(<i32>knownPlaces(table, key) * LoopCost.namePlace);
  } else notePlace(table, key);
}

/** Charges the search for a name that is not in a table. */
export function noteMissing(table: Ref, name: Ref): void {
  if (table != NULL) Cost.cycles(<i32>knownPlaces(table, name) * LoopCost.mapProbe);
}

/** A name of a table of the firmware, which has its names in our order. */
function notePlace(table: Ref, name: Ref): void {
  const entry = findIdentity(table, name);
  if (entry != 0) Cost.cycles(<i32>mapPosition(table, entry) * LoopCost.firmwareName);
}

/** Where a name stands in a list of `count` names; behind it when it is not there. */
function placeIn(list: usize, count: i32, name: Ref): i32 {
  const id = qstrId(name);
  let i = 0;
  while (i < count && <i32>load<u16>(list + ((<usize>i) << 1)) != id) i++;
  return i;
}

/** Charges the search for a name among the builtins. */
export function noteBuiltin(name: Ref): void {
  Cost.cycles(placeIn(BUILTIN_ORDER, BUILTIN_COUNT, name) * LoopCost.firmwareName);
}

/** Charges the search for a method of a kind of objects, by the list for this kind where there is one. */
export function noteMethod(kind: Kind, table: Ref, name: Ref): void {
  let list = METHOD_ORDER;
  let count = <i32>load<u16>(list, 2);
  while (count != 0 && load<u16>(list) != <u16>kind) {
    list += 4 + ((<usize>count) << 1);
    count = <i32>load<u16>(list, 2);
  }
  if (count == 0) notePlace(table, name);
  else Cost.cycles(placeIn(list + 4, count, name) * LoopCost.firmwareName);
}
