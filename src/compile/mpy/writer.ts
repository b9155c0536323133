import {
  type CodeKind,
  HAS_CHILDREN_BIT,
  MPY_ARCH_SHIFT,
  MPY_MAGIC,
  MPY_SUB_VERSION,
  MPY_VERSION,
  MPY_WASM_ARCHITECTURE,
  mpyArchitectures,
  WASM_ARCHITECTURE,
} from "../../tables/mpy-format.js";
import { staticQstrs } from "../../tables/static-qstrs.js";
import type { ByteWriter } from "./byte-writer.js";
import { writeText } from "./text-writer.js";

/** Ids of the names that every file may give by number. Id 0 is no name. */
const staticIds = new Map(staticQstrs.map((name, index) => [name, index + 1]));

/**
 * Writes what a `.mpy` file begins with. The counts of names and constants, they, and the module's
 * function follow.
 *
 * @param smallIntBits the ints that fit one word of the target, in bits
 * @param architecture the name of the machine that code in the file is for; none for bytecode only
 */
export function writeHeader(out: ByteWriter, smallIntBits: number, architecture?: string): void {
  const features =
    architecture === undefined
      ? 0
      : (architectureNumber(architecture) << MPY_ARCH_SHIFT) | MPY_SUB_VERSION;
  for (const byte of [MPY_MAGIC, MPY_VERSION, features, smallIntBits]) out.byte(byte);
}

const architectureNumber = (name: string): number =>
  name === WASM_ARCHITECTURE ? MPY_WASM_ARCHITECTURE : mpyArchitectures.indexOf(name);

/** Writes one of the file's names. */
export function writeName(out: ByteWriter, name: string): void {
  const id = staticIds.get(name);
  if (id !== undefined) {
    out.uint((id << 1) | 1);
    return;
  }
  writeText(out, name, 1);
}

/** What a function in a file begins with. */
export interface FunctionHeader {
  /** The bytes of its code. */
  readonly size: number;
  readonly kind: CodeKind;
  /** How many functions are made within. */
  readonly children: number;
}

/** Writes what a function begins with. Its code follows, and if it has children their count and they. */
export function writeFunctionHeader(out: ByteWriter, header: FunctionHeader): void {
  const { size, kind, children } = header;
  out.uint((size << 3) | (children > 0 ? HAS_CHILDREN_BIT : 0) | kind);
}
