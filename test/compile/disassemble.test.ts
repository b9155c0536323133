import { describe, expect, it } from "vitest";
import { disassemble } from "../../src/compile/disassemble.js";
import { compile } from "../../src/compile/index.js";

const text = disassemble(
  compile("x = 1\ndef f(a, *, b=2):\n  return a.c\n", { filename: "t.py" }),
).split("\n");

describe("the disassembler", () => {
  it("says what the file holds", () => {
    expect(text[0]).toMatch(/^mpy: [0-9]+ bytes, [0-9]+ names, 0 constants, 31-bit small ints$/);
  });

  it("says what a function takes", () => {
    const at = text.findIndex((line) => line.startsWith("function f in t.py"));
    expect(text[at + 2]).toBe("  positional 1 (0 with default), keyword-only 1: (a, b)");
  });

  it("gives offset, size, line, opcode and operand of each instruction", () => {
    expect(text.slice(-4)).toEqual([
      "    0 1     3  LOAD_FAST_MULTI 0",
      "    1 2        LOAD_ATTR c",
      "    3 1        RETURN_VALUE",
      "",
    ]);
  });
});
