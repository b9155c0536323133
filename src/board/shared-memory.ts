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
  private halfs: Uint16Array;
  private all: Uint32Array;
  private floats: Float64Array;

  private constructor(
    private readonly owner: BufferOwner,
    private readonly address: number,
    room: number,
    log: number,
  ) {
    this.all = new Uint32Array(owner.buffer);
    this.halfs = new Uint16Array(owner.buffer);
    this.floats = new Float64Array(owner.buffer);
    this.setWord(BoardWord.EdgeRoom, room);
    this.setWord(BoardWord.EdgeAddress, log);
  }

  /** Memory of our own. */
  static own(room = EDGE_ROOM): SharedMemory {
    const log = SharedMemory.headBytes;
    const buffer = new ArrayBuffer(log + room * EDGE_BYTES);
    return new SharedMemory({ buffer }, 0, room, log);
  }

  /** Memory of the VM: the address of the board's words and that of a log. */
  static at(owner: BufferOwner, address: number, log: number, room: number): SharedMemory {
    return new SharedMemory(owner, address, room, log);
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

  /** All halfwords, likewise. */
  get halfwords(): Uint16Array {
    if (this.halfs.length === 0) this.halfs = new Uint16Array(this.owner.buffer);
    return this.halfs;
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

  /** The index among `words` of a port's first. */
  portIndex(port: number): number {
    return (this.address >> 2) + BOARD_WORDS + port * PORT_WORDS;
  }
}
