import { describe, expect, it } from "vitest";
import { CompileError, compile } from "../../src/compile/index.js";
import { compileMessages } from "../../src/tables/compile-messages.js";

function refusal(source: string): CompileError {
  try {
    compile(source, { filename: "t.py" });
  } catch (error) {
    if (error instanceof CompileError) return error;
    throw error;
  }
  throw new Error("the program was compiled");
}

const programs: readonly [keyof typeof compileMessages, string, number, number][] = [
  ["cannotAssign", "x\nf() = 1", 2, 1],
  ["cannotDelete", "del f()", 1, 5],
  ["multipleStars", "*a, *b = c", 1, 5],
  ["starNotTarget", "x = *a", 1, 5],
  ["outsideLoop", "if a:\n  break", 2, 3],
  ["returnOutside", "return 1", 1, 1],
  ["yieldOutside", "x = yield", 1, 5],
  ["awaitOutside", "await x", 1, 1],
  ["asyncOutside", "def f():\n  async for x in y: pass", 2, 3],
  ["starImport", "def f():\n  from x import *", 2, 3],
  ["redefinedGlobal", "def f():\n  x = 1\n  global x", 3, 10],
  ["redefinedNonlocal", "def f(x):\n  nonlocal x", 2, 12],
  ["noNonlocal", "def f():\n  nonlocal x", 2, 12],
  ["outerNonlocal", "nonlocal x", 1, 1],
  ["defaultExceptLast", "try: a\nexcept: b\nexcept C: d", 2, 1],
  ["noSelf", "def f(): super()", 1, 10],
  ["starAfterDouble", "f(**a, *b)", 1, 8],
  ["tooManyArguments", `f(${"a, ".repeat(30)}*b)`, 1, 93],
  ["tooManyArguments", `f(${"a, ".repeat(256)})`, 1, 768],
  ["tooManyTargets", `${"a, ".repeat(256)}*b = c`, 1, 769],
  ["positionalAfterDouble", "f(**a, b)", 1, 8],
  ["positionalAfterKeyword", "f(a=1, b)", 1, 8],
  ["reusedParameter", "def f(a, a): pass", 1, 10],
  ["defaultOrder", "def f(a=1, b): pass", 1, 12],
  ["invalidDecorator", "@micropython.fast\ndef f(): pass", 1, 2],
  ["invalidArchitecture", "@micropython.viper\ndef f(): pass", 1, 2],
];

describe("programs that parse but mean nothing", () => {
  it.each(programs)("%s", (message, source, line, column) => {
    const { type, text, line: atLine, column: atColumn } = refusal(source);
    expect({ type, text, line: atLine, column: atColumn }).toEqual({
      type: "SyntaxError",
      text: compileMessages[message],
      line,
      column,
    });
  });

  it("refuses a jump that no operand can hold", () => {
    const { type, text } = refusal(`while a:\n${"  a.b = c\n".repeat(6000)}`);
    expect([type, text]).toEqual(["RuntimeError", compileMessages.bytecodeOverflow]);
  });

  it("refuses nesting that a host stack might not hold", () => {
    const { type } = refusal(`x = ${"-a[".repeat(5000)}0${"]".repeat(5000)}`);
    expect(type).toBe("RuntimeError");
  });
});
