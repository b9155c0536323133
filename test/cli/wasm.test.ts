import { afterAll, describe, expect, it } from "vitest";
import { Workplace } from "./adder.js";

const place = new Workplace();
afterAll(() => place.remove());

place.write(
  "functions.py",
  [
    "import micropython",
    "@micropython.viper",
    "def add(a: int, b: int) -> int:",
    "    return a + b",
    "class Counter:",
    "    @micropython.native",
    "    def count(self, n):",
    "        return [self.step for i in range(n)]",
    "@micropython.native",
    "def turns(n):",
    "    yield n",
    "def plain(x):",
    "    return x",
  ].join("\n"),
);
place.write("wrong.py", "import micropython\n@micropython.viper\ndef f():\n    return 1 + None\n");

const titles = (text: string): string[] =>
  text.split("\n").flatMap((line) => /^;; (.*?), \d+ bytes$/.exec(line)?.[1] ?? []);

describe("adder wasm", () => {
  it("prints the functions that a program declares to be compiled", () => {
    const { status, stdout, stderr } = place.run(["wasm", "functions.py"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(titles(stdout)).toEqual([
      "add: viper",
      "count: native",
      "<listcomp>: native",
      "turns: native",
    ]);
  });

  it("prints one function", () => {
    const { stdout } = place.run(["wasm", "functions.py", "--function", "add"]);
    expect(titles(stdout)).toEqual(["add: viper"]);
    expect(stdout).toContain('(export "run" (func $add))');
    expect(stdout).toContain("i32.add");
  });

  it("names what a native function takes from its module", () => {
    const { stdout } = place.run(["wasm", "functions.py", "--function", "<listcomp>"]);
    expect(stdout).toContain("(global $name_step i32)");
    expect(stdout).toContain("(call $jitLoadAttr");
  });

  it("prints all functions of a program that is native as a whole, but what runs once", () => {
    const { stdout } = place.run(["wasm", "-X", "emit=native", "functions.py"]);
    expect(titles(stdout)).toEqual([
      "add: viper",
      "count: native",
      "<listcomp>: native",
      "turns: native",
      "plain: native",
    ]);
  });

  it("prints all functions of a program that is viper as a whole", () => {
    place.write("small.py", "def f(x):\n    return x\nf(1)\n");
    const { stdout } = place.run(["wasm", "-X", "emit=viper", "small.py"]);
    expect(titles(stdout)).toEqual(["<module>: viper", "f: viper"]);
  });

  it("prints what is in a file for Wasm", () => {
    place.run(["compile", "-march=wasm32", "functions.py"]);
    const ofFile = place.run(["wasm", "functions.mpy"]).stdout;
    expect(ofFile).toBe(place.run(["wasm", "functions.py"]).stdout);
  });

  it("takes standard input", () => {
    const source = "@micropython.native\ndef f(): pass\n";
    expect(titles(place.run(["wasm", "-"], source).stdout)).toEqual(["f: native"]);
  });
});

const hint =
  "@micropython.native, @micropython.viper and -X emit=native|viper make Wasm of functions";

describe("adder wasm says why there is nothing to print", () => {
  it.each([
    ["a missing function", ["functions.py", "--function", "no"], "there is no function no"],
    [
      "a function that is not decorated",
      ["functions.py", "--function", "plain"],
      `plain stays bytecode: ${hint}`,
    ],
  ])("for %s", (_name, args, text) => {
    const { status, stdout, stderr } = place.run(["wasm", ...args]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(`adder: functions.py: ${text}\n`);
  });

  it("for a program without such functions", () => {
    place.write("plain.py", "def f(): pass\n");
    const { status, stderr } = place.run(["wasm", "plain.py"]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `adder: plain.py: no function became Wasm: ${hint}\n`,
    });
  });

  it("for a file of another machine", () => {
    place.run(["compile", "-march=armv7emsp", "functions.py", "-o", "thumb.mpy"]);
    const { status, stderr } = place.run(["wasm", "thumb.mpy"]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "adder: thumb.mpy: it has machine code for another machine\n",
    });
  });

  it("for a source that is refused", () => {
    const { status, stderr } = place.run(["wasm", "wrong.py"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^wrong\.py:4:\d+: ViperTypeError: /);
  });

  it("for a file that is not there", () => {
    const { status, stderr } = place.run(["wasm", "absent.py"]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "adder: can't open 'absent.py': ENOENT\n",
    });
  });

  it.each([[[]], [["a.py", "b.py"]], [["-X", "emit=other", "a.py"]], [["--unknown", "a.py"]]])(
    "for the arguments %j",
    (args) => {
      const { status, stderr } = place.run(["wasm", ...args]);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^usage: adder wasm /);
    },
  );
});
