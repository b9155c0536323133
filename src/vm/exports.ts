/** What asm/index.ts exports. Addresses and values are numbers, 32 bits; negative where JavaScript says so. */
export interface VmExports {
  start(heap: number, maxHeap: number, stack: number, hard: number): number;
  enterMain(): number;
  step(): number;
  abandon(): void;
  hostBuffer(length: number): number;
  leftData(): number;
  leftLength(): number;
  raiseFromHost(exception: number, textLength: number, fileLength: number, line: number): void;
  describePending(part: number): number;
  clearPending(): void;
  exitStatus(): number;
  flushOutput(): void;
  collect(): void;
  heapBytes(): number;
  /** The address of the word that asks for KeyboardInterrupt. */
  readonly INTERRUPT: WebAssembly.Global;
}
