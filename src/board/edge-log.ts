import { BoardWord, EDGE_BYTES, EdgeWord } from "../tables/board-memory.js";
import type { SharedMemory } from "./shared-memory.js";

/** Entries of the log as they lie in memory: as many as `count`, from the byte `start` on. */
export interface EdgeBatch {
  readonly doubles: Float64Array;
  readonly words: Uint32Array;
  readonly start: number;
  readonly count: number;
}

/** Hears of the edges, in the order of time. */
export interface EdgeListener {
  edges(batch: EdgeBatch): void;
}

/** Calls back for each entry of a batch; `changed` and `levels` are bits by pin. */
export function forEachEdge(
  { doubles, words, start, count }: EdgeBatch,
  edge: (cycle: number, port: number, changed: number, levels: number) => void,
): void {
  for (let i = 0, at = start; i < count; i++, at += EDGE_BYTES) {
    const pins = words[(at >> 2) + EdgeWord.Pins]!;
    edge(doubles[at >> 3]!, pins & 0xffff, pins >>> 16, words[(at >> 2) + EdgeWord.Levels]!);
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
    const { words } = memory;
    words[(at >> 2) + EdgeWord.Pins] = port | (changed << 16);
    words[(at >> 2) + EdgeWord.Levels] = levels;
    memory.setWord(BoardWord.EdgeCount, count + 1);
  }

  /** Hands out what is in the memory. */
  drain(): void {
    const { memory } = this;
    const count = memory.word(BoardWord.EdgeCount);
    if (count === 0) return;
    memory.setWord(BoardWord.EdgeCount, 0);
    const { doubles, words } = memory;
    const batch = { doubles, words, start: memory.word(BoardWord.EdgeAddress), count };
    for (const listener of this.listeners) listener.edges(batch);
  }

  /** Whether the memory is full, so that the VM cannot go on without a `drain`. */
  get full(): boolean {
    return this.memory.word(BoardWord.EdgeCount) >= this.memory.word(BoardWord.EdgeRoom);
  }
}
