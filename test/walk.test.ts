import { expect, test } from "vitest";
import { createRuntimeSync } from "../src/index.js";
import { programsBelow, sourceOf } from "./language/programs.js";

/** Prints what each native module has, and what each type in one has. */
const walk = `
names = ("array", "builtins", "cmath", "collections", "errno", "gc", "io", "math", "micropython", "struct", "sys", "time")
seen = []
def show(owner, x):
    for name in dir(x):
        print(owner, name)
for name in names:
    module = __import__(name)
    show(name, module)
    for key in dir(module):
        value = getattr(module, key)
        if isinstance(value, type) and value not in seen:
            seen.append(value)
            show(value.__name__, value)
`;

/** What no program with a fixed output can use, each with the reason. */
const untold: ReadonlyMap<string, string> = new Map([
  ["builtins ViperTypeError", "only viper code raises it"],
  ["builtins help", "its text is for people"],
  ["builtins input", "waits for what a user types"],
  ["builtins EOFError", "input raises it at the end of what a user types"],
  ["micropython alloc_emergency_exception_buf", "the Unix port has none"],
  ["micropython mem_info", "prints addresses"],
  ["micropython qstr_info", "prints addresses"],
  ["sys atexit", "runs after the output is taken"],
  ["sys exc_info", "the Unix port has none"],
  ["sys executable", "a path on the host"],
  ["sys getsizeof", "depends on the layout of objects"],
  ["sys intern", "the Unix port has none"],
  ["sys ps1", "only a session at the prompt uses it"],
  ["sys ps2", "only a session at the prompt uses it"],
  ["time clock", "the processor's time"],
]);

function namesOfTheVm(): string[] {
  const chunks: Uint8Array[] = [];
  const runtime = createRuntimeSync({ stdout: (bytes) => void chunks.push(bytes.slice()) });
  runtime.run(walk);
  runtime.dispose();
  return Buffer.concat(chunks).toString("utf8").trim().split(/\r?\n/);
}

test("the language tests use every name of every native module and of its types", () => {
  const programs = programsBelow("test/language", (file) => file.endsWith(".py"));
  const text = programs
    .map((program) => Buffer.from(sourceOf(program)).toString("utf8"))
    .join("\n");
  const words = new Set(text.match(/\w+/g));
  const names = namesOfTheVm();
  expect(names.length).toBeGreaterThan(400);
  const missing = names.filter((line) => !words.has(line.split(" ")[1]!) && !untold.has(line));
  expect(missing).toEqual([]);
});
