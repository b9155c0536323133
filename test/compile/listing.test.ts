import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.js";
import { listBytecode } from "../../src/compile/listing.js";

function list(source: string): string[] {
  return listBytecode(compile(source, { filename: "a.py" })).split("\n");
}

/** The instructions of the first function in a source. */
function instructions(source: string): string[] {
  const lines = list(source);
  const end = lines.findIndex((line, i) => i > 0 && line.startsWith("File "));
  return lines.slice(0, end < 0 ? undefined : end).filter((line) => /^\d\d+ /.test(line));
}

describe("listBytecode", () => {
  it("says of a function what its prelude says", () => {
    const lines = list("print(1)\n");
    expect(lines[0]).toMatch(
      /^File a\.py, code block '<module>' \(descriptor: \w+, bytecode @\w+ 11 bytes\)$/,
    );
    expect(lines.slice(1)).toEqual([
      "Raw bytecode (code_info_size=3, bytecode_size=8):",
      " 08 02 01 11 02 81 34 01 59 51 63",
      "arg names:",
      "(N_STATE 2)",
      "(N_EXC_STACK 0)",
      "  bc=0 line=1",
      "00 LOAD_NAME print",
      "02 LOAD_CONST_SMALL_INT 1",
      "03 CALL_FUNCTION n=1 nkw=0",
      "05 POP_TOP",
      "06 LOAD_CONST_NONE",
      "07 RETURN_VALUE",
      "",
    ]);
  });

  it("names parameters and cells", () => {
    const lines = list("def f(a, *, b):\n  return lambda: b\n");
    expect(lines).toContain("arg names: a b");
    expect(lines).toContain("(INIT_CELL 1)");
  });

  it("lists functions level by level", () => {
    const source = "def f():\n  def inner(): pass\ndef g(): pass\n";
    const blocks = list(source).flatMap((line) => /code block '(.*?)'/.exec(line)?.[1] ?? []);
    expect(blocks).toEqual(["<module>", "f", "g", "inner"]);
  });

  it.each([
    ["x = 'abc'", "00 LOAD_CONST_STRING 'abc'"],
    ["x = b'a\\n'", /^00 LOAD_CONST_OBJ \w+=b'a\\n'$/],
    ["x = (1, 'a', None)", /^00 LOAD_CONST_OBJ \w+=\(1, 'a', None\)$/],
    ["x = 1.5", /^00 LOAD_CONST_OBJ \w+=1\.5$/],
    ["import a", "02 IMPORT_NAME 'a'"],
    ["x = a + b", "04 BINARY_OP 27 __add__"],
    ["a += b", "04 BINARY_OP 14 __iadd__"],
    ["a |= b", "04 BINARY_OP 9 "],
    ["a in b", "04 BINARY_OP 6 "],
    ["x = not a", "02 UNARY_OP 3 "],
    ["if a: b", "02 POP_JUMP_IF_FALSE 7"],
    ["a(1, b=2)", "06 CALL_FUNCTION n=1 nkw=1"],
    ["def f(): pass", /^00 MAKE_FUNCTION \w+$/],
  ])("prints what %j needs", (source, expected) => {
    expect(instructions(source)).toContainEqual(
      typeof expected === "string" ? expected : expect.stringMatching(expected),
    );
  });
});
