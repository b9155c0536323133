/** Attribute access from the bytecode, which remembers where an instruction found its name last. */
import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { hasFlag } from "../memory/header";
import { isKind, NULL, qstrId, Ref } from "../memory/ref";
import { chargeAccessors, storesThroughClass } from "../types/instance";
import { Cost } from "../vm/cost";
import { chargeClass, chargeOwnMiss, loadAttr, setFoundIn, storeAttr } from "./attribute";
import { classCacheHit, classCacheSlot, hintAt, setHint } from "./lookup-cache";
import { findIdentity, MAP_ENTRIES, mapEntry, mapUsed } from "./map-table";
import { FLAG_INSTANCE_ATTRIBUTE, qstrObject } from "./qstr";
import { typeAt } from "./type";

/** `x.name` for the instruction at `ip`, after its hint failed. NULL: an exception is pending. */
export function loadAttrAt(x: Ref, name: Ref, ip: usize): Ref {
  if (isKind(x, Kind.Instance)) {
    const table = load<u32>(x, 8);
    if (table != NULL) {
      const entry = findIdentity(table, name);
      if (entry != 0) {
        Cost.own(table, name);
        setHint(ip, (entry - table - MAP_ENTRIES) >> 3);
        return load<u32>(entry, 4);
      }
      // The interpreter has a short way to attributes, which was taken in vain.
      Cost.charge(BoardCost.ownMissingAgain);
    }
    Cost.charge(BoardCost.attributeFound);
  }
  return loadAttr(x, name);
}

/** `x.name = value` for the instruction at `ip`. false: an exception is pending. */
export function storeAttrAt(x: Ref, name: Ref, value: Ref, ip: usize): bool {
  if (!isKind(x, Kind.Instance) || value == NULL) return storeAttr(x, name, value);
  if (storesThroughClass(typeAt(load<u32>(x, 4)).flags, name)) {
    return storeAttr(x, name, value);
  }
  const table = load<u32>(x, 8);
  if (table == NULL) return addAttr(x, name, value, ip);
  const hint = hintAt(ip);
  if (hint < mapUsed(table)) {
    const entry = mapEntry(table, hint);
    if (load<u32>(entry) == name) {
      if (BOARD) chargeAccessors(load<u32>(x, 4));
      Cost.found(table, name);
      store<u32>(entry, value, 4);
      return true;
    }
  }
  const entry = findIdentity(table, name);
  if (entry == 0) return addAttr(x, name, value, ip);
  if (BOARD) chargeAccessors(load<u32>(x, 4));
  Cost.found(table, name);
  setHint(ip, (entry - table - MAP_ENTRIES) >> 3);
  store<u32>(entry, value, 4);
  return true;
}

/** Adds an attribute, and notes where: the next instance gets it there, too. */
function addAttr(x: Ref, name: Ref, value: Ref, ip: usize): bool {
  if (!storeAttr(x, name, value)) return false;
  const table = load<u32>(x, 8);
  if (table != NULL) setHint(ip, mapUsed(table) - 1);
  return true;
}

/**
 * A method of an instance, if that takes no search: no instance ever had an attribute of this name, and the class
 * cache knows a Python function. Function and self go to `to`.
 */
export function loadCachedMethod(x: Ref, name: Ref, to: usize): bool {
  if (!isKind(x, Kind.Instance)) return false;
  if (hasFlag(qstrObject(qstrId(name)), FLAG_INSTANCE_ATTRIBUTE)) return false;
  const type = load<u32>(x, 4);
  const slot = classCacheSlot(type, name);
  if (!classCacheHit(slot, type, name)) return false;
  const value = load<u32>(slot, 8);
  if (!isKind(value, Kind.Function)) return false;
  if (BOARD) {
    setFoundIn(load<u32>(slot, 12));
    chargeClass(type, name);
    chargeOwnMiss(load<u32>(x, 8));
  }
  store<u32>(to, value);
  store<u32>(to, x, 4);
  return true;
}
