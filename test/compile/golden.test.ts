import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CompileError, compile } from "../../src/compile/index.js";
import golden from "../mpy/golden.json" with { type: "json" };

/** What a compiler makes of one file: its output's digest, or its refusal. */
type Outcome =
  | { readonly sha256: string; readonly size: number }
  | { readonly refused: string; readonly line: number };

type Outcomes = { readonly "-O0": Outcome; readonly "-O3": Outcome };

function outcomeOf(path: string, optLevel: 0 | 3): Outcome {
  try {
    const bytes = compile(readFileSync(path), { filename: path, optLevel });
    return { sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { refused: `${error.type}: ${error.text}`, line: error.line };
  }
}

const files: [string, Outcomes][] = Object.entries(golden.files as Record<string, Outcomes>);

describe("each file compiles to the bytes of the reference compiler", () => {
  it("has at least 300 files to compare", () => {
    expect(files.length).toBeGreaterThanOrEqual(300);
  });

  it.each(files)("%s", (path, reference) => {
    expect({ "-O0": outcomeOf(path, 0), "-O3": outcomeOf(path, 3) }).toEqual(reference);
  });
});
