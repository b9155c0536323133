/** Classes made in Python, and attributes of all types. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { isKind, isPointer, NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { FOUND, findInClass, foundIn } from "../object/attribute";
import { callBound } from "../object/call";
import { clearClassCache } from "../object/lookup-cache";
import { mapCopy, mapKeyAt, mapRemove, mapStore, mapUsed, mapValueAt } from "../object/map-table";
import { functionArgs, MANY } from "../object/native-function";
import { hasPending, raise, raise1, raise2 } from "../object/raise";
import {
  isType,
  TYPE_BYTES,
  TYPE_HAS_ACCESSORS,
  TYPE_HAS_EQUALITY,
  TYPE_HAS_FINALISER,
  TYPE_HAS_GETATTR,
  TYPE_HAS_SETATTR,
  TYPE_PYTHON,
  TYPE_SUBCLASSABLE,
  Type,
  typeAt,
  typeName,
  typeOfKind,
} from "../object/type";
import { FRAME_ENTRY, frameAt } from "../vm/frame";
import { enterFunction, runToEnd } from "../vm/invoke";
import { dictTable, newDict } from "./dict";
import { at, newInstance } from "./instance";
import { tupleFrom, tupleGet, tupleLength } from "./tuple";

let buildClass: Ref = 0;

/** The function behind `class`: `__build_class__(body, name, *bases)`. */
export function buildClassFunction(): Ref {
  return buildClass;
}

export function initClass(): void {
  buildClass = functionArgs(Q.__build_class__, 2, MANY, build_class);
  const type = typeAt(typeOfKind(Kind.Type));
  type.call = type_call.index;
  type.make = type_make.index;
  typeAt(typeOfKind(Kind.Object)).make = object_make.index;
}

function build_class(n: i32, args: usize): Ref {
  const mark = rootMark();
  const names = newDict(0);
  if (names == NULL) return NULL;
  root(names);
  const frame = enterFunction(load<u32>(args), 0, 0, 0, FRAME_ENTRY);
  if (frame == 0) return NULL;
  frameAt(frame).names = names;
  const cell = runToEnd();
  if (cell == NULL) return NULL;
  root(cell);
  const bases = tupleFrom(n - 2, args + 8);
  if (bases == NULL) return NULL;
  root(bases);
  const type = newClass(load<u32>(args, 4), bases, names);
  if (type == NULL) return NULL;
  // The class body returns the cell that its methods close over as `__class__`.
  if (isKind(cell, Kind.Cell)) store<u32>(cell, type, 4);
  rootReset(mark);
  return type;
}

/** A class with the names of a dict. NULL: an exception is pending. */
export function newClass(name: Ref, bases: Ref, names: Ref): Ref {
  const mark = rootMark();
  const table = mapCopy(dictTable(names), 0);
  if (table == NULL) return NULL;
  root(table);
  const x = allocate(Kind.Type, TYPE_BYTES);
  if (x == NULL) return NULL;
  root(x);
  const type = typeAt(x);
  type.name = name;
  type.table = table;
  type.nativeKind = Kind.Instance;
  type.flags = TYPE_PYTHON | TYPE_SUBCLASSABLE | flagsOfNames(table);
  const count = tupleLength(bases);
  if (count > 1) type.bases = bases;
  for (let i = 0; i < count; i++) {
    if (!inherit(type, tupleGet(bases, i), i == 0)) return NULL;
  }
  rootReset(mark);
  return x;
}

/** Takes over what a base class says about instances. */
function inherit(type: Type, base: Ref, first: bool): bool {
  if (!isType(base)) {
    raise1(M.notAType, base);
    return false;
  }
  const b = typeAt(base);
  if ((b.flags & TYPE_SUBCLASSABLE) == 0) {
    raise1(M.notABase, typeName(base));
    return false;
  }
  if (first && base != typeOfKind(Kind.Object)) type.base = base;
  if (b.nativeKind != Kind.Object && b.nativeKind != Kind.Instance) {
    if (type.nativeKind != Kind.Instance && type.nativeKind != b.nativeKind) {
      raise(M.baseConflict);
      return false;
    }
    type.nativeKind = b.nativeKind;
  }
  type.flags |=
    b.flags &
    (TYPE_HAS_ACCESSORS |
      TYPE_HAS_SETATTR |
      TYPE_HAS_GETATTR |
      TYPE_HAS_FINALISER |
      TYPE_HAS_EQUALITY);
  return true;
}

/** What the names of a class say about access to its instances. */
function flagsOfNames(table: Ref): u32 {
  let flags: u32 = 0;
  for (let i: u32 = 0; i < mapUsed(table); i++)
    flags |= flagsOfName(mapKeyAt(table, i), mapValueAt(table, i));
  return flags;
}

function flagsOfName(name: Ref, value: Ref): u32 {
  let flags: u32 = 0;
  if (name == qstrRef(Q.__getattr__)) flags |= TYPE_HAS_GETATTR;
  if (name == qstrRef(Q.__setattr__) || name == qstrRef(Q.__delattr__)) flags |= TYPE_HAS_SETATTR;
  if (name == qstrRef(Q.__del__)) flags |= TYPE_HAS_FINALISER;
  if (name == qstrRef(Q.__eq__) || name == qstrRef(Q.__hash__)) flags |= TYPE_HAS_EQUALITY;
  if (isPointer(value) && value != NULL) {
    const kind = <i32>load<u8>(value);
    if (kind == Kind.Property) flags |= TYPE_HAS_ACCESSORS;
    if (kind == Kind.Instance && isDescriptor(value)) flags |= TYPE_HAS_ACCESSORS;
  }
  return flags;
}

function isDescriptor(x: Ref): bool {
  const type = at(x).type;
  return (
    findInClass(type, qstrRef(Q.__set__)) != NULL ||
    findInClass(type, qstrRef(Q.__delete__)) != NULL
  );
}

/** Whether calling a class makes a plain instance and runs `__init__`: no native part, no `__new__`. */
export function isPlainClass(type: Ref): bool {
  if (typeAt(type).nativeKind != Kind.Instance || typeAt(type).flags & TYPE_HAS_FINALISER)
    return false;
  const make = findInClass(type, qstrRef(Q.__new__));
  return make == NULL || (typeAt(foundIn).flags & TYPE_PYTHON) == 0;
}

/** Calls a type. */
function type_call(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (typeAt(type).flags & TYPE_PYTHON) return makeInstance(type, n, nkw, args);
  const make = typeAt(typeOfKind(typeAt(type).nativeKind)).make;
  if (make == 0) return raise1(M.cannotCreateInstance, typeName(type));
  return call_indirect<Ref>(make, type, n, nkw, args);
}

/** A class made in Python is called: `__new__`, then `__init__`. */
function makeInstance(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const x = newInstance(type);
  if (x == NULL) return NULL;
  root(x);
  const init = findInClass(type, qstrRef(Q.__init__));
  if (init != NULL && typeAt(foundIn).flags & TYPE_PYTHON) {
    const result = callBound(init, x, n, nkw, args);
    if (result == NULL) return NULL;
    if (result != NONE) return raise1(M.initReturn, result);
  } else if (n + nkw != 0) {
    return raise(M.argNumTypes);
  }
  rootReset(mark);
  return x;
}

function object_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return newInstance(type);
}

/** `type(x)`, or `type(name, bases, names)`. */
function type_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return raise(M.argNumTypes);
}

/** Searches an attribute of a type itself. */
export function findTypeAttr(type: Ref, name: Ref): bool {
  let value: Ref = NULL;
  let self: Ref = NULL;
  if (name == qstrRef(Q.__name__)) value = typeName(type);
  else {
    value = findInClass(type, name);
    if (value != NULL && isPointer(value)) {
      const kind = <i32>load<u8>(value);
      if (kind == Kind.StaticMethod) value = load<u32>(value, 4);
      else if (kind == Kind.ClassMethod) {
        value = load<u32>(value, 4);
        self = type;
      }
    }
  }
  store<u32>(FOUND, value);
  store<u32>(FOUND, self, 4);
  return value != NULL;
}

/** Sets or deletes (value NULL) an attribute of a class. */
export function storeTypeAttr(type: Ref, name: Ref, value: Ref): bool {
  if ((typeAt(type).flags & TYPE_PYTHON) == 0) {
    raise2(M.typeNoAttribute, typeName(type), name);
    return false;
  }
  clearClassCache();
  if (value == NULL) {
    if (mapRemove(typeAt(type).table, name) != NULL) return true;
    if (!hasPending()) raise2(M.typeNoAttribute, typeName(type), name);
    return false;
  }
  typeAt(type).flags |= flagsOfName(name, value);
  return mapStore(<usize>type + offsetof<Type>("table"), name, value);
}
