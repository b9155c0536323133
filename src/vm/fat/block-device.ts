/** Bytes of a block. */
export const BLOCK_BYTES = 512;

/**
 * Blocks of 512 bytes on which a file system lies. All methods throw FileError; whatever else they throw ends what the
 * file system does.
 */
export interface BlockDevice {
  /** How many blocks there are. */
  readonly blocks: number;
  /** Whether they can be written; they can by default. */
  readonly writable?: boolean;
  /** Is called before the first access; answers whether there will be others. */
  initialise?(): boolean;
  /** Fills `into`, whole blocks, from a block on. */
  read(block: number, into: Uint8Array): void;
  /** Writes whole blocks from a block on. */
  write(block: number, bytes: Uint8Array): void;
  /** Writes out what is still held back. */
  sync(): void;
}

/** Blocks in memory. */
export class MemoryBlocks implements BlockDevice {
  constructor(private readonly bytes: () => Uint8Array) {}

  get blocks(): number {
    return Math.floor(this.bytes().length / BLOCK_BYTES);
  }

  read(block: number, into: Uint8Array): void {
    const start = block * BLOCK_BYTES;
    into.set(this.bytes().subarray(start, start + into.length));
  }

  write(block: number, bytes: Uint8Array): void {
    this.bytes().set(bytes, block * BLOCK_BYTES);
  }

  sync(): void {}
}
