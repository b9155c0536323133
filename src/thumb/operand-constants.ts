/** Numbers in operands. */
import { shiftNames } from "../tables/thumb-registers.js";
import {
  expandFloat,
  expandModified,
  findFloat,
  findModified,
  joinFields,
  splitFields,
} from "./immediates.js";
import type { OperandKind } from "./operands.js";
import type { Scanner } from "./scanner.js";
import type { Placeholder } from "./template.js";

/** The highest number that the fields of a placeholder can hold. */
const limit = ({ widths }: Placeholder): number =>
  2 ** widths.reduce((sum, width) => sum + width, 0) - 1;

/** Checks a number against the range and step of a placeholder, and gives the fields. */
export function fitFields(scanner: Scanner, value: number, holder: Placeholder): number[] {
  const { scale, bias, widths } = holder;
  const field = (value - bias) / scale;
  const last = limit(holder) * scale + bias;
  if (value < bias || value > last) {
    scanner.fail("range", `${value} is out of range ${bias} to ${last}`);
  }
  if (!Number.isInteger(field)) scanner.fail("range", `${value} is not a multiple of ${scale}`);
  return splitFields(field, widths);
}

const numberOf = (values: readonly number[], { widths, scale, bias }: Placeholder): number =>
  joinFields(values, widths) * scale + bias;

/** `-0` is an offset that is subtracted, and no other number. */
function readNumber(scanner: Scanner): number {
  scanner.take("#");
  const { negative: minus, size } = scanner.signedInteger();
  if (minus && size === 0) scanner.fail("range", "-0 is not allowed here");
  return minus ? -size : size;
}

const plain: OperandKind = {
  print: (values, holder) => `#${numberOf(values, holder)}`,
  read: (scanner, holder) => fitFields(scanner, readNumber(scanner), holder),
};

const bracketed: OperandKind = {
  print: (values, holder) => `${numberOf(values, holder)}`,
  read: (scanner, holder) => fitFields(scanner, scanner.integer(), holder),
};

/** Written with a minus; the field is the size. */
const negative: OperandKind = {
  print: (values, holder) => `#-${numberOf(values, holder)}`,
  read: (scanner, holder) => {
    scanner.expect("#");
    const { negative: minus, size } = scanner.signedInteger();
    if (!minus) scanner.fail("range", `${size} is not negative`);
    return fitFields(scanner, size, holder);
  },
};

/** A right shift: the field 0 stands for 32. */
const rightShift: OperandKind = {
  print: ([value]) => `#${value === 0 ? 32 : value}`,
  read: (scanner) => {
    const value = readNumber(scanner);
    if (value < 1 || value > 32) scanner.fail("range", `${value} is out of range 1 to 32`);
    return [value & 31];
  },
};

/** An offset behind a comma, absent when it is 0. */
const offset: OperandKind = {
  print: (values, holder) => (values[0] === 0 ? "" : `, #${numberOf(values, holder)}`),
  read: (scanner, holder) =>
    scanner.take(",") ? plain.read(scanner, holder, { address: 0 }) : [0],
};

/** U and a size: U says that the size is added. */
const sum: OperandKind = {
  print: ([up, size], { scale }) => `#${up === 1 ? "" : "-"}${size! * scale}`,
  read: (scanner, holder) => {
    scanner.take("#");
    const { negative: minus, size } = scanner.signedInteger();
    const sizeHolder = { ...holder, widths: holder.widths.slice(1) };
    return [minus ? 0 : 1, ...fitFields(scanner, size, sizeHolder)];
  },
};

/** As `sum`, behind a comma, absent for +0. */
const signed: OperandKind = {
  print: (values, holder, printing) =>
    values[0] === 1 && values[1] === 0 ? "" : `, ${sum.print(values, holder, printing)}`,
  read: (scanner, holder, place) => (scanner.take(",") ? sum.read(scanner, holder, place) : [1, 0]),
};

/** A modified immediate of which the instruction's text has some function. */
function modified(change: (value: number) => number): OperandKind {
  return {
    print: ([code]) => `#${change(expandModified(code!)) >>> 0}`,
    read: (scanner) => {
      const value = readNumber(scanner);
      if (value < -0x80000000 || value > 0xffffffff) {
        scanner.fail("range", `${value} has more than 32 bits`);
      }
      const code = findModified(change(value) >>> 0);
      return code === undefined
        ? scanner.fail("range", `${value} is not a modified immediate`)
        : [code];
    },
  };
}

/** A shift by a fixed type behind a comma, absent for 0. */
function shiftBy(name: string, zero: number): OperandKind {
  return {
    print: ([value]) => (value === 0 && zero === 0 ? "" : `, ${name} #${value || zero}`),
    read: (scanner) => {
      if (!scanner.take(",")) return zero === 0 ? [0] : scanner.fail("syntax", `expected ${name}`);
      scanner.expect(name);
      const value = readNumber(scanner);
      const last = zero || 31;
      if (value < 0 || value > last) scanner.fail("range", `${value} is out of range 0 to ${last}`);
      return [value & 31];
    },
  };
}

/** A shift of any type: RRX is ROR by 0, and right shifts by 0 mean 32. */
const ROTATE = 3;
const shift: OperandKind = {
  print: ([type, amount]) => {
    if (amount !== 0) return `, ${shiftNames[type!]} #${amount}`;
    if (type === 0) return "";
    return type === ROTATE ? ", rrx" : `, ${shiftNames[type!]} #32`;
  },
  read: (scanner) => {
    if (!scanner.take(",")) return [0, 0];
    if (scanner.take("rrx")) return [ROTATE, 0];
    const type = shiftNames.findIndex((name) => scanner.take(name));
    if (type < 0) scanner.fail("operand", "expected a shift");
    const amount = readNumber(scanner);
    const [first, last] = type === 0 ? [0, 31] : type === ROTATE ? [1, 31] : [1, 32];
    if (amount < first || amount > last) {
      scanner.fail("range", `${amount} is out of range ${first} to ${last}`);
    }
    return [type, amount & 31];
  },
};

/** The shift of SSAT and USAT: which way, and by how much. */
const saturationShift: OperandKind = {
  print: ([right, amount]) =>
    right === 0 && amount === 0 ? "" : `, ${right === 1 ? "asr" : "lsl"} #${amount}`,
  read: (scanner) => {
    if (!scanner.take(",")) return [0, 0];
    const right = scanner.take("asr");
    if (!right) scanner.expect("lsl");
    const amount = readNumber(scanner);
    if (amount < (right ? 1 : 0) || amount > 31)
      scanner.fail("range", "expected a shift of 1 to 31");
    return [right ? 1 : 0, amount];
  },
};

/** A rotation by whole bytes, absent for 0. */
const rotation: OperandKind = {
  print: ([bytes]) => (bytes === 0 ? "" : `, ror #${bytes! * 8}`),
  read: (scanner) => {
    if (!scanner.take(",")) return [0];
    scanner.expect("ror");
    const amount = readNumber(scanner);
    if (![0, 8, 16, 24].includes(amount)) scanner.fail("range", "expected 8, 16 or 24");
    return [amount / 8];
  },
};

function readBitField(scanner: Scanner): { start: number; width: number } {
  const start = readNumber(scanner);
  if (start < 0 || start > 31) scanner.fail("range", `${start} is out of range 0 to 31`);
  scanner.expect(",");
  const width = readNumber(scanner);
  if (width < 1 || width > 32 - start) {
    scanner.fail("range", `${width} is out of range 1 to ${32 - start}`);
  }
  return { start, width };
}

const extract: OperandKind = {
  print: ([start, width]) => `#${start}, #${width! + 1}`,
  read: (scanner) => {
    const { start, width } = readBitField(scanner);
    return [start, width - 1];
  },
};

/** The second field is the number of the last bit. */
const insert: OperandKind = {
  print: ([start, last]) => `#${start}, #${last! - start! + 1}`,
  read: (scanner) => {
    const { start, width } = readBitField(scanner);
    return [start, start + width - 1];
  },
};

const float: OperandKind = {
  print: ([code]) => {
    const value = expandFloat(code!);
    return `#${Number.isInteger(value) ? value.toFixed(1) : value}`;
  },
  read: (scanner) => {
    scanner.take("#");
    const value = scanner.decimal();
    const code = findFloat(value);
    return code === undefined
      ? scanner.fail("range", `${value} is not a floating-point immediate`)
      : [code];
  },
};

/** Fraction bits; the fields hold how many bits are left. */
function fraction(size: number): OperandKind {
  return {
    print: (values, { widths }) => `#${size - joinFields(values, widths)}`,
    read: (scanner, { widths }) => {
      const value = readNumber(scanner);
      const first = size === 16 ? 0 : 1;
      if (value < first || value > size) {
        scanner.fail("range", `${value} is out of range ${first} to ${size}`);
      }
      return splitFields(size - value, widths);
    },
  };
}

export const constantKinds: Readonly<Record<string, OperandKind>> = {
  "#": plain,
  "#-": negative,
  "#32": rightShift,
  index: bracketed,
  off: offset,
  sum,
  signed,
  mod: modified((value) => value),
  "mod~": modified((value) => ~value),
  "mod-": modified((value) => -value),
  lsl: shiftBy("lsl", 0),
  asr: shiftBy("asr", 32),
  shift,
  sat: saturationShift,
  rot: rotation,
  extract,
  insert,
  float,
  fraction16: fraction(16),
  fraction32: fraction(32),
};
