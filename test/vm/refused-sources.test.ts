import { afterEach, describe, expect, it } from "vitest";
import {
  CompileError,
  createRuntimeSync,
  PythonError,
  type Runtime,
  type RuntimeOptions,
} from "../../build/index.js";

/** A program that is refused: its lines, and the error with its place. */
type Refused = readonly [name: string, lines: readonly string[], error: string, place: string];

const viper = "@micropython.viper";
const assembler = "@micropython.asm_thumb";

const sources: readonly Refused[] = [
  [
    "two types of a viper operator",
    [viper, "def f(x: int):", "    y = 1", "    y = x + []"],
    "ViperTypeError: can't do binary op between 'int' and 'object'",
    "7:9",
  ],
  [
    "a viper result of another type",
    [viper, "def f(x) -> int:", "    return x"],
    "ViperTypeError: return expected 'int' but got 'object'",
    "6:5",
  ],
  [
    "a viper local of two types",
    [viper, "def f():", "    x = 1", "    x = 'a'"],
    "ViperTypeError: local 'x' has type 'int' but source is 'object'",
    "7:5",
  ],
  [
    "an unknown viper type",
    [viper, "def f(x: word): pass"],
    "ViperTypeError: unknown type 'word'",
    "5:10",
  ],
  [
    "an unknown decorator",
    ["@micropython.fast", "def f(): pass"],
    "SyntaxError: invalid micropython decorator",
    "4:2",
  ],
  ["what is no Python", ["def f(:", "    pass"], "SyntaxError: invalid syntax", "4:7"],
];

const thumbSources: readonly Refused[] = [
  [
    "an unknown mnemonic",
    [assembler, "def f(r0):", "    mov(r0, r1)", "    twist(r0, r1)"],
    "SyntaxError: unsupported Thumb instruction 'twist' with 2 arguments",
    "7:5",
  ],
  [
    "an immediate out of range",
    [assembler, "def f(r0):", "    mov(r0, 256)"],
    "SyntaxError: 'mov' integer 0x100 doesn't fit in mask 0xff",
    "6:13",
  ],
  [
    "an undefined label",
    [assembler, "def f(r0):", "    b(nowhere)"],
    "SyntaxError: label 'nowhere' not defined",
    "6:7",
  ],
  [
    "a register that is none",
    [assembler, "def f(r0):", "    mov(r16, r0)"],
    "SyntaxError: 'mov' expects a register",
    "6:9",
  ],
];

/** What is defined before: it must stay as it is. */
const head = ["import micropython", "changed = 0", "def f(*args): return 'before'"];

const runtimes: Runtime[] = [];
afterEach(() => {
  for (const runtime of runtimes.splice(0)) runtime.dispose();
});

function start(options: RuntimeOptions): Runtime {
  const runtime = createRuntimeSync(options);
  runtimes.push(runtime);
  runtime.run(head.join("\n"));
  return runtime;
}

function errorOf(action: () => void): PythonError {
  try {
    action();
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const withHead = (lines: readonly string[]): string =>
  ["", "", "changed = 1", ...lines, "changed = 2"].join("\n");

function check(
  options: RuntimeOptions,
  lines: readonly string[],
  text: string,
  place: string,
): void {
  const runtime = start(options);
  const error = errorOf(() => runtime.run(withHead(lines), { filename: "it.py" }));
  expect(error.message).toBe(text);
  const { cause } = error;
  if (!(cause instanceof CompileError)) throw new Error("the error has no place");
  expect(`${cause.line}:${cause.column}`).toBe(place);
  expect(error.traceback).toContain(`File "it.py", line ${cause.line}`);
  // Nothing of the program has run, and what was there before is there still.
  expect(runtime.globals.get("changed")).toBe(0);
  expect(runtime.call("f", 1)).toBe("before");
}

describe("a source that is refused has a line and a column, and leaves nothing behind", () => {
  it.each(sources)("%s, on the host", (_name, lines, text, place) => {
    check({ machine: "wasm" }, lines, text, place);
  });

  it.each([...sources, ...thumbSources])("%s, on the processor", (_name, lines, text, place) => {
    check({ machine: "thumb" }, lines, text, place);
  });
});

describe("a module that is refused", () => {
  it("is not registered", () => {
    const runtime = start({ machine: "wasm" });
    const source = `${viper}\ndef f(x: int):\n    return x + []\n`;
    runtime.globals.set("source", source);
    runtime.run(
      [
        "import sys",
        "before = len(sys.modules)",
        "try:",
        "    exec(source)",
        "except ViperTypeError as error:",
        "    told = repr(error)",
        "after = len(sys.modules)",
      ].join("\n"),
    );
    expect(runtime.globals.get("after")).toBe(runtime.globals.get("before"));
    expect(runtime.call("f")).toBe("before");
  });
});
