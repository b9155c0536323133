import { MPY_ARCH_FLAGS_BIT } from "../../tables/mpy-format.js";

const FEATURES_AT = 2;
const HEADER_BYTES = 4;
/** Flags below this are one byte of the file. */
const MAX_FLAGS = 0x80;

/** Writes the flags of the target's architecture, if there are any, into the header of a `.mpy` file. */
export function addArchitectureFlags(bytes: Uint8Array, flags: number): Uint8Array {
  if (flags === 0) return bytes;
  if (flags >= MAX_FLAGS) throw new RangeError(`expected flags below ${MAX_FLAGS}, not ${flags}`);
  const result = new Uint8Array(bytes.length + 1);
  result.set(bytes.subarray(0, HEADER_BYTES));
  result[FEATURES_AT]! |= MPY_ARCH_FLAGS_BIT;
  result[HEADER_BYTES] = flags;
  result.set(bytes.subarray(HEADER_BYTES), HEADER_BYTES + 1);
  return result;
}
