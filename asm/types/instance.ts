/**
 * Instances of classes made in Python.
 *
 *     0        4       8            12
 *     +--------+-------+------------+--------+
 *     | header | class | attributes | native |
 *     +--------+-------+------------+--------+
 *
 * `attributes` is a MapTable or 0. `native` is the object of the built-in type that the class derives from
 * (a list for `class L(list)`), or 0. Exceptions share the first three words.
 */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { hasFlag, setFlag } from "../memory/header";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import {
  isKind,
  isPointer,
  kindOf,
  NONE,
  NOT_IMPLEMENTED,
  NULL,
  qstrId,
  qstrRef,
  Ref,
  UNSUPPORTED,
} from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { chargeClass, chargeOwnMiss, FOUND, findInClass, foundIn } from "../object/attribute";
import { call, call1, call2, call3, callBound } from "../object/call";
import { findIdentity, mapAppend, mapRemoveEntry } from "../object/map-table";
import { reflectedMethod } from "../object/operators";
import { FLAG_ACCESSOR, FLAG_INSTANCE_ATTRIBUTE, qstrObject } from "../object/qstr";
import { hasPending, raise, raise2 } from "../object/raise";
import {
  TYPE_HAS_ACCESSORS,
  TYPE_HAS_GETATTR,
  TYPE_HAS_SETATTR,
  TYPE_PYTHON,
  typeAt,
  typeOfKind,
} from "../object/type";
import { Cost } from "../vm/cost";
import { readOnlyDict } from "./dict";

@unmanaged
export class Instance {
  header: u32;
  type: Ref;
  attributes: Ref;
  native: Ref;
}

export function at(x: Ref): Instance {
  return changetype<Instance>(<usize>x);
}

export function describeInstance(): void {
  describe(
    Kind.Instance,
    refAt(offsetof<Instance>("type")) |
      refAt(offsetof<Instance>("attributes")) |
      refAt(offsetof<Instance>("native")),
    0,
  );
}

/** A bare instance. NULL: an exception is pending. */
export function newInstance(type: Ref): Ref {
  const x = allocateBlock(Kind.Instance);
  if (x != NULL) at(x).type = type;
  return x;
}

/** The native part of an instance, or NULL. */
export function nativeOf(x: Ref): Ref {
  return isKind(x, Kind.Instance) ? at(x).native : NULL;
}

/** The object that a function for a built-in type works on: of an instance its native part. */
export function unwrap(x: Ref): Ref {
  const native = nativeOf(x);
  return native == NULL ? x : native;
}

/** A method that a class made in Python gives to `x`, or NULL; not what built-in types define. */
export function specialMethod(x: Ref, name: Ref): Ref {
  const member = findInClass(at(x).type, name);
  Cost.charge(member == NULL ? BoardCost.specialMissing : BoardCost.specialMethod);
  return member != NULL && typeAt(foundIn).flags & TYPE_PYTHON ? member : NULL;
}

/** Calls a member of x's class with `x` and up to two arguments. */
export function callMember(member: Ref, x: Ref, n: i32, a: Ref, b: Ref): Ref {
  const mark = rootMark();
  const args = rootSlots(3);
  store<u32>(args, x);
  store<u32>(args, a, 4);
  store<u32>(args, b, 8);
  const result = isKind(member, Kind.Function)
    ? call(member, n + 1, 0, args)
    : callMemberArgs(member, x, n, 0, args + 4);
  rootReset(mark);
  return result;
}

/** Calls a member of x's class with any arguments. */
export function callMemberArgs(member: Ref, x: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!bindMember(member, at(x).type, x, x)) return NULL;
  const callee = load<u32>(FOUND);
  const self = load<u32>(FOUND, 4);
  const mark = rootMark();
  root(callee);
  const result = self == NULL ? call(callee, n, nkw, args) : callBound(callee, self, n, nkw, args);
  rootReset(mark);
  return result;
}

/** Leaves a member of a class in FOUND, bound to `self` where its kind asks for it. */
export function bindMember(member: Ref, type: Ref, x: Ref, self: Ref): bool {
  let bind: Ref = NULL;
  let value = member;
  if (isPointer(member)) {
    switch (<i32>load<u8>(member)) {
      case Kind.Function:
      case Kind.MachineFunction:
        bind = x;
        break;
      case Kind.NativeFunction:
        // A runtime function among the names of a Python class behaves like a staticmethod.
        if ((typeAt(foundIn).flags & TYPE_PYTHON) == 0) bind = self;
        break;
      case Kind.StaticMethod:
        value = load<u32>(member, 4);
        break;
      case Kind.ClassMethod:
        value = load<u32>(member, 4);
        bind = isKind(x, Kind.Type) ? x : type;
        break;
      case Kind.Property: {
        const getter = load<u32>(member, 4);
        value = getter == NONE ? raise(M.unreadable) : call1(getter, x);
        break;
      }
      case Kind.Instance:
        value = getDescriptor(member, x, type);
        break;
    }
  }
  store<u32>(FOUND, value);
  store<u32>(FOUND, bind, 4);
  return value != NULL;
}

/** The value of a class attribute that is an instance: through its `__get__` if it has one. */
function getDescriptor(member: Ref, x: Ref, type: Ref): Ref {
  const get = findInClass(at(member).type, qstrRef(Q.__get__));
  return get == NULL ? member : call3(get, member, x, type);
}

/** Searches an attribute of an instance or exception: its own, then its class's, then `__getattr__`. */
export function findInstanceAttr(x: Ref, name: Ref): bool {
  const own = ownAttribute(x, name);
  if (own != NULL) {
    Cost.found(at(x).attributes, name);
    store<u32>(FOUND, own);
    store<u32>(FOUND, NULL, 4);
    return true;
  }
  const type = at(x).type;
  const member = findInClass(type, name);
  if (BOARD && name != qstrRef(Q.__class__)) {
    chargeClass(type, name);
    chargeOwnMiss(at(x).attributes);
  }
  if (member != NULL) {
    const self = nativeSelf(x);
    return self != NULL && bindMember(member, type, x, self);
  }
  return findSpecialAttr(x, type, name);
}

/** What the member that was found last gets as self: of a built-in type, the native part. NULL: error pending. */
export function nativeSelf(x: Ref): Ref {
  if (!isKind(x, Kind.Instance) || typeAt(foundIn).flags & TYPE_PYTHON) return x;
  if (foundIn == typeOfKind(Kind.Object)) return x;
  const native = at(x).native;
  return native == NULL ? raise(M.initFirst) : native;
}

/** An instance's own attribute, or NULL. */
export function ownAttribute(x: Ref, name: Ref): Ref {
  const table = at(x).attributes;
  if (table == NULL || (load<u8>(qstrObject(qstrId(name)), 1) & FLAG_INSTANCE_ATTRIBUTE) == 0)
    return NULL;
  const entry = findIdentity(table, name);
  return entry == 0 ? NULL : load<u32>(entry, 4);
}

function findSpecialAttr(x: Ref, type: Ref, name: Ref): bool {
  let value: Ref = UNSUPPORTED;
  if (name == qstrRef(Q.__class__)) value = type;
  else if (name == qstrRef(Q.__dict__) && typeAt(type).flags & TYPE_PYTHON)
    value = readOnlyDict(at(x).attributes);
  else value = nativeAttr(x, name);
  if (value == UNSUPPORTED) {
    Cost.charge(BoardCost.attributeMissing);
    value = getattrHook(x, type, name);
  }
  store<u32>(FOUND, value);
  store<u32>(FOUND, NULL, 4);
  return value != NULL;
}

/** An attribute that the native part computes, or UNSUPPORTED. */
function nativeAttr(x: Ref, name: Ref): Ref {
  const owner = unwrap(x);
  const slot = typeAt(typeOfKind(kindOf(owner))).loadAttr;
  return slot == 0 ? UNSUPPORTED : call_indirect<Ref>(slot, owner, name);
}

/** Some class got its `__getattr__` after it was made: flags of derived classes are not to be trusted. */
let lateGetattr: bool = false;

export function noteLateGetattr(): void {
  lateGetattr = true;
}

/** What `__getattr__` of the class gives; NULL when there is none. */
function getattrHook(x: Ref, type: Ref, name: Ref): Ref {
  if ((!lateGetattr && (typeAt(type).flags & TYPE_HAS_GETATTR) == 0) || isNeverDelegated(name))
    return NULL;
  const getattr = findInClass(type, qstrRef(Q.__getattr__));
  return getattr == NULL ? NULL : callMember(getattr, x, 1, name, NULL);
}

/** Names that the runtime itself asks for: `__getattr__` is not to invent them. */
function isNeverDelegated(name: Ref): bool {
  return (
    name == qstrRef(Q.__getattr__) ||
    name == qstrRef(Q.__get__) ||
    name == qstrRef(Q.__set__) ||
    name == qstrRef(Q.__delete__) ||
    name == qstrRef(Q.__set_name__) ||
    name == qstrRef(Q.__setattr__) ||
    name == qstrRef(Q.__delattr__)
  );
}

/** Whether an instance of a class with these flags may not simply keep what is stored under a name. */
export function storesThroughClass(flags: u32, name: Ref): bool {
  if (flags & TYPE_HAS_SETATTR) return true;
  return (flags & TYPE_HAS_ACCESSORS) != 0 && hasFlag(qstrObject(qstrId(name)), FLAG_ACCESSOR);
}

/** What the board takes to look for an accessor of what is stored: in classes that have any, in all their bases. */
export function chargeAccessors(type: Ref): void {
  if ((typeAt(type).flags & (TYPE_HAS_ACCESSORS | TYPE_HAS_SETATTR)) == 0) return;
  Cost.charge(BoardCost.accessorSearch);
  for (let t = typeAt(type).base; t != NULL; t = typeAt(t).base)
    Cost.charge(BoardCost.attributeBase);
}

/** Sets or deletes (value NULL) an attribute of an instance or exception. */
export function storeInstanceAttr(x: Ref, name: Ref, value: Ref): bool {
  const flags = typeAt(at(x).type).flags;
  if ((flags & TYPE_PYTHON) == 0) return storeNativeAttr(x, name, value);
  if (BOARD) chargeAccessors(at(x).type);
  if (storesThroughClass(flags, name)) {
    const done = storeThroughClass(x, name, value);
    if (done != UNSUPPORTED) return done != NULL;
  }
  return storeOwnAttr(x, name, value);
}

/** Exceptions of built-in types and bare objects take only what their kind provides for. */
function storeNativeAttr(x: Ref, name: Ref, value: Ref): bool {
  const slot = typeAt(typeOfKind(kindOf(x))).storeAttr;
  if (slot != 0 && call_indirect<bool>(slot, x, name, value)) return true;
  if (!hasPending()) raise2(M.noAttribute, x, name);
  return false;
}

/** Sets or deletes an attribute in the instance itself. */
export function storeOwnAttr(x: Ref, name: Ref, value: Ref): bool {
  const table = at(x).attributes;
  const entry = table == NULL ? 0 : findIdentity(table, name);
  if (value == NULL) {
    if (entry == 0) {
      raise2(M.noAttribute, x, name);
      return false;
    }
    mapRemoveEntry(table, entry);
    return true;
  }
  if (entry != 0) {
    store<u32>(entry, value, 4);
    return true;
  }
  Cost.charge(BoardCost.newAttribute);
  setFlag(qstrObject(qstrId(name)), FLAG_INSTANCE_ATTRIBUTE);
  return mapAppend(<usize>x + offsetof<Instance>("attributes"), name, value);
}

/** Properties, descriptors and `__setattr__`; UNSUPPORTED when none applies, NULL on error. */
function storeThroughClass(x: Ref, name: Ref, value: Ref): Ref {
  const type = at(x).type;
  const member = findInClass(type, name);
  if (member != NULL && isPointer(member)) {
    if (load<u8>(member) == Kind.Property) return storeProperty(x, name, member, value);
    if (load<u8>(member) == Kind.Instance) {
      const set = specialMethod(member, qstrRef(value == NULL ? Q.__delete__ : Q.__set__));
      if (set != NULL) return callMember(set, member, value == NULL ? 1 : 2, x, value);
    }
  }
  if (typeAt(type).flags & TYPE_HAS_SETATTR) {
    const set = specialMethod(x, qstrRef(value == NULL ? Q.__delattr__ : Q.__setattr__));
    if (set != NULL) return callMember(set, x, value == NULL ? 1 : 2, name, value);
  }
  return UNSUPPORTED;
}

function storeProperty(x: Ref, name: Ref, property: Ref, value: Ref): Ref {
  const accessor = load<u32>(property + (value == NULL ? 12 : 8));
  if (accessor == NONE) return raise2(M.noAttribute, x, name);
  return value == NULL ? call1(accessor, x) : call2(accessor, x, value);
}

/** The reflected method of the right operand (`__radd__`, …), or UNSUPPORTED. */
export function reflectedBinary(op: BinaryOp, a: Ref, b: Ref): Ref {
  const name = reflectedMethod(op);
  if (name == NULL || !(isKind(b, Kind.Instance) || isKind(b, Kind.Exception))) return UNSUPPORTED;
  const method = specialMethod(b, name);
  if (method == NULL) return UNSUPPORTED;
  const result = callMember(method, b, 1, a, NULL);
  return result == NOT_IMPLEMENTED ? UNSUPPORTED : result;
}
