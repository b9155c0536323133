/** split, rsplit, splitlines, partition, rpartition. */
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { kindOf, NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { machineInt, needMachineInt } from "../../object/machine-int";
import { method2, methodArgs, methodKeywords } from "../../object/native-function";
import { truth } from "../../object/operators";
import { raise, raise1 } from "../../object/raise";
import { isStr } from "../../object/str";
import {
  checkMatching,
  isBytes,
  newText,
  partOf,
  raiseImplicit,
  textData,
  textLength,
} from "../../object/text";
import { listAppend, listAt, listItems, newList } from "../list";
import { newTuple, tupleItems } from "../tuple";
import { argOrNull } from "./bounds";
import { isSpaceByte } from "./case";
import { findByte, findBytes, findBytesBack } from "./scan";

export function defineSplitMethods(type: Ref): void {
  methodArgs(type, Q.split, 1, 3, text_split);
  methodArgs(type, Q.rsplit, 1, 3, text_rsplit);
  methodKeywords(type, Q.splitlines, 1, 2, text_splitlines);
  method2(type, Q.partition, text_partition);
  method2(type, Q.rpartition, text_rpartition);
}

/** Appends the part between two addresses. false: an exception is pending. */
function appendPart(list: Ref, self: Ref, from: usize, to: usize): bool {
  const part = newText(kindOf(self), from, <u32>(to - from));
  return part != NULL && listAppend(list, part);
}

/** How often to split at most, -1 for always; leaves it in `machineInt`. */
function takeLimit(limit: Ref): bool {
  if (limit != NULL) return needMachineInt(limit);
  return needMachineInt(0xffffffff);
}

function text_split(n: i32, args: usize): Ref {
  const self = load<u32>(args);
  const separator = argOrNull(n, args, 1);
  if (!takeLimit(argOrNull(n, args, 2))) return NULL;
  const limit = machineInt;
  const mark = rootMark();
  const list = newList(4);
  if (list == NULL) return NULL;
  root(list);
  if (separator == NULL || separator == NONE) {
    if (!splitSpaces(list, self, limit)) return NULL;
  } else {
    if (!checkMatching(self, separator)) return NULL;
    if (textLength(separator) == 0) return raise(M.emptySeparator);
    if (!splitAt(list, self, separator, limit)) return NULL;
  }
  rootReset(mark);
  return list;
}

function splitSpaces(list: Ref, self: Ref, limit: i32): bool {
  let at = textData(self);
  const end = at + textLength(self);
  let left = limit;
  while (true) {
    while (at < end && isSpaceByte(load<u8>(at))) at++;
    if (at == end) return true;
    if (left == 0) return appendPart(list, self, at, end);
    left--;
    const word = at;
    while (at < end && !isSpaceByte(load<u8>(at))) at++;
    if (!appendPart(list, self, word, at)) return false;
  }
}

function splitAt(list: Ref, self: Ref, separator: Ref, limit: i32): bool {
  let at = textData(self);
  const end = at + textLength(self);
  const text = textData(separator);
  const length = textLength(separator);
  for (let left = limit; left != 0; left--) {
    const next = length == 1 ? findByte(at, end, load<u8>(text)) : findBytes(at, end, text, length);
    if (next == 0) break;
    if (!appendPart(list, self, at, next)) return false;
    at = next + length;
  }
  return appendPart(list, self, at, end);
}

function text_rsplit(n: i32, args: usize): Ref {
  if (!takeLimit(argOrNull(n, args, 2))) return NULL;
  const limit = machineInt;
  if (limit < 0) return text_split(n, args);
  const self = load<u32>(args);
  const separator = load<u32>(args, 4);
  if (separator == NONE) return raise(M.rsplitNone);
  // With a limit, MicroPython takes a separator of the other kind.
  if (!isStr(separator) && !isBytes(separator)) return raiseImplicit(separator);
  if (textLength(separator) == 0) return raise(M.emptySeparator);
  const mark = rootMark();
  const list = newList(4);
  if (list == NULL) return NULL;
  root(list);
  if (!splitBack(list, self, separator, limit)) return NULL;
  reverse(list);
  rootReset(mark);
  return list;
}

function splitBack(list: Ref, self: Ref, separator: Ref, limit: i32): bool {
  const start = textData(self);
  let end = start + textLength(self);
  const length = textLength(separator);
  for (let left = limit; left != 0; left--) {
    const at = findBytesBack(start, end, textData(separator), length);
    if (at == 0) break;
    if (!appendPart(list, self, at + length, end)) return false;
    end = at;
  }
  return appendPart(list, self, start, end);
}

function reverse(list: Ref): void {
  let low = listItems(list);
  let high = low + ((<usize>listAt(list).length - 1) << 2);
  while (low < high) {
    const x = load<u32>(low);
    store<u32>(low, load<u32>(high));
    store<u32>(high, x);
    low += 4;
    high -= 4;
  }
}

function text_splitlines(n: i32, nkw: i32, args: usize): Ref {
  let keep = n > 1 && truth(load<u32>(args, 4));
  for (let i = 0; i < nkw; i++) {
    const pair = args + ((<usize>(n + 2 * i)) << 2);
    if (load<u32>(pair) != qstrRef(Q.keepends))
      return raise1(M.argsUnexpectedKeyword, load<u32>(pair));
    keep = truth(load<u32>(pair, 4));
  }
  const self = load<u32>(args);
  const mark = rootMark();
  const list = newList(4);
  if (list == NULL) return NULL;
  root(list);
  let at = textData(self);
  const end = at + textLength(self);
  while (at < end) {
    let stop = at;
    while (stop < end && load<u8>(stop) != 0x0a && load<u8>(stop) != 0x0d) stop++;
    let next = stop;
    if (next < end && load<u8>(next) == 0x0d) next++;
    if (next < end && load<u8>(next) == 0x0a) next++;
    if (!appendPart(list, self, at, keep ? next : stop)) return NULL;
    at = next;
  }
  rootReset(mark);
  return list;
}

function text_partition(self: Ref, separator: Ref): Ref {
  return partition(self, separator, false);
}

function text_rpartition(self: Ref, separator: Ref): Ref {
  return partition(self, separator, true);
}

function partition(self: Ref, separator: Ref, back: bool): Ref {
  if (!checkMatching(self, separator)) return NULL;
  const length = textLength(separator);
  if (length == 0) return raise(M.emptySeparator);
  const mark = rootMark();
  const tuple = newTuple(3);
  if (tuple == NULL) return NULL;
  root(tuple);
  const from = textData(self);
  const end = from + textLength(self);
  const text = textData(separator);
  const at = back ? findBytesBack(from, end, text, length) : findBytes(from, end, text, length);
  const headEnd = at != 0 ? at : back ? from : end;
  const tailStart = at != 0 ? at + length : back ? from : end;
  if (!putPart(tuple, 0, self, from, headEnd)) return NULL;
  if (!putPart(tuple, 1, self, headEnd, tailStart)) return NULL;
  if (!putPart(tuple, 2, self, tailStart, end)) return NULL;
  rootReset(mark);
  return tuple;
}

function putPart(tuple: Ref, i: usize, self: Ref, from: usize, to: usize): bool {
  const part = partOf(self, from, to);
  store<u32>(tupleItems(tuple) + (i << 2), part);
  return part != NULL;
}
