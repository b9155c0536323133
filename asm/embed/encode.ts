/** Values on their way out, as src/tables/value-tags.ts says. */
import { Kind } from "../generated/kinds";
import { ValueTag } from "../generated/value-tags";
import { DELETED, isSmall, kindOf, Ref, smallValue, TRUE } from "../memory/ref";
import { getRoot, root, rootMark, rootReset, rootSlot, setRoot } from "../memory/roots";
import {
  advance,
  builderData,
  builderEnd,
  builderLength,
  putByte,
  putBytes,
  reserve,
} from "../object/builder";
import { mapKeyAt, mapLength, mapUsed, mapValueAt } from "../object/map-table";
import { print, Style } from "../object/print";
import { strData, strLength } from "../object/str";
import { typeName, typeOf } from "../object/type";
import { dictTable } from "../types/dict";
import { floatValue } from "../types/float";
import { listAt, listItems } from "../types/list";
import { tupleItems, tupleLength } from "../types/tuple";
import { enterNative, leaveNative } from "../vm/depth";

/** Appends a value. false: an exception is pending. */
export function encode(p: Ref, x: Ref): bool {
  if (!enterNative()) return false;
  const ok = encodeKind(p, x);
  leaveNative();
  return ok;
}

function encodeKind(p: Ref, x: Ref): bool {
  switch (<i32>kindOf(x)) {
    case Kind.None:
      return putTag(p, ValueTag.None);
    case Kind.Bool:
      return putTag(p, x == TRUE ? ValueTag.True : ValueTag.False);
    case Kind.Int:
      if (isSmall(x)) return putTag(p, ValueTag.Small) && putWord(p, <u32>smallValue(x));
      return putTag(p, ValueTag.Int) && putPrinted(p, x, Style.Repr);
    case Kind.Float:
      return putTag(p, ValueTag.Float) && putDouble(p, floatValue(x));
    case Kind.Str:
      return putTag(p, ValueTag.Str) && putCounted(p, x);
    case Kind.Bytes:
      return putTag(p, ValueTag.Bytes) && putCounted(p, x);
    case Kind.List:
      return encodeList(p, x);
    case Kind.Tuple:
      return encodeTuple(p, x);
    case Kind.Dict:
    case Kind.OrderedDict:
      return encodeDict(p, x);
    default:
      return encodeOther(p, x);
  }
}

function putTag(p: Ref, tag: ValueTag): bool {
  return putByte(p, <u8>tag);
}

function putWord(p: Ref, word: u32): bool {
  if (!reserve(p, 4)) return false;
  store<u32>(builderEnd(p), word);
  advance(p, 4);
  return true;
}

function putDouble(p: Ref, value: f64): bool {
  if (!reserve(p, 8)) return false;
  store<f64>(builderEnd(p), value);
  advance(p, 8);
  return true;
}

/** The bytes of a str or bytes, counted. */
function putCounted(p: Ref, x: Ref): bool {
  return putWord(p, strLength(x)) && putBytes(p, strData(x), strLength(x));
}

/** A value's text, counted. */
function putPrinted(p: Ref, x: Ref, style: Style): bool {
  const at = builderLength(p);
  if (!putWord(p, 0) || !print(p, x, style)) return false;
  store<u32>(builderData(p) + at, builderLength(p) - at - 4);
  return true;
}

function encodeOther(p: Ref, x: Ref): bool {
  return (
    putTag(p, ValueTag.Other) &&
    putPrinted(p, typeName(typeOf(x)), Style.Str) &&
    putPrinted(p, x, Style.Repr)
  );
}

/** The list may change meanwhile: the repr of an item is Python code. */
function encodeList(p: Ref, x: Ref): bool {
  const at = builderLength(p) + 1;
  if (!putTag(p, ValueTag.List) || !putWord(p, 0)) return false;
  const mark = rootMark();
  const item = rootSlot(0);
  let i = 0;
  for (; i < listAt(x).length; i++) {
    setRoot(item, load<u32>(listItems(x) + ((<usize>i) << 2)));
    if (!encode(p, getRoot(item))) return false;
  }
  rootReset(mark);
  store<u32>(builderData(p) + at, <u32>i);
  return true;
}

function encodeTuple(p: Ref, x: Ref): bool {
  const n = tupleLength(x);
  if (!putTag(p, ValueTag.Tuple) || !putWord(p, <u32>n)) return false;
  for (let i = 0; i < n; i++) {
    if (!encode(p, load<u32>(tupleItems(x) + ((<usize>i) << 2)))) return false;
  }
  return true;
}

function encodeDict(p: Ref, x: Ref): bool {
  const at = builderLength(p) + 1;
  if (!putTag(p, ValueTag.Dict) || !putWord(p, mapLength(dictTable(x)))) return false;
  const mark = rootMark();
  const pair = rootSlot(0);
  const table = rootSlot(dictTable(x));
  let count: u32 = 0;
  for (let i: u32 = 0; i < mapUsed(getRoot(table)); i++) {
    const key = mapKeyAt(getRoot(table), i);
    if (key == DELETED) continue;
    setRoot(pair, mapValueAt(getRoot(table), i));
    root(key);
    if (!encode(p, key) || !encode(p, getRoot(pair))) return false;
    rootReset(table + 4);
    count++;
  }
  rootReset(mark);
  store<u32>(builderData(p) + at, count);
  return true;
}
