/** Globals, builtins and the names of class bodies. */

import { BoardCost } from "../generated/board-costs";
import { Exc } from "../generated/exceptions";
import { M } from "../generated/messages";
import { getCell, RootCell } from "../memory/cells";
import { FLAG_GLOBALS, setFlag } from "../memory/header";
import { heapBase } from "../memory/heap";
import { isPointer, isQstr, NULL, Ref } from "../memory/ref";
import { builtinsTable } from "../modules/builtins";
import { dictTable, dictTableOwner } from "../types/dict";
import { Cost } from "../vm/cost";
import { frameAt } from "../vm/frame";
import {
  bumpGlobalsEpoch,
  cacheBuiltin,
  cachedBuiltin,
  setBuiltinHint,
  setHint,
} from "./lookup-cache";
import { findEntry, lookupName, MAP_ENTRIES, mapAppend, mapRemove } from "./map-table";
import { hasPending, raise1, raiseValue } from "./raise";

/** A name among the globals or the builtins, for the instruction at `ip`. NULL: NameError is pending. */
export function loadGlobal(globals: Ref, name: Ref, ip: usize): Ref {
  const known = cachedBuiltin(ip);
  if (known != NULL) {
    Cost.builtin(dictTable(globals), name);
    return known;
  }
  const table = dictTable(globals);
  const entry = table == NULL ? 0 : findEntry(table, name);
  if (entry != 0) {
    setHint(ip, (entry - table - MAP_ENTRIES) >> 3);
    return load<u32>(entry, 4);
  }
  const value = loadBuiltin(name);
  if (value == NULL) return raise1(M.nameUndefined, name);
  Cost.builtin(table, name);
  if (table != NULL) {
    // A key that appears among these globals later hides the builtin: it changes the epoch.
    setFlag(table, FLAG_GLOBALS);
    setBuiltinHint(ip);
    cacheBuiltin(ip, value);
  }
  return value;
}

/**
 * The VM's own builtin that a name stands for among these globals as long as the epoch of globals is the same, if it lives
 * for ever, or NULL; for the compiler of hot code.
 */
export function visibleBuiltin(globals: Ref, name: Ref): Ref {
  const table = dictTable(globals);
  if (table == NULL || findEntry(table, name) != 0) return NULL;
  const overriding = getCell(RootCell.BuiltinsOverride);
  if (overriding != NULL && lookupName(dictTable(overriding), name) != NULL) return NULL;
  const value = lookupName(builtinsTable(), name);
  if (!isPointer(value) || value >= heapBase) return NULL;
  setFlag(table, FLAG_GLOBALS);
  return value;
}

/** A name among the builtins: what the program put there goes first. */
export function loadBuiltin(name: Ref): Ref {
  const overriding = getCell(RootCell.BuiltinsOverride);
  if (overriding != NULL) {
    const value = lookupName(dictTable(overriding), name);
    if (value != NULL) return value;
  }
  return lookupName(builtinsTable(), name);
}

/** A key is new among globals for which builtins were found: what relies on these has to look again if it hides one. */
export function noteNewGlobal(key: Ref): void {
  if (!isQstr(key) || loadBuiltin(key) != NULL) bumpGlobalsEpoch();
}

/** A name in a class or module body: its own names, then the globals. */
export function loadName(fp: usize, name: Ref): Ref {
  const f = frameAt(fp);
  Cost.charge(BoardCost.global);
  if (f.names != NULL) {
    const value = lookupName(dictTable(f.names), name);
    if (value != NULL) {
      Cost.found(dictTable(f.names), name);
      return value;
    }
  }
  const value = lookupName(dictTable(f.globals), name);
  if (value != NULL) {
    Cost.found(dictTable(f.globals), name);
    return value;
  }
  Cost.builtin(dictTable(f.globals), name);
  const builtin = loadBuiltin(name);
  return builtin != NULL ? builtin : raise1(M.nameUndefined, name);
}

/** The Dict that names assigned in this frame's body go to. */
export function namesOf(fp: usize): Ref {
  const f = frameAt(fp);
  return f.names != NULL ? f.names : f.globals;
}

export function storeName(fp: usize, name: Ref, value: Ref): bool {
  return storeIn(namesOf(fp), name, value);
}

/** Sets a global, for the instruction at `ip`. */
export function storeGlobal(globals: Ref, name: Ref, value: Ref, ip: usize): bool {
  const table = dictTable(globals);
  const entry = table == NULL ? 0 : findEntry(table, name);
  if (entry == 0) return storeIn(globals, name, value);
  setHint(ip, (entry - table - MAP_ENTRIES) >> 3);
  store<u32>(entry, value, 4);
  return true;
}

function storeIn(dict: Ref, name: Ref, value: Ref): bool {
  Cost.charge(BoardCost.global);
  const table = dictTable(dict);
  const entry = table == NULL ? 0 : findEntry(table, name);
  if (entry != 0) {
    store<u32>(entry, value, 4);
    return true;
  }
  if (hasPending()) return false;
  return mapAppend(dictTableOwner(dict), name, value);
}

export function deleteName(fp: usize, name: Ref): bool {
  return deleteGlobal(namesOf(fp), name);
}

export function deleteGlobal(globals: Ref, name: Ref): bool {
  if (mapRemove(dictTable(globals), name) != NULL) return true;
  if (!hasPending()) raiseValue(Exc.KeyError, name);
  return false;
}
