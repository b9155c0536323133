import { expect, test } from "vitest";
import {
  expandFloat,
  expandModified,
  findFloat,
  findModified,
  isModifiedValid,
} from "../../src/thumb/immediates.js";

const codes = Array.from({ length: 4096 }, (_, code) => code);

test("finds each modified immediate again", () => {
  const wrong = codes.filter(
    (code) => isModifiedValid(code) && findModified(expandModified(code)) !== code,
  );
  expect(wrong).toEqual([]);
});

test.each([
  [0xab, 0x0ab],
  [0x00ab00ab, 0x1ab],
  [0xab00ab00, 0x2ab],
  [0xabababab, 0x3ab],
  [0xff000000, 0x47f],
  [0x80000000, 0x400],
  [0x000001fe, 0xfff],
])("encodes 0x%s as a modified immediate", (value, code) => {
  expect(findModified(value)).toBe(code);
});

test.each([0x101, 0x1ff, 0xff0000ff, 0x12345678])("has no modified immediate for %d", (value) => {
  expect(findModified(value)).toBeUndefined();
});

test("finds each floating-point immediate again", () => {
  const wrong = codes.filter((code) => code < 256 && findFloat(expandFloat(code)) !== code);
  expect(wrong).toEqual([]);
});

test("has 1.0 and 31.0 but not 0 as floating-point immediates", () => {
  expect([findFloat(1), findFloat(31), findFloat(0)]).toEqual([0x70, 0x3f, undefined]);
});
