import { describe, expect, it } from "vitest";
import type { EdgeBatch } from "../../src/board/edge-log.js";
import { PinStatistics } from "../../src/board/pin-statistics.js";
import { EDGE_BYTES, EdgeWord } from "../../src/tables/board-memory.js";

interface Edge {
  readonly cycle: number;
  readonly port: number;
  readonly changed: number;
  readonly levels: number;
}

function batchOf(edges: readonly Edge[]): EdgeBatch {
  const bytes = new ArrayBuffer(edges.length * EDGE_BYTES);
  const doubles = new Float64Array(bytes);
  const words = new Uint32Array(bytes);
  edges.forEach(({ cycle, port, changed, levels }, i) => {
    const at = i * EDGE_BYTES;
    doubles[at >> 3] = cycle;
    words[(at >> 2) + EdgeWord.Pins] = port | (changed << 16);
    words[(at >> 2) + EdgeWord.Levels] = levels;
  });
  return { doubles, words, start: 0, count: edges.length };
}

/** Edges in runs of one pin, with others and changes of several pins in between. */
function someEdges(count: number, seed: number): Edge[] {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const levels = [0, 0];
  let cycle = 10;
  let port = 0;
  let changed = 1;
  return Array.from({ length: count }, () => {
    if (random(5) === 0) {
      port = random(2);
      changed = random(4) === 0 ? 1 + random(15) : 1 << random(4);
    }
    cycle += random(9);
    levels[port]! ^= changed;
    return { cycle, port, changed, levels: levels[port]! };
  });
}

describe("the statistics of pins", () => {
  it.each([1, 2, 3, 4, 5])("are the same for a batch as for single edges, series %i", (seed) => {
    const edges = someEdges(2000, seed);
    const together = new PinStatistics();
    together.edges(batchOf(edges));
    const alone = new PinStatistics();
    for (const edge of edges) alone.edges(batchOf([edge]));
    expect(together.reports(1)).toEqual(alone.reports(1));
    const now = edges.at(-1)!.cycle + 7;
    for (let bit = 0; bit < 4; bit++) {
      expect(together.highCycles(1, bit, now)).toBe(alone.highCycles(1, bit, now));
      expect(together.lastPulse(1, bit)).toBe(alone.lastPulse(1, bit));
    }
  });

  it("tell frequency and duty of a pin that is high for 3 cycles of 10", () => {
    const statistics = new PinStatistics();
    const edges = Array.from({ length: 21 }, (_, i) => {
      const cycle = 10 * (i >> 1) + 3 * (i & 1);
      return { cycle, port: 1, changed: 16, levels: i % 2 === 0 ? 16 : 0 };
    });
    statistics.edges(batchOf(edges));
    expect(statistics.report(1, 4, 1000)).toEqual({
      pin: "B4",
      edges: 21,
      frequency: 100,
      duty: 0.3,
      high: { min: 0.003, max: 0.003 },
      low: { min: 0.007, max: 0.007 },
    });
  });
});
