import { expect, test } from "vitest";
import { loadPrograms } from "../../bench/programs.js";

test.each(loadPrograms([]))("$name defines run, N and EXPECTED", ({ source }) => {
  expect(source).toMatch(/^def run\(n\):$/m);
  expect(source).toMatch(/^N = \d+$/m);
  expect(source).toMatch(/^EXPECTED = \S/m);
});

test("a name that is no program is an error that lists the programs", () => {
  expect(() => loadPrograms(["nothing"])).toThrow(/no program nothing; there are aes, /);
});
