import type { EraseDevice } from "../../../src/vm/littlefs/device.js";

/** Blocks in memory that refuse to program what is not erased, as flash does, and count what was done to them. */
export class RamBlocks implements EraseDevice {
  readonly data: Uint8Array;
  writable = true;
  erased = 0;

  constructor(
    readonly blocks: number,
    readonly blockBytes: number,
    private readonly unit = 32,
  ) {
    this.data = new Uint8Array(blocks * blockBytes).fill(0x55);
  }

  read(block: number, offset: number, into: Uint8Array): void {
    const start = this.place(block, offset, into.length);
    into.set(this.data.subarray(start, start + into.length));
  }

  program(block: number, offset: number, bytes: Uint8Array): void {
    const start = this.place(block, offset, bytes.length);
    if (offset % this.unit !== 0 || bytes.length % this.unit !== 0) {
      throw new Error(`${bytes.length} bytes at ${offset} are no whole units`);
    }
    const old = this.data.subarray(start, start + bytes.length);
    if (old.some((byte) => byte !== 0xff)) throw new Error(`block ${block} is not erased`);
    this.data.set(bytes, start);
  }

  erase(block: number): void {
    const start = this.place(block, 0, this.blockBytes);
    this.data.fill(0xff, start, start + this.blockBytes);
    this.erased++;
  }

  sync(): void {}

  private place(block: number, offset: number, length: number): number {
    if (block < 0 || block >= this.blocks || offset + length > this.blockBytes) {
      throw new Error(`no ${length} bytes at ${offset} in block ${block}`);
    }
    return block * this.blockBytes + offset;
  }
}
