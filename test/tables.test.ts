import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CompileError, compile } from "../src/compile/index.js";
import { ByteReader } from "../src/compile/mpy/byte-reader.js";
import { InstructionReader } from "../src/compile/mpy/instruction.js";
import { readPrelude } from "../src/compile/mpy/prelude.js";
import { readMpy, type StoredFunction } from "../src/compile/mpy/reader.js";
import { Errno } from "../src/tables/errnos.js";
import { exceptions } from "../src/tables/exceptions.js";
import { kinds } from "../src/tables/kinds.js";
import { messages } from "../src/tables/messages.js";
import { specialNames } from "../src/tables/names.js";
import { opcodes } from "../src/tables/opcodes.js";
import { binaryOperators, unaryOperators } from "../src/tables/operators.js";
import { plli2sRows } from "../src/tables/plli2s.js";
import { programsBelow, sourceOf } from "./language/programs.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

function textBelow(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .filter((entry) => !entry.parentPath.includes("generated"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

const asm = textBelow("asm");

/** The members of a generated enum. */
function generated(file: string, name: string): Map<string, number> {
  const text = readFileSync(join(root, "asm/generated", file), "utf8");
  const body = new RegExp(`export const enum ${name} \\{\\n([^}]*)\\}`).exec(text)?.[1] ?? "";
  const rows = [...body.matchAll(/^ {2}(\w+) = (\d+),$/gm)];
  return new Map(rows.map((row) => [row[1]!, Number(row[2])]));
}

const numbered = (names: readonly string[]): Map<string, number> =>
  new Map(names.map((name, index) => [name, index]));

const named = (list: readonly { readonly name: string }[]): string[] =>
  list.map(({ name }) => name);

/** The names written as `prefix.name` in asm. */
const usedIn = (prefix: string): Set<string> =>
  new Set([...asm.matchAll(new RegExp(`\\b${prefix}\\.([A-Za-z_]\\w*)`, "g"))].map((m) => m[1]!));

describe("what is generated for AssemblyScript agrees with the tables", () => {
  it.each([
    ["opcodes.ts", "Op", new Map(opcodes.map(({ name, code }) => [name as string, code]))],
    ["kinds.ts", "Kind", numbered(named(kinds))],
    ["exceptions.ts", "Exc", numbered(exceptions.map(([name]) => name))],
    ["messages.ts", "M", numbered(Object.keys(messages))],
    ["operators.ts", "UnaryOp", numbered(named(unaryOperators))],
    ["operators.ts", "BinaryOp", numbered(named(binaryOperators))],
    ["errnos.ts", "Errno", new Map<string, number>(Object.entries(Errno))],
  ])("%s: %s", (file, name, table) => {
    expect(generated(file, name)).toEqual(table);
  });
});

/** Rows that stand ready for what does not exist yet, each with the reason. */
const unused: ReadonlyMap<string, string> = new Map([
  ["HostProxy", "proxies of JavaScript objects come with the web layer"],
]);

describe("every row is used", () => {
  it.each([
    ["messages", "M", Object.keys(messages)],
    ["kinds", "Kind", named(kinds)],
    ["names that are no identifiers", "Q", Object.keys(specialNames)],
    ["opcodes", "Op", named(opcodes)],
  ])("%s", (_, prefix, rows) => {
    const used = usedIn(prefix);
    expect(rows.filter((name) => !used.has(name) && !unused.has(name))).toEqual([]);
  });

  it("and none is missing", () => {
    const known = generated("qstrs.ts", "Q");
    expect([...usedIn("Q")].filter((name) => !known.has(name))).toEqual([]);
    expect([...usedIn("M")].filter((name) => !(name in messages))).toEqual([]);
  });
});

/** The opcode rows that a function and those inside it have. */
function addOpcodes(fun: StoredFunction, seen: Set<string>): void {
  const code = new ByteReader(fun.bytes);
  code.at = readPrelude(code).start;
  const instructions = new InstructionReader(code);
  while (code.at < fun.bytes.length) {
    instructions.next();
    seen.add(instructions.row.name);
  }
  for (const child of fun.children) addOpcodes(child, seen);
}

function opcodesOf(source: Uint8Array, seen: Set<string>): void {
  try {
    addOpcodes(readMpy(compile(source)).code, seen);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
  }
}

it("the language tests have every opcode that the compiler emits", () => {
  const seen = new Set<string>();
  for (const program of programsBelow("test/language", (file) => file.endsWith(".py"))) {
    opcodesOf(sourceOf(program), seen);
  }
  for (const program of programsBelow("test/import", (file) => file.endsWith(".py"))) {
    opcodesOf(sourceOf(program), seen);
  }
  expect(named(opcodes).filter((name) => !seen.has(name))).toEqual([]);
});

describe("the settings of PLLI2S", () => {
  it("give the usual rates within 0.002 percent", () => {
    for (const { bits, rate, multiplier, divisor } of plli2sRows) {
      const clock = (1e6 * multiplier) / divisor;
      const divider = Math.round(clock / (2 * bits * rate));
      expect(Math.abs(clock / (2 * bits * divider) / rate - 1)).toBeLessThan(2e-5);
    }
  });
});
