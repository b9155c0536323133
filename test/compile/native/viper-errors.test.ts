import { describe, expect, it } from "vitest";
import { CompileError, compile } from "../../../src/compile/index.js";
import type { NativeTarget } from "../../../src/compile/native/assembler.js";
import { viperTarget } from "../../../src/jit-wasm/viper/viper-target.js";
import { thumbTarget } from "../../../src/thumb/native-target.js";

const targets = { thumb: thumbTarget("armv7emsp"), wasm: viperTarget(false) };

/** The error of a viper function, the same for each machine, as `type: text at line:column`; lines count from the decorator. */
function errorOf(lines: readonly string[]): string {
  const source = ["@micropython.viper", ...lines, ""].join("\n");
  const error = errorFor(source, targets.wasm);
  expect(errorFor(source, targets.thumb)).toBe(error);
  return error;
}

function errorFor(source: string, native: NativeTarget): string {
  try {
    compile(source, { native });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return `${error.type}: ${error.text} at ${error.line}:${error.column}`;
  }
  return "none";
}

const viper = (text: string, place: string): string => `ViperTypeError: ${text} at ${place}`;

describe("annotations of viper functions", () => {
  it.each([
    ["def f(a: 1): pass", "SyntaxError: annotation must be an identifier at 2:10"],
    ["def f() -> 1: pass", "SyntaxError: annotation must be an identifier at 2:12"],
    ["def f(a: other): pass", viper("unknown type 'other'", "2:10")],
    ["def f() -> other: pass", viper("unknown type 'other'", "2:12")],
  ])("%s", (line, expected) => {
    expect(errorOf([line])).toBe(expected);
  });
});

describe("viper's typing rules", () => {
  it.each<[string[], string]>([
    [["def f():", "    print(x)", "    x = 1"], viper("local 'x' used before type known", "3:11")],
    [
      ["def f():", "    x = 1", "    x = []"],
      viper("local 'x' has type 'int' but source is 'object'", "4:5"),
    ],
    [
      ["def f():", "    if ptr(0):", "        pass"],
      viper("can't implicitly convert 'ptr' to 'bool'", "3:5"),
    ],
    [["def f() -> int:", "    return []"], viper("return expected 'int' but got 'object'", "3:5")],
    [["def f(x: ptr):", "    -x"], viper("can't do unary op of 'ptr'", "3:5")],
    [["def f(x: int):", "    not x"], viper("'not' not implemented", "3:5")],
    [["def f():", "    x = 1 + []"], viper("can't do binary op between 'int' and 'object'", "3:9")],
    [["def f(x: int, y: uint):", "    x < y"], viper("comparison of int and uint", "3:5")],
    [["def f(x: uint):", "    x // x"], viper("div/mod not implemented for uint", "3:5")],
    [["def f(x: uint):", "    x % x"], viper("div/mod not implemented for uint", "3:5")],
    [["def f(x: int):", "    x in x"], viper("binary op  not implemented", "3:5")],
    [["def f(x: int):", "    x ** x"], viper("binary op __pow__ not implemented", "3:5")],
    [["def f():", "    1[0]"], viper("can't load from 'int'", "3:5")],
    [["def f(x):", "    ptr8(0)[x]"], viper("can't load with 'object' index", "3:5")],
    [["def f(x: int):", "    x[0] = x"], viper("can't store to 'int'", "3:5")],
    [["def f(x):", "    ptr8(0)[x] = 1"], viper("can't store with 'object' index", "3:5")],
    [["def f(x: ptr32):", "    x[0] = None"], viper("can't store 'None'", "3:5")],
    [["def f():", "    raise 1"], viper("must raise an object", "3:5")],
  ])("%j", (lines, expected) => {
    expect(errorOf(lines)).toBe(expected);
  });

  it("reports the last error of a statement, as MicroPython does", () => {
    expect(errorOf(["def f(x: ptr, y: int):", "    print(-x, y in y)"])).toBe(
      viper("binary op  not implemented", "3:15"),
    );
  });

  it("reports the first statement's error", () => {
    expect(errorOf(["def f(x: ptr):", "    -x", "    raise 1"])).toBe(
      viper("can't do unary op of 'ptr'", "3:5"),
    );
  });

  it("comes behind errors of syntax anywhere", () => {
    expect(errorOf(["def f():", "    raise 1", "break"])).toMatch(/^SyntaxError: .* at 4:1$/);
  });
});

describe("what machine code cannot do", () => {
  it.each<[string[], string]>([
    [["def f():", "    yield"], "native yield at 3:5"],
    [["def f(x):", "    yield from x"], "native yield at 3:5"],
    [["async def f():", "    pass"], "native yield at 1:1"],
    [["def f():", "    print(ptr(1), int)"], "conversion to object at 3:5"],
    [["def f():", "    int(int)"], "casting at 3:5"],
  ])("%j", (lines, expected) => {
    expect(errorOf(lines)).toBe(`NotImplementedError: ${expected}`);
  });

  it("reaches no more locals on the processor than its instructions do", () => {
    const storing = (n: number): string => {
      const stores = Array.from({ length: n }, (_, i) => `    v${i} = 0`);
      return ["@micropython.viper", "def f():", ...stores, ""].join("\n");
    };
    expect(errorFor(storing(1000), targets.thumb)).toBe("none");
    expect(errorFor(storing(1030), targets.thumb)).toMatch(/^NotImplementedError: too many locals/);
    expect(errorFor(storing(1030), targets.wasm)).toBe("none");
  });

  it.each<[string[], string]>([
    [["def f(x):", "    return lambda: x"], "closure over viper argument at 1:1"],
    [["def f(x: int):", "    [x for y in z]"], "closure over viper argument at 1:1"],
  ])("makes no Wasm of %j", (lines, expected) => {
    const source = ["@micropython.viper", ...lines, ""].join("\n");
    expect(errorFor(source, targets.wasm)).toBe(`NotImplementedError: ${expected}`);
    expect(errorFor(source, targets.thumb)).toBe("none");
  });

  it.each(["*x", "**x", "*, x"])("takes %s, which has no value", (parameter) => {
    const source = `@micropython.viper\ndef f(${parameter}):\n    pass\n`;
    expect(errorFor(source, targets.wasm)).toBe("none");
    expect(errorFor(source, targets.thumb)).toBe("none");
  });
});
