import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { createRuntimeSync, MemoryFiles, type Runtime } from "../build/index.js";
import { disassemble } from "../src/compile/disassemble.js";
import { CompileError, compile } from "../src/compile/index.js";
import { opcodes } from "../src/tables/opcodes.js";
import { programsBelow, projectPath, sourceOf } from "./language/programs.js";
import { runProgram } from "./language/run-program.js";
import { callableAt, Usage } from "./walk/usage.js";

vi.mock("../build/vm/module.js", async (importOriginal) => {
  const { countingModule } = await import("./walk/counting-vm.js");
  const module = countingModule();
  return { ...(await importOriginal<object>()), vmModule: () => module };
});

const languageTests = programsBelow("test/language", (file) => file.endsWith(".py"));
const importTests = programsBelow("test/import", (file) => file === "main.py");

/** The address of an object is this many times its `id`. */
const ID_UNIT = 4;

/** A name that Python programs see; `address` is that of the native function or type behind it, else 0. */
interface Name {
  readonly owner: string;
  readonly name: string;
  readonly address: number;
}

function namesOfTheVm(): Name[] {
  const chunks: Uint8Array[] = [];
  const stdout = (bytes: Uint8Array): void => void chunks.push(bytes.slice());
  const runtime = createRuntimeSync({ stdout, files: new MemoryFiles() });
  runtime.run(readFileSync(projectPath("test/walk/names.py")));
  const rows = Buffer.concat(chunks).toString("utf8").trim().split(/\r?\n/);
  const names = rows.map((row) => {
    const [owner, name, id] = row.split(" ");
    return { owner: owner!, name: name!, address: callableAt(runtime, Number(id) * ID_UNIT) };
  });
  runtime.dispose();
  return names;
}

/** The names that instructions of the language tests load, store, delete or import. */
function namesInInstructions(): Set<string> {
  const names = new Set<string>();
  for (const program of languageTests) {
    try {
      const text = disassemble(compile(sourceOf(program), { filename: program.name }));
      for (const [, name] of text.matchAll(/(?:NAME|GLOBAL|ATTR|METHOD|IMPORT_FROM) +(\w+)/g)) {
        names.add(name!);
      }
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
    }
  }
  return names;
}

/** What prints figures and texts that no `.out` file can hold, and what an embedder has to grant. */
const forPeople = `
import micropython, os
help()
micropython.mem_info()
micropython.qstr_info()
print(os.system("a command"))
`;

function runForPeople(watch: (runtime: Runtime) => void): string {
  let output = "";
  const stdout = (bytes: Uint8Array): void => {
    output += Buffer.from(bytes).toString("utf8");
  };
  const runtime = createRuntimeSync({ stdout, system: (command) => command.length });
  runtime.run(forPeople);
  watch(runtime);
  runtime.dispose();
  return output;
}

const labels = (names: readonly Name[]): string[] => [
  ...new Set(names.map(({ owner, name }) => `${owner}.${name}`)),
];

describe("the language tests", () => {
  const names = namesOfTheVm();
  const functions = names.filter(({ address }) => address !== 0);
  const usage = new Usage(new Set(functions.map(({ address }) => address)));

  const watch = usage.add.bind(usage);
  let told = "";

  beforeAll(() => {
    told = runForPeople(watch);
    for (const program of languageTests) runProgram(program, { watch });
    for (const program of importTests) runProgram(program, { watch, ownFolder: true });
  }, 120_000);

  test("come with a program for what prints other figures each time", () => {
    expect(told).toMatch(/Adder.*\nGC: total: \d+.*\nqstr pool: n_pool=\d+.*\n9\n$/s);
  });

  test("execute every opcode", () => {
    const unused = opcodes.flatMap(({ name, code, span = 1 }) =>
      Array.from({ length: span }, (_, i) => i)
        .filter((i) => usage.opcodes[code + i] === 0)
        .map((i) => `${name} ${i}`),
    );
    expect(unused).toEqual([]);
  });

  test("call every native function, method and type", () => {
    expect(functions.length).toBeGreaterThan(500);
    expect(labels(functions.filter(({ address }) => !usage.hasCalled(address)))).toEqual([]);
  });

  test("use every other name of a native module or type", () => {
    const used = namesInInstructions();
    const others = names.filter(({ address }) => address === 0);
    expect(others.length).toBeGreaterThan(100);
    expect(labels(others.filter(({ name }) => !used.has(name)))).toEqual([]);
  });
});
