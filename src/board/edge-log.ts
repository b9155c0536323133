import { BoardWord, EDGE_BYTES, EdgeHalf } from "../tables/board-memory.js";
import type { SharedMemory } from "./shared-memory.js";

/** Entries of the log as they lie in memory: as many as `count`, from the byte `start` on. */
export interface EdgeBatch {
  readonly doubles: Float64Array;
  readonly halfwords: Uint16Array;
  readonly start: number;
  readonly count: number;
}

/** Hears of the edges, in the order of time. */
export interface EdgeListener {
  edges(batch: EdgeBatch): void;
}

/** Calls back for each entry of a batch; `changed` and `levels` are bits by pin. */
export function forEachEdge(
  { doubles, halfwords, start, count }: EdgeBatch,
  edge: (cycle: number, port: number, changed: number, levels: number) => void,
): void {
  for (let i = 0, at = start; i < count; i++, at += EDGE_BYTES) {
    const half = at >> 1;
    edge(
      doubles[at >> 3]!,
      halfwords[half + EdgeHalf.Port]!,
      halfwords[half + EdgeHalf.Changed]!,
      halfwords[half + EdgeHalf.Levels]!,
    );
  }
}

/**
 * The edges of all pins. They are written into a stretch of shared memory, by the VM or by the pins, and handed out
 * when that is full or someone wants to know.
 */
export class EdgeLog {
  private readonly listeners: EdgeListener[] = [];

  constructor(private readonly memory: SharedMemory) {}

  listen(listener: EdgeListener): void {
    this.drain();
    this.listeners.push(listener);
  }

  remove(listener: EdgeListener): void {
    this.drain();
    const place = this.listeners.indexOf(listener);
    if (place >= 0) this.listeners.splice(place, 1);
  }

  /** Appends an entry. */
  note(cycle: number, port: number, changed: number, levels: number): void {
    const { memory } = this;
    if (memory.word(BoardWord.EdgeCount) >= memory.word(BoardWord.EdgeRoom)) this.drain();
    const count = memory.word(BoardWord.EdgeCount);
    const at = memory.word(BoardWord.EdgeAddress) + count * EDGE_BYTES;
    memory.doubles[at >> 3] = cycle;
    const half = at >> 1;
    const halfs = memory.halfwords;
    halfs[half + EdgeHalf.Port] = port;
    halfs[half + EdgeHalf.Changed] = changed;
    halfs[half + EdgeHalf.Levels] = levels;
    memory.setWord(BoardWord.EdgeCount, count + 1);
  }

  /** Hands out what is in the memory. */
  drain(): void {
    const { memory } = this;
    const count = memory.word(BoardWord.EdgeCount);
    if (count === 0) return;
    memory.setWord(BoardWord.EdgeCount, 0);
    const { doubles, halfwords } = memory;
    const batch = { doubles, halfwords, start: memory.word(BoardWord.EdgeAddress), count };
    for (const listener of this.listeners) listener.edges(batch);
  }

  /** Whether the memory is full, so that the VM cannot go on without a `drain`. */
  get full(): boolean {
    return this.memory.word(BoardWord.EdgeCount) >= this.memory.word(BoardWord.EdgeRoom);
  }
}
