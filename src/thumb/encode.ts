import { ThumbError } from "./errors.js";
import type { Fields, Row } from "./row.js";

/**
 * The code of a row with its fields filled in: 16 bits, or 32 with the first halfword in the upper half.
 * Only the widths of the fields are checked; `violation` tells what else a row forbids.
 * @throws ThumbError when a field is missing or too large
 */
export function encode(row: Row, fields: Fields): number {
  let code = row.value;
  for (const [name, places] of row.fields) {
    const value = fields[name];
    if (value === undefined) throw new ThumbError("operand", `${row.id} needs the field ${name}`);
    if (value < 0 || value >= 2 ** places.length || !Number.isInteger(value)) {
      throw new ThumbError("range", `the field ${name} of ${row.id} cannot hold ${value}`);
    }
    for (const [index, place] of places.entries()) {
      code |= ((value >>> (places.length - 1 - index)) & 1) << place;
    }
  }
  return code >>> 0;
}

/** A code's bytes as they lie in memory: halfwords in order, each low byte first. */
export function codeBytes(code: number, size: 2 | 4): Uint8Array {
  if (size === 2) return Uint8Array.of(code & 0xff, code >>> 8);
  return Uint8Array.of((code >>> 16) & 0xff, code >>> 24, code & 0xff, (code >>> 8) & 0xff);
}
