/**
 * The import programs of MicroPython's commit f2040bfc7e, which were measured, hold `.mpy` files in a draft of version
 * 6: it says a constant's type by a letter. All else is as in version 6.0.
 */
import { ByteReader } from "../../src/compile/mpy/byte-reader.js";
import { ConstantTag, MPY_SUB_VERSION } from "../../src/tables/mpy-format.js";

/** Where a file says its sub-version, in two bits, which the draft sets to 2. */
const FEATURES = 2;
const DRAFT = 2;
const SUB_VERSION_BITS = 3;
const HEADER_BYTES = 4;

const letters: ReadonlyMap<number, ConstantTag> = new Map([
  [0x73, ConstantTag.Str],
  [0x62, ConstantTag.Bytes],
]);

/** The text of a program with its file as version 6; other programs stay as they are. */
export function withoutDraft(text: string): string {
  return text.replace(/^file_data = b(["'])(.*)\1$/m, (line, _quote, literal: string) => {
    const bytes = bytesOf(literal);
    return convert(bytes) ? `file_data = b"${literalOf(bytes)}"` : line;
  });
}

/** Gives the constants of a draft their tags, in place; false when the file is no draft. */
function convert(bytes: Uint8Array): boolean {
  if ((bytes[FEATURES]! & SUB_VERSION_BITS) !== DRAFT) return false;
  bytes[FEATURES]! ^= DRAFT ^ MPY_SUB_VERSION;
  const reader = new ByteReader(bytes, HEADER_BYTES);
  const names = reader.uint();
  const constants = reader.uint();
  for (let i = 0; i < names; i++) {
    const length = reader.uint();
    if ((length & 1) === 0) reader.skip((length >> 1) + 1);
  }
  for (let i = 0; i < constants; i++) {
    const tag = letters.get(bytes[reader.at]!);
    if (tag === undefined) throw new Error(`a constant of the draft has an unknown type`);
    bytes[reader.skip(1)] = tag;
    reader.skip(reader.uint() + 1);
  }
  return true;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The bytes of a Python literal, without its quotes. */
function bytesOf(literal: string): Uint8Array {
  const text = literal.replace(
    /\\(?:x([0-9a-f]{2})|(.))/g,
    (_all, hex?: string, letter?: string) =>
      hex === undefined
        ? (escapes[letter!] ?? letter!)
        : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function literalOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}
