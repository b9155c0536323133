import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectPath } from "../language/programs.js";
import { blocksOf, markdownFiles } from "./markdown.js";

const blocks = markdownFiles().flatMap(blocksOf);
const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(projectPath("package.json"), "utf8"),
).scripts;

/** What the examples find in their folder. */
const files = {
  "file.py": "import sys\nprint(len(sys.argv))\n",
  "blink.py": "import pyb\npyb.LED(1).toggle()\n",
  "functions.py": "def double(x):\n    return x + x\n\ndouble_args = (20,)\n",
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "adder-docs-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): string {
  const done = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", input: "" });
  return done.status === 0 ? done.stderr : `status ${done.status}: ${done.stderr}`;
}

describe("examples in JavaScript run", () => {
  const found = blocks.filter(({ language }) => language === "js" || language === "ts");
  expect(found.length).toBeGreaterThan(0);

  test.each(found)("$place", ({ text }) => {
    const index = pathToFileURL(projectPath("build/index.js")).href;
    const board = pathToFileURL(projectPath("build/board/index.js")).href;
    const example = text
      .replaceAll('"adder"', `"${index}"`)
      .replaceAll('"adder/board"', `"${board}"`);
    writeFileSync(join(folder, "example.mjs"), example);
    expect(run("example.mjs")).toBe("");
  });
});

/** The commands of a block, without their comments. */
const commandsOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

/** Runs a command of `adder`; of others it looks whether there is such a thing. */
function tryCommand(command: string): string {
  const [program, ...args] = command.split(/\s+/);
  if (program === "adder") return run(projectPath("build/cli/main.js"), ...args);
  if (program === "npm") {
    const name = args[0] === "run" ? args[1]! : args[0]!;
    return name in scripts || ["install", "ci"].includes(name) ? "" : `no script ${name}`;
  }
  if (program === "node") return existsSync(projectPath(args[0]!)) ? "" : `no file ${args[0]}`;
  return `no way to try ${command}`;
}

describe("commands run", () => {
  const commands = blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ place, text }) => commandsOf(text).map((command) => ({ place, command })));
  expect(commands.length).toBeGreaterThan(0);

  test.each(commands)("$place: $command", ({ command }) => {
    expect(tryCommand(command)).toBe("");
  });
});
