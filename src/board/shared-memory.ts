import {
  BOARD_WORDS,
  BoardWord,
  EDGE_BYTES,
  PORT_COUNT,
  PORT_WORDS,
} from "../tables/board-memory.js";

/** What has a buffer, which may be another one later: a WebAssembly.Memory. */
export interface BufferOwner {
  readonly buffer: ArrayBufferLike;
}

/** Entries of the log of edges. */
const EDGE_ROOM = 1 << 14;

/** The ports and the log of edges, in memory of the VM or, for a board without one, of our own. */
export class SharedMemory {
  private all: Uint32Array;
  private floats: Float64Array;

  private constructor(
    private readonly owner: BufferOwner,
    private readonly address: number,
  ) {
    this.all = new Uint32Array(owner.buffer);
    this.floats = new Float64Array(owner.buffer);
  }

  /** Memory of our own. */
  static own(room = EDGE_ROOM): SharedMemory {
    const log = SharedMemory.headBytes;
    const buffer = new ArrayBuffer(log + room * EDGE_BYTES);
    const memory = new SharedMemory({ buffer }, 0);
    memory.setWord(BoardWord.EdgeRoom, room);
    memory.setWord(BoardWord.EdgeAddress, log);
    return memory;
  }

  /** Memory of the VM: where its `boardStart` says. */
  static at(owner: BufferOwner, address: number): SharedMemory {
    return new SharedMemory(owner, address);
  }

  /** Bytes of the words and ports. */
  static get headBytes(): number {
    return (BOARD_WORDS + PORT_COUNT * PORT_WORDS) * 4;
  }

  /** All words of the buffer; not to be kept, since memory may grow. */
  get words(): Uint32Array {
    if (this.all.length === 0) this.all = new Uint32Array(this.owner.buffer);
    return this.all;
  }

  /** All doubles, likewise. */
  get doubles(): Float64Array {
    if (this.floats.length === 0) this.floats = new Float64Array(this.owner.buffer);
    return this.floats;
  }

  word(index: number): number {
    return this.words[(this.address >> 2) + index]!;
  }

  setWord(index: number, value: number): void {
    this.words[(this.address >> 2) + index] = value;
  }

  /** Says at which cycle the next event is; `sooner`: before what was said last. */
  setHorizon(cycle: number, sooner: boolean): void {
    this.doubles[(this.address >> 3) + BoardWord.Horizon / 2] = cycle;
    if (sooner) this.setWord(BoardWord.Sooner, 1);
  }

  /** Cycles for which the processor has waited. */
  get idleCycles(): number {
    return this.doubles[(this.address >> 3) + BoardWord.IdleCycles / 2]!;
  }

  set idleCycles(cycles: number) {
    this.doubles[(this.address >> 3) + BoardWord.IdleCycles / 2] = cycles;
  }

  /** The index among `words` of a port's first. */
  portIndex(port: number): number {
    return (this.address >> 2) + BOARD_WORDS + port * PORT_WORDS;
  }
}
