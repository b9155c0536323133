/**
 * namedtuple of `collections`: a type per call, whose table maps positions to the fields' names. Instances
 * are laid out like tuples, with their type where a tuple has its length:
 *
 *     0        4       8
 *     +--------+-------+-----------------+
 *     | header | type  | items …         |
 *     +--------+-------+-----------------+
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, qstrRef, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { newBoundMethod } from "../object/attribute";
import { putByte, putText } from "../object/builder";
import { mapAppend, mapUsed, mapValueAt, newMapTable } from "../object/map-table";
import { function1 } from "../object/native-function";
import { putRepr, putStr, Style } from "../object/print";
import { intern, internBytes } from "../object/qstr";
import { raise, raise1, raise3 } from "../object/raise";
import { sequenceItems, sequenceLength } from "../object/sequence";
import { isStr, strData, strLength } from "../object/str";
import { TYPE_BYTES, TYPE_SUBCLASSABLE, Type, typeAt, typeName, typeOfKind } from "../object/type";
import { dictSet, newDictOf } from "./dict";
import { isList, listAppend, newList } from "./list";
import { isTupleLike, tupleGet, tupleItems } from "./tuple";

@unmanaged
export class NamedTuple {
  header: u32;
  type: Ref;
}

/** The method `_asdict`. */
let asDict: Ref = 0;

export function initNamedTuple(): void {
  describe(Kind.NamedTuple, refAt(offsetof<NamedTuple>("type")), offsetof<NamedTuple>());
  asDict = function1(Q._asdict, namedtuple_asdict);
  const tuple = typeAt(typeOfKind(Kind.Tuple));
  const type = typeAt(typeOfKind(Kind.NamedTuple));
  type.make = namedtuple_make.index;
  type.print = namedtuple_print.index;
  type.unary = tuple.unary;
  type.binary = tuple.binary;
  type.getItem = tuple.getItem;
  type.iter = tuple.iter;
  type.loadAttr = namedtuple_loadAttr.index;
  type.storeAttr = namedtuple_storeAttr.index;
}

/** The table of the fields of an instance's type. */
function fieldsOf(x: Ref): Ref {
  return typeAt(changetype<NamedTuple>(<usize>x).type).table;
}

export function namedTupleLength(x: Ref): i32 {
  return mapUsed(fieldsOf(x));
}

/** The position of a field in a table of fields, -1 for none. */
function fieldIndex(fields: Ref, name: Ref): i32 {
  for (let i = 0; i < <i32>mapUsed(fields); i++) {
    if (mapValueAt(fields, i) == name) return i;
  }
  return -1;
}

/** `namedtuple(name, fields)`; the fields are a list or tuple of str, or a str of words. */
export function newNamedTupleType(name: Ref, fields: Ref): Ref {
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  const mark = rootMark();
  const names = isStr(fields) ? wordsOf(fields) : fields;
  if (names == NULL) return NULL;
  root(names);
  if (!isList(names) && !isTupleLike(names)) return raise1(M.sequenceNeeded, names);
  const qstr = intern(name);
  if (qstr == NULL) return NULL;
  const x = allocate(Kind.Type, TYPE_BYTES);
  if (x == NULL) return NULL;
  root(x);
  const type = typeAt(x);
  type.name = qstr;
  type.nativeKind = Kind.NamedTuple;
  type.flags = TYPE_SUBCLASSABLE;
  type.base = typeOfKind(Kind.Tuple);
  if (!setFields(x, names)) return NULL;
  rootReset(mark);
  return x;
}

function setFields(type: Ref, names: Ref): bool {
  const n = sequenceLength(names);
  const table = newMapTable(n);
  if (table == NULL) return false;
  typeAt(type).table = table;
  for (let i = 0; i < n; i++) {
    const name = load<u32>(sequenceItems(names) + ((<usize>i) << 2));
    if (!isStr(name)) {
      raise1(M.cannotConvertToStr, name);
      return false;
    }
    const qstr = intern(name);
    if (qstr == NULL) return false;
    if (!mapAppend(<usize>type + offsetof<Type>("table"), smallOf(i), qstr)) return false;
  }
  return true;
}

function isSpace(byte: u8): bool {
  return byte == 0x20 || (byte >= 9 && byte <= 13);
}

/** A list of the words of a str, interned. NULL: an exception is pending. */
function wordsOf(text: Ref): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  let at: u32 = 0;
  while (true) {
    while (at < strLength(text) && isSpace(load<u8>(strData(text) + at))) at++;
    if (at == strLength(text)) break;
    const start = at;
    while (at < strLength(text) && !isSpace(load<u8>(strData(text) + at))) at++;
    const word = internBytes(strData(text) + start, at - start);
    if (word == NULL || !listAppend(list, word)) return NULL;
  }
  rootReset(mark);
  return list;
}

function namedtuple_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const fields = typeAt(type).table;
  const count = <i32>mapUsed(fields);
  if (n + nkw != count) return raise3(M.argsPositionalOf, typeName(type), count, n + nkw);
  const x = allocate(Kind.NamedTuple, offsetof<NamedTuple>() + ((<u32>count) << 2));
  if (x == NULL) return NULL;
  changetype<NamedTuple>(<usize>x).type = type;
  memory.copy(tupleItems(x), args, (<usize>n) << 2);
  const pairs = args + ((<usize>n) << 2);
  for (let i = 0; i < nkw; i++) {
    const name = load<u32>(pairs + ((<usize>i) << 3));
    const at = fieldIndex(fields, name);
    if (at < 0) return raise1(M.argsUnexpectedKeyword, name);
    const place = tupleItems(x) + ((<usize>at) << 2);
    if (load<u32>(place) != NULL) return raise1(M.argsMultipleNative, name);
    store<u32>(place, load<u32>(pairs + ((<usize>i) << 3), 4));
  }
  return x;
}

function namedtuple_print(p: Ref, x: Ref, style: Style): bool {
  if (!putStr(p, typeName(changetype<NamedTuple>(<usize>x).type)) || !putByte(p, 0x28))
    return false;
  const fields = fieldsOf(x);
  for (let i = 0; i < namedTupleLength(x); i++) {
    if (i > 0 && !putText(p, ", ")) return false;
    if (!putStr(p, mapValueAt(fields, i)) || !putByte(p, 0x3d)) return false;
    if (!putRepr(p, tupleGet(x, i))) return false;
  }
  return putByte(p, 0x29);
}

function namedtuple_loadAttr(x: Ref, name: Ref): Ref {
  if (name == qstrRef(Q._asdict)) return newBoundMethod(asDict, x);
  const i = fieldIndex(fieldsOf(x), name);
  return i < 0 ? UNSUPPORTED : tupleGet(x, i);
}

function namedtuple_storeAttr(x: Ref, name: Ref, value: Ref): bool {
  raise(M.cannotSetAttribute);
  return false;
}

function namedtuple_asdict(self: Ref): Ref {
  const mark = rootMark();
  const dict = newDictOf(Kind.OrderedDict);
  if (dict == NULL) return NULL;
  root(dict);
  for (let i = 0; i < namedTupleLength(self); i++) {
    if (!dictSet(dict, mapValueAt(fieldsOf(self), i), tupleGet(self, i))) return NULL;
  }
  rootReset(mark);
  return dict;
}
