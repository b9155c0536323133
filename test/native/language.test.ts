import { describe, expect, it } from "vitest";
import {
  expectationOf,
  HARD_SHARE,
  type Program,
  programsBelow,
  readReasons,
} from "../language/programs.js";
import { runProgram } from "../language/run-program.js";

const LIST = "test/native/known-failures.txt";
const known = readReasons(LIST);
const programs = programsBelow("test/language", (file) => file.endsWith(".py"));

/** Programs that differ in hard mode whatever runs them. */
const knownHard = readReasons("test/language/known-failures.txt");

const asNative = (program: Program, hardMode = false): string =>
  runProgram(program, { machine: "thumb", emit: "native", hardMode });

describe("the language as machine code on the processor", () => {
  it.each(programs.filter((program) => !known.has(program.name)))("$name", (program) => {
    expect(asNative(program)).toBe(expectationOf(program));
  });

  it.each(
    programs.filter(
      ({ name }, index) =>
        index % HARD_SHARE === 0 && !known.has(name) && !knownHard.has(`${name} (hard)`),
    ),
  )("$name (hard)", (program) => {
    expect(asNative(program, true)).toBe(expectationOf(program));
  });

  it.each(programs.filter((program) => known.has(program.name)))(
    "$name is on the list of known failures",
    (program) => {
      expect(asNative(program), `take it off ${LIST}`).not.toBe(expectationOf(program));
    },
  );
});
