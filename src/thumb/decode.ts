import { violation } from "./constraints.js";
import { type Fields, fixedBits, type Row, rows } from "./row.js";

/** What a code means. */
export interface Decoded {
  readonly row: Row;
  readonly fields: Fields;
  /** Why the manual calls this code unpredictable; absent when it is sound. */
  readonly unpredictable?: string;
}

/** First halfwords from here on have a second one (A5.1). */
const FIRST_WIDE = 0xe800;

const bySpecificity = (one: Row, other: Row): number => fixedBits(other) - fixedBits(one);
/** The rows that codes are read with, those with more fixed bits first. */
export const decodable: readonly Row[] = rows
  .filter((row) => row.traits.alias !== true)
  .sort(bySpecificity);
const narrow = decodable.filter((row) => row.size === 2);
const wide = decodable.filter((row) => row.size === 4);

/** Rows that a first halfword leaves possible, filled as they are needed. */
const candidates: (readonly Row[] | undefined)[] = new Array(0x10000);

function candidatesOf(first: number): readonly Row[] {
  const known = candidates[first];
  if (known !== undefined) return known;
  const found =
    first < FIRST_WIDE
      ? narrow.filter((row) => (first & row.mask) === row.value)
      : wide.filter((row) => (first & (row.mask >>> 16)) === row.value >>> 16);
  candidates[first] = found;
  return found;
}

/** The size in bytes of the instruction that starts with a halfword. */
export function sizeOf(first: number): 2 | 4 {
  return first < FIRST_WIDE ? 2 : 4;
}

/** The fields that a row finds in a code. */
export function extractFields(row: Row, code: number): Fields {
  const fields: Record<string, number> = {};
  for (const [name, places] of row.fields) {
    let value = 0;
    for (const place of places) value = (value << 1) | ((code >>> place) & 1);
    fields[name] = value;
  }
  return fields;
}

/** Whether a code is of a row: its fixed bits are right and no exception holds. */
export function matches(row: Row, code: number): boolean {
  if ((code & row.mask) >>> 0 !== row.value) return false;
  const inside = row.traits.list?.inside;
  if (row.exceptions.length === 0 && inside === undefined) return true;
  const fields = extractFields(row, code);
  if (row.exceptions.some(({ field, value }) => fields[field] === value)) return false;
  return inside === undefined || inside === (((fields.l! >>> fields.n!) & 1) === 1);
}

/**
 * The row and fields of an instruction, or undefined when the code is not defined for this processor.
 * @param first - the first halfword
 * @param second - the second, used when `sizeOf(first)` is 4
 * @param inBlock - whether the instruction is in an IT block, where some are unpredictable
 */
export function decode(first: number, second = 0, inBlock = false): Decoded | undefined {
  const code = first < FIRST_WIDE ? first : first * 0x10000 + second;
  const row = candidatesOf(first).find((candidate) => matches(candidate, code));
  if (row === undefined) return undefined;
  const fields = extractFields(row, code);
  const unpredictable =
    violation(row, fields) ??
    (inBlock && row.traits.it === "outside" ? "not allowed in an IT block" : undefined);
  return unpredictable === undefined ? { row, fields } : { row, fields, unpredictable };
}
