import { describe, expect, it } from "vitest";
import { createRuntimeSync } from "../../build/index.js";
import { runBoard } from "../board/run-board.js";

/** Words that are in the way of an address: those of -1 to -5 lie above all memory. */
const values = [-1, -2, -3, -4, -5, 3, 2 ** 29];

/** The store leaves the value in the register of a call's arguments, which a call without any does not set. */
const program = (callee: string): string => `
import micropython
${callee}
@micropython.native
def f(l, value):
    l[0] = value
    return mark()
for value in (${values.join(", ")}):
    result = f([0], value)
    print(list(result) if hasattr(result, "send") else result)
`;

const callees = [
  { name: "a function", callee: "def mark(): return 7", result: "7" },
  { name: "a function with *args", callee: "def mark(*a): return a", result: "()" },
  { name: "a function with **kwargs", callee: "def mark(**k): return k", result: "{}" },
  { name: "a function with defaults", callee: "def mark(a=7, *, b=1): return a + b", result: "8" },
  { name: "a generator", callee: "def mark(*a): yield a", result: "[()]" },
  { name: "machine code", callee: "@micropython.native\ndef mark(*a): return a", result: "()" },
  { name: "a bound method", callee: "mark = [5].copy", result: "[5]" },
  { name: "a type", callee: "mark = dict", result: "{}" },
  {
    name: "a class",
    callee: "class mark:\n    def __init__(self): pass\n    def __repr__(self): return 'new'",
    result: "new",
  },
];

const expected = (result: string): string => values.map(() => `${result}\n`).join("");

function runThumb(source: string): string {
  const decoder = new TextDecoder();
  let output = "";
  const runtime = createRuntimeSync({
    machine: "thumb",
    stdout: (bytes) => {
      output += decoder.decode(bytes);
    },
  });
  runtime.run(source);
  return output;
}

describe("a call without arguments from machine code", () => {
  it.each(callees)("of $name looks at none", ({ callee, result }) => {
    expect(runThumb(program(callee))).toBe(expected(result));
  });

  it.each(callees)("of $name looks at none on the board", ({ callee, result }) => {
    expect(runBoard(program(callee), undefined, false).output).toBe(expected(result));
  });
});
