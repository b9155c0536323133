import { describe, expect, it } from "vitest";
import { ByteReader } from "../../../src/compile/mpy/byte-reader.js";
import { ByteWriter } from "../../../src/compile/mpy/byte-writer.js";
import { MpyError } from "../../../src/compile/mpy/mpy-error.js";

function written(write: (out: ByteWriter) => void): number[] {
  const out = new ByteWriter(1);
  write(out);
  return [...out.finish()];
}

describe("varints", () => {
  it.each([
    [0, [0]],
    [0x7f, [0x7f]],
    [0x80, [0x81, 0x00]],
    [0x3fff, [0xff, 0x7f]],
    [0x4000, [0x81, 0x80, 0x00]],
  ])("unsigned %d", (value, bytes) => {
    expect(written((out) => out.uint(value))).toEqual(bytes);
    expect(new ByteReader(Uint8Array.from(bytes)).uint()).toBe(value);
  });

  it.each([
    [0, [0]],
    [63, [0x3f]],
    [64, [0x80, 0x40]],
    [-1, [0x7f]],
    [-64, [0x40]],
    [-65, [0xff, 0x3f]],
    [0x3fffffff, [0x83, 0xff, 0xff, 0xff, 0x7f]],
    [-0x40000000, [0xfc, 0x80, 0x80, 0x80, 0x00]],
  ])("signed %d", (value, bytes) => {
    expect(written((out) => out.int(value))).toEqual(bytes);
    expect(written((out) => out.bigInt(BigInt(value)))).toEqual(bytes);
  });

  it("are refused where they do not end", () => {
    expect(() => new ByteReader(Uint8Array.of(0x80, 0x80)).uint()).toThrow(MpyError);
  });
});
