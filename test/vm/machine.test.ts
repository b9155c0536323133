import { describe, expect, it } from "vitest";
import {
  BudgetError,
  createRuntimeSync,
  PythonError,
  type Runtime,
  type RuntimeOptions,
  UsageError,
} from "../../build/index.js";
import { compileSource } from "../../src/vm/compile.js";

const VIPER = `
import micropython
@micropython.viper
def read(address: int) -> int:
    return ptr32(address)[0]
@micropython.viper
def endless():
    while True: pass
@micropython.native
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
def deepest():
    n = 0
    try:
        while True:
            depth(n)
            n += 1
    except RuntimeError:
        return n
`;

function machine(options: RuntimeOptions = {}): Runtime {
  const runtime = createRuntimeSync({ machine: "thumb", ...options });
  runtime.run(VIPER);
  return runtime;
}

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a runtime with a machine", () => {
  it("says so in sys.implementation", () => {
    const runtime = machine();
    runtime.run("import sys\nmpy = sys.implementation._mpy");
    expect(runtime.globals.get("mpy")).toBe(0x1f06);
  });

  it("makes a PythonError of a wild pointer, and goes on", () => {
    const runtime = machine();
    const error = failureOf(() => runtime.call("read", 0));
    expect(error).toBeInstanceOf(PythonError);
    expect((error as PythonError).message).toMatch(/HardFault at 0x0 pc 0x[0-9a-f]+/);
    expect(runtime.call("depth", 3)).toBe(3);
  });

  it("ends an endless loop when the budget is used up, and goes on", () => {
    const runtime = machine({ budget: 1_000_000 });
    expect(failureOf(() => runtime.call("endless"))).toBeInstanceOf(BudgetError);
    expect(runtime.call("depth", 3)).toBe(3);
  });

  it("hears an interrupt in an endless loop", () => {
    const runtime: Runtime = machine({ onSafepoint: () => runtime?.interrupt() });
    const error = failureOf(() => runtime.call("endless"));
    expect(error).toMatchObject({ type: "KeyboardInterrupt" });
  });

  it("bounds recursion by the size of its stack", () => {
    const small = machine({ machineStackSize: 4096 }).call("deepest") as number;
    const large = machine({ machineStackSize: 15360 }).call("deepest") as number;
    expect(small).toBeGreaterThan(5);
    expect(large).toBeGreaterThan(2 * small);
  });

  it("refuses other machines and sizes", () => {
    const options = [{ machine: "sparc" }, { machine: "thumb", machineStackSize: 10 }];
    for (const option of options) {
      expect(failureOf(() => createRuntimeSync(option as RuntimeOptions))).toBeInstanceOf(
        UsageError,
      );
    }
  });
});

describe("a file with machine code", () => {
  const file = (): Uint8Array => {
    const source = "@micropython.native\ndef f(): return 7\nresult = f()";
    const compiled = compileSource(source, "f.py", "exec", { machine: "thumb" });
    if ("error" in compiled) throw compiled.error;
    return compiled.mpy;
  };
  const messageOf = (bytes: Uint8Array, options: RuntimeOptions): string | undefined => {
    const error = failureOf(() => createRuntimeSync(options).runMpy(bytes));
    return error instanceof PythonError ? error.message : undefined;
  };

  it("runs", () => {
    const runtime = createRuntimeSync({ machine: "thumb" });
    runtime.runMpy(file());
    expect(runtime.globals.get("result")).toBe(7);
  });

  it("is refused where nothing runs it", () => {
    expect(messageOf(file(), { machine: "none" })).toBe(
      "ValueError: native code in .mpy unsupported",
    );
  });

  it("is refused where it is for another machine", () => {
    const bytes = file();
    // RV32: number 11 in bits 2 to 5, sub-version 3.
    bytes[2] = (11 << 2) | 3;
    expect(messageOf(bytes, { machine: "thumb" })).toBe("ValueError: incompatible .mpy arch");
  });

  it("faults where an instruction is none", () => {
    const bytes = file();
    const blx = bytes.findLastIndex((byte, i) => byte === 0xa0 && bytes[i + 1] === 0x47);
    bytes.set([0x00, 0xde], blx);
    expect(messageOf(bytes, { machine: "thumb" })).toMatch(
      /^RuntimeError: HardFault at 0x[0-9a-f]+ pc 0x/,
    );
  });
});
