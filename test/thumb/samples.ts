/** Random instructions of every row that the manual allows. */
import { violation } from "../../src/thumb/constraints.js";
import { decode } from "../../src/thumb/decode.js";
import { encode } from "../../src/thumb/encode.js";
import type { Fields, Row } from "../../src/thumb/row.js";

/** A generator of 32-bit numbers that gives the same ones for the same seed (xorshift). */
export function randomNumbers(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const TRIES = 2000;

/** The halfwords of a code. */
export function halves(row: Row, code: number): [number, number] {
  return row.size === 2 ? [code, 0] : [code >>> 16, code & 0xffff];
}

/** The row that a code decodes to is this one, without an objection. */
function isSound(row: Row, code: number): boolean {
  const decoded = decode(...halves(row, code));
  return decoded?.row === row && decoded.unpredictable === undefined;
}

/** Fields of a row with which it is neither another instruction nor unpredictable. */
export function sampleFields(row: Row, random: () => number): Fields {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const fields: Record<string, number> = {};
    for (const [name, places] of row.fields) {
      const edge = random() % 8;
      const most = 2 ** places.length - 1;
      fields[name] = edge === 0 ? 0 : edge === 1 ? most : random() % (most + 1);
    }
    const [one, other] = row.traits.equal ?? "";
    if (one !== undefined) fields[one] = fields[other!]!;
    if (violation(row, fields) !== undefined) continue;
    if (row.traits.alias === true || isSound(row, encode(row, fields))) return fields;
  }
  throw new Error(`no valid fields of ${row.id} were found`);
}
