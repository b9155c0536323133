import { describe, expect, it } from "vitest";
import { createRuntimeSync, type RuntimeOptions } from "../../build/index.js";
import { compile } from "../../src/compile/index.js";
import { readMpy, type StoredFunction } from "../../src/compile/mpy/reader.js";
import type { NativeTarget } from "../../src/compile/native/assembler.js";
import type { EmitKind } from "../../src/compile/scope.js";
import { aheadTarget } from "../../src/jit-wasm/ahead-target.js";
import { CodeKind } from "../../src/tables/mpy-format.js";
import { thumbTarget } from "../../src/thumb/native-target.js";

/** A function of each kind, with all that native code has to do. */
const program = `
import micropython
@micropython.native
def generate(n):
    for i in range(n):
        got = yield i
        if got: yield got
@micropython.native
async def wait(n):
    await wait(n - 1) if n else None
    return n
@micropython.native
def close_over(step):
    total = 0
    def add(n):
        nonlocal total
        total += n * step
        return total
    return add
class Manager:
    @micropython.native
    def __enter__(self): return self
    @micropython.native
    def __exit__(self, kind, value, trace):
        print("exit", kind is ValueError)
        return True
@micropython.native
def manage():
    with Manager():
        raise ValueError
    try:
        return [x * 2 for x in (1, 2)]
    finally:
        print("finally")
@micropython.viper
def viper(n: int) -> int: return n * 3
@micropython.bytecode
def plain(*args, k=1, **more): return args, k, sorted(more)
g = generate(2)
print(next(g), g.send(7), next(g), list(g))
try: wait(3).send(None)
except StopIteration as error: print(error.value)
add = close_over(2)
print(add(1), add(2), manage(), viper(5), plain(1, k=2, z=3))
`;

const output = "0 7 1 []\n3\nexit True\nfinally\n2 6 [2, 4] 15 ((1,), 2, ['z'])\n";

function outputOf(options: RuntimeOptions, mpy?: Uint8Array): string {
  let text = "";
  const runtime = createRuntimeSync({
    ...options,
    stdout: (bytes) => {
      text += Buffer.from(bytes).toString();
    },
  });
  if (mpy === undefined) runtime.run(program);
  else runtime.runMpy(mpy);
  return text;
}

describe("functions of all kinds", () => {
  const modes = ["off", "on", "eager"] as const;
  const machines = ["wasm", "thumb"] as const;
  const emits = ["bytecode", "native"] as const;
  const rows = machines.flatMap((machine) =>
    emits.flatMap((emit) =>
      modes.flatMap((jit) => [true, false].map((hardMode) => ({ machine, emit, jit, hardMode }))),
    ),
  );

  it.each(rows)("run on $machine, emit=$emit, jit=$jit, hard: $hardMode", (row) => {
    expect(outputOf(row)).toBe(output);
  });

  it.each(modes)("run from a file for Wasm, jit=%s", (jit) => {
    const mpy = compile(program, { native: aheadTarget() });
    expect(outputOf({ jit }, mpy)).toBe(output);
    expect(outputOf({ jit, hardMode: true }, mpy)).toBe(output);
  });
});

const kindNames: Readonly<Record<CodeKind, string>> = {
  [CodeKind.Bytecode]: "bytecode",
  [CodeKind.NativePython]: "native",
  [CodeKind.NativeViper]: "viper",
  [CodeKind.NativeAssembler]: "assembler",
};

function kindsOf({ kind, ahead, children }: StoredFunction): string[] {
  const own = ahead === undefined ? kindNames[kind] : "translated";
  return [own, ...children.flatMap(kindsOf)];
}

const decorated = [
  "@micropython.bytecode",
  "def a(): return lambda: 1",
  "@micropython.native",
  "def b():",
  "    @micropython.bytecode",
  "    def c(): pass",
  "    return [x for x in c()]",
  "@micropython.viper",
  "def d(): pass",
  "def e(): pass",
].join("\n");

const kinds = (native: NativeTarget, emit: EmitKind): string =>
  kindsOf(readMpy(compile(decorated, { native, emit })).code).join(" ");

describe("what decorators and -X emit= make of functions", () => {
  const thumb = thumbTarget("armv7emsp");
  it.each<[string, NativeTarget, EmitKind, string]>([
    [
      "thumb",
      thumb,
      "bytecode",
      "bytecode bytecode bytecode native bytecode native viper bytecode",
    ],
    ["thumb", thumb, "native", "native bytecode bytecode native bytecode native viper native"],
    ["thumb", thumb, "viper", "viper bytecode bytecode native bytecode native viper viper"],
    [
      "wasm",
      aheadTarget(),
      "bytecode",
      "bytecode bytecode bytecode translated bytecode translated viper bytecode",
    ],
    [
      "wasm",
      aheadTarget(),
      "ahead",
      "bytecode bytecode bytecode translated bytecode translated viper translated",
    ],
  ])("on %s: %s %s", (_name, native, emit, expected) => {
    expect(kinds(native, emit)).toBe(expected);
  });
});
