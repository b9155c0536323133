import { CodeKind, HAS_CHILDREN_BIT, MPY_MAGIC, MPY_VERSION } from "../../tables/mpy-format.js";
import { staticQstrs } from "../../tables/static-qstrs.js";
import type { ByteWriter } from "./byte-writer.js";
import { writeText } from "./text-writer.js";

/** Ids of the names that every file may give by number. Id 0 is no name. */
const staticIds = new Map(staticQstrs.map((name, index) => [name, index + 1]));

/**
 * Writes what a `.mpy` file of bytecode begins with. The names, the constants and the module's
 * function follow.
 *
 * @param smallIntBits the ints that fit one word of the target, in bits
 */
export function writeHeader(
  out: ByteWriter,
  smallIntBits: number,
  names: number,
  constants: number,
): void {
  for (const byte of [MPY_MAGIC, MPY_VERSION, 0, smallIntBits]) out.byte(byte);
  out.uint(names);
  out.uint(constants);
}

/** Writes one of the file's names. */
export function writeName(out: ByteWriter, name: string): void {
  const id = staticIds.get(name);
  if (id !== undefined) {
    out.uint((id << 1) | 1);
    return;
  }
  writeText(out, name, 1);
}

/**
 * Writes what a function begins with. Its code follows, and if it has children their count and they.
 *
 * @param size the bytes of its code
 */
export function writeFunctionHeader(out: ByteWriter, size: number, hasChildren: boolean): void {
  out.uint((size << 3) | (hasChildren ? HAS_CHILDREN_BIT : 0) | CodeKind.Bytecode);
}
