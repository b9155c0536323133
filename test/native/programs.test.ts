import { describe, expect, it } from "vitest";
import { expectationOf, programsBelow } from "../language/programs.js";
import { runProgram } from "../language/run-program.js";

/** Programs with decorated functions; their outputs are those of our files on a Cortex-M3 in QEMU. */
const programs = programsBelow("test/native", (file) => file.endsWith(".py"));

describe.each(programs)("machine code of $name", (program) => {
  it("prints on the processor what it prints on hardware", () => {
    expect(runProgram(program, { machine: "thumb" })).toBe(expectationOf(program));
  });

  it("does so while garbage is collected at every allocation", () => {
    expect(runProgram(program, { machine: "thumb", hardMode: true })).toBe(expectationOf(program));
  });
});
