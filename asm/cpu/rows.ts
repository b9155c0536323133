/**
 * Finds the row of the encoding table that an instruction belongs to, and takes its fields out.
 *
 * A record of ROWS:
 *
 *     | mask 4 | value 4 | operation 2 | cost | flags | immediate | scale | bias | addressing |
 *     | d | n | fields 2 | block | inside | width | double | exceptions 2 | 2 unused |
 */
import {
  BUCKET_ROWS,
  BUCKET_SHIFT,
  BUCKETS,
  Cost,
  FIELDS,
  Immediate,
  Operation,
  ROWS,
} from "../generated/thumb";

@unmanaged
class Row {
  mask: u32;
  value: u32;
  operation: u16;
  cost: u8;
  flags: u8;
  immediate: u8;
  scale: u8;
  bias: u8;
  addressing: u8;
  d: u8;
  n: u8;
  fields: u16;
  block: u8;
  inside: u8;
  width: u8;
  double: u8;
  exceptions: u16;
  spare: u16;
}

/** When a row sets the flags. */
export const enum FlagRule {
  Never,
  /** Outside an IT block. */
  OutsideBlock,
  /** When the field S is 1. */
  Field,
  Always,
}

/** How an address is used. */
export const enum Addressing {
  Offset,
  Pre,
  Post,
}

/** Letters of fields, as numbers. */
export const enum Letter {
  a = 0,
  c = 2,
  d = 3,
  h = 7,
  i = 8,
  k = 10,
  l = 11,
  m = 12,
  n = 13,
  o = 14,
  r = 17,
  s = 18,
  t = 19,
  u = 20,
  w = 22,
  x = 23,
  M = 38,
  P = 41,
  S = 44,
  U = 46,
  Number = 52,
}

const END: u32 = 0xff;
const NO_ROW: u32 = 0xffff;
const LETTERS: i32 = 53;
/** The fields of the last instruction, by letter; -1 where it has none. */
const FIELD: usize = memory.data(LETTERS * 4, 4);
/** First halfwords from here on have a second one. */
const FIRST_WIDE: u32 = 0xe800;

let row: Row = changetype<Row>(0);

/** Whether an instruction has a second halfword. */
export function isWide(first: u32): bool {
  return first >= FIRST_WIDE;
}

/** A field of the last instruction, -1 when it has none of this letter. */
export function field(letter: Letter): i32 {
  return load<i32>(FIELD + ((<usize>letter) << 2));
}

/** A field of the last instruction, 0 when it has none of this letter. */
export function fieldOrZero(letter: Letter): i32 {
  const value = field(letter);
  return value < 0 ? 0 : value;
}

/** Registers of the last instruction; -1 for none. */
export function registerD(): i32 {
  return row.d != END ? row.d : field(Letter.d);
}

export function registerN(): i32 {
  return row.n != END ? row.n : field(Letter.n);
}

/** What the last instruction does. */
export function operation(): Operation {
  return row.operation;
}

export function costClass(): Cost {
  return row.cost;
}

export function flagRule(): FlagRule {
  return row.flags;
}

export function addressing(): Addressing {
  return row.addressing;
}

/** Whether the operands are double registers of the FPU. */
export function isDouble(): bool {
  return row.double != 0;
}

/** Whether the instruction has a number among its operands. */
export function hasNumber(): bool {
  return row.immediate != Immediate.None;
}

/** Whether its number is a modified immediate, whose rotation sets the carry. */
export function isModified(): bool {
  return row.immediate == Immediate.Modified;
}

/** Decodes an instruction; false when the table has none with these bits. */
export function decode(first: u32, second: u32): bool {
  const code = isWide(first) ? (first << 16) | second : first;
  let list = BUCKET_ROWS + ((<usize>load<u16>(BUCKETS + ((first >>> BUCKET_SHIFT) << 1))) << 1);
  while (true) {
    const index = <u32>load<u16>(list);
    if (index == NO_ROW) return false;
    row = changetype<Row>(ROWS + index * offsetof<Row>());
    if ((code & row.mask) == row.value) {
      extract(code);
      if (!isException()) return true;
    }
    list += 2;
  }
}

function extract(code: u32): void {
  memory.fill(FIELD, 0xff, LETTERS * 4);
  let p = FIELDS + <usize>row.fields;
  while (true) {
    const letter = <u32>load<u8>(p);
    if (letter == END) return;
    const count = <u32>load<u8>(p, 1);
    p += 2;
    let value: u32 = 0;
    for (const end = p + count; p < end; p++) value = (value << 1) | ((code >>> load<u8>(p)) & 1);
    store<u32>(FIELD + (letter << 2), value);
  }
}

function isException(): bool {
  let p = FIELDS + <usize>row.exceptions;
  for (; load<u8>(p) != END; p += 2) {
    if (field(load<u8>(p)) == <i32>load<u8>(p, 1)) return true;
  }
  if (row.inside == 0) return false;
  const inside = (field(Letter.l) >>> field(Letter.n)) & 1;
  return inside != row.inside - 1;
}

/** The number among the operands, as the instruction means it. */
export function numberOperand(): i32 {
  const value = field(Letter.Number);
  switch (<i32>row.immediate) {
    case Immediate.Number:
      return value * row.scale + row.bias;
    case Immediate.Minus:
      return -value;
    case Immediate.Signed:
      return field(Letter.U) != 0 ? value * row.scale : -value * row.scale;
    case Immediate.Shift32:
      return value == 0 ? 32 : value;
    case Immediate.Modified:
      return expandModified(value);
    case Immediate.Branch:
      return signExtend(value, row.width) << 1;
    case Immediate.Forward:
      return value << 1;
    case Immediate.Far:
      return farDistance(value);
    case Immediate.Fraction16:
      return 16 - value;
    case Immediate.Fraction32:
      return 32 - value;
    default:
      return value;
  }
}

function signExtend(value: i32, width: i32): i32 {
  return (value << (32 - width)) >> (32 - width);
}

/** S J1 J2 imm10 imm11: the J bits tell whether they equal the sign. */
function farDistance(value: i32): i32 {
  const flip = (value >>> 23) & 1 ? 0 : 3 << 21;
  return signExtend(value ^ flip, 24) << 1;
}

/** ThumbExpandImm (DDI 0403, A5.3.2). */
function expandModified(code: u32): i32 {
  const byte = code & 0xff;
  switch (code >>> 8) {
    case 0:
      return byte;
    case 1:
      return byte | (byte << 16);
    case 2:
      return (byte << 8) | (byte << 24);
    case 3:
      return byte * 0x01010101;
    default:
      return rotr<u32>((code & 0x7f) | 0x80, code >>> 7);
  }
}

/** The carry of a modified immediate: 0 or 1, or -1 when it leaves the flag alone. */
export function modifiedCarry(): i32 {
  if (row.immediate != Immediate.Modified || field(Letter.Number) < 0x400) return -1;
  return <i32>(<u32>numberOperand() >>> 31);
}
