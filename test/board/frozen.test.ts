import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";

/** What a program prints on the board. */
function outputOf(source: string, hardMode = false): string {
  let text = "";
  const stdout = (bytes: Uint8Array) => {
    text += new TextDecoder().decode(bytes);
  };
  createBoard({ stdout, hardMode }).run(source);
  return text;
}

describe("frozen code on the board", () => {
  it("takes little of the heap", () => {
    const used = outputOf(`
import gc
gc.collect()
before = gc.mem_alloc()
import heapq
gc.collect()
print(gc.mem_alloc() - before)
`);
    expect(Number(used)).toBeGreaterThan(0);
    expect(Number(used)).toBeLessThan(1000);
  });

  it.each([false, true])("keeps its constants when nothing else does (hard mode: %s)", (hard) => {
    const program = `
import gc, sys
from heapq import heappop
del sys.modules["heapq"]
gc.collect()
try:
    heappop([])
except IndexError as error:
    print(error)
`;
    expect(outputOf(program, hard)).toBe("empty heap\n");
  });

  it("can be imported over and over again", () => {
    const program = `
import sys
for i in range(1000):
    import heapq
    del sys.modules["heapq"]
print(heapq.heappop([3]))
`;
    expect(outputOf(program)).toBe("3\n");
  });
});
