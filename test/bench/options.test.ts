import { expect, test } from "vitest";
import { parseOptions } from "../../bench/options.js";

test("--only takes several names, in one option or in more", () => {
  expect(parseOptions(["--only", "aes,fft", "--only", "life"]).only).toEqual([
    "aes",
    "fft",
    "life",
  ]);
});

test("--quick takes fewer samples and --samples overrides it", () => {
  expect(parseOptions(["--quick"]).samples).toBeLessThan(parseOptions([]).samples);
  expect(parseOptions(["--quick", "--samples", "5"]).samples).toBe(5);
});

test("an unknown option and a bad count are errors", () => {
  expect(() => parseOptions(["--fast"])).toThrow(TypeError);
  expect(() => parseOptions(["--samples", "none"])).toThrow(TypeError);
});
