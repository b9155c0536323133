import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Ended, Workplace } from "./adder.js";

const SOURCE = "print('compiled')\nx = 1 << 40\nassert x\n";
const outputs = ["prog.mpy", "out.mpy", "proogmpy"];
let place: Workplace;

beforeAll(() => {
  place = new Workplace();
  place.write("prog.py", SOURCE);
  place.write("fails.py", "1 / 0\n");
  place.write("refused.py", "x = 1\nx = = 2\n");
});

afterEach(() => {
  for (const name of outputs) rmSync(join(place.folder, name), { force: true });
});

afterAll(() => place.remove());

function compile(...args: string[]): Ended {
  return place.run(["compile", ...args], SOURCE);
}

function bytesOf(name: string): number[] {
  return [...readFileSync(join(place.folder, name))];
}

const quiet = { status: 0, stdout: "", stderr: "" };

describe("adder compile", () => {
  it("writes a file that adder runs", () => {
    expect(compile("prog.py")).toEqual(quiet);
    expect(place.run(["prog.mpy"]).stdout).toBe("compiled\n");
  });

  it("writes where -o says, under the name that -s says, with slashes", () => {
    compile("-o", "out.mpy", "-s", "far\\other.py", "fails.py");
    expect(place.run(["out.mpy"]).stderr).toContain('File "far/other.py", line 1');
  });

  it("puts mpy in the place of a name's last two characters", () => {
    place.write("proogma", SOURCE);
    expect(compile("proogma")).toEqual(quiet);
    expect(existsSync(join(place.folder, "proogmpy"))).toBe(true);
  });

  it.each([
    ["standard input", ["-"]],
    ["standard input, named after the options", ["-o", "-", "-"]],
  ])("writes what comes from %s to standard output", (_name, args) => {
    const { status, stdout } = compile(...args);
    expect([status, stdout[0]]).toEqual([0, "M"]);
  });

  it("reads standard input for an output file", () => {
    expect(compile("-", "-o", "out.mpy")).toEqual(quiet);
    expect(bytesOf("out.mpy").slice(0, 2)).toEqual([0x4d, 6]);
  });

  it.each(["-O", "-O1", "-O3", "-OO", "-O1x"])("drops assertions at %s", (level) => {
    compile("prog.py");
    const kept = bytesOf("prog.mpy").length;
    expect(compile(level, "prog.py")).toEqual(quiet);
    expect(bytesOf("prog.mpy").length).toBeLessThan(kept);
  });

  it.each([
    ["31", 31],
    ["0x10", 16],
    ["63", 63],
  ])("tells that small ints have %s bits", (text, bits) => {
    expect(compile(`-msmall-int-bits=${text}`, "prog.py")).toEqual(quiet);
    expect(bytesOf("prog.mpy")[3]).toBe(bits);
  });

  it.each(["armv7emsp", "x64", "debug", "rv64imc"])("accepts -march=%s", (name) => {
    compile("prog.py");
    const plain = bytesOf("prog.mpy");
    expect(compile(`-march=${name}`, "prog.py")).toEqual(quiet);
    expect(bytesOf("prog.mpy")).toEqual(plain);
  });

  it.each(["zba", "1", "0x1", "0b1"])("writes the architecture's flags %s", (flags) => {
    expect(compile("-march=rv32imc", `-march-flags=${flags}`, "prog.py")).toEqual(quiet);
    expect(bytesOf("prog.mpy").slice(0, 5)).toEqual([0x4d, 6, 0x40, 31, 1]);
  });

  it.each([["-v"], ["-X", "emit=bytecode"], ["-X", "heapsize=1M"], ["-march-flags=any"], ["--"]])(
    "accepts %s %s",
    (...option) => {
      expect(compile(...option, "prog.py")).toEqual(quiet);
    },
  );

  it.each([
    ["no input file", []],
    ["no input file", ["-v"]],
    ["multiple input files", ["prog.py", "fails.py"]],
    ["unrecognised arch flags", ["-march=rv32imc", "-march-flags=2", "prog.py"]],
    ["unrecognised arch flags", ["-march=x64", "-march-flags=zba", "prog.py"]],
    ["arch not specified", ["-X", "emit=native", "prog.py"]],
    ["arch not specified", ["-X", "emit=viper", "prog.py"]],
    [`OSError: (2, "can't open none.py")`, ["none.py"]],
    [`OSError: (2, "can't open -v")`, ["--", "-v"]],
    [`OSError: (2, "can't open none/out.mpy")`, ["-o", "none/out.mpy", "prog.py"]],
    ["OSError: 21", ["."]],
  ])("complains: %s", (text, args) => {
    expect(compile(...args)).toEqual({ status: 1, stdout: "", stderr: `${text}\n` });
  });

  it.each([
    ["-h"],
    ["--help"],
    ["-z", "prog.py"],
    ["-vv", "prog.py"],
    ["-o"],
    ["-s"],
    ["-X"],
    ["-X", "other", "prog.py"],
    ["-march=other", "prog.py"],
    ["-march=none", "prog.py"],
    ["-msmall-int-bits=3x", "prog.py"],
  ])("prints how it is used for %s %s", (...args) => {
    const { status, stdout, stderr } = compile(...args.filter((arg) => arg !== undefined));
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/^usage: adder compile \[<opts>\]/);
  });

  it("prints its version as mpy-cross does", () => {
    const { status, stdout } = compile("--version");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^MicroPython v1\.27\.0 on .*; mpy-cross emitting mpy v6\.3\n$/);
  });

  it("prints a traceback where the source is refused", () => {
    expect(compile("refused.py")).toEqual({
      status: 1,
      stdout: "",
      stderr:
        'Traceback (most recent call last):\n  File "refused.py", line 2\nSyntaxError: invalid syntax\n',
    });
  });

  it.each([
    ["armv7m", 0x17],
    ["armv7em", 0x1b],
    ["armv7emsp", 0x1f],
  ])("makes machine code for %s", (name, features) => {
    expect(compile(`-march=${name}`, "-X", "emit=native", "prog.py")).toEqual(quiet);
    expect(bytesOf("prog.mpy")[2]).toBe(features);
  });

  it("refuses architectures that it has no code for", () => {
    const { status, stderr } = compile("-march=x64", "-X", "emit=native", "prog.py");
    expect([status, stderr]).toEqual([
      1,
      "NotImplementedError: cannot emit native code for this architecture\n",
    ]);
  });
});
