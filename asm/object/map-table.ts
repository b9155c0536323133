/**
 * The hash table behind dict, set, instances, classes and modules. It keeps insertion order.
 *
 *     0        4      8      12            16
 *     +--------+------+------+-------------+----------------------+------------+-----------+
 *     | header | used | live | cap<<8|log2 | cap × (key, value)   | cap × hash | index …   |
 *     +--------+------+------+-------------+----------------------+------------+-----------+
 *
 * A table of at most LINEAR_CAPACITY entries has neither hashes nor index (log2 is 0) and is searched
 * from end to end. `used` counts entries ever filled; a deleted one has the key DELETED.
 * The index has 1 << log2 numbers of entries plus one (0: empty), 16 or 32 bits wide.
 *
 * The owner is a word that points to the table, 0 for an empty one; growing replaces the table there.
 */
import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import {
  clearFlag,
  FLAG_FIXED,
  FLAG_GLOBALS,
  FLAG_IDENTITY_KEYS,
  FLAG_ROOMY,
  flagsOf,
  hasFlag,
  setFlag,
} from "../memory/header";
import { allocate } from "../memory/heap";
import { permanentObject } from "../memory/permanent";
import {
  DELETED,
  FALSE,
  isPointer,
  isQstr,
  isSmall,
  NONE,
  NULL,
  qstrId,
  Ref,
  smallOf,
  TRUE,
} from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { Cost } from "../vm/cost";
import { equals, hashOf } from "./equality";
import { mapTrim } from "./map-pop";
import { noteNewGlobal } from "./names";
import { internedOrNull, qstrObject } from "./qstr";
import { hasPending, raiseTooLarge } from "./raise";
import { Str } from "./str";

@unmanaged
export class MapTable {
  header: u32;
  used: u32;
  live: u32;
  shape: u32;
}

export const MAP_ENTRIES: u32 = 16;
const LINEAR_CAPACITY: u32 = 8;
const ENTRY: u32 = 8;

/** The answer of a search by identity for a key that equals no interned string or small int. */
const NO_SUCH_KEY: Ref = DELETED;

function map(table: Ref): MapTable {
  return changetype<MapTable>(<usize>table);
}

function capacity(table: Ref): u32 {
  return map(table).shape >> 8;
}

export function indexBits(table: Ref): u32 {
  return map(table).shape & 0xff;
}

/** Where the filled entries end; the collector scans up to here. */
export function mapTableEntriesEnd(table: Ref): u32 {
  return table + MAP_ENTRIES + map(table).used * ENTRY;
}

export function hashesAt(table: Ref): u32 {
  return table + MAP_ENTRIES + capacity(table) * ENTRY;
}

function indexAt(table: Ref): u32 {
  return hashesAt(table) + capacity(table) * 4;
}

/** Number of live entries of a table that may be 0. */
export function mapLength(table: Ref): u32 {
  return table == NULL ? 0 : map(table).live;
}

/** Number of entries, deleted ones included, over which to iterate. */
export function mapUsed(table: Ref): u32 {
  return table == NULL ? 0 : map(table).used;
}

/** The key of entry `i`, DELETED when there is none. */
export function mapKeyAt(table: Ref, i: u32): Ref {
  return load<u32>(table + MAP_ENTRIES + i * ENTRY);
}

export function mapValueAt(table: Ref, i: u32): Ref {
  return load<u32>(table + MAP_ENTRIES + i * ENTRY, 4);
}

function bytesFor(entries: u32, bits: u32): u32 {
  if (bits == 0) return MAP_ENTRIES + entries * ENTRY;
  return MAP_ENTRIES + entries * (ENTRY + 4) + (((<u32>1) << bits) << (entries < 0xffff ? 1 : 2));
}

function bitsFor(entries: u32): u32 {
  return entries <= LINEAR_CAPACITY ? 0 : 33 - clz(entries - 1);
}

/** Most entries of a table: its shape word holds 24 bits of capacity. */
const MAX_CAPACITY: u32 = 0xffffff;

/** A new table with room for `entries`. */
export function newMapTable(entries: u32): Ref {
  if (entries > MAX_CAPACITY) return raiseTooLarge(<u64>entries * ENTRY);
  const bits = bitsFor(entries);
  const table = allocate(Kind.MapTable, bytesFor(entries, bits));
  if (table == NULL) return NULL;
  // On the board it is keys and values and nothing else.
  if (BOARD && entries > 0)
    Cost.refund((bytesFor(entries, bits) + 15) >> 4, (entries * ENTRY + 15) >> 4);
  shapeTable(table, entries, bits);
  if (BOARD) setFlag(table, FLAG_ROOMY);
  return table;
}

function shapeTable(table: Ref, entries: u32, bits: u32): Ref {
  // A linear table uses the rest of its last block, too.
  const room = bits == 0 ? (((<u32>load<u16>(table, 2)) << 4) - MAP_ENTRIES) / ENTRY : entries;
  map(table).shape = (room << 8) | bits;
  setFlag(table, FLAG_IDENTITY_KEYS);
  return table;
}

/** A table in permanent memory, for the names of native types and modules. */
export function newPermanentTable(entries: u32): Ref {
  const bits = bitsFor(entries);
  const table = shapeTable(permanentObject(Kind.MapTable, bytesFor(entries, bits)), entries, bits);
  setFlag(table, FLAG_ROOMY);
  return table;
}

/** Spreads a hash over the index. */
export function slotOf(hash: u32, bits: u32): u32 {
  return (hash * 0x9e3779b1) >> (32 - bits);
}

export function indexGet(table: Ref, slot: u32): u32 {
  return capacity(table) < 0xffff
    ? <u32>load<u16>(indexAt(table) + (slot << 1))
    : load<u32>(indexAt(table) + (slot << 2));
}

export function indexSet(table: Ref, slot: u32, value: u32): void {
  if (capacity(table) < 0xffff) store<u16>(indexAt(table) + (slot << 1), <u16>value);
  else store<u32>(indexAt(table) + (slot << 2), value);
}

/** The index's slot that holds the number `n` of an entry with this hash. */
export function findIndexSlot(table: Ref, n: u32, hash: u32): u32 {
  const bits = indexBits(table);
  const wrap = ((<u32>1) << bits) - 1;
  let slot = slotOf(hash, bits);
  while (indexGet(table, slot) != n) slot = (slot + 1) & wrap;
  return slot;
}

/**
 * The word that stands for a key in a table whose keys are compared by identity: the key itself, the
 * interned string of a str, the int of a bool. NULL when only `equals` can tell.
 */
function identityOf(key: Ref): Ref {
  if (isSmall(key) || isQstr(key) || key == NONE) return key;
  if (key == TRUE) return smallOf(1);
  if (key == FALSE) return smallOf(0);
  if (isPointer(key) && load<u8>(key) == Kind.Str) {
    const interned = internedOrNull(key);
    return interned == NULL ? NO_SUCH_KEY : interned;
  }
  return NULL;
}

/** The hash of a key that needs no call: a small int, an interned string, None. */
function identityHash(key: Ref): u32 {
  if (isQstr(key)) return changetype<Str>(<usize>qstrObject(qstrId(key))).hash;
  return <u32>(<i32>key >> 1);
}

/** The entry (address of its key) of a key compared as a word; 0 for none. */
export function findIdentity(table: Ref, key: Ref): u32 {
  const bits = indexBits(table);
  if (bits == 0) {
    const end = mapTableEntriesEnd(table);
    for (let e = table + MAP_ENTRIES; e < end; e += ENTRY) {
      if (load<u32>(e) == key) return e;
    }
    return 0;
  }
  const wrap = ((<u32>1) << bits) - 1;
  let slot = slotOf(identityHash(key), bits);
  if (capacity(table) < 0xffff) {
    const index = indexAt(table);
    while (true) {
      const n = <u32>load<u16>(index + (slot << 1));
      if (n == 0) return 0;
      const e = table + MAP_ENTRIES + (n - 1) * ENTRY;
      if (load<u32>(e) == key) return e;
      slot = (slot + 1) & wrap;
    }
  }
  while (true) {
    const n = indexGet(table, slot);
    if (n == 0) return 0;
    const e = table + MAP_ENTRIES + (n - 1) * ENTRY;
    if (load<u32>(e) == key) return e;
    slot = (slot + 1) & wrap;
  }
}

/** Looks an interned name up in a table that may be 0: its value, or NULL. */
export function lookupName(table: Ref, name: Ref): Ref {
  if (table == NULL) return NULL;
  const e = hasFlag(table, FLAG_IDENTITY_KEYS) ? findIdentity(table, name) : findEqual(table, name);
  return e == 0 ? NULL : load<u32>(e, 4);
}

/** The entry of a key in a dict's table that may be 0; 0 when it is missing or an exception is pending. */
export function findEntry(table: Ref, key: Ref): u32 {
  // As in MicroPython a table that never held anything asks for no hash.
  if (table == NULL) return 0;
  const entry = findKey(table, key);
  if (BOARD) Cost.search(map(table).live, key, entry, hasFlag(table, FLAG_IDENTITY_KEYS));
  if (BOARD && entry != 0) Cost.found(table, key);
  return entry;
}

/** The same in a set's table. */
export function findMember(table: Ref, key: Ref): u32 {
  if (table == NULL) return 0;
  Cost.charge(BoardCost.findMember);
  const entry = findKey(table, key);
  // Of a set's keys all are compared as any values.
  if (BOARD) Cost.search(map(table).live, key, entry, false);
  return entry;
}

function findKey(table: Ref, key: Ref): u32 {
  if (hasFlag(table, FLAG_IDENTITY_KEYS)) {
    const word = identityOf(key);
    if (word == NO_SUCH_KEY) return 0;
    if (word != NULL) return findIdentity(table, word);
  }
  return findEqual(table, key);
}

function findEqual(table: Ref, key: Ref): u32 {
  const mark = rootMark();
  root(table);
  root(key);
  const hash = hashOf(key);
  if (hasPending()) return 0;
  const e = indexBits(table) == 0 ? findLinear(table, key) : findHashed(table, key, hash);
  rootReset(mark);
  return e;
}

function findLinear(table: Ref, key: Ref): u32 {
  for (let i: u32 = 0; i < map(table).used; i++) {
    const e = table + MAP_ENTRIES + i * ENTRY;
    const other = load<u32>(e);
    if (other == key) return e;
    if (other == DELETED) continue;
    if (equals(other, key)) return e;
    if (hasPending()) return 0;
  }
  return 0;
}

function findHashed(table: Ref, key: Ref, hash: u32): u32 {
  const bits = indexBits(table);
  const wrap = ((<u32>1) << bits) - 1;
  let slot = slotOf(hash, bits);
  while (true) {
    const n = indexGet(table, slot);
    if (n == 0) return 0;
    const e = table + MAP_ENTRIES + (n - 1) * ENTRY;
    const other = load<u32>(e);
    if (other == key) return e;
    if (other != DELETED && load<u32>(hashesAt(table) + (n - 1) * 4) == hash) {
      if (equals(other, key)) return e;
      if (hasPending()) return 0;
    }
    slot = (slot + 1) & wrap;
  }
}

/** The hash under which a key goes into the index. */
function indexHash(key: Ref): u32 {
  return isPointer(key) ? hashOf(key) : key == TRUE ? 1 : key == FALSE ? 0 : identityHash(key);
}

/** Whether a key can live in a table that compares by identity. */
function hasIdentity(key: Ref): bool {
  return isSmall(key) || isQstr(key) || key == NONE;
}

/**
 * Sets `key` to `value` in the table that the word at `owner` points to. `owner` must not move: it lies in
 * an object that the caller has rooted. false: an exception is pending.
 */
export function mapStore(owner: usize, key: Ref, value: Ref): bool {
  const e = findEntry(load<u32>(owner), key);
  if (e != 0) {
    store<u32>(e, value, 4);
    return true;
  }
  return !hasPending() && mapAppend(owner, key, value);
}

/** Adds a key that is known to be missing. false: an exception is pending. */
export function mapAppend(owner: usize, key: Ref, value: Ref): bool {
  const mark = rootMark();
  root(key);
  root(value);
  const hash = indexHash(key);
  if (hasPending()) return false;
  let table = load<u32>(owner);
  if (table == NULL || (map(table).used == capacity(table) && mapTrim(table) == capacity(table))) {
    const before = Cost.now();
    table = rebuild(owner);
    Cost.goBack(before);
    if (table == NULL) return false;
  }
  rootReset(mark);
  if (BOARD) chargeGrowth(map(table), key);
  if (hasFlag(table, FLAG_GLOBALS)) noteNewGlobal(key);
  if (!hasIdentity(key)) clearFlag(table, FLAG_IDENTITY_KEYS);
  put(table, key, value, hash);
  return true;
}

/** The board's table grows when it is full; what was deleted before has left room. */
function chargeGrowth(table: MapTable, key: Ref): void {
  const ref = <Ref>changetype<usize>(table);
  if (table.used == table.live && !hasFlag(ref, FLAG_ROOMY))
    Cost.growth(table.live, key, hasFlag(ref, FLAG_IDENTITY_KEYS));
}

function put(table: Ref, key: Ref, value: Ref, hash: u32): void {
  const n = map(table).used++;
  map(table).live++;
  const e = table + MAP_ENTRIES + n * ENTRY;
  store<u32>(e, key);
  store<u32>(e, value, 4);
  const bits = indexBits(table);
  if (bits == 0) return;
  store<u32>(hashesAt(table) + n * 4, hash);
  const wrap = ((<u32>1) << bits) - 1;
  let slot = slotOf(hash, bits);
  while (indexGet(table, slot) != 0) slot = (slot + 1) & wrap;
  indexSet(table, slot, n + 1);
}

/** Replaces a full table by one with room, without the deleted entries. */
function rebuild(owner: usize): Ref {
  const old = load<u32>(owner);
  const live = mapLength(old);
  const wanted = live < 4 ? 4 : live + (live >> 1 > 4 ? live : 4);
  const table = newMapTable(wanted);
  if (table == NULL) return NULL;
  if (old != NULL) moveEntries(old, table);
  if (BOARD) clearFlag(table, FLAG_ROOMY);
  store<u32>(owner, table);
  return table;
}

function moveEntries(old: Ref, table: Ref): void {
  store<u8>(table, flagsOf(old) & (FLAG_IDENTITY_KEYS | FLAG_GLOBALS | FLAG_FIXED), 1);
  const hashed = indexBits(old) != 0;
  for (let i: u32 = 0; i < map(old).used; i++) {
    const key = mapKeyAt(old, i);
    if (key == DELETED) continue;
    const hash = hashed
      ? load<u32>(hashesAt(old) + i * 4)
      : indexBits(table) != 0
        ? indexHash(key)
        : 0;
    put(table, key, mapValueAt(old, i), hash);
  }
}

/** Removes an entry that a search has found. */
export function mapRemoveEntry(table: Ref, entry: u32): void {
  store<u32>(entry, DELETED);
  store<u32>(entry, NULL, 4);
  map(table).live--;
  if (map(table).live == 0) resetTable(table);
}

/** Forgets the deleted entries of a table that has no others, so that its room is used again. */
function resetTable(table: Ref): void {
  map(table).used = 0;
  const bits = indexBits(table);
  if (bits != 0)
    memory.fill(indexAt(table), 0, ((<usize>1) << bits) << (capacity(table) < 0xffff ? 1 : 2));
}

/** Removes a key; returns its value, or NULL when it is missing or an exception is pending. */
export function mapRemove(table: Ref, key: Ref): Ref {
  const e = findEntry(table, key);
  if (e == 0) return NULL;
  const value = load<u32>(e, 4);
  mapRemoveEntry(table, e);
  return value;
}

/** A copy of a table with room for `extra` more entries. NULL: an exception is pending. */
export function mapCopy(table: Ref, extra: u32): Ref {
  const copy = newMapTable(mapLength(table) + extra);
  if (copy != NULL && table != NULL) {
    moveEntries(table, copy);
    clearFlag(copy, FLAG_GLOBALS | FLAG_FIXED);
  }
  return copy;
}

/** The entry address of position `i`, for the look-up cache; the caller has checked `i` against `mapUsed`. */
export function mapEntry(table: Ref, i: u32): u32 {
  return table + MAP_ENTRIES + i * ENTRY;
}

/** The position of an entry. */
export function mapPosition(table: Ref, entry: u32): u32 {
  return (entry - table - MAP_ENTRIES) / ENTRY;
}
