import { expect, test } from "vitest";
import { createRuntimeSync } from "../../../src/index.js";

function output(source: string): string {
  const parts: string[] = [];
  const runtime = createRuntimeSync({
    stdout: (bytes) => parts.push(Buffer.from(bytes).toString()),
  });
  runtime.run(source);
  runtime.dispose();
  return parts.join("");
}

test("help of an object names its type and what the type has", () => {
  expect(output("class A:\n    size = 3\nhelp(A)")).toContain("is of type type\n");
  expect(output("class A:\n    size = 3\nhelp(A)")).toContain("\n  size -- 3\n");
});

test("help('modules') lists what can be imported", () => {
  const lines = output("help('modules')").split("\n");
  expect(lines).toContain("sys");
  expect(lines).toContain("math");
});

test("help without an argument says how to use the prompt", () => {
  expect(output("help()")).toContain("CTRL-E");
});
