import { describe, expect, it } from "vitest";
import { expectationOf, projectPath, readReasons } from "../../language/programs.js";
import { runProgram } from "../../language/run-program.js";
import { type MachineProgram, readReference } from "./reference.js";

const known = readReasons("test/asm/native/known-differences.txt");
const programs = readReference();
const runnable = programs.filter(({ bytes }) => bytes.length > 0);

/** Where a `.mpy` file has its architecture, and that of other machines, armv7m and armv7em. */
const ARCHITECTURE_BYTE = 2;
const OTHERS = [0x17, 0x1b];
/** Of so many programs one is also run as for the other machines. */
const OTHERS_EVERY = 20;

function run({ name }: MachineProgram, bytes: Uint8Array, hardMode: boolean): string {
  return runProgram({ name, path: projectPath(name) }, { mpy: bytes, machine: "thumb", hardMode });
}

/** Milliseconds; some programs take seconds in hard mode. */
const TIMEOUT = 60_000;

/** A program whose source was changed since is left out: its code has to be recorded anew. */
const test = ({ current }: MachineProgram): typeof it.skip => (current ? it : it.skip);

function labelOf({ name, emitter }: MachineProgram): string {
  return emitter === "" ? name : `${name} (${emitter})`;
}

function check(program: MachineProgram, bytes: Uint8Array, hardMode: boolean): void {
  const { name } = program;
  const output = run(program, bytes, hardMode);
  const expected = expectationOf({ name, path: projectPath(name) });
  if (known.has(labelOf(program))) expect(output).not.toBe(expected);
  else expect(output).toBe(expected);
}

describe("machine code of the reference compiler runs with equal output", () => {
  it("is there for most programs", () => {
    expect(runnable.filter(({ emitter }) => emitter === "native").length).toBeGreaterThan(1000);
    expect(runnable.filter(({ emitter }) => emitter === "viper").length).toBeGreaterThan(350);
  });

  for (const program of runnable) {
    test(program)(labelOf(program), () => check(program, program.bytes, false), TIMEOUT);
    test(program)(`${labelOf(program)} (hard)`, () => check(program, program.bytes, true), TIMEOUT);
  }
});

describe("so it does for lesser machines", () => {
  for (const program of runnable.filter((_, i) => i % OTHERS_EVERY === 0)) {
    test(program)(labelOf(program), () => {
      for (const architecture of OTHERS) {
        const bytes = program.bytes.slice();
        bytes[ARCHITECTURE_BYTE] = architecture;
        check(program, bytes, false);
      }
    });
  }
});
