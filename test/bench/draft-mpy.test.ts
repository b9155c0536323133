import { describe, expect, it } from "vitest";
import { withoutDraft } from "../../bench/calibrate/draft-mpy.js";
import { readMpy } from "../../src/compile/mpy/reader.js";
import { ConstantTag } from "../../src/tables/mpy-format.js";

/** A module with a name, a str and a bytes object whose body returns None. */
const file = (feature: string, str: string, bytes: string) =>
  `M\\x06\\x0${feature}\\x1f\\x01\\x02\\x04t\\'\\x00${str}\\x02hi\\x00${bytes}\\x01\\t\\x00\\x38\\x00\\x00\\x02\\x00\\x00\\x51\\x63`;
const program = (literal: string, quote = "'") =>
  `x = 1\nfile_data = b${quote}${literal}${quote}\ny = 2\n`;

/** The constants of the file that a program holds. */
function constantsOf(text: string) {
  const literal = /^file_data = b"(.*)"$/m.exec(text)![1]!;
  const numbers = literal.split("\\x").slice(1);
  return readMpy(Uint8Array.from(numbers, (hex) => Number.parseInt(hex, 16))).constants;
}

describe("a program with a draft of .mpy version 6", () => {
  it("has its constants' types as tags", () => {
    const constants = constantsOf(withoutDraft(program(file("2", "s", "b"))));
    expect(constants.map(({ tag }) => tag)).toEqual([ConstantTag.Str, ConstantTag.Bytes]);
    expect(constants.map(({ bytes }) => [...bytes])).toEqual([[0x68, 0x69], [9]]);
  });

  it("keeps the rest of its text", () => {
    const lines = withoutDraft(program(file("2", "s", "b"), '"')).split("\n");
    expect([lines[0], lines[2]]).toEqual(["x = 1", "y = 2"]);
  });

  it("is refused when a type is unknown", () => {
    expect(() => withoutDraft(program(file("2", "q", "b")))).toThrow("unknown type");
  });
});

describe("any other program", () => {
  it.each([program(file("0", "\\x05", "\\x06")), "file_data = 1\n", ""])(
    "stays as it is",
    (text) => {
      expect(withoutDraft(text)).toBe(text);
    },
  );
});
