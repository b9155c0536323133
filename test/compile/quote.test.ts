import { expect, it } from "vitest";
import { quoteBytes, quoteText } from "../../src/compile/quote.js";

it.each([
  ["plain", "'plain'"],
  ["it's", `"it's"`],
  [`"it's"`, `'"it\\'s"'`],
  ["a\\\n\r\t\x01\x7f", "'a\\\\\\n\\r\\t\\x01\\x7f'"],
  ["é€😀", "'\\xe9\\u20ac\\U0001f600'"],
])("quotes %j", (text, expected) => {
  expect(quoteText(text)).toBe(expected);
});

it("quotes bytes", () => {
  expect(quoteBytes(Uint8Array.of(0x61, 0x27, 0, 0xff))).toBe(`b"a'\\x00\\xff"`);
});
