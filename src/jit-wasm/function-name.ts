import { ByteReader } from "../compile/mpy/byte-reader.js";

const HEADER_BYTES = 8;
const CUSTOM = 0;
const FUNCTIONS = 1;

const decoder = new TextDecoder();

/** The name of the function that a module of ours consists of: the last one in its name section. */
export function functionName(module: Uint8Array): string {
  const reader = new ByteReader(module, HEADER_BYTES);
  while (reader.remaining > 0) {
    const id = reader.byte();
    const end = unsigned(reader) + reader.at;
    if (id === CUSTOM && text(reader) === "name") return lastName(reader, end);
    reader.at = end;
  }
  return "";
}

function lastName(reader: ByteReader, end: number): string {
  let name = "";
  while (reader.at < end) {
    const id = reader.byte();
    const next = unsigned(reader) + reader.at;
    if (id === FUNCTIONS) {
      for (let count = unsigned(reader); count > 0; count--) {
        unsigned(reader);
        name = text(reader);
      }
    }
    reader.at = next;
  }
  return name;
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
