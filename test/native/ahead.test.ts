import { describe, expect, it } from "vitest";
import { CompileError, compile } from "../../src/compile/index.js";
import { readMpy, type StoredFunction } from "../../src/compile/mpy/reader.js";
import { aheadTarget } from "../../src/jit-wasm/ahead-target.js";
import {
  expectationOf,
  HARD_SHARE,
  type Program,
  programsBelow,
  readReasons,
  sourceOf,
} from "../language/programs.js";
import { runProgram } from "../language/run-program.js";

const known = readReasons("test/language/known-failures.txt");
const programs = programsBelow("test/language", (file) => file.endsWith(".py"));

/** The whole program for Wasm; undefined where its source is refused. */
function translated(program: Program): Uint8Array | undefined {
  try {
    return compile(sourceOf(program), {
      filename: program.path,
      native: aheadTarget(),
      emit: "ahead",
    });
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}

const functionsOf = (fun: StoredFunction): StoredFunction[] => [
  fun,
  ...fun.children.flatMap(functionsOf),
];

describe("the language as Wasm that a file brings", () => {
  let count = 0;
  for (const [index, program] of programs.entries()) {
    if (known.has(program.name)) continue;
    const mpy = translated(program);
    if (mpy === undefined) continue;
    count += functionsOf(readMpy(mpy).code).filter(({ ahead }) => ahead !== undefined).length;
    it(program.name, () => {
      expect(runProgram(program, { mpy, machine: "wasm" })).toBe(expectationOf(program));
    });
    if (index % HARD_SHARE !== 0) continue;
    it(`${program.name} (hard)`, () => {
      const setting = { mpy, machine: "wasm", hardMode: true } as const;
      expect(runProgram(program, setting)).toBe(expectationOf(program));
    });
  }

  it("translates functions", () => {
    expect(count).toBeGreaterThan(500);
  });
});
