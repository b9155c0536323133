import { describe, expect, it } from "vitest";
import { floatText, imaginaryText } from "../../../src/compile/mpy/number-text.js";

describe("floats in a file", () => {
  it.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [0.1, "0.1"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1e-20, "1e-20"],
    [1e-320, "0.999988867182683e-320"],
    [Math.PI, "3.141592653589793"],
    [0.1 + 0.2, "0.30000000000000004"],
    [5e-324, "4.940656458412465e-324"],
    [-1.5e300, "-1.5e+300"],
    [Number.POSITIVE_INFINITY, "inf"],
    [Number.NEGATIVE_INFINITY, "-inf"],
    [Number.NaN, "nan"],
  ])("%d", (value, text) => {
    expect(floatText(value)).toBe(text);
  });

  it("gives imaginary numbers no point of their own", () => {
    expect([imaginaryText(2), imaginaryText(2.5)]).toEqual(["2j", "2.5j"]);
  });
});
