import { describe, expect, it } from "vitest";
import { complete, inColumns } from "../../../src/cli/repl/completion.js";

const names = (path: string): string[] => {
  if (path === "sys") return ["platform", "path", "_private", "argv"];
  return path === "" ? ["sys", "print"] : [];
};

describe("complete", () => {
  it.each([
    ["sys.pl", "atform"],
    ["x = sys._", "private"],
    ["print(s", "ys"],
    ["i", "mport "],
    ["x = i", ""],
    ["other.", ""],
    ["1 + ", ""],
    ["sys.path", ""],
  ])("adds to %j what can only follow", (line, added) => {
    expect(complete(line, names)).toEqual({ added, choices: [] });
  });

  it("adds what all names that can follow have in common", () => {
    expect(complete("p", () => ["print_all", "print_one"]).added).toBe("rint_");
  });

  it("shows what there is to choose from, in order", () => {
    expect(complete("sys.", names)).toEqual({ added: "", choices: ["argv", "path", "platform"] });
  });
});

describe("inColumns", () => {
  it("puts words into columns of 16 characters, four to a line", () => {
    expect(inColumns(["a", "bb", "ccc", "dddd", "e"])).toBe(
      `\na${" ".repeat(15)}bb${" ".repeat(14)}ccc${" ".repeat(13)}dddd\ne\n`,
    );
  });

  it("leaves two spaces behind a long word", () => {
    expect(inColumns(["a".repeat(15), "b"])).toBe(`\n${"a".repeat(15)}${" ".repeat(17)}b\n`);
  });
});
