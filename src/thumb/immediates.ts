/** Constants as Thumb instructions hold them. */

/** How many bits of a 32-bit number are set. */
export function countBits(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count += 1;
  return count;
}

const rotateRight = (value: number, by: number): number =>
  ((value >>> by) | (value << ((32 - by) & 31))) >>> 0;

/**
 * The 32-bit value of a modified immediate i:imm3:imm8 (DDI 0403, A5.3.2, ThumbExpandImm).
 */
export function expandModified(code: number): number {
  const byte = code & 0xff;
  switch (code >>> 8) {
    case 0:
      return byte;
    case 1:
      return (byte | (byte << 16)) >>> 0;
    case 2:
      return ((byte << 8) | (byte << 24)) >>> 0;
    case 3:
      return (byte * 0x01010101) >>> 0;
    default:
      return rotateRight((code & 0x7f) | 0x80, code >>> 7);
  }
}

/** Whether a modified immediate is one that the manual allows: a repeated byte may not be 0. */
export function isModifiedValid(code: number): boolean {
  return code >>> 8 === 0 || code >>> 8 > 3 || (code & 0xff) !== 0;
}

/** The modified immediate of a 32-bit value, or undefined when it has none. */
export function findModified(value: number): number | undefined {
  value >>>= 0;
  if (value < 256) return value;
  const low = value & 0xff;
  const second = (value >>> 8) & 0xff;
  if (value === low * 0x01010101) return 0x300 | low;
  if (value === low * 0x00010001) return 0x100 | low;
  if (value === second * 0x01000100) return 0x200 | second;
  const shift = 24 - Math.clz32(value);
  if (rotateRight(value, shift) >>> 0 > 0xff) return undefined;
  return ((32 - shift) << 7) | ((value >>> shift) & 0x7f);
}

/** The value of an 8-bit floating-point constant (A6.4.1, VFPExpandImm). */
export function expandFloat(code: number): number {
  const sign = (code & 0x80) === 0 ? 1 : -1;
  const exponent = (((code >>> 4) & 7) ^ 4) - 3;
  return sign * (1 + (code & 15) / 16) * 2 ** exponent;
}

const floatCodes = new Map(Array.from({ length: 256 }, (_, code) => [expandFloat(code), code]));

/** The 8-bit constant of a number, or undefined when it has none. */
export function findFloat(value: number): number | undefined {
  return floatCodes.get(value);
}

/** Bits of several fields as one number, the first field highest. */
export function joinFields(values: readonly number[], widths: readonly number[]): number {
  return values.reduce((all, value, index) => all * 2 ** widths[index]! + value, 0);
}

/** The inverse of `joinFields`; the number must fit. */
export function splitFields(value: number, widths: readonly number[]): number[] {
  const parts: number[] = [];
  for (const width of [...widths].reverse()) {
    parts.unshift(value % 2 ** width);
    value = Math.floor(value / 2 ** width);
  }
  return parts;
}
