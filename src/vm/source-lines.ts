import { SOURCE_SECTION } from "../tables/mpy-format.js";

/** A place in a Python source. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** Reads numbers as Wasm has them; past the end they are 0. */
class Cursor {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  unsigned(): number {
    return this.#number().value >>> 0;
  }

  signed(): number {
    const { value, bits } = this.#number();
    return bits < 32 ? (value << (32 - bits)) >> (32 - bits) : value;
  }

  #number(): { value: number; bits: number } {
    let value = 0;
    let bits = 0;
    let byte = 0x80;
    while ((byte & 0x80) !== 0) {
      byte = this.bytes[this.at++] ?? 0;
      value |= bits < 32 ? (byte & 0x7f) << bits : 0;
      bits += 7;
    }
    return { value, bits };
  }
}

/**
 * The place in the source that an offset in a module came from; undefined when the module does not tell.
 *
 * @param offset of an instruction in the module's bytes, as V8 names it in stacks
 */
export function sourcePlace(module: WebAssembly.Module, offset: number): SourcePlace | undefined {
  const [section] = WebAssembly.Module.customSections(module, SOURCE_SECTION);
  if (section === undefined) return undefined;
  const cursor = new Cursor(new Uint8Array(section));
  const length = cursor.unsigned();
  const file = new TextDecoder().decode(cursor.bytes.subarray(cursor.at, cursor.at + length));
  cursor.at += length;
  const line = lineAt(cursor, offset);
  return line > 0 ? { file, line } : undefined;
}

function lineAt(cursor: Cursor, offset: number): number {
  let at = 0;
  let line = 0;
  while (!cursor.isAtEnd) {
    at += cursor.unsigned();
    if (at > offset) break;
    line += cursor.signed();
  }
  return line;
}
