import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { command, Workplace } from "./adder.js";

const chunks = JSON.parse(
  readFileSync(new URL("../../build/cli/chunks.json", import.meta.url), "utf8"),
) as Record<string, string[]>;

/** Tells the names of the files that a process reads, in a line of its own on standard error. */
const spy = `
const fs = require("node:fs");
const { readFileSync } = fs;
const read = [];
fs.readFileSync = (file, ...rest) => {
  read.push(String(file).replace(/.*[\\\\/]/, ""));
  return readFileSync(file, ...rest);
};
process.on("exit", () => fs.writeSync(2, read.join(" ")));
`;

/** The sources in the bundle's files that a run of the command reads. */
function sourcesLoaded(...args: string[]): string[] {
  const preload = `data:text/javascript,import{createRequire}from"node:module";const require=createRequire("file:///x");${encodeURIComponent(spy)}`;
  const { status, stderr } = spawnSync(process.execPath, ["--import", preload, command, ...args], {
    encoding: "utf8",
  });
  expect(status).toBe(0);
  const files = stderr.split(" ").filter((file) => file.endsWith(".cjs"));
  return files.flatMap((file) => chunks[file.replace(/\.cjs$/, "")]!);
}

/** Makes the import of Binaryen fail. */
const noBinaryen = `import { register } from "node:module";
register("data:text/javascript," + encodeURIComponent(
  'export const resolve = (name, context, next) => { ' +
  'if (name === "binaryen") throw new Error("Binaryen is loaded"); return next(name, context); }'
));`;

const place = new Workplace();
afterAll(() => place.remove());

/** A program, and a module in a file for Wasm that it imports. */
function writeProgram(): string {
  const source = `${viper}\n@micropython.native\ndef g(n): return [i for i in range(n)]\nprint(g(3))\n`;
  place.write("kernels.py", source);
  const program = place.write("made/program.py", "import kernels\nprint(kernels.f(1))\n");
  place.run(["compile", "-march=wasm32", "kernels.py", "-o", "made/kernels.mpy"]);
  return program;
}

const viper = "import micropython\n@micropython.viper\ndef f(n: int) -> int: return n + 1\nf(1)";
const isHeavy = (source: string): boolean =>
  /^src\/(thumb|jit-wasm|board|cli\/repl)\/|^src\/tables\/thumb|native\/lower/.test(source) &&
  !/\/lazy\/|\/viper-target\.ts$/.test(source);

describe("the start of the command", () => {
  it("loads the compiler and the VM", () => {
    const loaded = sourcesLoaded("-c", "print(1)");
    expect(loaded).toContain("src/compile/compiler.ts");
    expect(loaded).toContain("src/vm/machine.ts");
  });

  it("loads no compiler of machine code, of hot code and no prompt", () => {
    expect(sourcesLoaded("-c", "print(1)").filter(isHeavy)).toEqual([]);
  });

  it("loads the compiler of viper code for a program that has some", () => {
    const loaded = sourcesLoaded("-c", viper);
    expect(loaded).toContain("src/jit-wasm/viper/viper-assembler.ts");
    expect(loaded).toContain("src/compile/native/lower-function.ts");
  });

  it("loads the Thumb assembler for the emulated processor", () => {
    const loaded = sourcesLoaded("-X", "machine=thumb", "-c", viper);
    expect(loaded).toContain("src/thumb/native-assembler.ts");
  });

  it("loads no compiler of machine code for a file for Wasm that is imported", () => {
    const program = writeProgram();
    const { status, stdout } = place.run([program]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "[0, 1, 2]\n2\n" });
    expect(sourcesLoaded(program).toSorted()).toEqual(sourcesLoaded("-c", "print(1)").toSorted());
  });

  it("loads no Binaryen for a file for Wasm that is imported", () => {
    const preload = `data:text/javascript,${encodeURIComponent(noBinaryen)}`;
    const withoutBinaryen = (...args: string[]) =>
      spawnSync(process.execPath, ["--import", preload, command, ...args], { encoding: "utf8" });
    expect(withoutBinaryen(writeProgram()).status).toBe(0);
    const { stderr } = withoutBinaryen("wasm", place.write("printed.py", viper));
    expect(stderr).toContain("Binaryen is loaded");
  });
});
