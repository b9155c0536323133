/** One field of formatted text: a value's text, its sign and prefix, and what fills the field up. */
import { Kind } from "../../generated/kinds";
import { allocate } from "../../memory/heap";
import { Ref } from "../../memory/ref";
import { advance, builderData, builderLength, putByte, reserve } from "../../object/builder";
import { countChars } from "../../object/utf8";
import { isNegative } from "../bigint";
import { putFloat } from "../float-text";
import { putDigits } from "../int-text";

/** How a value stands in its field. */
export const enum Align {
  Left = 0x3c,
  AfterSign = 0x3d,
  Right = 0x3e,
  Center = 0x5e,
}

/** What a conversion specifier says. It lies in a Buffer and holds no references. */
@unmanaged
export class Field {
  header: u32;
  /** Characters; at most 0 for as many as it takes. */
  width: i32;
  /** -1: none was given. */
  precision: i32;
  align: u8;
  /** An ASCII character. */
  fill: u8;
  /** `+` or a space before numbers that are not negative, or 0. */
  sign: u8;
  /** Groups digits, or 0. */
  comma: u8;
  /** `0x` and its like are wanted. */
  prefix: bool;
  /** The conversion's letter, or 0. */
  type: u8;
}

/** A field of no particular shape. NULL: an exception is pending. */
export function newField(): Ref {
  return allocate(Kind.Buffer, offsetof<Field>());
}

export function fieldAt(x: Ref): Field {
  return changetype<Field>(<usize>x);
}

/**
 * Fills up what was printed since the builder's length was `start`, of which `head` bytes are sign and prefix.
 * Zeros that fill up a grouped number are grouped, too, from the field's end and with one more in front rather than
 * a comma. false: an exception is pending.
 */
export function padField(p: Ref, f: Field, start: u32, head: u32): bool {
  if (f.width <= 0) return true;
  const length = builderLength(p) - start;
  const skip = f.align == Align.AfterSign ? head : 0;
  const group = f.comma == 0 || f.fill != 0x30 ? 0 : f.comma == 0x2c ? 4 : 5;
  let width = f.width - <i32>skip;
  let missing = f.width - <i32>countChars(builderData(p) + start, length);
  if (group != 0 && missing >= 0 && width % group == 0) {
    missing++;
    width++;
  }
  if (missing <= 0) return true;
  if (!reserve(p, <u32>missing)) return false;
  const left =
    f.align == Align.Left ? 0 : f.align == Align.Center ? <u32>missing >> 1 : <u32>missing;
  const at = builderData(p) + start + skip;
  memory.copy(at + left, at, length - skip);
  fillWith(f, at, left, group, width);
  fillWith(f, at + left + (length - skip), <u32>missing - left, group, width);
  advance(p, <u32>missing);
  return true;
}

/** Fills, grouping from the right end of a field of this width; `group` is 0 where nothing is grouped. */
function fillWith(f: Field, at: usize, count: u32, group: i32, width: i32): void {
  memory.fill(at, f.fill, count);
  if (group == 0) return;
  for (let i = width % group; i < <i32>count; i += group) store<u8>(at + i, f.comma);
}

/** Puts zeros at a place of the text. */
function insertZeros(p: Ref, at: u32, count: u32): bool {
  if (!reserve(p, count)) return false;
  const from = builderData(p) + at;
  memory.copy(from + count, from, builderLength(p) - at);
  memory.fill(from, 0x30, count);
  advance(p, count);
  return true;
}

function putPrefix(p: Ref, f: Field, base: u32, upper: bool): bool {
  let letter: u8 = base == 16 ? 0x78 : base == 8 ? 0x6f : base == 2 ? 0x62 : 0;
  if (letter == 0) return true;
  if (upper) letter -= 0x20;
  return putByte(p, 0x30) && putByte(p, letter);
}

/** Prints an int into a field. `letter` is the digit ten; a precision is the least number of digits. */
export function putIntField(p: Ref, f: Field, x: Ref, base: u32, letter: u8): bool {
  const start = builderLength(p);
  const sign: u8 = isNegative(x) ? 0x2d : f.sign;
  if (sign != 0 && !putByte(p, sign)) return false;
  if (f.prefix && !putPrefix(p, f, base, letter == 0x41)) return false;
  const head = builderLength(p) - start;
  if (!putDigits(p, x, base, letter, f.comma)) return false;
  if (f.precision > 1) {
    if (f.fill == 0x30 && f.align != Align.Left) {
      f.width = max(f.width, f.precision);
    } else {
      const missing = f.precision - <i32>(builderLength(p) - start - head);
      if (missing > 0 && !insertZeros(p, start + head, <u32>missing)) return false;
      f.fill = 0x20;
    }
  }
  return padField(p, f, start, head);
}

const DEFAULT_PRECISION: i32 = 6;

/** Prints a float into a field; `percent` puts a percent sign behind it. */
export function putFloatField(p: Ref, f: Field, value: f64, type: u8, percent: bool): bool {
  const start = builderLength(p);
  const negative = reinterpret<i64>(value) < 0 && !F64.isNaN(value);
  if (!negative && f.sign != 0 && !putByte(p, f.sign)) return false;
  const precision = f.precision < 0 ? DEFAULT_PRECISION : f.precision;
  if (!putFloat(p, value, type, precision)) return false;
  if (percent && !putByte(p, 0x25)) return false;
  return padField(p, f, start, negative || f.sign != 0 ? 1 : 0);
}
