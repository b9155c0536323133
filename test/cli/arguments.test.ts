import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/cli/arguments.js";

describe("the program", () => {
  it.each([
    [["-c", "print(1)", "a", "-b"], { kind: "command", text: "print(1)" }, ["-c", "a", "-b"]],
    [["-m", "pkg.mod", "a"], { kind: "module", text: "pkg.mod" }, ["pkg.mod", "a"]],
    [["x.py", "-O"], { kind: "file", text: "x.py" }, ["x.py", "-O"]],
    [["-", "a"], { kind: "stdin" }, ["-", "a"]],
    [[], { kind: "none" }, []],
  ])("of %j is found", (args, program, argv) => {
    expect(parseArguments(args)).toMatchObject({ kind: "run", program, argv });
  });
});

describe("options", () => {
  it.each([
    [["-O"], { optLevel: 1 }],
    [["-O3"], { optLevel: 3 }],
    [["-OO"], { optLevel: 2 }],
    [["-i"], { inspect: true }],
    [["-v", "-v"], { verbose: 2 }],
    [["-X", "emit=native"], { emitter: "native" }],
    [["-X", "compile-only"], { compileOnly: true }],
    [["-X", "heapsize=4096"], { heapSize: 4096 }],
    [["-X", "heapsize=16K"], { heapSize: 16384 }],
    [["-X", "heapsize=2wm"], { heapSize: 2097152 }],
  ])("%j are read", (args, expected) => {
    expect(parseArguments(args)).toMatchObject(expected);
  });

  it.each([[["-c"]], [["-z"]], [["-X", "heapsize=1"]], [["-X", "heapsize=4G"]], [["-X", "other"]]])(
    "%j are refused",
    (args) => {
      expect(parseArguments(args)).toMatchObject({ kind: "invalid" });
    },
  );

  it.each([
    ["-h", "help"],
    ["-V", "version"],
    ["--version", "version"],
  ])("%s asks for the %s", (arg, kind) => {
    expect(parseArguments([arg])).toEqual({ kind });
  });
});
