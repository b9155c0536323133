const HEADER_BYTES = 8;
const CUSTOM = 0;
const NAME_SECTION = [4, 0x6e, 0x61, 0x6d, 0x65];
/** A subsection of names: the module's own. */
const MODULE_NAME = 0;
/** Bytes that a number of 32 bits takes, also a small one that is written long. */
const NUMBER_BYTES = 5;

/** A number as Wasm has it, and where it ends. */
function numberAt(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < NUMBER_BYTES; i++) {
    const byte = bytes[at + i] ?? 0;
    value |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { value: value >>> 0, end: at + i + 1 };
  }
  return { value: 0, end: at + NUMBER_BYTES };
}

function longNumber(value: number): number[] {
  return Array.from({ length: NUMBER_BYTES }, (_, i) => {
    const more = i < NUMBER_BYTES - 1 ? 0x80 : 0;
    return ((value >>> (7 * i)) & 0x7f) | more;
  });
}

/**
 * The bytes of a module with a name for it in its section of names, by which V8 tells in stacks which module a frame is of.
 * Code stays where it is. A module without such a section is left as it is.
 *
 * @param name less than 64 characters of ASCII
 */
export function withModuleName(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Uint8Array<ArrayBuffer> {
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const { value: size, end: start } = numberAt(bytes, at + 1);
    const isNames =
      bytes[at] === CUSTOM && NAME_SECTION.every((byte, i) => bytes[start + i] === byte);
    if (isNames) return renamed(bytes, at, start, size, name);
    at = start + size;
  }
  return bytes;
}

function renamed(
  bytes: Uint8Array,
  at: number,
  start: number,
  size: number,
  name: string,
): Uint8Array<ArrayBuffer> {
  const text = [...new TextEncoder().encode(name)];
  const added = [MODULE_NAME, text.length + 1, text.length, ...text];
  const names = start + NAME_SECTION.length;
  return Uint8Array.from([
    ...bytes.subarray(0, at),
    CUSTOM,
    ...longNumber(size + added.length),
    ...NAME_SECTION,
    ...added,
    ...bytes.subarray(names),
  ]);
}
