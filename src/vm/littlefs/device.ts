/** Blocks that are erased as a whole and then programmed in parts. All methods throw FileError. */
export interface EraseDevice {
  readonly blockBytes: number;
  readonly blocks: number;
  readonly writable: boolean;
  /** Fills `into` from an offset in a block on. */
  read(block: number, offset: number, into: Uint8Array): void;
  /** Writes to what was erased. */
  program(block: number, offset: number, bytes: Uint8Array): void;
  erase(block: number): void;
  sync(): void;
}
