import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CompileError, compile } from "../../../src/compile/index.js";
import type { EmitKind } from "../../../src/compile/scope.js";
import { type ThumbArchitecture, thumbTarget } from "../../../src/thumb/native-target.js";
import golden from "../../mpy/native-golden.json" with { type: "json" };

/** What a compiler makes of one file: its output's digest, or its refusal; the reference may break down. */
type Outcome =
  | { readonly sha256: string; readonly size: number }
  | { readonly refused: string; readonly line?: number }
  | { readonly aborted: true };

/** How much larger than the reference's files are that differ for a reason: half of them, and any. */
const LARGEST_MEDIAN = 1.05;
const LARGEST_RATIO = 1.2;

interface Case {
  readonly path: string;
  readonly set: string;
  readonly reference: Outcome;
}

const differences = new Set(
  readFileSync("test/mpy/native-differences.txt", "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" ", 2).join(" ")),
);

const cases: Case[] = Object.entries(
  golden.files as Record<string, Record<string, Outcome>>,
).flatMap(([path, sets]) =>
  Object.entries(sets).map(([set, reference]): Case => ({ path, set, reference })),
);

function outcomeOf({ path, set }: Case): Outcome {
  const isWhole = set === "native" || set === "viper";
  const architecture = (isWhole ? "armv7emsp" : set) as ThumbArchitecture;
  const emit: EmitKind = isWhole ? set : "bytecode";
  try {
    const native = thumbTarget(architecture);
    const bytes = compile(readFileSync(path), { filename: path, native, emit });
    return { sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { refused: `${error.type}: ${error.text}` };
  }
}

const differs = ({ path, set }: Case): boolean =>
  differences.has(`${path} all`) || differences.has(`${path} ${set}`);

const compiled = cases.filter((one) => "sha256" in one.reference);
const equal = compiled.filter((one) => !differs(one));
const refused = cases.filter((one) => "refused" in one.reference && !differs(one));
const aborted = cases.filter((one) => "aborted" in one.reference);

describe("machine code is the reference compiler's", () => {
  it("has at least 1500 outputs to compare", () => {
    expect(equal.length).toBeGreaterThanOrEqual(1500);
  });

  it.each(equal)("$set: $path", (one) => {
    expect(outcomeOf(one)).toEqual(one.reference);
  });
});

describe("what the reference refuses is refused with its words", () => {
  it.each(refused)("$set: $path", (one) => {
    expect(outcomeOf(one)).toEqual({ refused: (one.reference as { refused: string }).refused });
  });
});

describe("what the reference breaks down on is compiled or refused", () => {
  it.each(aborted)("$set: $path", (one) => {
    expect(Object.keys(outcomeOf(one))).toContainEqual(expect.stringMatching(/^(sha256|refused)$/));
  });
});

describe("code that differs for a reason", () => {
  const ratios = compiled.filter(differs).flatMap((one) => {
    const own = outcomeOf(one);
    return "size" in own ? [own.size / (one.reference as { size: number }).size] : [];
  });

  it("is hardly larger than the reference's", () => {
    ratios.sort((a, b) => a - b);
    expect(ratios[ratios.length >> 1]).toBeLessThanOrEqual(LARGEST_MEDIAN);
    expect(ratios.at(-1)).toBeLessThanOrEqual(LARGEST_RATIO);
  });
});
