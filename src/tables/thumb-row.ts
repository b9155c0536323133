/**
 * What a row of the Thumb encoding table says; ARM DDI 0403 is the ARMv7-M Architecture Reference Manual.
 *
 * A row's id is the heading in its chapter A7.7 and the number of the encoding there ("ADD (immediate) T1"),
 * with a word behind it where one encoding of the manual takes several rows.
 */
import type { ThumbCost } from "./thumb-costs.js";

/**
 * The bits, most significant first, halfwords parted by `|`: `0` and `1` are fixed, `(0)` and `(1)` are
 * fixed too ("should be" in the manual), a letter is a bit of the field with that name. The bits of one
 * letter form one number, first bit highest, also where others stand between them.
 */
export type ThumbPattern = string;

/**
 * The operands as they are written. `<...>` is a placeholder: the kind and the letters of its fields, as
 * the operand kinds list them; all else stands for itself. A field that occurs twice must agree.
 */
export type ThumbSyntax = string;

/** What holds for some rows only. */
export interface ThumbTraits {
  /**
   * Who sets the flags: `it` the instruction outside an IT block and not inside one (`adds`, `addeq`),
   * `S` the field S, `s` always, with the `s` in the mnemonic. Absent: no `s` is ever written.
   */
  readonly flags?: "it" | "S" | "s";
  /** The field that holds the instruction's own condition, part of the mnemonic. */
  readonly condition?: string;
  /** The field that holds the mask of an IT block, the letters T and E behind the mnemonic. */
  readonly blockMask?: string;
  /** Core register fields that may be neither SP nor PC. */
  readonly sppc?: string;
  /** Core register fields that may not be PC. */
  readonly pc?: string;
  /** Core register fields that may not be SP. */
  readonly sp?: string;
  /** Destination and source of a move: neither may be PC, and one of them at most SP. */
  readonly moves?: string;
  /** Pairs of fields that must differ, such as `tn`. */
  readonly distinct?: readonly string[];
  /** Two fields that must be equal. */
  readonly equal?: string;
  /** Values with which the bits mean something else, such as `n=15 t=15`. */
  readonly except?: string;
  /** `outside`: not in an IT block; `last`: in one, only as its last. */
  readonly it?: "outside" | "last";
  /** Two fields of which at least one must be 8 or more. */
  readonly high?: string;
  /** Rules for the list of core registers in the field l. */
  readonly list?: ThumbListRules;
  /** Further ways to write the operands, for the assembler. */
  readonly also?: readonly ThumbSyntax[];
  /** The assembler's other name for a row that the decoder knows under its own. */
  readonly alias?: true;
}

/** What a list of core registers may hold. */
export interface ThumbListRules {
  /** Least count of registers; LR in the field M and PC in the field P count. */
  readonly min?: number;
  /** A mask of the registers that may not be in it. */
  readonly without?: number;
  /** The base register may not be in it. */
  readonly base?: true;
  /** The row is meant only when the base register is in it, or only when it is not. */
  readonly inside?: boolean;
}

/** Id, UAL mnemonic (with data type), bits, operands, cost class, traits. */
export type ThumbRowData = readonly [
  id: string,
  mnemonic: string,
  pattern: ThumbPattern,
  syntax: ThumbSyntax,
  cost: ThumbCost,
  traits?: ThumbTraits,
];
