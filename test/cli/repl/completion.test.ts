import { expect, it } from "vitest";
import { complete } from "../../../src/cli/repl/completion.js";

const names = (path: string): string[] =>
  path === "sys" ? ["path", "platform", "_private"] : path === "" ? ["sys", "print"] : [];

it.each([
  ["sys.p", [["sys.path", "sys.platform"], "sys.p"]],
  ["x = sys._", [["sys._private"], "sys._"]],
  ["print(s", [["sys"], "s"]],
  ["i", [["import "], "i"]],
  ["other.", [[], "other."]],
  ["1 + ", [[], ""]],
])("completes %j", (line, expected) => {
  expect(complete(line, names)).toEqual(expected);
});
