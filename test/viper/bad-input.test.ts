import { describe, expect, it } from "vitest";
import { BudgetError, createRuntimeSync, RuntimeFailure } from "../../build/index.js";
import { compile } from "../../src/compile/index.js";
import { viperTarget } from "../../src/jit-wasm/viper/viper-target.js";
import { machines, outputOf, Printer } from "./machines.js";

const wild = [
  "@micropython.viper",
  "def wild(x: int) -> int:",
  "    return ptr32(x)[0]",
  "try:",
  "    print(wild(0x7FFFFFF0))",
  "except RuntimeError as error:",
  "    print(error)",
].join("\n");

function errorOf(action: () => void): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("a wild pointer", () => {
  it("ends the runtime on Wasm, and no other one", () => {
    const other = new Printer("wasm");
    const runtime = createRuntimeSync({ machine: "wasm" });
    expect(() => runtime.run(wild)).toThrow(RuntimeFailure);
    expect(() => runtime.run("pass")).toThrow(RuntimeFailure);
    expect(other.outputOf("print(1)")).toBe("1\n");
  });

  it.each([
    ["reads", "return ptr32(x)[0]", 3],
    ["writes", "ptr8(x)[0] = 1\n    return 0", 3],
    ["counts on", "p = ptr16(x)\n    while 1:\n        x += 1\n        p[x] = 1\n    return 0", 6],
    ["reads in a branch", "if x == 1:\n        return 1\n    return (\n        x + ptr8(x)[0])", 6],
    ["handles there", "try:\n        astray()\n    except TypeError:\n        ptr8(x)[1] = 2", 6],
  ])("is told with the function and line that %s there", (_name, body, line) => {
    const runtime = createRuntimeSync({ machine: "wasm" });
    const source = `@micropython.viper\ndef astray(x: int) -> int:\n    ${body}\nastray(0x7ffffff0)`;
    const failure = errorOf(() => runtime.run(source));
    expect(failure).toBeInstanceOf(RuntimeFailure);
    expect((failure as RuntimeFailure).message).toBe(
      `this runtime has failed: RuntimeError: memory access out of bounds in astray() at <stdin>:${line}`,
    );
    expect((failure as RuntimeFailure).cause).toBeInstanceOf(WebAssembly.RuntimeError);
    expect(errorOf(() => runtime.run("pass"))).toBeInstanceOf(RuntimeFailure);
  });

  it("is told with the functions that called", () => {
    const source = `
@micropython.viper
def inner(x: int) -> int:
    y = x + 4

    return ptr32(y)[0]

@micropython.viper
def outer(x: int) -> int:
    if x == 0:
        return 0
    return int(inner(x))

outer(0x7ffffff0)`;
    const runtime = createRuntimeSync({ machine: "wasm" });
    const failure = errorOf(() => runtime.run(source, { filename: "täst.py" }));
    expect((failure as RuntimeFailure).message).toBe(
      "this runtime has failed: RuntimeError: memory access out of bounds in inner() at täst.py:6, called from outer() at täst.py:12",
    );
  });

  it("is told with the line of the right one of functions of the same name", () => {
    const runtime = createRuntimeSync({ machine: "wasm" });
    const define = "@micropython.viper\ndef f(x: int) -> int:\n    return ptr32(x)[0]\n";
    const source = `${define}g = f\n${define}h = f\n${define}h(0x7ffffff0)`;
    const failure = errorOf(() => runtime.run(source));
    expect((failure as RuntimeFailure).message).toContain(" in f() at <stdin>:7");
  });

  it("is told with the line from a file for Wasm, too", () => {
    const source =
      "\n@micropython.viper\ndef f(x: int) -> int:\n    return ptr32(x)[0]\nf(-4096)\n";
    const mpy = compile(new TextEncoder().encode(source), {
      filename: "kept.py",
      native: viperTarget(false),
    });
    const runtime = createRuntimeSync({ machine: "wasm" });
    const failure = errorOf(() => runtime.runMpy(mpy));
    expect((failure as RuntimeFailure).message).toMatch(/ in f\(\) at kept.py:4$/);
  });

  it("is an exception where pointers are checked", () => {
    const printer = new Printer("wasm", "checked");
    expect(printer.outputOf(wild)).toBe("bad pointer 0x7ffffff0\n");
    expect(printer.outputOf("print(1)")).toBe("1\n");
  });

  it("is an exception on the processor", () => {
    expect(outputOf("thumb", wild)).toMatch(/^HardFault at 0x7ffffff0/);
  });
});

describe.each(machines)("viper code on %s", (machine) => {
  it.each([
    ["while True:", "        pass"],
    ["while True:", "        if n: n += 1"],
    ["for i in range(n):", "        while i >= 0: n += 1"],
  ])("is stopped by a budget: %s%s", (...loop) => {
    const runtime = createRuntimeSync({ machine, budget: 1_000_000 });
    const source = ["@micropython.viper", "def f(n: int):", ...loop.map((line) => `    ${line}`)];
    expect(() => runtime.run([...source, "f(5)"].join("\n"))).toThrow(BudgetError);
    runtime.run("pass");
  });

  it("ends deep recursion by an exception", () => {
    const source = [
      "@micropython.viper",
      "def deep(n: int) -> int:",
      "    return int(deep(n + 1)) + 1",
      "try:",
      "    deep(0)",
      "except RuntimeError as error:",
      "    print('RuntimeError')",
    ];
    expect(outputOf(machine, source.join("\n"))).toBe("RuntimeError\n");
  });
});
