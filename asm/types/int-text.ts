/** Ints as text: digits of any base from 2 to 36 read and written. */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { allocate } from "../memory/heap";
import { isSmall, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import {
  advance,
  builderData,
  builderEnd,
  builderLength,
  newBuilder,
  putByte,
  putBytes,
  reserve,
  STDERR,
  STDOUT,
} from "../object/builder";
import { Style, textOf } from "../object/print";
import { raise, raise2 } from "../object/raise";
import { newStr, strData, strLength } from "../object/str";
import { Cost } from "../vm/cost";
import { bitLength, finish, isNegative, LEFT, LIMBS, limbCount, limbsOf, newBig } from "./bigint";
import { natDivideLimb, natMultiplyLimb, natTrim } from "./bigint-natural";
import { isLongInt, isLongText, putLong, readLong } from "./int-text-long";

/** Room for the limbs of a number being printed, when it is not too long. */
const WORK: usize = memory.data(1024, 8);
const WORK_LIMBS: i32 = 256;

/** The value of a digit, or 255. */
function digitValue(char: u32): u32 {
  if (char - 0x30 < 10) return char - 0x30;
  const letter = (char | 0x20) - 0x61;
  return letter < 26 ? letter + 10 : 255;
}

/** Reads digits of a base, with an optional sign; the text is known to be well-formed. */
export function parseInteger(text: usize, length: u32, base: u32): Ref {
  const signed = length > 0 && load<u8>(text) == 0x2d;
  return signed
    ? readDigits(text + 1, length - 1, base, true)
    : readDigits(text, length, base, false);
}

/** The int of digits that are all of the base, underscores between them. NULL: an exception is pending. */
function readDigits(text: usize, length: u32, base: u32, negative: bool): Ref {
  let value: u64 = 0;
  let at: u32 = 0;
  for (; at < length && value < 0x1000000; at++) {
    const char = <u32>load<u8>(text + at);
    if (char != 0x5f) value = value * base + digitValue(char);
  }
  if (at == length && value < 0x40000000) {
    return smallOf(negative ? -(<i32>value) : <i32>value);
  }
  if (isLongText(length)) return readLong(text, length, base, negative);
  return readShort(text, length, base, negative);
}

/** The int of digits one after the other. NULL: an exception is pending. */
export function readShort(text: usize, length: u32, base: u32, negative: bool): Ref {
  // A digit adds log2(base) bits, at most the bits of base - 1.
  const n = <i32>((<u64>length * (32 - clz(base - 1)) + 63) >> 5);
  const x = newBig(n);
  if (x == NULL) return NULL;
  const used = readLimbs(<usize>x + LIMBS, text, length, base);
  return finish(x, used, negative);
}

/** Takes as many digits at a time as fit in a limb. */
function readLimbs(limbs: usize, text: usize, length: u32, base: u32): i32 {
  let n = 0;
  let at: u32 = 0;
  while (at < length) {
    let chunk: u32 = 0;
    let scale: u32 = 1;
    for (; at < length && scale <= 0xffffffff / base; at++) {
      const char = <u32>load<u8>(text + at);
      if (char == 0x5f) continue;
      chunk = chunk * base + digitValue(char);
      scale *= base;
    }
    const carry = natMultiplyLimb(limbs, limbs, n, scale, chunk);
    if (carry != 0) {
      store<u32>(limbs + ((<usize>n) << 2), carry);
      n++;
    }
  }
  return n;
}

function isSpace(char: u8): bool {
  return char == 0x20 || (char >= 9 && char <= 13);
}

/**
 * What `int(text, base)` gives: white space around, a sign, a prefix where the base is 0 or agrees with it.
 * The bytes must not move. NULL: an exception is pending.
 */
export function intFromText(text: usize, length: u32, base: i32): Ref {
  if ((base != 0 && base < 2) || base > 36) return raise(M.intBase);
  Cost.charge(BoardCost.readNumber);
  Cost.cycles(<i32>length * LoopCost.readDigit);
  const end = text + length;
  let at = text;
  while (at < end && isSpace(load<u8>(at))) at++;
  let negative = false;
  if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) {
    negative = load<u8>(at) == 0x2d;
    at++;
  }
  let radix = base;
  const named = prefixBase(at, end);
  if (named != 0 && (base == 0 || base == named)) {
    radix = named;
    at += 2;
  } else if (base == 0) {
    // A leading 0 leaves no digit but 0.
    radix = at + 1 < end && load<u8>(at) == 0x30 ? 1 : 10;
  }
  let stop = at;
  for (; stop < end; stop++) {
    const char = <u32>load<u8>(stop);
    if (char != 0x5f && digitValue(char) >= <u32>radix) break;
  }
  let rest = stop;
  while (rest < end && isSpace(load<u8>(rest))) rest++;
  if (stop == at || rest != end) return raiseSyntax(at, end, radix == 1 ? 0 : radix);
  return radix == 1 ? smallOf(0) : readDigits(at, <u32>(stop - at), radix, negative);
}

/** The base that a prefix such as `0x` names, or 0. */
function prefixBase(at: usize, end: usize): i32 {
  if (at + 1 >= end || load<u8>(at) != 0x30) return 0;
  switch (<i32>(load<u8>(at, 1) | 0x20)) {
    case 0x78:
      return 16;
    case 0x6f:
      return 8;
    case 0x62:
      return 2;
    default:
      return 0;
  }
}

/** The text is quoted as bytes are, without their `b`. */
function raiseSyntax(from: usize, to: usize, base: i32): Ref {
  const before = Cost.now();
  const bytes = newStr(Kind.Bytes, from, <u32>(to - from));
  if (bytes == NULL) return NULL;
  root(bytes);
  const quoted = textOf(bytes, Style.Repr);
  if (quoted == NULL) return NULL;
  root(quoted);
  const shown = newStr(Kind.Str, strData(quoted) + 1, strLength(quoted) - 1);
  if (shown == NULL) return NULL;
  root(shown);
  // The board prints it into the message.
  Cost.goBack(before);
  return raise2(M.intSyntax, base, shown);
}

/**
 * Prints an int: a minus sign if it is negative, and its digits. `letter` is the digit 10 (`a` or `A`);
 * `comma`, if it is not 0, goes between groups of three digits, of four when the base is not ten.
 */
export function putInteger(p: Ref, x: Ref, base: u32, letter: u8, comma: u8): bool {
  if (isNegative(x) && !putByte(p, 0x2d)) return false;
  return putDigits(p, x, base, letter, comma);
}

/** The board divides all digits of 16 bits by the base for each that it prints. */
function chargeDigits(bits: u32, base: u32): void {
  const printed = bits / (31 - clz(base)) + 1;
  Cost.cycles(<i32>(printed * ((bits + 15) >> 4)) * LoopCost.printDigit);
}

/** Prints the digits of an int's absolute value. */
export function putDigits(p: Ref, x: Ref, base: u32, letter: u8, comma: u8): bool {
  if (BOARD && !isSmall(x)) chargeDigits(<u32>bitLength(x), base);
  if (base == 10 && comma == 0 && isLongInt(x)) return putLong(p, x);
  const bits = <u32>bitLength(x);
  const perDigit = 31 - clz(base);
  // Ten takes 3.32 bits a digit: 3 would waste a tenth of a long text.
  const digits = (base == 10 ? <u32>((<u64>bits * 19729) >> 16) : bits / perDigit) + 2;
  const room = comma != 0 ? digits + digits / 3 + 1 : digits;
  if ((p == STDOUT || p == STDERR) && room > 1024)
    return putThroughBuilder(p, x, base, letter, comma);
  const mark = rootMark();
  root(p);
  const n = limbCount(x);
  let work = WORK;
  if (n > WORK_LIMBS) {
    const buffer = allocate(Kind.Buffer, 4 + ((<u32>n) << 2));
    if (buffer == NULL) return false;
    root(buffer);
    work = <usize>buffer + 4;
  }
  if (!reserve(p, room)) return false;
  memory.copy(work, limbsOf(x, LEFT), (<usize>n) << 2);
  const end = builderEnd(p) + room;
  placeDigits(p, writeDigits(end, work, n, base, letter), end, base, comma);
  rootReset(mark);
  return true;
}

/** Prints the decimal digits of a short int with zeros in front. */
export function putPadded(p: Ref, x: Ref, width: u32): bool {
  if (!reserve(p, width)) return false;
  const n = limbCount(x);
  memory.copy(WORK, limbsOf(x, LEFT), (<usize>n) << 2);
  const start = builderEnd(p);
  const first = writeDigits(start + width, WORK, n, 10, 0x61);
  memory.fill(start, 0x30, first - start);
  advance(p, width);
  return true;
}

/** The output streams hold little at a time. */
function putThroughBuilder(p: Ref, x: Ref, base: u32, letter: u8, comma: u8): bool {
  const mark = rootMark();
  const q = newBuilder(64);
  if (q == NULL) return false;
  root(q);
  if (!putDigits(q, x, base, letter, comma)) return false;
  rootReset(mark);
  return putBytes(p, builderData(q), builderLength(q));
}

/** Writes the digits of limbs, which are used up, in front of `end`; returns where they start. */
function writeDigits(end: usize, limbs: usize, count: i32, base: u32, letter: u8): usize {
  if ((base & (base - 1)) == 0) return writeBits(end, limbs, count, ctz(base), letter);
  // As many digits at a time as fit in a limb.
  let scale = base;
  let width = 1;
  while (scale <= 0xffffffff / base) {
    scale *= base;
    width++;
  }
  let n = count;
  let to = end;
  while (n > 1) {
    to = writeLimb(to, natDivideLimb(limbs, limbs, n, scale), base, letter, width);
    n = natTrim(limbs, n);
  }
  return writeLimb(to, n == 0 ? 0 : load<u32>(limbs), base, letter, 1);
}

/** Writes digits of so many bits each; at least one. */
function writeBits(end: usize, limbs: usize, n: i32, bits: u32, letter: u8): usize {
  let to = end;
  let held: u64 = 0;
  let count: u32 = 0;
  const mask = ((<u32>1) << bits) - 1;
  for (let i = 0; i < n; i++) {
    held |= (<u64>load<u32>(limbs + ((<usize>i) << 2))) << count;
    count += 32;
    // Zeros at the top are no digits: there is no room for them.
    const last = i == n - 1;
    for (; last ? held != 0 : count >= bits; count -= bits) {
      store<u8>(--to, digitChar(<u32>held & mask, letter));
      held >>= bits;
    }
  }
  if (to == end) store<u8>(--to, 0x30);
  return to;
}

function digitChar(digit: u32, letter: u8): u8 {
  return <u8>(digit < 10 ? 0x30 + digit : letter + digit - 10);
}

/** Writes at least `width` digits in front of `end`. */
function writeLimb(end: usize, limb: u32, base: u32, letter: u8, width: i32): usize {
  let to = end;
  let rest = limb;
  let missing = width;
  while (rest != 0 || missing > 0) {
    const digit = rest % base;
    rest /= base;
    store<u8>(--to, digitChar(digit, letter));
    missing--;
  }
  return to;
}

/** Moves digits to where the builder ends, with commas put in. */
function placeDigits(p: Ref, first: usize, end: usize, base: u32, comma: u8): void {
  const start = builderEnd(p);
  if (comma == 0) {
    memory.copy(start, first, end - first);
    advance(p, <u32>(end - first));
    return;
  }
  const group: usize = base == 10 ? 3 : 4;
  let to = start;
  for (let from = first; from < end; from++) {
    if (from != first && (end - from) % group == 0) store<u8>(to++, comma);
    store<u8>(to++, load<u8>(from));
  }
  advance(p, <u32>(to - start));
}
