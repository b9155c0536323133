/**
 * The mini-language of `format`: [[fill]align][sign][#][0][width][,|_][.precision][type].
 */

import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { FALSE, kindOf, Ref, smallOf, TRUE } from "../../memory/ref";
import { builderLength, putBytes } from "../../object/builder";
import { raise, raise2 } from "../../object/raise";
import { isStr, strData, strLength } from "../../object/str";
import { raiseImplicit } from "../../object/text";
import { isInt } from "../bigint";
import { isFloat } from "../float";
import { toFloat } from "../number";
import { Precision } from "../precision";
import { isDigitByte } from "./case";
import { Align, Field, fieldAt, padField, putFloatField, putIntField } from "./field";
import { Format } from "./format";
import { cutField, putCodePoint } from "./percent";

/** No field is wider; it would not fit in memory. */
const MAX_NUMBER: i32 = 100000000;

function fail(message: M): bool {
  raise(message);
  return false;
}

function isAlign(byte: u8): bool {
  return (
    byte == Align.Left || byte == Align.Right || byte == Align.AfterSign || byte == Align.Center
  );
}

function isType(byte: u8): bool {
  switch (<i32>byte) {
    case 0x62: // b
    case 0x63: // c
    case 0x64: // d
    case 0x65: // e
    case 0x45: // E
    case 0x66: // f
    case 0x46: // F
    case 0x67: // g
    case 0x47: // G
    case 0x6e: // n
    case 0x6f: // o
    case 0x73: // s
    case 0x78: // x
    case 0x58: // X
    case 0x25: // %
      return true;
  }
  return false;
}

let cursor: usize = 0;
let limit: usize = 0;

function peek(): u8 {
  return cursor < limit ? load<u8>(cursor) : 0;
}

function takeNumber(): i32 {
  if (!isDigitByte(peek())) return -1;
  let n = 0;
  for (; isDigitByte(peek()); cursor++) n = min(n * 10 + (peek() - 0x30), MAX_NUMBER);
  return n;
}

/** Reads a specifier. false: ValueError is pending. */
function readSpec(f: Field, from: usize, end: usize, numeric: bool): bool {
  cursor = from;
  limit = end;
  f.align = 0;
  f.fill = 0;
  f.sign = 0;
  f.comma = 0;
  f.precision = -1;
  if (isAlign(peek())) {
    f.align = peek();
    cursor++;
  } else if (cursor + 1 < end && isAlign(load<u8>(cursor, 1))) {
    f.fill = peek();
    f.align = load<u8>(cursor, 1);
    cursor += 2;
  }
  const sign = peek();
  if (sign == 0x2b || sign == 0x2d || sign == 0x20) {
    f.sign = sign == 0x2d ? 0 : sign;
    cursor++;
  }
  f.prefix = peek() == 0x23;
  if (f.prefix) cursor++;
  if (peek() == 0x30) {
    if (f.align == 0 && numeric) f.align = <u8>Align.AfterSign;
    if (f.fill == 0) f.fill = 0x30;
  }
  f.width = takeNumber();
  if (peek() == 0x2c || peek() == 0x5f) {
    f.comma = peek();
    cursor++;
  }
  if (peek() == 0x2e) {
    cursor++;
    f.precision = takeNumber();
  }
  f.type = isType(peek()) ? peek() : 0;
  if (f.type != 0) cursor++;
  if (cursor < limit) return fail(M.formatSpec);
  if (f.align == 0) f.align = <u8>(numeric ? Align.Right : Align.Left);
  if (f.fill == 0) f.fill = 0x20;
  if (f.sign != 0 && f.type == 0x73) return fail(M.formatSignString);
  if (f.sign != 0 && f.type == 0x63) return fail(M.formatSignChar);
  return true;
}

/** Prints a value as a specifier says. false: an exception is pending. */
export function putFormatted(f: Format, value: Ref, from: usize, end: usize): bool {
  const whole = value == TRUE || value == FALSE || isInt(value);
  const field = fieldAt(f.field);
  if (!readSpec(field, from, end, whole || isFloat(value))) return false;
  if (whole && !isFloatType(field.type)) return putWhole(f, field, value);
  if (whole || isFloat(value)) return putReal(f, field, value);
  return putString(f, field, value);
}

function isFloatType(type: u8): bool {
  const letter = type | 0x20;
  return type == 0x25 || (letter >= 0x65 && letter <= 0x67);
}

function raiseType(field: Field, value: Ref): bool {
  raise2(M.formatCode, field.type, value);
  return false;
}

function putWhole(f: Format, field: Field, value: Ref): bool {
  const n = value == TRUE ? smallOf(1) : value == FALSE ? smallOf(0) : value;
  // Only `%` counts digits.
  field.precision = -1;
  const p = f.printer;
  switch (<i32>field.type) {
    case 0:
    case 0x64: // d
    case 0x6e: // n
      field.prefix = false;
      return putIntField(p, field, n, 10, 0x61);
    case 0x62: // b
      return putIntField(p, field, n, 2, 0x61);
    case 0x6f: // o
      return putIntField(p, field, n, 8, 0x61);
    case 0x78: // x
      return putIntField(p, field, n, 16, 0x61);
    case 0x58: // X
      return putIntField(p, field, n, 16, 0x41);
    case 0x63: {
      // c
      const start = builderLength(p);
      if (!putCodePoint(p, n, f.kind)) return false;
      return padField(p, field, start, 0);
    }
  }
  return raiseType(field, value);
}

function putReal(f: Format, field: Field, value: Ref): bool {
  const number = toFloat(value);
  const type: u8 = field.type == 0 || field.type == 0x6e ? 0x67 : field.type;
  if (type == 0x25)
    return putFloatField(f.printer, field, Precision.round(number * 100), 0x66, true);
  if (!isFloatType(type)) return raiseType(field, value);
  return putFloatField(f.printer, field, number, type, false);
}

function putString(f: Format, field: Field, value: Ref): bool {
  if (field.align == Align.AfterSign) return fail(M.formatAlignString);
  if (field.type != 0 && field.type != 0x73) return raiseType(field, value);
  if (!isStr(value) && kindOf(value) != Kind.Bytes) {
    raiseImplicit(value);
    return false;
  }
  const p = f.printer;
  const start = builderLength(p);
  if (!putBytes(p, strData(value), strLength(value))) return false;
  cutField(p, field, start);
  return padField(p, field, start, 0);
}
