import { expect, test } from "vitest";
import { createRuntimeSync } from "../../../src/index.js";

/** What a program prints; a failed runtime throws. */
function output(source: string): string {
  let text = "";
  const runtime = createRuntimeSync({
    stdout: (bytes) => {
      text += Buffer.from(bytes).toString();
    },
  });
  runtime.run(source);
  runtime.dispose();
  return text;
}

test.each([
  ["tuple", "(1,)", "(x,)"],
  ["frozenset", "frozenset()", "frozenset([x])"],
])("the hash of a %s nested too deeply is a RuntimeError", (_type, start, around) => {
  const source = `x = ${start}
try:
    for _ in range(100000):
        x = ${around}
    hash(x)
except RuntimeError as e:
    print(e)
`;
  expect(output(source)).toBe("maximum recursion depth exceeded\n");
});

test("classes with several bases are not stacked without end", () => {
  const source = `class Other: pass
class Top: pass
try:
    for i in range(100000):
        Top = type("Top", (Top, Other), {})
except RuntimeError as e:
    print(e, i > 500)
print(isinstance(Top(), Other), hasattr(Top(), "missing"))
`;
  expect(output(source)).toBe("maximum recursion depth exceeded True\nTrue False\n");
});
