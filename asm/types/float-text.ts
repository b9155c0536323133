/** Floats as text, through the host for the digits. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import * as host from "../host";
import { allocate } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";
import { putByte, putBytes, putText } from "../object/builder";
import { raise } from "../object/raise";
import { Cost } from "../vm/cost";
import { newFloat } from "./float";
import { Precision, SHORTEST } from "./precision";

/** Where the host writes the digits of a float. */
const DIGITS: usize = memory.data(512, 8);

/**
 * Prints a float as C's printf does: `format` is one of `e`, `f`, `g`, in upper case for `E`, `INF`
 * and `NAN`; or `r` for the shortest text that reads back the same. Only a minus sign is printed.
 */
export function putFloat(p: Ref, value: f64, format: u8, precision: i32): bool {
  Cost.charge(BoardCost.floatText);
  const upper = format < 0x61;
  if (F64.isNaN(value)) return putText(p, upper ? "NAN" : "nan");
  if (reinterpret<i64>(value) < 0 && !putByte(p, 0x2d)) return false;
  if (abs(value) == Infinity) return putText(p, upper ? "INF" : "inf");
  const length = host.formatFloat(abs(value), format | 0x20, precision, DIGITS);
  if (upper) {
    for (let i = 0; i < length; i++) {
      if (load<u8>(DIGITS + i) == 0x65) store<u8>(DIGITS + i, 0x45);
    }
  }
  return putBytes(p, DIGITS, length);
}

/** Whether the text of the last float shows that it is one: by a point or an exponent. */
function looksLikeFloat(length: i32): bool {
  for (let i = 0; i < length; i++) {
    const char = load<u8>(DIGITS + i);
    if (char == 0x2e || char == 0x65) return true;
  }
  return false;
}

/** Prints `repr` of a float: `1.0` rather than `1`. */
export function putFloatRepr(p: Ref, value: f64): bool {
  Cost.charge(BoardCost.floatText);
  if (value - value != 0) return putFloat(p, value, 0x72, 0);
  const length = host.formatFloat(value, SHORTEST, 0, DIGITS);
  if (!putBytes(p, DIGITS, length)) return false;
  return looksLikeFloat(length) || putText(p, ".0");
}

/** Prints a part of a complex number: `1` rather than `1.0`. */
export function putFloatBare(p: Ref, value: f64): bool {
  Cost.charge(BoardCost.floatText);
  if (value - value != 0) return putFloat(p, value, 0x72, 0);
  const length = host.formatFloat(value, SHORTEST, 0, DIGITS);
  const whole =
    length > 2 && load<u8>(DIGITS + length - 2) == 0x2e && load<u8>(DIGITS + length - 1) == 0x30;
  return putBytes(p, DIGITS, whole ? length - 2 : length);
}

function isSpace(char: u8): bool {
  return char == 0x20 || (char >= 9 && char <= 13);
}

export function skipSpace(at: usize, end: usize): usize {
  let p = at;
  while (p < end && isSpace(load<u8>(p))) p++;
  return p;
}

/** The number that `scanFloat` read. */
export let scanned: f64 = 0;

/** Reads an unsigned number or `inf`, `infinity`, `nan`. Returns where it ends, 0 for a bad exponent. */
export function scanFloat(from: usize, end: usize): usize {
  scanned = 0;
  if (startsWith(from, end, 0x666e69)) {
    scanned = Infinity;
    const long = startsWith(from + 3, end, 0x696e69) && startsWith(from + 5, end, 0x797469);
    return from + (long ? 8 : 3);
  }
  if (startsWith(from, end, 0x6e616e)) {
    scanned = NaN;
    return from + 3;
  }
  return scanDecimal(from, end);
}

/** Whether three letters stand here, in either case; `letters` has the first one lowest. */
function startsWith(at: usize, end: usize, letters: u32): bool {
  if (at + 3 > end) return false;
  const here = <u32>load<u8>(at) | ((<u32>load<u8>(at, 1)) << 8) | ((<u32>load<u8>(at, 2)) << 16);
  return (here | 0x202020) == letters;
}

/** Digits, a point, an exponent, each of which may be missing; underscores anywhere. */
function scanDecimal(from: usize, end: usize): usize {
  let at = from;
  let point = false;
  let exponent = false;
  let digits = false;
  while (at < end) {
    const char = load<u8>(at);
    if (char >= 0x30 && char <= 0x39) {
      digits = digits || !exponent;
    } else if (char == 0x2e && !point && !exponent) {
      point = true;
    } else if ((char | 0x20) == 0x65 && !exponent) {
      exponent = true;
      if (at + 1 < end && (load<u8>(at, 1) == 0x2b || load<u8>(at, 1) == 0x2d)) at++;
      if (at + 1 == end) return 0;
    } else if (char != 0x5f) {
      break;
    }
    at++;
  }
  // Without a digit in front of the exponent the number is 0, whatever the exponent.
  if (digits) scanned = Precision.round(readDecimal(from, at));
  return at;
}

/** Copies the text without underscores and with a 0 in front for the host to read. */
function readDecimal(from: usize, end: usize): f64 {
  const length = <u32>(end - from);
  let to = DIGITS;
  if (length > 500) {
    const copy = allocate(Kind.Buffer, length + 8);
    if (copy == NULL) return NaN;
    to = <usize>copy + 4;
  }
  let n: i32 = 0;
  store<u8>(to + n++, 0x30);
  let exponent = false;
  let exponentDigits = false;
  for (let at = from; at < end; at++) {
    const char = load<u8>(at);
    if (char == 0x5f) continue;
    if ((char | 0x20) == 0x65) exponent = true;
    else if (exponent && char >= 0x30 && char <= 0x39) exponentDigits = true;
    store<u8>(to + n++, char);
  }
  if (exponent && !exponentDigits) store<u8>(to + n++, 0x30);
  return host.readFloat(to, n);
}

/** What `float(text)` gives. NULL: an exception is pending. */
export function floatFromText(text: usize, length: u32): Ref {
  const end = text + length;
  let at = skipSpace(text, end);
  let negative = false;
  if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) {
    negative = load<u8>(at) == 0x2d;
    at++;
  }
  const stop = scanFloat(at, end);
  if (stop == 0 || stop == at || skipSpace(stop, end) != end) return raise(M.numberSyntax);
  return newFloat(negative ? -scanned : scanned);
}

/** Reads a float as a `.mpy` file writes it: with a sign, or `inf` or `nan`. */
export function readFloat(text: usize, length: u32): f64 {
  const negative = length > 0 && load<u8>(text) == 0x2d;
  scanFloat(text + usize(negative), text + length);
  return negative ? -scanned : scanned;
}
