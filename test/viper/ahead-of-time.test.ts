import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.js";
import { viperTarget } from "../../src/jit-wasm/viper/viper-target.js";
import { expectationOf, programsBelow } from "../language/programs.js";
import { runProgram } from "../language/run-program.js";

const programs = programsBelow("test/viper", (file) => file.endsWith(".py"));

describe("viper code in a file for Wasm", () => {
  it.each(programs)("$name", (program) => {
    const mpy = compile(readFileSync(program.path), { native: viperTarget(false) });
    expect(runProgram(program, { machine: "wasm", mpy })).toBe(expectationOf(program));
  });
});
