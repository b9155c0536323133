import { describe, expect, it } from "vitest";
import { expectationOf, programsBelow } from "../language/programs.js";
import { runProgram } from "../language/run-program.js";
import { machines } from "./machines.js";

const programs = programsBelow("test/viper", (file) => file.endsWith(".py"));

describe.each(machines)("viper code on %s", (machine) => {
  it.each(programs)("$name", (program) => {
    expect(runProgram(program, { machine })).toBe(expectationOf(program));
  });

  it.each(programs)("$name while garbage is collected at every allocation", (program) => {
    expect(runProgram(program, { machine, hardMode: true })).toBe(expectationOf(program));
  });
});
