/**
 * Classes that modules linked from C define, as they lie in C's memory:
 *
 *     0      4       6      8                20
 *     +------+-------+------+----------------+---------+
 *     | type | flags | name | slots' indices | slots … |   index 0: none
 *     +------+-------+------+----------------+---------+
 *
 * At first sight of such an address a type of ours is made: its table has what the class's own dict has, and it knows the
 * address. Exceptions become classes like those made in Python.
 */
import { Kind } from "../generated/kinds";
import { Slot } from "../generated/runtime-slots";
import { getCell, RootCell, setCell } from "../memory/cells";
import { allocate } from "../memory/heap";
import { isBacked } from "../memory/ram";
import { NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { lookupName, mapAppend, newMapTable } from "../object/map-table";
import {
  isType,
  TYPE_BYTES,
  TYPE_PYTHON,
  TYPE_SUBCLASSABLE,
  Type,
  typeAt,
  typeOfKind,
} from "../object/type";
import { newClass } from "../types/class";
import { dictSet, dictTable, newDict } from "../types/dict";
import { tupleFrom } from "../types/tuple";
import { ownObject } from "./bound";
import { foreignCode } from "./foreign-function";
import { functionTable } from "./function-table";

/** Where the index of a slot stands. */
export const enum ClassSlot {
  MakeNew = 8,
  Print,
  Call,
  UnaryOp,
  BinaryOp,
  Attr,
  Subscr,
  Iter,
  Buffer,
  Protocol,
  Parent,
  Names,
}

const FLAGS: usize = 4;
const NAME: usize = 6;
const SLOTS: usize = 20;
/** What a class takes at most. */
const CLASS_BYTES: u32 = 20 + (255 << 2);

/** A dict of C's: type, count times 8 with flags, room, pairs of keys and values. */
const DICT_COUNT: usize = 4;
const DICT_PAIRS: usize = 12;

/** Where the base of an exception's class stands while the tuple of it is made; the caller's memory keeps it alive. */
const BASES: usize = memory.data(4, 4);

function isInMemory(at: u32, bytes: u32): bool {
  return (at & 3) == 0 && at != 0 && isBacked(at, bytes);
}

/** Where the variables of modules lie, among which classes are: all of them, and what is between. */
let variablesStart: u32 = u32.MAX_VALUE;
let variablesEnd: u32 = 0;
/** Where the classes of streams of ours lie. */
let wrappersStart: u32 = 0;
let wrappersBytes: u32 = 0;

/** Notes where a module has its variables. */
export function noteVariables(start: usize, bytes: u32): void {
  variablesStart = min<u32>(variablesStart, <u32>start);
  variablesEnd = max<u32>(variablesEnd, <u32>start + bytes);
}

export function setWrapperClasses(start: u32, bytes: u32): void {
  wrappersStart = start;
  wrappersBytes = bytes;
}

/** Whether an address is that of a class for what is ours. */
export function isWrapperClass(at: u32): bool {
  return at - wrappersStart < wrappersBytes;
}

/** Whether an address is that of a class of C's: its first word tells, or the place of that word in the function table. */
export function isForeignClass(at: u32): bool {
  if (at < variablesStart || at >= variablesEnd || !isInMemory(at, CLASS_BYTES)) return false;
  const type = load<u32>(at);
  const place = <u32>functionTable + ((<u32>Slot.type_type) << 2);
  return type == typeOfKind(Kind.Type) || type == place;
}

/** What stands in a slot of a class, 0 for nothing. */
export function classSlot(at: usize, slot: ClassSlot): u32 {
  const index = <usize>load<u8>(at + slot);
  return index == 0 ? 0 : load<u32>(at + SLOTS + ((index - 1) << 2));
}

export function classFlags(at: usize): u32 {
  return load<u16>(at + FLAGS);
}

/** Whether modules with variables have been loaded. */
export function hasVariables(): bool {
  return variablesEnd != 0;
}

/** What stands for an address of C's: a type or an object. NULL: nothing yet. */
export function knownForeign(at: u32): Ref {
  return knownKey(smallOf(at >> 2));
}

export function knownKey(key: Ref): Ref {
  const dict = getCell(RootCell.ForeignObjects);
  return dict == NULL ? NULL : lookupName(dictTable(dict), key);
}

/** Remembers it. false: an exception is pending. */
export function rememberForeign(at: u32, x: Ref): bool {
  return remember(smallOf(at >> 2), x);
}

export function remember(key: Ref, x: Ref): bool {
  const mark = rootMark();
  root(x);
  if (getCell(RootCell.ForeignObjects) == NULL) {
    const dict = newDict(0);
    if (dict == NULL) return false;
    setCell(RootCell.ForeignObjects, dict);
  }
  if (!dictSet(getCell(RootCell.ForeignObjects), key, x)) return false;
  rootReset(mark);
  return true;
}

/** The key of the function in whose name a class's slots run. */
function runnerKey(at: u32): Ref {
  return smallOf(-1 - (<i32>at >> 2));
}

export function runnerOf(at: u32): Ref {
  return lookupName(dictTable(getCell(RootCell.ForeignObjects)), runnerKey(at));
}

/** The address of the class that a type stands for, 0 for none. */
export function classAddress(type: Ref): u32 {
  const t = typeAt(type);
  if (t.nativeKind != Kind.Foreign || (t.flags & TYPE_PYTHON) != 0) return 0;
  return t.attributeHint;
}

/** The type for the address of a class. NULL: an exception is pending. */
export function typeOfClass(at: u32): Ref {
  const known = knownForeign(at);
  if (known != NULL) return known;
  const parent = classSlot(at, ClassSlot.Parent);
  const base = parent == 0 ? NULL : ownObject(parent);
  if (parent != 0 && base == NULL) return NULL;
  return base != NULL && isType(base) && typeAt(base).nativeKind == Kind.Exception
    ? newExceptionClass(at, base)
    : newForeignType(at, base);
}

function newExceptionClass(at: u32, base: Ref): Ref {
  const mark = rootMark();
  const place = BASES;
  store<u32>(place, base);
  const bases = tupleFrom(1, place);
  if (bases == NULL) return NULL;
  root(bases);
  const names = newDict(0);
  if (names == NULL) return NULL;
  root(names);
  const type = newClass(qstrRef(load<u16>(at + NAME)), bases, names);
  if (type == NULL || !rememberForeign(at, type)) return NULL;
  rootReset(mark);
  return type;
}

function newForeignType(at: u32, base: Ref): Ref {
  const mark = rootMark();
  const x = allocate(Kind.Type, TYPE_BYTES);
  if (x == NULL) return NULL;
  root(x);
  const type = typeAt(x);
  type.name = qstrRef(load<u16>(at + NAME));
  type.nativeKind = Kind.Foreign;
  type.flags = TYPE_SUBCLASSABLE;
  type.base = base != NULL && isType(base) && classAddress(base) != 0 ? base : NULL;
  // Its instances have no attributes of their own to count.
  type.attributeHint = at;
  const runner = foreignCode(at);
  if (runner == NULL || !remember(runnerKey(at), runner) || !rememberForeign(at, x)) return NULL;
  if (!takeNames(x, classSlot(at, ClassSlot.Names))) return NULL;
  rootReset(mark);
  return x;
}

/** Fills a type's table from a dict of C's. false: an exception is pending. */
function takeNames(type: Ref, dict: u32): bool {
  const given = dict != 0 && isInMemory(dict, 16);
  const count: u32 = given ? load<u32>(dict + DICT_COUNT) >>> 3 : 0;
  const pairs = given ? load<u32>(dict + DICT_PAIRS) : 0;
  if (count > 0xffff || (count != 0 && !isInMemory(pairs, count << 3))) return true;
  const table = newMapTable(count);
  if (table == NULL) return false;
  typeAt(type).table = table;
  for (let i: u32 = 0; i < count; i++) {
    const pair = pairs + (i << 3);
    const key = load<u32>(pair);
    if (key == NULL) continue;
    const value = ownObject(load<u32>(pair, 4));
    if (value == NULL) return false;
    if (!mapAppend(<usize>type + offsetof<Type>("table"), key, value)) return false;
  }
  return true;
}
