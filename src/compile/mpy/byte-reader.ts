import { mpyMessages } from "../../tables/compile-messages.js";
import { MpyError } from "./mpy-error.js";

/** An unsigned varint has at most this many bytes here, and so at most 28 bits. */
const MAX_UINT_BYTES = 4;

/** Throws the error for bytes that break the format. */
export function refuse(detail: string): never {
  throw new MpyError(mpyMessages.incompatible, detail);
}

/** Reads bytes in order, never behind `end`. */
export class ByteReader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    readonly end = bytes.length,
  ) {}

  get remaining(): number {
    return this.end - this.at;
  }

  byte(): number {
    if (this.at >= this.end) refuse("it ends too early");
    return this.bytes[this.at++]!;
  }

  /** Moves over `count` bytes and gives where they start. */
  skip(count: number): number {
    if (count > this.remaining) refuse("it ends too early");
    const start = this.at;
    this.at += count;
    return start;
  }

  slice(count: number): Uint8Array {
    const start = this.skip(count);
    return this.bytes.subarray(start, start + count);
  }

  uint(): number {
    let value = 0;
    for (let i = 0; i < MAX_UINT_BYTES; i++) {
      const byte = this.byte();
      value = (value << 7) | (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    return refuse("a number is too large");
  }

  /** A count of things that take at least one byte each. */
  count(): number {
    const value = this.uint();
    if (value > this.remaining) refuse("a count is too large");
    return value;
  }
}
