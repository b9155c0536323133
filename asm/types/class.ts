/** Classes made in Python, and attributes of all types. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { getCell, RootCell } from "../memory/cells";
import { hasFlag, setFlag } from "../memory/header";
import { allocate } from "../memory/heap";
import {
  isKind,
  isPointer,
  isQstr,
  NONE,
  NULL,
  qstrId,
  qstrRef,
  Ref,
  UNSUPPORTED,
} from "../memory/ref";
import { root, rootMark, rootReset, rootSlot } from "../memory/roots";
import { FOUND, findInClass, foundIn } from "../object/attribute";
import { putText } from "../object/builder";
import { call1, call3, callBound, raiseArity } from "../object/call";
import { FLAG_EXCEPTION_READY, newException } from "../object/exception";
import { registerFinaliser } from "../object/finaliser";
import { bumpClassEpoch, clearClassCache } from "../object/lookup-cache";
import {
  findIdentity,
  lookupName,
  mapCopy,
  mapKeyAt,
  mapRemove,
  mapStore,
  mapUsed,
  mapValueAt,
} from "../object/map-table";
import { functionArgs, MANY } from "../object/native-function";
import { putStr, Style } from "../object/print";
import { FLAG_ACCESSOR, intern, qstrObject } from "../object/qstr";
import { hasPending, raise, raise1, raise2 } from "../object/raise";
import { isStr } from "../object/str";
import {
  isType,
  MAX_TYPE_LEVELS,
  TYPE_BYTES,
  TYPE_HAS_ACCESSORS,
  TYPE_HAS_EQUALITY,
  TYPE_HAS_FINALISER,
  TYPE_HAS_GETATTR,
  TYPE_HAS_SETATTR,
  TYPE_LEVELS_SHIFT,
  TYPE_PYTHON,
  TYPE_SUBCLASSABLE,
  TYPE_SUBCLASSED,
  Type,
  typeAt,
  typeName,
  typeOf,
  typeOfKind,
} from "../object/type";
import { Cost } from "../vm/cost";
import { currentFrame, frameAt } from "../vm/frame";
import { runBody } from "../vm/invoke";
import { Usage } from "../vm/usage";
import { dictTable, isDict, newDict, readOnlyDict } from "./dict";
import { setExceptionArgs } from "./exception";
import { isFunction } from "./function";
import {
  at,
  callMember,
  callMemberArgs,
  newInstance,
  noteLateGetattr,
  specialMethod,
} from "./instance";
import { newStaticMethod } from "./static-method";
import { EMPTY_TUPLE, tupleFrom, tupleGet, tupleLength } from "./tuple";

let buildClass: Ref = 0;

/** The function behind `class`: `__build_class__(body, name, *bases)`. */
export function buildClassFunction(): Ref {
  const overriding = getCell(RootCell.BuiltinsOverride);
  if (overriding == NULL) return buildClass;
  const mine = lookupName(dictTable(overriding), qstrRef(Q.__build_class__));
  return mine == NULL ? buildClass : mine;
}

export function initClass(): void {
  buildClass = functionArgs(Q.__build_class__, 2, MANY, build_class);
  const type = typeAt(typeOfKind(Kind.Type));
  type.call = type_call.index;
  type.make = type_make.index;
  type.print = type_print.index;
}

function build_class(n: i32, args: usize): Ref {
  const body = load<u32>(args);
  const name = load<u32>(args, 4);
  if (!isFunction(body)) return raise1(M.notCallable, body);
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  const mark = rootMark();
  const names = newDict(0);
  if (names == NULL) return NULL;
  root(names);
  const cell = runBody(body, frameAt(currentFrame).globals, names);
  if (cell == NULL) return NULL;
  root(cell);
  const bases = tupleFrom(n - 2, args + 8);
  if (bases == NULL) return NULL;
  root(bases);
  const meta = n > 2 ? typeOf(load<u32>(args, 8)) : typeOfKind(Kind.Type);
  const type =
    meta == typeOfKind(Kind.Type)
      ? newClass(load<u32>(args, 4), bases, names)
      : call3(meta, load<u32>(args, 4), bases, names);
  if (type == NULL) return NULL;
  // The class body returns the cell that its methods close over as `__class__`.
  if (isKind(cell, Kind.Cell)) store<u32>(cell, type, 4);
  rootReset(mark);
  return isType(type) && !announceClass(type) ? NULL : type;
}

/** A class with the names of a dict. NULL: an exception is pending. */
export function newClass(name: Ref, bases: Ref, names: Ref): Ref {
  if (!isKind(bases, Kind.Tuple) || !isDict(names)) return raise(M.typeError);
  Cost.charge(BoardCost.newClass);
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
  if (count > 1 && !addLevel(type)) return NULL;
  if (!wrapNew(table)) return NULL;
  rootReset(mark);
  return x;
}

/** Counts a class with several bases. */
function addLevel(type: Type): bool {
  if (levelsOf(type) == MAX_TYPE_LEVELS) {
    raise(M.recursion);
    return false;
  }
  type.flags += 1 << TYPE_LEVELS_SHIFT;
  return true;
}

function levelsOf(type: Type): u32 {
  return type.flags >> TYPE_LEVELS_SHIFT;
}

/** Takes over what a base class says about instances. */
function inherit(type: Type, base: Ref, first: bool): bool {
  if (!isType(base)) {
    raise(M.typeError);
    return false;
  }
  const b = typeAt(base);
  if ((b.flags & TYPE_SUBCLASSABLE) == 0) {
    raise1(M.notABase, typeName(base));
    return false;
  }
  if (first && base != typeOfKind(Kind.Object)) type.base = base;
  b.flags |= b.flags & TYPE_PYTHON ? TYPE_SUBCLASSED : 0;
  if (b.nativeKind != Kind.Object && b.nativeKind != Kind.Instance) {
    if (type.nativeKind != Kind.Instance) {
      raise(M.baseConflict);
      return false;
    }
    type.nativeKind = b.nativeKind;
  }
  if (levelsOf(b) > levelsOf(type)) {
    type.flags += (levelsOf(b) - levelsOf(type)) << TYPE_LEVELS_SHIFT;
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

/** Makes a function `__new__` a staticmethod. */
function wrapNew(table: Ref): bool {
  const entry = findIdentity(table, qstrRef(Q.__new__));
  if (entry == 0 || !isFunction(load<u32>(entry, 4))) return true;
  const wrapped = newStaticMethod(load<u32>(entry, 4));
  if (wrapped == NULL) return false;
  store<u32>(entry, wrapped, 4);
  return true;
}

/** Calls `__set_name__` of what a new class contains and `__init_subclass__` of its bases. */
function announceClass(type: Ref): bool {
  const mark = rootMark();
  root(type);
  // The names may change meanwhile: what is there now is told.
  const table = mapCopy(typeAt(type).table, 0);
  if (table == NULL) return false;
  root(table);
  for (let i: u32 = 0; i < mapUsed(table); i++) {
    const member = mapValueAt(table, i);
    if (!isKind(member, Kind.Instance)) continue;
    const setName = specialMethod(member, qstrRef(Q.__set_name__));
    if (setName == NULL) continue;
    if (callMember(setName, member, 2, type, mapKeyAt(table, i)) == NULL) return false;
  }
  if (!initSubclass(type)) return false;
  rootReset(mark);
  return true;
}

/** A name in the classes behind `type`, `object` last. The class is left in `foundIn`. */
export function findInBases(type: Ref, name: Ref): Ref {
  const object = typeOfKind(Kind.Object);
  const bases = typeAt(type).bases;
  if (bases == NULL)
    return findInClass(typeAt(type).base == NULL ? object : typeAt(type).base, name);
  for (let i = 0; i < tupleLength(bases); i++) {
    const found = findInClass(tupleGet(bases, i), name);
    if (found != NULL && foundIn != object) return found;
  }
  return findInClass(object, name);
}

function initSubclass(type: Ref): bool {
  const hook = findInBases(type, qstrRef(Q.__init_subclass__));
  if (hook == NULL) return true;
  const f = isKind(hook, Kind.ClassMethod) ? load<u32>(hook, 4) : hook;
  return call1(f, type) != NULL;
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
    if (kind == Kind.Property || (kind == Kind.Instance && isDescriptor(value))) {
      flags |= TYPE_HAS_ACCESSORS;
      if (isQstr(name)) setFlag(qstrObject(qstrId(name)), FLAG_ACCESSOR);
    }
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
  return typeAt(type).flags & TYPE_PYTHON
    ? makeInstance(type, n, nkw, args)
    : makeNative(type, type, n, nkw, args);
}

/** Makes an object of a built-in type; exceptions are of the class `made` at once. */
export function makeNative(type: Ref, made: Ref, n: i32, nkw: i32, args: usize): Ref {
  Usage.callable(type);
  let make = typeAt(type).make;
  if (make == 0) make = typeAt(typeOfKind(typeAt(type).nativeKind)).make;
  if (make == 0) return raise1(M.cannotCreateInstance, typeName(type));
  return call_indirect<Ref>(make, made, n, nkw, args);
}

/** The built-in type that a class derives from, or NULL. */
export function nativeBase(type: Ref): Ref {
  for (let t = type; t != NULL; t = typeAt(t).base) {
    if ((typeAt(t).flags & TYPE_PYTHON) == 0) return t == typeOfKind(Kind.Object) ? NULL : t;
    const bases = typeAt(t).bases;
    for (let i = 0; bases != NULL && i < tupleLength(bases); i++) {
      const found = nativeBase(tupleGet(bases, i));
      if (found != NULL) return found;
    }
  }
  return NULL;
}

/** A class made in Python is called: `__new__`, then `__init__`, then the native part if that is still missing. */
function makeInstance(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const x = blankInstance(type, n, nkw, args);
  if (x == NULL) return NULL;
  root(x);
  if (typeOf(x) == type) {
    const init = specialMethod(x, qstrRef(Q.__init__));
    if (init != NULL) {
      const result = callInit(init, x, n, nkw, args);
      if (result == NULL) return NULL;
      if (result != NONE) return raise1(M.initReturn, result);
    }
    if (!completeInstance(x, type, n, nkw, args)) return NULL;
  }
  rootReset(mark);
  return x;
}

function callInit(init: Ref, x: Ref, n: i32, nkw: i32, args: usize): Ref {
  return isKind(init, Kind.Function)
    ? callBound(init, x, n, nkw, args)
    : callMemberArgs(init, x, n, nkw, args);
}

/** The object that `__new__` gives, or one without a native part yet. */
function blankInstance(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const make = findInClass(type, qstrRef(Q.__new__));
  if (make == NULL || (typeAt(foundIn).flags & TYPE_PYTHON) == 0) return newBlank(type);
  const f = isKind(make, Kind.StaticMethod) ? load<u32>(make, 4) : make;
  const mark = rootMark();
  root(f);
  const x = callBound(f, type, n, nkw, args);
  rootReset(mark);
  return x;
}

/** An instance of a class without its native part; of an exception class an exception without arguments. */
export function newBlank(type: Ref): Ref {
  if (typeAt(type).nativeKind == Kind.Exception) return newException(type, NULL);
  const x = newInstance(type);
  if (x != NULL && typeAt(type).flags & TYPE_HAS_FINALISER) return registerFinaliser(x) ? x : NULL;
  return x;
}

/** Makes the native part from the arguments of the call unless `__init__` has done so. */
function completeInstance(x: Ref, type: Ref, n: i32, nkw: i32, args: usize): bool {
  const kind = typeAt(type).nativeKind;
  if (kind == Kind.Instance) return true;
  if (kind == Kind.Exception) {
    return hasFlag(x, FLAG_EXCEPTION_READY) || setExceptionArgs(x, n, nkw, args);
  }
  return at(x).native != NULL || makeNativePart(x, n, nkw, args);
}

/** Makes the native part of an instance. false: an exception is pending. */
export function makeNativePart(x: Ref, n: i32, nkw: i32, args: usize): bool {
  const mark = rootMark();
  root(x);
  const base = nativeBase(at(x).type);
  const native = makeNative(base, base, n, nkw, args);
  if (native == NULL) return false;
  rootReset(mark);
  at(x).native = native;
  return true;
}

/** `type(x)`, or `type(name, bases, names)`. */
function type_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (nkw != 0) return raise(M.argsNoKeywords);
  if (n == 1) return typeOf(load<u32>(args));
  if (n != 3) return typeArgs(n);
  const name = load<u32>(args);
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  const id = intern(name);
  if (id == NULL) return NULL;
  const mark = rootMark();
  const made = newClass(id, load<u32>(args, 4), load<u32>(args, 8));
  if (made == NULL) return NULL;
  root(made);
  if (!announceClass(made)) return NULL;
  rootReset(mark);
  return made;
}

function typeArgs(n: i32): Ref {
  if (n == 2) return raise(M.typeArgs);
  raiseArity(1, 3, n);
  return NULL;
}

function type_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "<class '") && putStr(p, typeName(x)) && putText(p, "'>");
}

/** Searches an attribute of a type itself. */
export function findTypeAttr(type: Ref, name: Ref): bool {
  store<u32>(FOUND, NULL, 4);
  let value = typeField(type, name);
  if (value == UNSUPPORTED) {
    value = findInClass(type, name);
    Cost.charge(BoardCost.attributeOfType);
    if (value != NULL && isPointer(value)) {
      const kind = <i32>load<u8>(value);
      if (kind == Kind.StaticMethod) value = load<u32>(value, 4);
      else if (kind == Kind.ClassMethod) {
        value = load<u32>(value, 4);
        store<u32>(FOUND, type, 4);
      }
    }
  }
  store<u32>(FOUND, value);
  return value != NULL;
}

/** What every type knows of itself, or UNSUPPORTED. */
function typeField(type: Ref, name: Ref): Ref {
  if (name == qstrRef(Q.__name__)) return typeName(type);
  if (name == qstrRef(Q.__class__)) return typeOfKind(Kind.Type);
  if (name == qstrRef(Q.__dict__)) return readOnlyDict(typeAt(type).table);
  if (name == qstrRef(Q.__bases__)) return basesOf(type);
  return UNSUPPORTED;
}

/** `type.__bases__`. */
function basesOf(type: Ref): Ref {
  if (typeAt(type).bases != NULL) return typeAt(type).bases;
  if (type == typeOfKind(Kind.Object)) return EMPTY_TUPLE;
  const mark = rootMark();
  const base = typeAt(type).base;
  const slot = rootSlot(base == NULL ? typeOfKind(Kind.Object) : base);
  const tuple = tupleFrom(1, slot);
  rootReset(mark);
  return tuple;
}

/** Sets or deletes (value NULL) an attribute of a class. */
export function storeTypeAttr(type: Ref, name: Ref, value: Ref): bool {
  if ((typeAt(type).flags & TYPE_PYTHON) == 0) {
    raise2(M.noAttribute, type, name);
    return false;
  }
  clearClassCache();
  if (value == NULL || !isData(value) || !isData(lookupName(typeAt(type).table, name))) {
    bumpClassEpoch();
  }
  if (value == NULL) {
    if (mapRemove(typeAt(type).table, name) != NULL) return true;
    if (!hasPending()) raise2(M.noAttribute, type, name);
    return false;
  }
  return addFlags(type, flagsOfName(name, value)) && mapStore(tableOwner(type), name, value);
}

/** Whether a value is surely no method, nor anything else that a class has for its instances. */
function isData(x: Ref): bool {
  if (x == NULL || !isPointer(x)) return x != NULL;
  const kind = <i32>load<u8>(x);
  return kind == Kind.Float || kind == Kind.Str || kind == Kind.List || kind == Kind.Dict;
}

function tableOwner(type: Ref): usize {
  return <usize>type + offsetof<Type>("table");
}

/** Notes what a name added later says; what subclasses have taken over already cannot change any more. */
function addFlags(type: Ref, flags: u32): bool {
  const t = typeAt(type);
  const accessors = TYPE_HAS_ACCESSORS | TYPE_HAS_SETATTR;
  if (flags & accessors && (t.flags & accessors) == 0 && t.flags & TYPE_SUBCLASSED) {
    raise(M.lateAccessor);
    return false;
  }
  if (flags & TYPE_HAS_GETATTR) noteLateGetattr();
  t.flags |= flags;
  return true;
}
