import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.js";
import { Runtime } from "../../src/index.js";
import { thumbTarget } from "../../src/thumb/native-target.js";
import { PythonError } from "../../src/vm/errors.js";

function outputOf(start: (runtime: Runtime) => void, emit: "native" | "bytecode" = "bytecode") {
  const decoder = new TextDecoder();
  let output = "";
  const runtime = new Runtime({
    machine: "thumb",
    emit,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  try {
    start(runtime);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    output += error.traceback;
  }
  return output;
}

const run = (source: string, emit?: "native"): string =>
  outputOf((runtime) => runtime.run(source, { filename: "main.py" }), emit);

/** Prints the traceback of each call, as machine code and as bytecode. */
function expectSame(source: string): void {
  const bytecode = run(source);
  expect(bytecode).toContain("Traceback");
  expect(run(source, "native")).toBe(bytecode);
}

const FAILING = `import sys
def fails(x):
    return 1 // x
def show(f):
    try:
        f()
    except Exception as e:
        sys.print_exception(e)
`;

describe("tracebacks of native code are those of bytecode", () => {
  it("through functions, methods and loops", () => {
    expectSame(`${FAILING}
class C:
    def m(self):
        for i in range(3):
            if i:
                fails(0)
show(C().m)
C().m()`);
  });

  it("through handlers that do not match, finally and with", () => {
    expectSame(`${FAILING}
class M:
    def __enter__(self): pass
    def __exit__(self, *a): pass
def f():
    try:
        with M():
            try:
                fails(0)
            except ValueError:
                pass
    finally:
        x = 1
show(f)`);
  });

  it("of exceptions that are raised again, by name and without", () => {
    expectSame(`${FAILING}
def named():
    try:
        fails(0)
    except ZeroDivisionError as e:
        raise e
def bare():
    try:
        fails(0)
    except ZeroDivisionError:
        raise
show(named)
show(bare)`);
  });

  it("of generators, also when something is thrown into them", () => {
    expectSame(`${FAILING}
def g():
    yield 1
    yield fails(0)
show(lambda: list(g()))
it = g()
next(it)
show(lambda: it.throw(KeyError(5)))`);
  });

  it("of locals that are not bound, with the line of the first of them", () => {
    expectSame(`${FAILING}
def f():
    if fails(1) == 2:
        y = 1
    x = 1
    return y
show(f)`);
  });
});

describe("tracebacks of other machine code", () => {
  it("tell function and line of viper code", () => {
    expect(
      run(`@micropython.viper
def f(x: int):
    y = x

    print([][y])
f(1)`),
    ).toContain('  File "main.py", line 6, in <module>\n  File "main.py", line 5, in f\n');
  });

  it("tell file and function where a file has no lines", () => {
    const source = "def f():\n    return 1 // 0\nf()\n";
    const bytes = compile(source, {
      filename: "lib.py",
      native: thumbTarget("armv7emsp"),
      emit: "native",
    });
    expect(outputOf((runtime) => runtime.runMpy(bytes))).toBe(`Traceback (most recent call last):
  File "lib.py", in <module>
  File "lib.py", in f
ZeroDivisionError: divide by zero
`);
  });
});

describe("a wild pointer", () => {
  const faults: readonly [string, string, RegExp][] = [
    [
      "viper code",
      `@micropython.viper
def f(a: int) -> int:
    p = ptr32(a)
    return p[1]
f(0x60000000)`,
      /line 4, in f\nRuntimeError: HardFault at 0x60000004 pc 0x[0-9a-f]+ line 4\n/,
    ],
    [
      "viper code that stores",
      `@micropython.viper
def f(a: int):
    ptr8(a)[0] = 1
f(0x60000000)`,
      /line 3, in f\nRuntimeError: HardFault at 0x60000000 pc 0x[0-9a-f]+ line 3\n/,
    ],
    [
      "the inline assembler",
      `@micropython.asm_thumb
def f(r0):
    mov(r1, 1)
    strh(r1, [r0, 2])
f(0x60000000)`,
      /line 4, in f\nRuntimeError: HardFault at 0x60000002 pc 0x[0-9a-f]+ line 4\n/,
    ],
    [
      "a branch to nowhere",
      `@micropython.asm_thumb
def f(r0):
    blx(r0)
f(0x60000001)`.replace("blx", "bx"),
      /line 3, in f\nRuntimeError: HardFault at 0x60000000 pc 0x60000000 line 3\n/,
    ],
    [
      "a branch to nowhere, for the second time",
      `@micropython.asm_thumb
def f(r0):
    bx(r0)
@micropython.asm_thumb
def g(r0):
    nop()
    bx(r0)
try:
    f(0x60000001)
except RuntimeError:
    g(0x60000001)`,
      /line 7, in g\nRuntimeError: HardFault at 0x60000000 pc 0x60000000 line 7\n/,
    ],
    [
      "a call of an address that is even",
      `@micropython.asm_thumb
def f(r0):
    push({lr})
    data(2, 0x4780)
    pop({pc})
f(0x20001000)`,
      /line 4, in f\nRuntimeError: HardFault at 0x20001000 pc 0x20001000 line 4\n/,
    ],
    [
      "several registers at an odd address",
      `@micropython.asm_thumb
def f(r0):
    nop()
    ldm(r0, {r1, r2})
f(1)`.replace("ldm(r0, {r1, r2})", "data(4, 0x0006e890)"),
      /line 4, in f\nRuntimeError: HardFault at 0x1 pc 0x[0-9a-f]+ line 4\n/,
    ],
  ];

  it.each(faults)("in %s is told with address, pc and line", (_, source, expected) => {
    expect(run(source)).toMatch(expected);
  });

  it("can be caught, and the program goes on", () => {
    expect(
      run(`@micropython.viper
def f(a: int) -> int:
    return ptr8(a)[0]
for i in range(3):
    try:
        f(0x60000000)
    except RuntimeError as e:
        print(e.args[0].split(" pc ")[0])`),
    ).toBe("HardFault at 0x60000000\n".repeat(3));
  });
});

describe("sys.exc_info in native code", () => {
  it("tells what the innermost handler handles", () => {
    const source = `import sys
def f():
    try:
        try:
            1 // 0
        except ZeroDivisionError as e:
            print(sys.exc_info()[1] is e)
            raise KeyError(1)
    except KeyError as e:
        print(sys.exc_info()[1] is e)
    print(sys.exc_info()[0])
f()
def g(): return sys.exc_info()[0]
print(g())`;
    expect(run(source, "native")).toBe(run(source));
  });
});

describe("large frames", () => {
  it("have locals beyond the reach of short instructions", () => {
    const names = Array.from({ length: 600 }, (_, i) => `v${i}`);
    const source = `def f(n):
${names.map((name, i) => `    ${name} = n + ${i}`).join("\n")}
    return ${names.map((name) => name).join(" + ")}
print(f(1))`;
    expect(run(source, "native")).toBe(`${600 + (599 * 600) / 2}\n`);
  });
});
