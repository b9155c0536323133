import { describe, expect, it } from "vitest";
import { readLineTable, writeLineEntries } from "../../src/compile/line-table.js";
import { ByteWriter } from "../../src/compile/mpy/byte-writer.js";

function entries(bytes: number, lines: number): number[] {
  const out = new ByteWriter();
  writeLineEntries(out, bytes, lines);
  return [...out.finish()];
}

describe("line table entries", () => {
  it("take one byte for up to 3 lines and 31 bytes", () => {
    expect(entries(31, 3)).toEqual([0x7f]);
  });

  it("take two short bytes for 6 lines", () => {
    expect(entries(4, 6)).toEqual([0x64, 0x60]);
  });

  it("take a long entry for 7 lines", () => {
    expect(entries(4, 7)).toEqual([0x84, 7]);
  });

  it("skip many bytes before any line", () => {
    expect(entries(40, 300)).toEqual([0x1f, 0x99, 0x2c]);
  });

  it.each([
    [0, 5000],
    [1000, 1],
    [17, 2048],
  ])("are read back: %d bytes, %d lines", (bytes, lines) => {
    const table = Uint8Array.from(entries(bytes, lines));
    expect(readLineTable(table).at(-1)).toEqual({ offset: bytes, line: lines + 1 });
  });
});
