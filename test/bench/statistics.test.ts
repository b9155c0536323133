import { expect, test } from "vitest";
import { geometricMean, median } from "../../bench/statistics.js";

test("the median of an odd number of values is the middle one", () => {
  expect(median([9, 1, 4])).toBe(4);
});

test("the median of an even number of values is the mean of the middle two", () => {
  expect(median([10, 1, 4, 2])).toBe(3);
});

test("the geometric mean of a value and its inverse is one", () => {
  expect(geometricMean([8, 1 / 8])).toBeCloseTo(1, 12);
});

test("no values have no median and no mean", () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => geometricMean([])).toThrow(RangeError);
});
