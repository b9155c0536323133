/** The rows of the encoding table, made ready for the encoder and the decoder. */
import { thumbRows } from "../tables/thumb.js";
import type { ThumbCost } from "../tables/thumb-costs.js";
import type { ThumbTraits } from "../tables/thumb-row.js";

/** The values of a row's fields, by their letters. */
export type Fields = Readonly<Record<string, number>>;

/** A field's value that takes the bits out of a row. */
interface Exception {
  readonly field: string;
  readonly value: number;
}

/** One encoding. A 32-bit code has its first halfword in bits 31 to 16. */
export interface Row {
  readonly id: string;
  /** The mnemonic without its data types. */
  readonly root: string;
  /** The data types with their dots, or nothing. */
  readonly types: string;
  /** The operand templates; the first is the one that is printed. */
  readonly syntaxes: readonly string[];
  readonly cost: ThumbCost;
  readonly traits: ThumbTraits;
  /** 2 or 4 bytes. */
  readonly size: 2 | 4;
  /** The bits that are fixed, and their values. */
  readonly mask: number;
  readonly value: number;
  /** For each field, the numbers of its bits in the code, highest first. */
  readonly fields: ReadonlyMap<string, readonly number[]>;
  readonly exceptions: readonly Exception[];
}

const NO_TRAITS: ThumbTraits = {};

function readPattern(id: string, pattern: string) {
  const bits = pattern.replace(/[\s()|]/g, "");
  if (bits.length !== 16 && bits.length !== 32) {
    throw new Error(`the pattern of ${id} has ${bits.length} bits`);
  }
  const fields = new Map<string, number[]>();
  let mask = 0;
  let value = 0;
  [...bits].forEach((letter, index) => {
    const bit = bits.length - 1 - index;
    if (letter === "0" || letter === "1") {
      mask |= 1 << bit;
      value |= Number(letter) << bit;
      return;
    }
    const places = fields.get(letter) ?? [];
    places.push(bit);
    fields.set(letter, places);
  });
  const size: 2 | 4 = bits.length === 16 ? 2 : 4;
  return { size, mask: mask >>> 0, value: value >>> 0, fields };
}

function readExceptions(text: string): Exception[] {
  return text.split(" ").map((one) => {
    const [field, value] = one.split("=");
    return { field: field!, value: Number(value) };
  });
}

function splitMnemonic(mnemonic: string): { root: string; types: string } {
  const dot = mnemonic.indexOf(".");
  if (dot < 0) return { root: mnemonic, types: "" };
  return { root: mnemonic.slice(0, dot), types: mnemonic.slice(dot) };
}

/** All rows, in the order of the table. */
export const rows: readonly Row[] = thumbRows.map(
  ([id, mnemonic, pattern, syntax, cost, traits = NO_TRAITS]) => ({
    id,
    ...splitMnemonic(mnemonic),
    syntaxes: [syntax, ...(traits.also ?? [])],
    cost,
    traits,
    ...readPattern(id, pattern),
    exceptions: traits.except === undefined ? [] : readExceptions(traits.except),
  }),
);

const byId = new Map(rows.map((row) => [row.id, row]));

/**
 * The row with an id of the table.
 * @throws Error when there is none
 */
export function rowOf(id: string): Row {
  const row = byId.get(id);
  if (row === undefined) throw new Error(`the Thumb table has no row ${id}`);
  return row;
}

/** The count of bits in a row's field; 0 when it has no such field. */
export function fieldWidth(row: Row, field: string): number {
  return row.fields.get(field)?.length ?? 0;
}

/** How many bits a row fixes. */
export function fixedBits(row: Row): number {
  let count = 0;
  for (let rest = row.mask; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count += 1;
  return count;
}
