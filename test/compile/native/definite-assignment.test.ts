import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile/index.js";
import { thumbTarget } from "../../../src/thumb/native-target.js";

/** Whether a function's code tells that a local is not bound: the error's name is then in its file. */
function checks(body: string): boolean {
  const lines = body.split("\n").map((line) => `    ${line}\n`);
  const bytes = compile(`@micropython.native\ndef f(p):\n${lines.join("")}`, {
    native: thumbTarget("armv7emsp"),
  });
  return Buffer.from(bytes).includes("local variable referenced before assignment");
}

describe("machine code checks locals that may not be bound", () => {
  it.each([
    ["before the first assignment", "print(x)\nx = 1"],
    ["bound in one branch", "if p:\n    x = 1\nprint(x)"],
    ["bound in a loop only", "for i in p:\n    x = i\nprint(x)"],
    ["the loop's own variable", "for i in p:\n    pass\nprint(i)"],
    ["deleted", "x = 1\ndel x\nprint(x)"],
    ["deleted in a branch", "x = 1\nif p:\n    del x\nprint(x)"],
    ["deleted twice", "x = 1\ndel x\ndel x"],
    [
      "deleted in a body, used in its handler",
      "x = 1\ntry:\n    del x\n    p()\nexcept E:\n    print(x)",
    ],
    ["bound in a body, used in its handler", "try:\n    x = p()\nexcept E:\n    print(x)"],
    ["bound in a body, used in its finally", "try:\n    x = p()\nfinally:\n    print(x)"],
    [
      "the name of an exception behind its handler",
      "try:\n    p()\nexcept E as e:\n    pass\nprint(e)",
    ],
    ["bound in a with block that may swallow", "with p:\n    x = p()\nprint(x)"],
    ["deleted later in a loop", "x = 1\nwhile p:\n    print(x)\n    del x"],
  ])("%s", (_, body) => {
    expect(checks(body)).toBe(true);
  });
});

describe("machine code trusts locals that are bound", () => {
  it.each([
    ["parameters", "return p"],
    ["assigned", "x = 1\nreturn x"],
    ["bound in both branches", "if p:\n    x = 1\nelse:\n    x = 2\nprint(x)"],
    ["bound where the other branch leaves", "if p:\n    x = 1\nelse:\n    return\nprint(x)"],
    ["in a loop", "x = 0\nwhile p:\n    x += 1\nprint(x)"],
    ["behind an endless loop", "while True:\n    x = p()\n    if x:\n        break\nprint(x)"],
    ["the variable within its loop", "for i in p:\n    print(i)"],
    ["bound in a body with a finally", "try:\n    x = p()\nfinally:\n    print(p)\nreturn x"],
    ["bound where handlers leave", "try:\n    x = p()\nexcept E:\n    return\nprint(x)"],
    ["bound in a handler too", "try:\n    x = p()\nexcept E:\n    x = 2\nprint(x)"],
    ["the name of an exception", "try:\n    p()\nexcept E as e:\n    print(e)"],
    ["deleted and bound again", "x = 1\ndel x\nx = 2\nprint(x)"],
  ])("%s", (_, body) => {
    expect(checks(body)).toBe(false);
  });
});
