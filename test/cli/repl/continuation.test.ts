import { describe, expect, it } from "vitest";
import { indentAfter, needsMore } from "../../../src/cli/repl/continuation.js";

describe("needsMore", () => {
  it.each([
    ["", false],
    ["x = 1", false],
    ["f(1,", true],
    ["f(1,\n2)", false],
    ["x = '('", false],
    ['x = """a', true],
    ['x = """a\n"""', false],
    ["x = 1 + \\", true],
    ["if x:", true],
    ["if x:\n  y", true],
    ["if x:\n  y\n", false],
    ["@decorator", true],
    ["iffy", false],
    ["# (", false],
    ["async def f():", true],
  ])("%j: %s", (input, expected) => {
    expect(needsMore(input)).toBe(expected);
  });
});

describe("indentAfter", () => {
  it.each([
    ["", ""],
    ["x\n", ""],
    ["if x:\n", "    "],
    ["if x:\n    z = 1\n", "    "],
    ["if x:\n  z\n", ""],
    ["if x:\n    while y:\n", "        "],
    ["if x:\n    y\n    \n", "    "],
    ["if x:\n    y\n    \n    \n", ""],
  ])("%j: %j", (lines, indent) => {
    expect(indentAfter(lines)).toBe(indent);
  });
});
