import { describe, expect, it } from "vitest";
import { CodeBuffer } from "../../src/thumb/code-buffer.js";
import { disassemble } from "../../src/thumb/disassemble.js";
import { rowOf } from "../../src/thumb/row.js";

const EQ = 0;
const nop = rowOf("NOP T1");

function textAt(bytes: Uint8Array, at: number): string | undefined {
  const halfword = (from: number): number => bytes[from]! | (bytes[from + 1]! << 8);
  const isWide = halfword(at) >>> 11 >= 0b11101;
  return disassemble(halfword(at), isWide ? halfword(at + 2) : 0);
}

function filled(code: CodeBuffer, count: number): void {
  for (let i = 0; i < count; i++) code.emit(nop, {});
}

describe("code with labels", () => {
  it.each([
    [1021, "b .-2042"],
    [1022, "b .-2044"],
    [1023, "b.w .-2046"],
  ])("jumps back over %i instructions as short as it can", (count, text) => {
    const code = new CodeBuffer();
    code.bind(0);
    filled(code, count);
    code.branch(0);
    expect(textAt(code.finish(), count * 2)).toBe(text);
  });

  it.each([
    [126, "beq .-252"],
    [127, "beq.w .-254"],
  ])("jumps back on a condition over %i instructions", (count, text) => {
    const code = new CodeBuffer();
    code.bind(0);
    filled(code, count);
    code.branchIf(EQ, 0);
    expect(textAt(code.finish(), count * 2)).toBe(text);
  });

  it.each([0, 3, 5000])("jumps ahead over %i instructions in the long form", (count) => {
    const code = new CodeBuffer();
    code.branch(7);
    code.branchIf(EQ, 7);
    filled(code, count);
    code.bind(7);
    const bytes = code.finish();
    expect(textAt(bytes, 0)).toBe(`b.w .+${8 + count * 2}`);
    expect(textAt(bytes, 4)).toBe(`beq.w .+${4 + count * 2}`);
  });

  it("drops what nothing reaches up to the next label", () => {
    const code = new CodeBuffer();
    code.drop();
    filled(code, 3);
    code.branch(1);
    code.bind(0);
    filled(code, 1);
    expect(code.finish().length).toBe(2);
  });

  it("refuses to end where a label is missing", () => {
    const code = new CodeBuffer();
    code.branch(3);
    expect(() => code.finish()).toThrow("label 3 is bound nowhere");
  });
});
