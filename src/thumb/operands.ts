/**
 * The kinds of placeholders in operand templates: how each is printed, and how it is read.
 *
 * Values are those of the placeholder's fields in the order of its letters. A kind that may be absent
 * prints and reads its comma itself.
 */
import { coreRegisters } from "../tables/thumb-registers.js";
import { constantKinds } from "./operand-constants.js";
import { listKinds } from "./operand-lists.js";
import { nameKinds } from "./operand-names.js";
import { targetKinds } from "./operand-targets.js";
import type { Place, Scanner } from "./scanner.js";
import type { Placeholder } from "./template.js";

/** How addresses are printed. */
export interface Printing {
  /** The instruction's address, or undefined when it is not known. */
  readonly address?: number | undefined;
  /** The text for an address; without it, the number in hexadecimal. */
  readonly name?: ((address: number) => string) | undefined;
}

/** One kind of operand. */
export interface OperandKind {
  readonly print: (values: readonly number[], holder: Placeholder, printing: Printing) => string;
  /** @throws ThumbError when the text is not of this kind or does not fit into the fields */
  readonly read: (scanner: Scanner, holder: Placeholder, place: Place) => readonly number[];
}

/** Most single registers have their lowest bit apart, as the first bit of their field. */
const singleNumber = (field: number): number => (field & 15) * 2 + (field >> 4);
const singleField = (number: number): number => (number >> 1) + (number & 1) * 16;

const registers: Readonly<Record<string, OperandKind>> = {
  R: {
    print: ([value]) => coreRegisters[value!]!,
    read: (scanner, { widths, fields }) => {
      const value = scanner.register();
      if (value >= 2 ** widths[0]!) scanner.fail("operand", "expected a register from r0 to r7");
      return fields.map(() => value);
    },
  },
  /** As R, with the flags in place of PC. */
  F: {
    print: ([value]) => (value === 15 ? "apsr_nzcv" : coreRegisters[value!]!),
    read: (scanner) => {
      if (scanner.take("apsr_nzcv")) return [15];
      const value = scanner.register();
      return value === 15 ? scanner.fail("operand", "pc is not allowed here") : [value];
    },
  },
  S: {
    print: ([value]) => `s${singleNumber(value!)}`,
    read: (scanner) => [singleField(scanner.numbered("s", 32))],
  },
  D: {
    print: ([value]) => `d${value}`,
    read: (scanner) => [scanner.numbered("d", 16)],
  },
  /** A single register with its lowest bit last, as the first operands have it. */
  V: {
    print: ([value]) => `s${value}`,
    read: (scanner) => [scanner.numbered("s", 32)],
  },
  /** A double register with its highest bit last; there are none with that bit. */
  W: {
    print: ([value]) => `d${value! >> 1}`,
    read: (scanner) => [scanner.numbered("d", 16) << 1],
  },
  C: {
    print: ([value]) => `c${value}`,
    read: (scanner) => [scanner.numbered("c", 16)],
  },
  P: {
    print: ([value]) => `p${value}`,
    read: (scanner) => [scanner.numbered("p", 16)],
  },
  pair: {
    print: ([value]) => `s${singleNumber(value!)}, s${singleNumber(value!) + 1}`,
    read: (scanner) => {
      const first = scanner.numbered("s", 32);
      scanner.expect(",");
      const second = scanner.numbered("s", 32);
      if (second !== first + 1) scanner.fail("operand", `expected s${first + 1}`);
      return [singleField(first)];
    },
  },
};

/** Every kind by its name. */
export const operandKinds: Readonly<Record<string, OperandKind>> = {
  ...registers,
  ...constantKinds,
  ...listKinds,
  ...nameKinds,
  ...targetKinds,
};
