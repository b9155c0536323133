import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workplace } from "./adder.js";

let place: Workplace;

beforeAll(() => {
  place = new Workplace();
  place.write("helper.py", "x = 1\n");
});

afterAll(() => place.remove());

function verbose(...args: string[]): string {
  const { status, stdout } = place.run(args);
  expect(status).toBe(0);
  return stdout;
}

describe("adder -v", () => {
  it("prints the memory in use at the end", () => {
    expect(verbose("-v", "-c", "print(1)")).toMatch(
      /^1\nmem: total=\d+, current=\d+, peak=\d+\nstack: \d+ out of \d+\nGC: total: \d+,/,
    );
  });

  it("prints the bytecode of each source before it runs, at -v -v", () => {
    const output = verbose("-v", "-v", "-c", "print('first')\nimport helper");
    const blocks = [...output.matchAll(/^File (.*?), code block|^first|^mem:/gm)];
    expect(blocks.map(([text, file]) => file ?? text)).toEqual([
      "<stdin>",
      "first",
      "helper.py",
      "mem:",
    ]);
  });

  it("prints it when nothing runs, too", () => {
    const output = verbose("-v", "-v", "-X", "compile-only", "-c", "print(1)");
    expect(output).toContain("CALL_FUNCTION n=1 nkw=0");
  });
});
