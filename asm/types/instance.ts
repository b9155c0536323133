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
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { setFlag } from "../memory/header";
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
import { FOUND, findInClass, foundIn } from "../object/attribute";
import { call1, call2, call3 } from "../object/call";
import { findIdentity, mapAppend, mapRemoveEntry } from "../object/map-table";
import { reflectedMethod } from "../object/operators";
import { FLAG_INSTANCE_ATTRIBUTE, qstrObject } from "../object/qstr";
import { hasPending, raise2 } from "../object/raise";
import {
  TYPE_HAS_ACCESSORS,
  TYPE_HAS_GETATTR,
  TYPE_HAS_SETATTR,
  TYPE_PYTHON,
  typeAt,
  typeOfKind,
} from "../object/type";

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

/** Leaves a member of a class in FOUND, bound to `self` where its kind asks for it. */
export function bindMember(member: Ref, type: Ref, x: Ref, self: Ref): bool {
  let bind: Ref = NULL;
  let value = member;
  if (isPointer(member)) {
    switch (<i32>load<u8>(member)) {
      case Kind.Function:
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
        bind = type;
        break;
      case Kind.Property: {
        const getter = load<u32>(member, 4);
        value = getter == NONE ? NULL : call1(getter, x);
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
    store<u32>(FOUND, own);
    store<u32>(FOUND, NULL, 4);
    return true;
  }
  const type = at(x).type;
  const member = findInClass(type, name);
  if (member != NULL) return bindMember(member, type, x, nativeSelf(x));
  return findSpecialAttr(x, type, name);
}

/** What methods of built-in types get as self: the native part of an instance. */
export function nativeSelf(x: Ref): Ref {
  if (!isKind(x, Kind.Instance)) return x;
  const native = at(x).native;
  return native == NULL || foundIn == typeOfKind(Kind.Object) ? x : native;
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
  let value: Ref = NULL;
  if (name == qstrRef(Q.__class__)) {
    value = type;
  } else if (typeAt(typeOfKind(kindOf(x))).loadAttr != 0) {
    value = call_indirect<Ref>(typeAt(typeOfKind(kindOf(x))).loadAttr, x, name);
    if (value == UNSUPPORTED) value = NULL;
  }
  if (value == NULL && !hasPending() && typeAt(type).flags & TYPE_HAS_GETATTR) {
    const getattr = findInClass(type, qstrRef(Q.__getattr__));
    if (getattr != NULL) value = call2(getattr, x, name);
  }
  store<u32>(FOUND, value);
  store<u32>(FOUND, NULL, 4);
  return value != NULL;
}

/** Sets or deletes (value NULL) an attribute of an instance or exception. */
export function storeInstanceAttr(x: Ref, name: Ref, value: Ref): bool {
  const flags = typeAt(at(x).type).flags;
  if (flags & (TYPE_HAS_ACCESSORS | TYPE_HAS_SETATTR)) {
    const done = storeThroughClass(x, name, value);
    if (done != UNSUPPORTED) return done != NULL;
  }
  return storeOwnAttr(x, name, value);
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
      const set = findInClass(at(member).type, qstrRef(value == NULL ? Q.__delete__ : Q.__set__));
      if (set != NULL) return value == NULL ? call2(set, member, x) : call3(set, member, x, value);
    }
  }
  if (typeAt(type).flags & TYPE_HAS_SETATTR) {
    const set = findInClass(type, qstrRef(value == NULL ? Q.__delattr__ : Q.__setattr__));
    if (set != NULL && isKind(set, Kind.Function)) {
      return value == NULL ? call2(set, x, name) : call3(set, x, name, value);
    }
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
  if (name == NULL || !isKind(b, Kind.Instance)) return UNSUPPORTED;
  const method = findInClass(at(b).type, name);
  if (method == NULL || (typeAt(foundIn).flags & TYPE_PYTHON) == 0) return UNSUPPORTED;
  const result = call2(method, b, a);
  return result == NOT_IMPLEMENTED ? UNSUPPORTED : result;
}
