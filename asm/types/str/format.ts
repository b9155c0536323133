/** `str.format`: replacement fields and their values. The specifiers are read in `format-spec.ts`. */

import { BoardCost } from "../../generated/board-costs";
import { Exc } from "../../generated/exceptions";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { kindOf, NULL, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { builderData, builderLength, newBuilder, putByte, putBytes } from "../../object/builder";
import { MANY, methodKeywords } from "../../object/native-function";
import { print, Style, textOf } from "../../object/print";
import { chargeSearch } from "../../object/qstr";
import { raise, raise1, raiseValue } from "../../object/raise";
import { strData, strLength } from "../../object/str";
import { newText, textData, textLength } from "../../object/text";
import { Cost } from "../../vm/cost";
import { enterNative, leaveNative } from "../../vm/depth";
import { isDigitByte } from "./case";
import { newField } from "./field";
import { putFormatted } from "./format-spec";
import { findByte } from "./scan";

/** What a running `format` works on. It lies in a Buffer; what it refers to is rooted elsewhere. */
@unmanaged
export class Format {
  header: u32;
  printer: Ref;
  /** Where the next byte of the pattern is, where it ends. */
  at: usize;
  end: usize;
  /** The positional values. */
  values: usize;
  count: u32;
  /** Pairs of names and values. */
  named: usize;
  namedCount: u32;
  /** How many fields numbered themselves, -1 when fields are numbered by hand. */
  used: i32;
  field: Ref;
  kind: Kind;
}

export function defineFormat(type: Ref): void {
  methodKeywords(type, Q.format, 1, MANY, text_format);
}

function text_format(n: i32, nkw: i32, args: usize): Ref {
  const self = load<u32>(args);
  const mark = rootMark();
  const before = Cost.now();
  const state = allocate(Kind.Buffer, offsetof<Format>());
  if (state == NULL) return NULL;
  root(state);
  const p = newBuilder(textLength(self) + 12);
  if (p == NULL) return NULL;
  root(p);
  const field = newField();
  if (field == NULL) return NULL;
  root(field);
  Cost.goBack(before);
  Cost.charge(BoardCost.format);
  const f = changetype<Format>(<usize>state);
  f.printer = p;
  f.at = textData(self);
  f.end = f.at + textLength(self);
  f.values = args + 4;
  f.count = <u32>n - 1;
  f.named = args + ((<usize>n) << 2);
  f.namedCount = <u32>nkw;
  f.field = field;
  f.kind = kindOf(self);
  if (!putPattern(f)) return NULL;
  const result = newText(f.kind, builderData(p), builderLength(p));
  rootReset(mark);
  return result;
}

/** The next of the values. */
function nextValue(f: Format): Ref {
  const i = <usize>f.used;
  f.used++;
  return load<u32>(f.values + (i << 2));
}

function fail(message: M): bool {
  raise(message);
  return false;
}

/** Prints literal text and fields up to the end. */
function putPattern(f: Format): bool {
  while (f.at < f.end) {
    const from = f.at;
    while (f.at < f.end && !isBrace(load<u8>(f.at))) f.at++;
    if (f.at > from && !putBytes(f.printer, from, <u32>(f.at - from))) return false;
    if (f.at == f.end) return true;
    const brace = load<u8>(f.at++);
    if (f.at < f.end && load<u8>(f.at) == brace) {
      f.at++;
      if (!putByte(f.printer, brace)) return false;
    } else if (brace == 0x7d) return fail(M.formatSingleBrace);
    else if (!putReplacement(f)) return false;
  }
  return true;
}

function isBrace(byte: u8): bool {
  return byte == 0x7b || byte == 0x7d;
}

/** One field; its opening brace has been read. */
function putReplacement(f: Format): bool {
  Cost.charge(BoardCost.formatField);
  const name = f.at;
  while (f.at < f.end && !endsName(load<u8>(f.at))) f.at++;
  const nameEnd = f.at;
  const conversion = takeConversion(f);
  if (conversion == 0xff) return false;
  const spec = takeSpec(f);
  const specEnd = f.at;
  if (f.at >= f.end) return fail(M.formatUnmatched);
  if (load<u8>(f.at) != 0x7d) return fail(M.formatNoColon);
  f.at++;
  const value = valueOf(f, name, nameEnd);
  if (value == NULL) return false;
  if (spec == 0) {
    const start = builderLength(f.printer);
    if (!print(f.printer, value, conversion == 0x72 ? Style.Repr : Style.Str)) return false;
    if (BOARD) chargeValue(f.printer, start);
    return true;
  }
  return putWithSpec(f, value, conversion, spec, specEnd);
}

/** What the board takes to make a str of a value first, of which the text begins at `start`. */
function chargeValue(p: Ref, start: u32): void {
  Cost.charge(BoardCost.formatValue);
  chargeSearch(builderData(p) + start, builderLength(p) - start);
}

function endsName(byte: u8): bool {
  return byte == 0x7d || byte == 0x21 || byte == 0x3a;
}

/** The letter behind `!`, 0 when there is none, 0xff with an exception pending. */
function takeConversion(f: Format): u8 {
  if (f.at == f.end || load<u8>(f.at) != 0x21) return 0;
  f.at++;
  if (f.at == f.end) {
    raise(M.formatConversionEnd);
    return 0xff;
  }
  const letter = load<u8>(f.at);
  if (letter != 0x72 && letter != 0x73) {
    raise1(M.formatConversion, letter);
    return 0xff;
  }
  f.at++;
  return letter;
}

/** Where the specifier starts, 0 when there is none or an empty one; goes on to its end. */
function takeSpec(f: Format): usize {
  if (f.at == f.end || load<u8>(f.at) != 0x3a) return 0;
  f.at++;
  const from = f.at;
  let nesting = 1;
  for (; f.at < f.end; f.at++) {
    const byte = load<u8>(f.at);
    if (byte == 0x7b) nesting++;
    else if (byte == 0x7d && --nesting == 0) break;
  }
  return f.at == from ? 0 : from;
}

function valueOf(f: Format, name: usize, end: usize): Ref {
  if (name == end) {
    if (f.used < 0) return raise(M.formatManualToAuto);
    if (<u32>f.used >= f.count) return raise(M.formatIndex);
    return nextValue(f);
  }
  if (!isDigitByte(load<u8>(name))) return namedValue(f, name, end);
  if (f.used > 0) return raise(M.formatAutoToManual);
  let at = name;
  let index: u32 = 0;
  for (; at < end && isDigitByte(load<u8>(at)); at++) {
    index = min(index * 10 + (load<u8>(at) - 0x30), 0xffffff);
  }
  if (index >= f.count) return raise(M.formatIndex);
  f.used = -1;
  return at < end ? raise(M.formatAttribute) : load<u32>(f.values + (index << 2));
}

function namedValue(f: Format, name: usize, end: usize): Ref {
  let at = name;
  while (at < end && load<u8>(at) != 0x2e && load<u8>(at) != 0x5b) at++;
  const length = <u32>(at - name);
  for (let i: u32 = 0; i < f.namedCount; i++) {
    const pair = f.named + (i << 3);
    const key = load<u32>(pair);
    if (strLength(key) == length && memory.compare(strData(key), name, length) == 0) {
      return at < end ? raise(M.formatAttribute) : load<u32>(pair, 4);
    }
  }
  const key = newText(Kind.Str, name, length);
  return key == NULL ? NULL : raiseValue(Exc.KeyError, key);
}

function putWithSpec(f: Format, value: Ref, conversion: u8, spec: usize, end: usize): bool {
  const mark = rootMark();
  let x = value;
  if (conversion != 0) {
    x = textOf(value, conversion == 0x72 ? Style.Repr : Style.Str);
    if (x == NULL) return false;
    root(x);
  }
  let from = spec;
  let to = end;
  if (findByte(spec, end, 0x7b) != 0) {
    const inner = expandSpec(f, spec, end);
    if (inner == NULL) return false;
    root(inner);
    from = builderData(inner);
    to = from + builderLength(inner);
  }
  if (!putFormatted(f, x, from, to)) return false;
  rootReset(mark);
  return true;
}

/** A builder with a specifier whose own fields are replaced. */
function expandSpec(f: Format, spec: usize, end: usize): Ref {
  const p = newBuilder(28);
  if (p == NULL || !enterNative()) return NULL;
  const outer = f.printer;
  const at = f.at;
  const outerEnd = f.end;
  const mark = rootMark();
  root(p);
  f.printer = p;
  f.at = spec;
  f.end = end;
  const ok = putPattern(f);
  leaveNative();
  f.printer = outer;
  f.at = at;
  f.end = outerEnd;
  rootReset(mark);
  return ok ? p : NULL;
}
