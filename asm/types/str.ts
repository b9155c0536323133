/** str: what its operators do; the methods are in `str/`. */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { FLAG_ASCII, setFlag } from "../memory/header";
import {
  boolRef,
  isKind,
  isSmall,
  NONE,
  NULL,
  Ref,
  smallOf,
  smallValue,
  UNSUPPORTED,
} from "../memory/ref";
import { copyBytes } from "../memory/words";
import { bufferAddress, bufferLength, needBuffer, str_buffer } from "../object/buffer";
import { putBytes } from "../object/builder";
import { raiseArity } from "../object/call";
import { machineInt, toMachineInt } from "../object/machine-int";
import { Style, textOf } from "../object/print";
import { chargeSearch, charStr } from "../object/qstr";
import { hasPending, raise, raise1, raiseTooLarge } from "../object/raise";
import { relationOf } from "../object/relation";
import {
  isAscii,
  isStr,
  newRawStr,
  STR_DATA,
  Str,
  sameBytes,
  sealStr,
  strData,
  strLength,
  strObject,
} from "../object/str";
import { EMPTY_STR, newText, raiseImplicit } from "../object/text";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { charBytes } from "../object/utf8";
import { Cost } from "../vm/cost";
import { Iterator, newIterator, Walk } from "./iterator";
import { Slice } from "./slice";
import { charAddress, charCount, rangeFrom, rangeTo, takeRange } from "./str/bounds";
import { decodeUtf8, defineEncode } from "./str/encode";
import { defineTextMethods } from "./str/methods";
import { formatPercent } from "./str/percent";
import { putQuoted } from "./str/quote";
import { compareBytes, findBytes } from "./str/scan";

export function initStr(): void {
  const type = typeOfKind(Kind.Str);
  const slots = typeAt(type);
  slots.make = str_make.index;
  slots.print = str_print.index;
  slots.unary = str_unary.index;
  slots.binary = str_binary.index;
  slots.getItem = str_getItem.index;
  slots.iter = str_iter.index;
  slots.buffer = str_buffer.index;
  reserveNames(type, 40);
  defineTextMethods(type);
  defineEncode(type);
}

function str_print(p: Ref, x: Ref, style: Style): bool {
  const data = strData(x);
  const length = strLength(x);
  return style == Style.Repr ? putQuoted(p, data, length, true) : putBytes(p, data, length);
}

/** `str(x)`, `str(bytes, encoding[, errors])`. */
function str_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (nkw != 0) return raise(M.keywordsUnsupported);
  if (n == 0) return EMPTY_STR;
  if (n == 1) {
    // The board prints a str, too, and looks whether the text is interned.
    if (BOARD && isStr(load<u32>(args))) {
      chargeSearch(strData(load<u32>(args)), strLength(load<u32>(args)));
    }
    return textOf(load<u32>(args), Style.Str);
  }
  if (n > 3) {
    raiseArity(0, 3, n);
    return NULL;
  }
  if (!needBuffer(load<u32>(args), false)) return NULL;
  return decodeUtf8(bufferAddress, bufferLength);
}

function str_unary(op: UnaryOp, x: Ref): Ref {
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(strLength(x) != 0);
    case UnaryOp.Len:
      Cost.cycles(<i32>strLength(x) * LoopCost.countChar);
      return smallOf(<i32>charCount(x));
  }
  return UNSUPPORTED;
}

function str_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  switch (<i32>op) {
    case BinaryOp.Multiply:
      return repeatStr(a, b);
    case BinaryOp.Modulo:
      return formatPercent(a, b);
  }
  if (!isStr(b)) return op == BinaryOp.In ? raiseImplicit(b) : UNSUPPORTED;
  switch (<i32>op) {
    case BinaryOp.Add:
    case BinaryOp.InplaceAdd:
      return concat(a, b);
    case BinaryOp.In: {
      const data = strData(a);
      Cost.charge(BoardCost.findText);
      return boolRef(findBytes(data, data + strLength(a), strData(b), strLength(b)) != 0);
    }
    case BinaryOp.Equal:
      return boolRef(sameBytes(a, b));
  }
  Cost.charge(BoardCost.compareText);
  return relationOf(op, compareStr(a, b));
}

/** The order of two str values by code points. */
export function compareStr(a: Ref, b: Ref): i32 {
  return compareBytes(strData(a), strLength(a), strData(b), strLength(b));
}

/** The text of `a` and that of `b` behind it. */
export function concat(a: Ref, b: Ref): Ref {
  const aLength = strLength(a);
  const bLength = strLength(b);
  if (aLength == 0) return b;
  if (bLength == 0) return a;
  const x = newRawStr(Kind.Str, aLength + bLength);
  if (x == NULL) return NULL;
  copyBytes(<usize>x + STR_DATA, strData(a), aLength);
  copyBytes(<usize>x + STR_DATA + aLength, strData(b), bLength);
  if (BOARD) chargeSearch(<usize>x + STR_DATA, aLength + bLength);
  if (isAscii(a) && isAscii(b)) setFlag(x, FLAG_ASCII);
  return x;
}

function repeatStr(x: Ref, count: Ref): Ref {
  if (!toMachineInt(count)) return hasPending() ? NULL : UNSUPPORTED;
  const times = machineInt;
  const length = strLength(x);
  if (times <= 0 || length == 0) return EMPTY_STR;
  if (times == 1) return x;
  const result = newRepeated(Kind.Str, x, times);
  return result == NULL ? NULL : sealStr(result);
}

/** The bytes of `x`, not none, `times` times, 1 or more; `x` need not have the same kind. */
export function newRepeated(kind: Kind, x: Ref, times: i32): Ref {
  const length = strLength(x);
  const total = <u64>length * <u64>times;
  if (total > 0x7fffffff) return raiseTooLarge(total);
  const result = newRawStr(kind, <u32>total);
  if (result != NULL) fillRepeated(<usize>result + STR_DATA, strData(x), length, <u32>total);
  return result;
}

/** Fills `total` bytes with copies of `length` bytes. */
export function fillRepeated(to: usize, from: usize, length: u32, total: u32): void {
  memory.copy(to, from, length);
  let done = length;
  while (done < total) {
    const part = min(done, total - done);
    memory.copy(to + done, to, part);
    done += part;
  }
}

function str_getItem(x: Ref, index: Ref): Ref {
  if (isSmall(index)) return charAtIndex(x, smallValue(index));
  if (isKind(index, Kind.Slice)) return sliceStr(x, index);
  if (toMachineInt(index)) return charAtIndex(x, machineInt);
  return hasPending() ? NULL : raise1(M.stringIndexNotInt, index);
}

function charAtIndex(x: Ref, i: i32): Ref {
  if (isAscii(x)) {
    const length = strLength(x);
    const at = <u32>(i < 0 ? i + <i32>length : i);
    return at < length ? charStr(load<u8>(strData(x) + at)) : raise1(M.stringIndexRange, x);
  }
  const at = charAddress(x, i);
  return at == 0 ? NULL : newText(Kind.Str, at, charBytes(load<u8>(at)));
}

function sliceStr(x: Ref, index: Ref): Ref {
  const slice = changetype<Slice>(<usize>index);
  if (slice.step != NONE && slice.step != smallOf(1)) return raise(M.sliceStepOne);
  if (!takeRange(x, slice.start, slice.stop)) return NULL;
  if (rangeTo <= rangeFrom) return EMPTY_STR;
  const length = <u32>(rangeTo - rangeFrom);
  if (length == strLength(x)) return x;
  return newText(Kind.Str, rangeFrom, length);
}

function str_iter(x: Ref): Ref {
  return newIterator(Walk.Text, x);
}

/** The next character of a str. */
export function textNext(it: Iterator): Ref {
  const value = characterAt(it.container, it.position);
  if (value != NULL) it.position += strLength(value);
  return value;
}

/** The character that begins at an offset in bytes; NULL at the end, or with an exception pending. */
export function characterAt(x: Ref, offset: u32): Ref {
  const text = changetype<Str>(<usize>strObject(x));
  if (offset >= text.length) return NULL;
  const at = changetype<usize>(text) + STR_DATA + offset;
  const lead = load<u8>(at);
  return lead < 0x80 ? charStr(lead) : newText(Kind.Str, at, charBytes(lead));
}
