import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isKind, kindOf, NULL, qstrRef, Ref, UNSUPPORTED } from "../memory/ref";
import { findTypeAttr, storeTypeAttr } from "../types/class";
import { bindMember, findInstanceAttr, storeInstanceAttr } from "../types/instance";
import { Cost } from "../vm/cost";
import { isIterator, nextOrStop } from "./iterate";
import { classCacheHit, classCacheSlot, fillClassCache } from "./lookup-cache";
import { lookupName } from "./map-table";
import { function1 } from "./native-function";
import { hasPending, raise2 } from "./raise";
import { typeAt, typeName, typeOf, typeOfKind } from "./type";

@unmanaged
export class BoundMethod {
  header: u32;
  callee: Ref;
  self: Ref;
}

/** The function that a bound method binds. */
export function boundCallee(x: Ref): Ref {
  return changetype<BoundMethod>(<usize>x).callee;
}

/** `__next__` of every iterator. */
let nextMethod: Ref = 0;

export function describeBoundMethod(): void {
  nextMethod = function1(Q.__next__, nextOrStop);
  describe(
    Kind.BoundMethod,
    refAt(offsetof<BoundMethod>("callee")) | refAt(offsetof<BoundMethod>("self")),
    0,
  );
}

/** What a search found, and the `self` to bind. Read before the next search. */
export const FOUND: usize = memory.data(8, 8);

export function newBoundMethod(callee: Ref, self: Ref): Ref {
  Cost.charge(BoardCost.bindMethod);
  const x = allocateBlock(Kind.BoundMethod);
  if (x == NULL) return NULL;
  changetype<BoundMethod>(<usize>x).callee = callee;
  changetype<BoundMethod>(<usize>x).self = self;
  return x;
}

/** The class that defined what `findInClass` found last. */
export let foundIn: Ref = 0;

export function setFoundIn(type: Ref): void {
  foundIn = type;
}

/**
 * A name in a class or its bases, depth first, left to right; NULL when there is none. No binding. What `object`
 * defines counts for `object` itself and for \`super\` only.
 */
export function findInClass(type: Ref, name: Ref): Ref {
  const slot = classCacheSlot(type, name);
  if (classCacheHit(slot, type, name)) {
    foundIn = load<u32>(slot, 12);
    return load<u32>(slot, 8);
  }
  const value = searchClass(type, name);
  if (value == NULL) foundIn = NULL;
  fillClassCache(slot, type, name, value, foundIn);
  return value;
}

/** What the board takes to come from a class to the one where `findInClass` found the name. */
export function chargeClass(type: Ref, name: Ref): void {
  Cost.charge(BoardCost.attributeClass);
  if (Cost.searches && foundIn != NULL) Cost.found(typeAt(foundIn).table, name);
  chargeBases(type, name);
}

/** What it takes to look for a name among an instance's attributes in vain. */
export function chargeOwnMiss(attributes: Ref): void {
  if (attributes != NULL) Cost.charge(BoardCost.ownMissing);
}

/** What it takes to go on to the class's base, and so on up to where the name was found. */
export function chargeBases(type: Ref, name: Ref): void {
  for (let t = type; t != NULL && t != foundIn; t = typeAt(t).base) {
    Cost.charge(BoardCost.attributeBase);
    Cost.missing(typeAt(t).table, name);
    if (typeAt(t).bases != NULL) break;
  }
}

function searchClass(type: Ref, name: Ref): Ref {
  for (let t = type; t != NULL; t = typeAt(t).base) {
    const value = lookupName(typeAt(t).table, name);
    if (value != NULL) {
      foundIn = t;
      return value;
    }
    const bases = typeAt(t).bases;
    if (bases != NULL) return searchBases(bases, name);
  }
  return NULL;
}

function searchBases(bases: Ref, name: Ref): Ref {
  const n = load<u32>(bases, 4);
  for (let i: u32 = 0; i < n; i++) {
    const base = load<u32>(bases + 8 + (i << 2));
    if (base == typeOfKind(Kind.Object)) continue;
    const value = searchClass(base, name);
    if (value != NULL) return value;
  }
  return NULL;
}

/**
 * Searches an attribute. true: FOUND holds it. false: there is none, or an exception is pending.
 */
export function findAttr(x: Ref, name: Ref): bool {
  const kind = kindOf(x);
  if (kind == Kind.Instance || kind == Kind.Exception) return findInstanceAttr(x, name);
  if (kind == Kind.Type) return findTypeAttr(x, name);
  const type = typeOf(x);
  const slot = typeAt(typeOfKind(kind)).loadAttr;
  if (slot != 0) {
    const value = call_indirect<Ref>(slot, x, name);
    if (value != UNSUPPORTED) {
      Cost.charge(kind == Kind.Module ? BoardCost.attributeModule : BoardCost.attributeType);
      store<u32>(FOUND, value);
      store<u32>(FOUND, NULL, 4);
      return value != NULL;
    }
  }
  if (name == qstrRef(Q.__class__)) {
    store<u32>(FOUND, type);
    store<u32>(FOUND, NULL, 4);
    return true;
  }
  if (name == qstrRef(Q.__next__) && isIterator(x)) {
    store<u32>(FOUND, nextMethod);
    store<u32>(FOUND, x, 4);
    return true;
  }
  const member = findInClass(type, name);
  Cost.charge(kind == Kind.Module ? BoardCost.attributeModule : BoardCost.attributeType);
  if (Cost.searches && foundIn != NULL) Cost.method(kind, typeAt(foundIn).table, name);
  return member != NULL && bindMember(member, type, x, x);
}

/** `x.name`. NULL: an exception is pending. */
export function loadAttr(x: Ref, name: Ref): Ref {
  if (!findAttr(x, name)) return hasPending() ? NULL : raiseNoAttribute(x, name);
  const self = load<u32>(FOUND, 4);
  return self == NULL ? load<u32>(FOUND) : newBoundMethod(load<u32>(FOUND), self);
}

/** `x.name`, or NULL without an exception when there is no such attribute. */
export function loadAttrOrNull(x: Ref, name: Ref): Ref {
  if (!findAttr(x, name)) return NULL;
  const self = load<u32>(FOUND, 4);
  return self == NULL ? load<u32>(FOUND) : newBoundMethod(load<u32>(FOUND), self);
}

/** Searches a method to call: function and self go to `to`. false: an exception is pending. */
export function loadMethod(x: Ref, name: Ref, to: usize): bool {
  if (!findAttr(x, name)) {
    if (!hasPending()) raiseNoAttribute(x, name);
    return false;
  }
  store<u64>(to, load<u64>(FOUND));
  return true;
}

/** As `loadMethod`; when there is no such attribute, two words of 0 go to `to`. false: an exception is pending. */
export function loadMethodOrNull(x: Ref, name: Ref, to: usize): bool {
  const found = findAttr(x, name);
  store<u64>(to, found ? load<u64>(FOUND) : 0);
  return found || !hasPending();
}

/** Raises the AttributeError about a missing name. Always NULL. */
export function raiseNoAttribute(x: Ref, name: Ref): Ref {
  if (isKind(x, Kind.Type)) return raise2(M.typeNoAttribute, typeName(x), name);
  if (isKind(x, Kind.Module)) return raise2(M.moduleNoAttribute, load<u32>(x, 4), name);
  return raise2(M.noAttribute, x, name);
}

/** `x.name = value`; a value of NULL deletes. false: an exception is pending. */
export function storeAttr(x: Ref, name: Ref, value: Ref): bool {
  const kind = kindOf(x);
  if (kind == Kind.Instance || kind == Kind.Exception) return storeInstanceAttr(x, name, value);
  if (kind == Kind.Type) return storeTypeAttr(x, name, value);
  const slot = typeAt(typeOfKind(kind)).storeAttr;
  if (slot != 0 && call_indirect<bool>(slot, x, name, value)) return true;
  if (!hasPending()) raiseNoAttribute(x, name);
  return false;
}
