/** V8 allocates arrays of up to so many bytes with its own objects, many times faster than others. */
const SMALL_CAPACITY = 64;

/** Bytes that grow at their end. */
export class ByteWriter {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = SMALL_CAPACITY) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  append(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** An unsigned varint: 7 bits a byte, most significant first. `value` is below 2^32. */
  uint(value: number): void {
    if (value < 0x80) {
      this.byte(value);
      return;
    }
    let shift = 7;
    while (shift < 28 && value >>> (shift + 7) !== 0) shift += 7;
    for (; shift > 0; shift -= 7) this.byte(0x80 | ((value >>> shift) & 0x7f));
    this.byte(value & 0x7f);
  }

  /** A signed varint: as `uint`, with bit 6 of the first byte as the sign. `value` has 32 bits. */
  int(value: number): void {
    let shift = 0;
    while (shift < 28 && value >> (shift + 6) !== value >> 31) shift += 7;
    for (; shift > 0; shift -= 7) this.byte(0x80 | ((value >> shift) & 0x7f));
    this.byte(value & 0x7f);
  }

  /** A signed varint of any size. */
  bigInt(value: bigint): void {
    const groups: number[] = [];
    let rest = value;
    let last: number;
    do {
      last = Number(rest & 0x7fn);
      groups.push(last);
      rest >>= 7n;
    } while (rest !== 0n && rest !== -1n);
    if (rest === -1n && (last & 0x40) === 0) groups.push(0x7f);
    if (rest === 0n && (last & 0x40) !== 0) groups.push(0);
    for (let i = groups.length - 1; i > 0; i--) this.byte(0x80 | groups[i]!);
    this.byte(groups[0]!);
  }

  clear(): void {
    this.length = 0;
  }

  /** What has been written, as a view that the next write may change. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** A copy of what has been written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}
