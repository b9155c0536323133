import { ByteReader } from "../compile/mpy/byte-reader.js";

const HEADER_BYTES = 8;

/** Sections of a module, and the subsection of names of functions. */
enum Section {
  Custom = 0,
  Exports = 7,
}
const FUNCTION_NAMES = 1;

const decoder = new TextDecoder();

/** The name of the function that a module of ours exports; "" when it does not tell. */
export function functionName(module: Uint8Array): string {
  const reader = new ByteReader(module, HEADER_BYTES);
  let exported = -1;
  while (reader.remaining > 0) {
    const id = reader.byte();
    const end = unsigned(reader) + reader.at;
    if (id === Section.Exports) exported = firstExport(reader);
    if (id === Section.Custom && text(reader) === "name") return nameOf(reader, end, exported);
    reader.at = end;
  }
  return "";
}

/** The index of the first thing in the section of exports, `run`. */
function firstExport(reader: ByteReader): number {
  if (unsigned(reader) === 0) return -1;
  text(reader);
  reader.byte();
  return unsigned(reader);
}

function nameOf(reader: ByteReader, end: number, wanted: number): string {
  while (reader.at < end) {
    const id = reader.byte();
    const next = unsigned(reader) + reader.at;
    if (id === FUNCTION_NAMES) {
      for (let count = unsigned(reader); count > 0; count--) {
        const index = unsigned(reader);
        const name = text(reader);
        if (index === wanted) return name;
      }
    }
    reader.at = next;
  }
  return "";
}

const text = (reader: ByteReader): string => decoder.decode(reader.slice(unsigned(reader)));

/** A number in LEB128, which has its lowest bits first. */
function unsigned(reader: ByteReader): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = reader.byte();
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}
