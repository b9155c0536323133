import { describe, expect, it } from "vitest";
import { withFile } from "../../src/compile/file-reader.js";
import { Reader } from "../../src/compile/reader.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function all(reader: Reader): string {
  return String.fromCodePoint(...reader);
}

describe("reader", () => {
  it("yields the code points of a string", () => {
    expect([...Reader.fromString("a😀")]).toEqual([0x61, 0x1f600, 0x0a]);
  });

  it.each([1, 2, 3, 7, 64])("joins characters and lines over blocks of %i bytes", (size) => {
    const text = "é\r\n😀x\ry\n\nlong line of text\r\nend";
    expect(all(Reader.fromBytes(bytes(text), "f", size))).toBe(
      "é\n😀x\ny\n\nlong line of text\nend\n",
    );
  });

  it("yields nothing for an empty source", () => {
    expect(Reader.fromString("").nextBlock()).toBeNull();
    expect(Reader.fromBytes(bytes("")).nextBlock()).toBeNull();
  });

  it("gives the source block by block", () => {
    const reader = Reader.fromBytes(bytes("aaaa\nbbbb\ncccc\n"), "f", 6);
    expect(reader.nextBlock()).toBe("aaaa\n");
    expect(reader.nextBlock()).toBe("bbbb\n");
  });

  it("says where a source is not UTF-8", () => {
    const source = Uint8Array.from([...bytes("a\né"), 0xff, 0x0a]);
    expect(() => all(Reader.fromBytes(source, "f.py"))).toThrow(
      "f.py:2:2: UnicodeError: source is not UTF-8",
    );
  });

  it("says where a source ends within a character", () => {
    const source = Uint8Array.from([...bytes("a\nbc"), 0xc3]);
    expect(() => all(Reader.fromBytes(source, "f.py"))).toThrow("f.py:2:3: UnicodeError");
  });

  it("refuses half of a surrogate pair", () => {
    expect(() => all(Reader.fromString("a\n \ud800"))).toThrow("<string>:2:2: UnicodeError");
  });

  it("reads a file", () => {
    const text = withFile("LICENSE", all);
    expect(text).toContain("MIT License");
  });
});
