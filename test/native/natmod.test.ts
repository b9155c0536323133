import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectPath } from "../language/programs.js";
import { runModule } from "./natmod/run-module.js";

const sampler = readFileSync(projectPath("test/native/natmod/sampler.mpy"));

function run(source: string, hardMode: boolean): string {
  return runModule(sampler, source, hardMode);
}

/** What programs print with the module's names in sight. */
const cases: readonly [string, string, string][] = [
  ["variables", "print(count(), count(), count())", "41 42 43\n"],
  ["constants that refer to others", "print(name(0), name(2))", "zero two\n"],
  [
    "errors",
    "try: name(3)\nexcept ValueError as e: print(e)\ntry: name('x')\nexcept TypeError as e: print(e)",
    "no such name\ncan't convert str to int\n",
  ],
  [
    "buffers and floats",
    "b = bytearray([1, 2, 3])\nprint(weigh(b, 0.5), b)",
    "11.0 bytearray(b'\\x01\\x06\\x0f')\n",
  ],
  [
    "a buffer that cannot be written",
    "try: weigh(b'', 1)\nexcept TypeError as e: print(e)",
    "object with buffer protocol required\n",
  ],
  [
    "calls of Python",
    "print(apply(lambda a, b: a * b, 6, 7), apply(apply_two, 1, 2))",
    "42 (1, 2)\n",
  ],
  [
    "printf and any number of arguments",
    "print(report(1, [2], 'x'))",
    "-7|   42|42   |00042|beef|text|te|c|%|1.50\n[1, [2], 'x']\n",
  ],
  [
    "keyword arguments",
    "print(parse(1), parse(2, b=0), parse(3, True, c=[4]))",
    "(1, True, None) (2, False, None) (3, True, [4])\n",
  ],
  [
    "kept objects",
    "keep('a' + str(1))\nimport gc; gc.collect()\nprint(recall())",
    "(['a1'], ('a1',))\n",
  ],
  ["shared memory", "print(shared(3))", "bytearray(b'AAA')\n"],
  [
    "items of arrays",
    "from array import array\na = array('h', [1, -2])\nprint(item(a, 1, 300), a)",
    "-2 array('h', [1, 300])\n",
  ],
  [
    "streams",
    "import io\nto = io.BytesIO()\nprint(copy(io.BytesIO(b'0123456789'), to), to.getvalue())",
    "10 b'0123456789'\n",
  ],
  ["types and methods", "print(is_list([]), is_list(()))", "True False\n"],
  ["viper's calling convention", "print(total(1, 2, 3), total('a', 'b'))", "6 ab\n"],
];

const HELP = "def apply_two(a, b): return a, b\n";

describe.each([false, true])("a module linked from C (hard mode: %s)", (hardMode) => {
  it.each(cases)("has %s", (_, source, expected) => {
    expect(run(HELP + source, hardMode)).toBe(expected);
  });

  it.each([
    ["count(1)", "TypeError: function takes 0 positional arguments but 1 were given"],
    ["name()", "TypeError: function takes 1 positional arguments but 0 were given"],
    ["report()", "TypeError: function missing 1 required positional arguments"],
    ["report(1, a=1)", "TypeError: function doesn't take keyword arguments"],
    ["parse(b=1)", "TypeError: function missing 1 required positional arguments"],
    ["parse(1, 2, 3)", "TypeError: extra positional arguments given"],
    ["parse(1, d=3)", "TypeError: extra keyword arguments given"],
    ["copy(1, 2)", "OSError: stream operation not supported"],
  ])("refuses %s", (call, message) => {
    const caught = `try: ${call}\nexcept Exception as e: print(type(e).__name__ + ': ' + str(e))`;
    expect(run(caught, hardMode)).toBe(`${message}\n`);
  });
});
