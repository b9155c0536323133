import { describe, expect, it } from "vitest";
import { disassemble } from "../../src/compile/disassemble.js";
import { compile } from "../../src/compile/index.js";
import type { LineStart } from "../../src/compile/line-table.js";
import { listThumb } from "../../src/thumb/listing.js";
import { thumbTarget } from "../../src/thumb/native-target.js";

const source = `@micropython.viper
def less(a: int, b: int) -> bool:
    c = a
    return c < b
@micropython.native
def g():
    yield name
@micropython.asm_thumb
def double(r0):
    add(r0, r0, r0)
`;

function linesOf(text: string): string[] {
  const starts: (readonly LineStart[])[] = [];
  const bytes = compile(text, {
    native: thumbTarget("armv7emsp"),
    onMachineCode: ({ lines }) => starts.push(lines),
  });
  let next = 0;
  return disassemble(bytes, (fun, nameAt) =>
    listThumb(fun, { lines: starts[next++]!, nameAt }),
  ).split("\n");
}

const lines = linesOf(source);
const behind = (heading: string): string[] =>
  lines.slice(lines.findIndex((line) => line.startsWith(heading)));

describe("the listing of machine code", () => {
  it("tells kind, name and size of each function", () => {
    const headings = lines.filter((line) => / code.*: \d+ bytes/.test(line));
    expect(headings.map((line) => line.replace(/\d+ bytes/, "n bytes"))).toEqual([
      "viper code: n bytes, 0 functions within",
      "native code g: n bytes, 0 functions within",
      "assembler code: n bytes, 0 functions within",
    ]);
  });

  it("gives offset, bytes, line and text of each instruction", () => {
    expect(behind("viper code")[1]).toBe(
      "    0 fe b5              push {r1, r2, r3, r4, r5, r6, r7, lr}",
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ +\d+ [0-9a-f ]{11} {5}3 {2}mov r0, r4$/));
  });

  it("knows the instructions of an IT block", () => {
    const at = lines.findIndex((line) => line.endsWith("ite lt"));
    expect(lines.slice(at, at + 3).map((line) => line.slice(25))).toEqual([
      "ite lt",
      "movlt r0, #1",
      "movge r0, #0",
    ]);
  });

  it("names what is loaded from the tables", () => {
    expect(lines).toContainEqual(expect.stringMatching(/ldr r3, \[r7, #28\] {2}; load_global$/));
    expect(lines).toContainEqual(expect.stringMatching(/ldrh r0, \[r6, #\d+\] {2}; name$/));
  });

  it("shows the words in front of Python code, and where its prelude is", () => {
    const native = behind("native code");
    expect(native.slice(1, 3).map((line) => line.slice(25, 30))).toEqual([".word", ".word"]);
    expect(native).toContainEqual(expect.stringMatching(/^ {2}prelude at \d+: \d+ bytes$/));
  });
});
