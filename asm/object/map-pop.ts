/** Taking entries off either end of a table, so that one by one costs the same for each. */
import { DELETED, NULL, Ref } from "../memory/ref";
import {
  findIndexSlot,
  hashesAt,
  indexBits,
  indexGet,
  indexSet,
  MapTable,
  mapEntry,
  mapKeyAt,
  mapUsed,
  slotOf,
} from "./map-table";

/** Cuts deleted entries off the table's end; returns the number of entries that are left. */
export function mapTrim(table: Ref): u32 {
  if (table == NULL) return 0;
  const map = changetype<MapTable>(<usize>table);
  while (map.used > 0 && mapKeyAt(table, map.used - 1) == DELETED) dropLast(table);
  return map.used;
}

/** Forgets the last entry, which is deleted, together with its place in the index. */
function dropLast(table: Ref): void {
  const n = --changetype<MapTable>(<usize>table).used;
  const bits = indexBits(table);
  if (bits == 0) return;
  const wrap = ((<u32>1) << bits) - 1;
  let hole = findIndexSlot(table, n + 1, load<u32>(hashesAt(table) + n * 4));
  let slot = hole;
  // Entries behind the hole move up unless they would get in front of where their search starts.
  while (true) {
    slot = (slot + 1) & wrap;
    const other = indexGet(table, slot);
    if (other == 0) break;
    const home = slotOf(load<u32>(hashesAt(table) + (other - 1) * 4), bits);
    if (((slot - home) & wrap) < ((slot - hole) & wrap)) continue;
    indexSet(table, hole, other);
    hole = slot;
  }
  indexSet(table, hole, 0);
}

/** The address of the last entry of a table that is not empty. */
export function mapLastEntry(table: Ref): u32 {
  return mapEntry(table, mapTrim(table) - 1);
}

/** The address of the first live entry at or behind a position; 0 when there is none. */
export function mapFirstEntry(table: Ref, from: u32): u32 {
  for (let i = from; i < mapUsed(table); i++) {
    if (mapKeyAt(table, i) != DELETED) return mapEntry(table, i);
  }
  return 0;
}
