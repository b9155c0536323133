/**
 * Long ints as text: cut in half again and again at powers of the base that are squares of each other, so that the
 * time is that of multiplication and long division rather than the square of the length.
 */
import { Kind } from "../generated/kinds";
import { allocate } from "../memory/heap";
import { isSmall, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset, rootSlot, setRoot } from "../memory/roots";
import { limbCount, withSign } from "./bigint";
import { addInts } from "./bigint-arithmetic";
import { divideInts, Want } from "./bigint-divide";
import { multiplyInts } from "./bigint-multiply";
import { powerInts } from "./bigint-power";
import { putDigits, putPadded, readShort } from "./int-text";
import { tupleGet } from "./tuple";

/** Parts of so many digits are not cut any more; measured. */
const PART_DIGITS: u32 = 720;
/** Ints of fewer limbs, and texts of fewer characters, are not cut at all. */
const LONG_LIMBS: i32 = 160;
const LONG_TEXT: u32 = 2 * PART_DIGITS;

export function isLongInt(x: Ref): bool {
  return !isSmall(x) && limbCount(x) >= LONG_LIMBS;
}

export function isLongText(length: u32): bool {
  return length > LONG_TEXT;
}

/** How many digits a part of this level has. */
function digitsAt(level: u32): u32 {
  return PART_DIGITS << level;
}

/** Roots the powers base ** digitsAt(0), … that `levels` levels need, and returns the first one's slot, 0 on failure. */
function rootPowers(base: u32, levels: u32): usize {
  let power = powerInts(smallOf(base), smallOf(PART_DIGITS));
  let first: usize = 0;
  for (let level: u32 = 0; level < levels; level++) {
    if (level != 0) power = multiplyInts(power, power);
    if (power == NULL) return 0;
    const slot = rootSlot(power);
    if (level == 0) first = slot;
  }
  return first;
}

function powerAt(powers: usize, level: u32): Ref {
  return load<u32>(powers + ((<usize>level) << 2));
}

/** The int of a long text of digits, which must not move. NULL: an exception is pending. */
export function readLong(text: usize, length: u32, base: u32, negative: bool): Ref {
  const mark = rootMark();
  const digits = allocate(Kind.Buffer, 4 + length);
  if (digits == NULL) return NULL;
  root(digits);
  const count = copyDigits(<usize>digits + 4, text, length);
  let levels: u32 = 0;
  while (digitsAt(levels) < count) levels++;
  const powers = rootPowers(base, levels);
  if (powers == 0 && levels != 0) return NULL;
  const value = readParts(<usize>digits + 4, count, base, levels, powers);
  rootReset(mark);
  if (value == NULL || !negative) return value;
  root(value);
  const negated = withSign(value, true);
  rootReset(mark);
  return negated;
}

/** Copies text without its underscores; returns how many digits there are. */
function copyDigits(to: usize, text: usize, length: u32): u32 {
  let count: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const char = load<u8>(text + i);
    if (char != 0x5f) store<u8>(to + count++, char);
  }
  return count;
}

/** The int of at most `digitsAt(level)` digits. */
function readParts(text: usize, count: u32, base: u32, level: u32, powers: usize): Ref {
  if (level == 0) return readShort(text, count, base, false);
  const low = digitsAt(level - 1);
  if (count <= low) return readParts(text, count, base, level - 1, powers);
  const high = readParts(text, count - low, base, level - 1, powers);
  if (high == NULL) return NULL;
  const mark = rootMark();
  const slot = rootSlot(high);
  const product = multiplyInts(high, powerAt(powers, level - 1));
  if (product == NULL) return NULL;
  setRoot(slot, product);
  const rest = readParts(text + (count - low), low, base, level - 1, powers);
  if (rest == NULL) return NULL;
  root(rest);
  const sum = addInts(product, rest, false);
  rootReset(mark);
  return sum;
}

/** Prints the decimal digits of a long int's absolute value. false: an exception is pending. */
export function putLong(p: Ref, x: Ref): bool {
  const mark = rootMark();
  root(p);
  const value = withSign(x, false);
  if (value == NULL) return false;
  root(value);
  // A limb has 9.63 digits.
  const count = <u32>((<u64>limbCount(value) * 9633) / 1000) + 1;
  let levels: u32 = 0;
  while (digitsAt(levels) < count) levels++;
  const powers = rootPowers(10, levels);
  if (powers == 0 || !putParts(p, value, levels, powers, false)) return false;
  rootReset(mark);
  return true;
}

/** Prints an int of at most `digitsAt(level)` digits, with all of them when it is `padded`. */
function putParts(p: Ref, x: Ref, level: u32, powers: usize, padded: bool): bool {
  if (level == 0) return putPart(p, x, padded);
  const mark = rootMark();
  const pair = divideInts(x, powerAt(powers, level - 1), Want.Both);
  if (pair == NULL) return false;
  root(pair);
  const high = tupleGet(pair, 0);
  const leads = high == smallOf(0) && !padded;
  if (!leads && !putParts(p, high, level - 1, powers, padded)) return false;
  const done = putParts(p, tupleGet(pair, 1), level - 1, powers, padded || !leads);
  rootReset(mark);
  return done;
}

function putPart(p: Ref, x: Ref, padded: bool): bool {
  return padded ? putPadded(p, x, PART_DIGITS) : putDigits(p, x, 10, 0x61, 0);
}
