/** `pattern % values`. */
import { BoardCost } from "../../generated/board-costs";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { allocate } from "../../memory/heap";
import { FALSE, kindOf, NULL, Ref, TRUE, UNSUPPORTED } from "../../memory/ref";
import { root, rootMark, rootReset, rootSlot } from "../../memory/roots";
import {
  builderData,
  builderLength,
  newBuilder,
  putByte,
  putBytes,
  setBuilderLength,
} from "../../object/builder";
import { getItem } from "../../object/operators";
import { print, Style } from "../../object/print";
import { MAX_NAME_BYTES } from "../../object/qstr";
import { hasPending, raise, raise1, raise3 } from "../../object/raise";
import { sequenceItems, sequenceLength } from "../../object/sequence";
import { isStr, strData, strLength } from "../../object/str";
import { isBytes, newText } from "../../object/text";
import { encodeAt, skipChars } from "../../object/utf8";
import { Cost } from "../../vm/cost";
import { fitsI64, isBig, isInt } from "../bigint";
import { intFromFloat } from "../bigint-float";
import { isDict } from "../dict";
import { floatValue, isFloat } from "../float";
import { asInt, toFloat, toI32, toI32Truncated } from "../number";
import { isTupleLike } from "../tuple";
import { charCount } from "./bounds";
import { isDigitByte } from "./case";
import { Align, Field, fieldAt, newField, padField, putFloatField, putIntField } from "./field";
import { findByte } from "./scan";

/** What a running `%` works on. It lies in a Buffer; what it refers to is rooted elsewhere. */
@unmanaged
class Percent {
  header: u32;
  printer: Ref;
  /** Where the pattern starts, where the next byte of it is, where it ends. */
  start: usize;
  at: usize;
  end: usize;
  /** The values, and how many have been used. */
  values: usize;
  count: i32;
  used: i32;
  /** The dict for `%(name)s`, or NULL. */
  dict: Ref;
  field: Ref;
  kind: Kind;
}

function percentAt(x: Ref): Percent {
  return changetype<Percent>(<usize>x);
}

/** `pattern % values` of a str or bytes. NULL: an exception is pending. */
export function formatPercent(pattern: Ref, values: Ref): Ref {
  const mark = rootMark();
  const before = Cost.now();
  const state = allocate(Kind.Buffer, offsetof<Percent>());
  if (state == NULL) return NULL;
  root(state);
  const p = newBuilder(strLength(pattern) + 12);
  if (p == NULL) return NULL;
  root(p);
  const field = newField();
  if (field == NULL) return NULL;
  root(field);
  Cost.goBack(before);
  Cost.charge(BoardCost.format);
  const slot = rootSlot(values);
  const s = percentAt(state);
  s.printer = p;
  s.field = field;
  s.kind = kindOf(pattern);
  s.start = strData(pattern);
  s.at = s.start;
  s.end = s.start + strLength(pattern);
  s.values = isTupleLike(values) ? sequenceItems(values) : slot;
  s.count = isTupleLike(values) ? sequenceLength(values) : 1;
  s.dict = isDict(values) ? values : NULL;
  if (!putAll(s)) return NULL;
  if (s.dict == NULL && s.used != s.count) return raise(M.formatUnused);
  const result = newText(s.kind, builderData(p), builderLength(p));
  rootReset(mark);
  return result;
}

function putAll(s: Percent): bool {
  while (true) {
    const next = findByte(s.at, s.end, 0x25);
    const to = next == 0 ? s.end : next;
    if (to > s.at && !putBytes(s.printer, s.at, <u32>(to - s.at))) return false;
    if (next == 0) return true;
    s.at = next + 1;
    if (s.at == s.end) return fail(M.formatIncomplete);
    if (load<u8>(s.at) == 0x25) {
      s.at++;
      if (!putByte(s.printer, 0x25)) return false;
    } else if (!putConversion(s)) return false;
  }
}

/** The next of the values. */
function nextValue(s: Percent): Ref {
  const i = <usize>s.used;
  s.used++;
  return load<u32>(s.values + (i << 2));
}

function fail(message: M): bool {
  raise(message);
  return false;
}

/** One conversion; its `%` has been read. */
function putConversion(s: Percent): bool {
  Cost.charge(BoardCost.percentField);
  const mark = rootMark();
  let value: Ref = NULL;
  if (load<u8>(s.at) == 0x28) {
    value = namedValue(s);
    if (value == NULL) return false;
    root(value);
  }
  const f = fieldAt(s.field);
  takeFlags(s, f);
  f.width = takeNumber(s, 0);
  if (hasPending()) return false;
  f.precision = -1;
  if (s.at < s.end && load<u8>(s.at) == 0x2e) {
    s.at++;
    f.precision = takeNumber(s, 0);
    if (hasPending()) return false;
  }
  if (s.at == s.end) return fail(M.formatIncomplete);
  if (value == NULL) {
    if (s.used >= s.count) return fail(M.formatNeedsMore);
    value = nextValue(s);
  }
  f.type = load<u8>(s.at++);
  if (!putValue(s, f, value)) return false;
  rootReset(mark);
  return true;
}

/** The value of `%(name)`; the state is at the parenthesis. */
function namedValue(s: Percent): Ref {
  if (s.dict == NULL) return raise(M.formatNeedsDict);
  s.used = 1;
  const from = s.at + 1;
  const close = findByte(from, s.end, 0x29);
  if (close == 0) return raise(M.formatIncompleteKey);
  s.at = close + 1;
  if (close - from > MAX_NAME_BYTES) return raise(M.nameTooLong);
  const mark = rootMark();
  const key = newText(Kind.Str, from, <u32>(close - from));
  if (key == NULL) return NULL;
  root(key);
  const value = getItem(s.dict, key);
  rootReset(mark);
  return value;
}

function takeFlags(s: Percent, f: Field): void {
  f.align = <u8>Align.Right;
  f.fill = 0x20;
  f.sign = 0;
  f.prefix = false;
  let left = false;
  for (; s.at < s.end; s.at++) {
    switch (<i32>load<u8>(s.at)) {
      case 0x2d:
        left = true;
        break;
      case 0x2b:
        f.sign = 0x2b;
        break;
      case 0x20:
        if (f.sign == 0) f.sign = 0x20;
        break;
      case 0x23:
        f.prefix = true;
        break;
      case 0x30:
        f.fill = 0x30;
        f.align = <u8>Align.AfterSign;
        break;
      default:
        if (left) f.align = <u8>Align.Left;
        return;
    }
  }
}

/** A number in the pattern or, for `*`, among the values. Look at the pending exception. */
function takeNumber(s: Percent, missing: i32): i32 {
  if (s.at < s.end && load<u8>(s.at) == 0x2a) {
    s.at++;
    if (s.used >= s.count) raise(M.formatNeedsMore);
    else return toI32(nextValue(s));
    return 0;
  }
  return readNumber(s, missing);
}

function readNumber(s: Percent, missing: i32): i32 {
  if (s.at == s.end || !isDigitByte(load<u8>(s.at))) return missing;
  let n = 0;
  for (; s.at < s.end && isDigitByte(load<u8>(s.at)); s.at++) {
    n = min(n * 10 + (load<u8>(s.at) - 0x30), MAX_NUMBER);
  }
  return n;
}

/** No field is wider; it would not fit in memory. */
const MAX_NUMBER: i32 = 100000000;

function putValue(s: Percent, f: Field, value: Ref): bool {
  switch (<i32>f.type) {
    case 0x63: // c
      return putChar(s, f, value);
    case 0x64: // d
    case 0x69: // i
    case 0x75: // u
      return putInt(s, f, value, 10, 0x61);
    case 0x6f: // o
      return putInt(s, f, value, 8, 0x61);
    case 0x78: // x
      return putInt(s, f, value, 16, 0x61);
    case 0x58: // X
      return putInt(s, f, value, 16, 0x41);
    case 0x65: // e
    case 0x45: // E
    case 0x66: // f
    case 0x46: // F
    case 0x67: // g
    case 0x47: {
      // G
      const number = toFloat(value);
      return !hasPending() && putFloatField(s.printer, f, number, f.type, false);
    }
    case 0x72: // r
    case 0x73: // s
      return putObject(s, f, value);
  }
  const at = <u32>(s.at - 1 - s.start);
  raise3(M.formatCharacter, f.type, f.type, at);
  return false;
}

function putInt(s: Percent, f: Field, value: Ref, base: u32, letter: u8): bool {
  const mark = rootMark();
  let n = value;
  if (!isInt(n)) {
    if (!isFloat(n)) n = asInt(n);
    else n = base == 10 ? intFromFloat(floatValue(n)) : UNSUPPORTED;
    if (n == UNSUPPORTED) raise1(M.cannotConvertToInt, value);
    if (n == NULL || n == UNSUPPORTED) return false;
    root(n);
  }
  if (base == 10) f.prefix = false;
  if (!putIntField(s.printer, f, n, base, letter)) return false;
  rootReset(mark);
  return true;
}

function putChar(s: Percent, f: Field, value: Ref): bool {
  const p = s.printer;
  const start = builderLength(p);
  if (isStr(value)) {
    if (charCount(value) != 1) return fail(M.formatNeedsChar);
    if (!putBytes(p, strData(value), strLength(value))) return false;
  } else {
    const n = value == TRUE || value == FALSE || isInt(value) ? asInt(value) : NULL;
    if (n == NULL) return fail(M.formatNeedsInt);
    if (!putCodePoint(p, n, s.kind)) return false;
  }
  f.fill = 0x20;
  if (f.align == Align.AfterSign) f.align = <u8>Align.Right;
  return padField(p, f, start, 0);
}

/** Room for the bytes of one character. */
const CHAR: usize = memory.data(8, 8);

/** Prints a character by its number, of which as in MicroPython only the low byte counts. */
export function putCodePoint(p: Ref, code: Ref, kind: Kind): bool {
  if (isBig(code) && !fitsI64(code)) return fail(M.smallIntOverflow);
  const byte = <u8>toI32Truncated(code);
  return kind != Kind.Str ? putByte(p, byte) : putBytes(p, CHAR, encodeAt(CHAR, byte));
}

/** `%s` and `%r`: a precision cuts the text. */
function putObject(s: Percent, f: Field, value: Ref): bool {
  const p = s.printer;
  const start = builderLength(p);
  const raw = f.type == 0x73 && s.kind == Kind.Bytes && isBytes(value);
  if (raw) {
    if (!putBytes(p, strData(value), strLength(value))) return false;
  } else if (!print(p, value, f.type == 0x72 ? Style.Repr : Style.Str)) return false;
  cutField(p, f, start);
  f.fill = 0x20;
  if (f.align == Align.AfterSign) f.align = <u8>Align.Right;
  return padField(p, f, start, 0);
}

/** Drops the characters behind a field's precision. */
export function cutField(p: Ref, f: Field, start: u32): void {
  if (f.precision < 0) return;
  const data = builderData(p);
  const from = data + start;
  const end = skipChars(from, data + builderLength(p), <u32>f.precision);
  setBuilderLength(p, <u32>(end - data));
}
