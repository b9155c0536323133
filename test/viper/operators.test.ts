import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CompileError, compile } from "../../src/compile/index.js";
import type { NativeTarget } from "../../src/compile/native/assembler.js";
import { viperTarget } from "../../src/jit-wasm/viper/viper-target.js";
import { binaryOperators } from "../../src/tables/operators.js";
import { thumbTarget } from "../../src/thumb/native-target.js";
import { machines, outputOf } from "./machines.js";

/** What scripts/viper-operators.mjs recorded of the reference compiler. */
interface Recorded {
  readonly types: readonly string[];
  readonly texts: readonly string[];
  readonly rows: readonly {
    readonly form: string;
    readonly verdicts: readonly number[];
    readonly code: string;
  }[];
}

const { types, texts, ...recorded } = JSON.parse(
  readFileSync(new URL("operators.json", import.meta.url), "utf8"),
) as Recorded;

/** Each with what stands in the function. */
const rows = recorded.rows.map((row) => ({ ...row, body: bodyOf(row.form) }));
const pairs = types.flatMap((t) => types.map((u) => [t, u] as const));
const targets = { thumb: thumbTarget("armv7emsp"), wasm: viperTarget(false) };

/** Where our code is another, on purpose: see docs/decisions/native-code.md. */
const otherCode = /int\([-~]x\)|x\[y\]/;

const sourceOf = (form: string, [t, u]: readonly [string, string]): string =>
  form.replace("T", t).replace("U", u);

function bodyOf(form: string): string {
  const [, definition = "", ...body] = form.trimEnd().split("\n");
  const result = definition.replace(/.*->/, "->");
  return [result, ...body.map((line) => line.trim())].join(" ");
}

/** The bytes, or `type: text` of the error and its place. */
function compiled(source: string, native: NativeTarget): Uint8Array | CompileError {
  try {
    return compile(source, { native, sourceName: "f.py" });
  } catch (error) {
    if (error instanceof CompileError) return error;
    throw error;
  }
}

function verdictOf(made: Uint8Array | CompileError): string {
  return made instanceof CompileError ? `${made.type}: ${made.text}` : texts[0]!;
}

describe("every operator of viper code on every pair of types", () => {
  it.each(rows)("is typed as by the reference: $body", ({ form, verdicts }) => {
    const expected = pairs.map((pair, i) => `${pair}: ${texts[verdicts[i]!]}`);
    for (const native of Object.values(targets)) {
      const found = pairs.map(
        (pair) => `${pair}: ${verdictOf(compiled(sourceOf(form, pair), native))}`,
      );
      expect(found).toEqual(expected);
    }
  });

  it.each(rows.filter(({ form }) => !otherCode.test(form)))(
    "is the reference's code: $body",
    ({ form, code }) => {
      const hash = createHash("sha256");
      for (const pair of pairs) {
        const made = compiled(sourceOf(form, pair), targets.thumb);
        if (!(made instanceof CompileError)) hash.update(made);
      }
      expect(hash.digest("hex").slice(0, code.length)).toBe(code);
    },
  );

  it("is refused with its line and column", () => {
    for (const { form, body } of rows) {
      for (const pair of pairs) {
        const made = compiled(sourceOf(form, pair), targets.wasm);
        if (!(made instanceof CompileError)) continue;
        expect(made.line, body).toBeGreaterThan(1);
        expect(made.column, body).toBeGreaterThan(4);
      }
    }
  });

  it("is recorded", () => {
    const text = rows.map(({ form }) => form).join("\n");
    const written = /^(\W+|in|is|not in|is not)$/;
    const symbols = binaryOperators.flatMap(({ symbol = "" }) =>
      written.test(symbol) ? symbol : [],
    );
    expect(symbols.filter((symbol) => !text.includes(` ${symbol} `))).toEqual([]);
  });
});

/** Pairs of arguments: signs, shifts, zero, the ends of words. */
const values = [
  [5, 3],
  [-7, 2],
  [12, -5],
  [0x7fffffff, 1],
  [-0x80000000, 31],
  [1, 0],
];

/** Loads and stores at numbers as addresses are other tests'; some pairs of values would raise a fault. */
const usesMemory = /\[/;
const endless = /while/;
/** A join has the type of one of its ways: a word of another type is then taken for what it is not. */
const joins = / (and|or|else) /;

/** A program that calls all functions that are code with all values. */
function programOf(form: string, verdicts: readonly number[]): string {
  const functions = pairs.flatMap((pair, i) =>
    verdicts[i] === 0 && (pair[0] === pair[1] || !joins.test(form))
      ? [`${sourceOf(form, pair)}fs.append(('${pair}', f))`]
      : [],
  );
  return [
    "fs = []",
    ...functions,
    `for name, f in fs:`,
    `    for x, y in ${JSON.stringify(values)}:`,
    "        try:",
    "            print(name, x, y, f(x, y))",
    "        except Exception as error:",
    "            print(name, x, y, repr(error))",
  ].join("\n");
}

describe("every operator of viper code that is typed", () => {
  const runnable = rows.filter(
    ({ form, verdicts }) => !usesMemory.test(form) && !endless.test(form) && verdicts.includes(0),
  );

  it.each(runnable)("gives the same on each machine: $body", ({ form, verdicts }) => {
    const program = programOf(form, verdicts);
    const [first, ...others] = machines.map((machine) => outputOf(machine, program));
    expect(first!.split("\n").length).toBeGreaterThan(values.length);
    for (const other of others) expect(other).toBe(first);
  });
});
