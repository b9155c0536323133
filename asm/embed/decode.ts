/** Values on their way in, as src/tables/value-tags.ts says. */
import { Kind } from "../generated/kinds";
import { ValueTag } from "../generated/value-tags";
import { FALSE, NONE, NULL, Ref, smallOf, TRUE } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { newStr } from "../object/str";
import { dictSet, newDict } from "../types/dict";
import { newFloat } from "../types/float";
import { parseInteger } from "../types/int-text";
import { listAppend, newList } from "../types/list";
import { newTuple, tupleItems } from "../types/tuple";
import { enterNative, leaveNative } from "../vm/depth";

/** The reader's position; decoding runs no Python code, so it cannot be entered twice. */
let at: usize = 0;

/** Where the value that was decoded last ends. */
export function decodedEnd(): usize {
  return at;
}

/** The value whose code starts at `from`, in memory that does not move. NULL: an exception is pending. */
export function decode(from: usize): Ref {
  at = from;
  return decodeNext();
}

function readWord(): u32 {
  at += 4;
  return load<u32>(at - 4);
}

function decodeNext(): Ref {
  if (!enterNative()) return NULL;
  const x = decodeTag(<i32>load<u8>(at++));
  leaveNative();
  return x;
}

function decodeTag(tag: i32): Ref {
  switch (tag) {
    case ValueTag.None:
      return NONE;
    case ValueTag.False:
      return FALSE;
    case ValueTag.True:
      return TRUE;
    case ValueTag.Small:
      return smallOf(<i32>readWord());
    case ValueTag.Float:
      at += 8;
      return newFloat(load<f64>(at - 8));
    case ValueTag.List:
      return decodeList(readWord());
    case ValueTag.Tuple:
      return decodeTuple(readWord());
    case ValueTag.Dict:
      return decodeDict(readWord());
  }
  const length = readWord();
  const text = at;
  at += length;
  if (tag == ValueTag.Int) return parseInteger(text, length, 10);
  return newStr(tag == ValueTag.Str ? Kind.Str : Kind.Bytes, text, length);
}

function decodeList(n: u32): Ref {
  const mark = rootMark();
  const list = newList(n);
  if (list == NULL) return NULL;
  root(list);
  for (let i: u32 = 0; i < n; i++) {
    const item = decodeNext();
    if (item == NULL || !listAppend(list, item)) return NULL;
  }
  rootReset(mark);
  return list;
}

function decodeTuple(n: u32): Ref {
  const mark = rootMark();
  const tuple = newTuple(n);
  if (tuple == NULL) return NULL;
  root(tuple);
  for (let i: u32 = 0; i < n; i++) {
    const item = decodeNext();
    if (item == NULL) return NULL;
    store<u32>(tupleItems(tuple) + (i << 2), item);
  }
  rootReset(mark);
  return tuple;
}

function decodeDict(n: u32): Ref {
  const mark = rootMark();
  const dict = newDict(n);
  if (dict == NULL) return NULL;
  root(dict);
  for (let i: u32 = 0; i < n; i++) {
    const pair = rootMark();
    const key = decodeNext();
    if (key == NULL) return NULL;
    root(key);
    const value = decodeNext();
    if (value == NULL) return NULL;
    root(value);
    if (!dictSet(dict, key, value)) return NULL;
    rootReset(pair);
  }
  rootReset(mark);
  return dict;
}
