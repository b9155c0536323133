/** join and replace. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { isKind, kindOf, NULL, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { copyBytes } from "../../memory/words";
import { CODE_BYTES } from "../../object/buffer";
import { builderData, builderLength, newBuilder, putBytes } from "../../object/builder";
import { getIter, next } from "../../object/iterate";
import { machineInt, needMachineInt } from "../../object/machine-int";
import { method2, methodArgs } from "../../object/native-function";
import { isBytearray, newBytearray, newPacked } from "../../object/packed";
import { hasPending, raise, raiseTooLarge } from "../../object/raise";
import { isStr, newRawStr, sealStr } from "../../object/str";
import {
  checkMatching,
  EMPTY_BYTES,
  EMPTY_STR,
  isBytes,
  newText,
  partOf,
  textData,
  textLength,
} from "../../object/text";
import { charBytes } from "../../object/utf8";
import { listAppend, listAt, listItems, newList } from "../list";
import { tupleItems, tupleLength } from "../tuple";
import { findBytes } from "./scan";

export function defineJoinMethods(type: Ref): void {
  method2(type, Q.join, text_join);
  methodArgs(type, Q.replace, 3, 4, text_replace);
}

function text_join(self: Ref, items: Ref): Ref {
  if (isKind(items, Kind.List)) {
    return joinItems(self, <u32>listAt(items).length, listItems(items));
  }
  if (isKind(items, Kind.Tuple)) {
    return joinItems(self, <u32>tupleLength(items), tupleItems(items));
  }
  const mark = rootMark();
  const iterator = getIter(items);
  if (iterator == NULL) return NULL;
  root(iterator);
  const list = newList(8);
  if (list == NULL) return NULL;
  root(list);
  while (true) {
    const item = next(iterator);
    if (item == NULL) break;
    if (!listAppend(list, item)) return NULL;
  }
  if (hasPending()) return NULL;
  const result = joinItems(self, <u32>listAt(list).length, listItems(list));
  rootReset(mark);
  return result;
}

/** The bytes of all items and the separators between them; more than 32 bits hold is no length. */
function joinedLength(self: Ref, count: u32, items: usize): u64 {
  const unicode = isStr(self);
  let total: u64 = count == 0 ? 0 : <u64>textLength(self) * (count - 1);
  for (let i: u32 = 0; i < count; i++) {
    const item = load<u32>(items + (i << 2));
    if (unicode ? !isStr(item) : !isBytes(item) && !isBytearray(item)) {
      raise(M.joinTypes);
      return 0;
    }
    total += textLength(item);
  }
  return total;
}

function joinItems(self: Ref, count: u32, items: usize): Ref {
  const total = joinedLength(self, count, items);
  if (hasPending()) return NULL;
  if (total > 0x7fffffff) return raiseTooLarge(total);
  const kind = kindOf(self);
  if (count == 1 && kind != Kind.Bytearray && kindOf(load<u32>(items)) == kind)
    return load<u32>(items);
  if (total == 0)
    return kind == Kind.Bytearray ? newBytearray(0, 0) : kind == Kind.Str ? EMPTY_STR : EMPTY_BYTES;
  const x = newSized(kind, <u32>total);
  if (x == NULL) return NULL;
  let to = textData(x);
  const separator = textData(self);
  const gap = textLength(self);
  for (let i: u32 = 0; i < count; i++) {
    if (i != 0 && gap != 0) {
      copyBytes(to, separator, gap);
      to += gap;
    }
    const item = load<u32>(items + (i << 2));
    const length = textLength(item);
    copyShort(to, textData(item), length);
    to += length;
  }
  return kind == Kind.Str ? sealStr(x) : x;
}

/** Copies bytes; short runs without a call. */
function copyShort(to: usize, from: usize, length: u32): void {
  if (length > 16) {
    copyBytes(to, from, length);
    return;
  }
  for (let i: u32 = 0; i < length; i++) store<u8>(to + i, load<u8>(from + i));
}

/** An unfilled text of a kind. */
function newSized(kind: Kind, length: u32): Ref {
  return kind == Kind.Bytearray ? newPacked(kind, CODE_BYTES, 0, length) : newRawStr(kind, length);
}

function text_replace(n: i32, args: usize): Ref {
  const self = load<u32>(args);
  const old = load<u32>(args, 4);
  const by = load<u32>(args, 8);
  let limit: i32 = -1;
  if (n > 3) {
    if (!needMachineInt(load<u32>(args, 12))) return NULL;
    limit = machineInt;
  }
  const from = textData(self);
  const end = from + textLength(self);
  if (limit == 0) return partOf(self, from, end);
  if (!checkMatching(self, old) || !checkMatching(self, by)) return NULL;
  if (textLength(old) != 0 && findBytes(from, end, textData(old), textLength(old)) == 0) {
    return partOf(self, from, end);
  }
  const mark = rootMark();
  const p = newBuilder(textLength(self) + 16);
  if (p == NULL) return NULL;
  root(p);
  if (!putReplaced(p, self, old, by, limit)) return NULL;
  const result = newText(kindOf(self), builderData(p), builderLength(p));
  rootReset(mark);
  return result;
}

function putReplaced(p: Ref, self: Ref, old: Ref, by: Ref, limit: i32): bool {
  let at = textData(self);
  const end = at + textLength(self);
  const length = textLength(old);
  for (let left = limit; left != 0; left--) {
    const hit = findBytes(at, end, textData(old), length);
    if (hit == 0) break;
    if (!putBytes(p, at, <u32>(hit - at)) || !putBytes(p, textData(by), textLength(by)))
      return false;
    at = hit + length;
    if (length == 0) {
      // Between any two characters there is an empty text.
      if (at == end) break;
      const step = isStr(self) ? charBytes(load<u8>(at)) : 1;
      if (!putBytes(p, at, step)) return false;
      at += step;
    }
  }
  return putBytes(p, at, <u32>(end - at));
}
