import { describe, expect, it } from "vitest";
import { History } from "../../../src/cli/repl/history.js";
import { Repl } from "../../../src/cli/repl/repl.js";

const CTRL_A = "\x01";
const CTRL_B = "\x02";
const CTRL_C = "\x03";
const CTRL_D = "\x04";
const CTRL_E = "\x05";
const UP = "\x1b[A";
const DOWN = "\x1b[B";

/** Types keys at a prompt; gives what was executed, with which mode, and what the terminal showed. */
async function type(keys: string, goesOn = true) {
  const executed: string[] = [];
  const chars = [...keys];
  let shown = "";
  const repl = new Repl({
    terminal: {
      read: () => chars.shift(),
      write: (text) => {
        shown += text;
      },
      setRaw: () => undefined,
    },
    banner: "hello",
    history: new History(["earlier", "first"]),
    prompt: (name) => (name === "ps1" ? ">>> " : "... "),
    names: (path) => (path === "" ? ["value"] : ["one", "other"]),
    recover: () => undefined,
    execute: async (source, mode) => {
      executed.push(`${mode} ${source}`);
      return goesOn;
    },
  });
  await repl.run();
  return { executed, shown };
}

async function executedBy(keys: string): Promise<string[]> {
  return (await type(keys)).executed;
}

describe("the prompt", () => {
  it("executes a line", async () => {
    expect(await type("1 + 2\r")).toEqual({
      executed: ["single 1 + 2"],
      shown: "hello\n>>> 1 + 2\n>>> \n",
    });
  });

  it("reads a compound statement to the empty line, indenting by itself", async () => {
    const { executed, shown } = await type("if x:\ry\r\b\r");
    expect(executed).toEqual(["single if x:\n    y\n"]);
    expect(shown).toBe("hello\n>>> if x:\n...     y\n...     \b\b\b\b\x1b[K\n>>> \n");
  });

  it("stops to indent after a tab, and takes a space for one instead of four", async () => {
    expect(await executedBy("if x:\r y\rz\r\r")).toEqual(["single if x:\n y\nz\n"]);
    expect(await executedBy("if x:\r\ty\rz\r\r")).toEqual(["single if x:\n    y\nz\n"]);
  });

  it("executes lines in turn", async () => {
    expect(await executedBy("a\rb\nc\r")).toEqual(["single a", "single b", "single c"]);
  });

  it("forgets the input at Ctrl-C", async () => {
    expect(await executedBy(`if x:\ry${CTRL_C}z\r`)).toEqual(["single z"]);
  });

  it("ends at Ctrl-D", async () => {
    expect(await executedBy(`${CTRL_D}a\r`)).toEqual([]);
  });

  it("executes a compound statement at Ctrl-D on an empty line", async () => {
    expect(await executedBy(`if x: y\r${CTRL_D}`)).toEqual(["single if x: y\n"]);
  });

  it("ends when the program does", async () => {
    expect((await type("exit\ra\r", false)).executed).toEqual(["single exit"]);
  });

  it("starts again at Ctrl-B", async () => {
    expect((await type(CTRL_B)).shown).toBe("hello\n>>> \nhello\n>>> \n");
  });
});

describe("paste mode", () => {
  it("takes lines as they are", async () => {
    const { executed, shown } = await type(`${CTRL_E}for i in x:\r    y\r\r    z\r${CTRL_D}a\r`);
    expect(executed).toEqual(["exec for i in x:\n    y\n\n    z\n", "single a"]);
    expect(shown).toContain("=== for i in x:\n===     y\n=== \n===     z\n=== \n>>> a\n");
  });

  it("takes Enter together with Ctrl-D", async () => {
    const { shown } = await type(`${CTRL_E}x${CTRL_D}\ra\r`);
    expect(shown).toContain("=== x\n>>> a\n");
  });

  it("drops everything at Ctrl-C", async () => {
    expect(await executedBy(`${CTRL_E}x\r${CTRL_C}a\r`)).toEqual(["single a"]);
  });
});

describe("the line editor", () => {
  it.each([
    ["moves to the start and the end", `bc${CTRL_A}a${CTRL_E}d`, "abcd"],
    ["moves by arrows", "ac\x1b[Db\x1b[Cd", "abcd"],
    ["moves by control characters", "ac\x02b\x06d", "abcd"],
    ["knows Home and End", "b\x1b[Ha\x1b[Fc\x1bOH0\x1b[4~d", "0abcd"],
    ["moves to the start of a word", "one two\x1bb1\x1bb2", "one 21two"],
    ["moves to the end of a word", `one two${CTRL_A}\x1bf1\x1b[1;5C2`, "one1 two2"],
    ["deletes at the cursor", `abc${CTRL_A}${CTRL_D}\x1b[3~`, "c"],
    ["deletes words", "one two three\x17\x1b\x7f4", "one 4"],
    ["deletes the word behind the cursor", `one two${CTRL_A}\x1bd`, " two"],
    ["deletes to the start", "one\x02\x02\x15", "ne"],
    ["deletes to the end", "one\x02\x02\x0b", "o"],
    ["deletes backwards", "onx\x7fe\b\be", "oe"],
    ["completes a name", "va\t", "value"],
    ["turns a tab behind a space into four", "x \ty", "x     y"],
    ["brings earlier lines back", UP, "earlier"],
    ["goes through the history", `new${UP}${UP}${DOWN}`, "earlier"],
    ["ignores keys that it does not know", "a\x1b[20~\x1bzb\x00c", "abc"],
    ["counts characters, not bytes", "aé😀b\x02\b\b", "ab"],
  ])("%s", async (_name, keys, line) => {
    expect(await executedBy(`${keys}\r`)).toEqual([`single ${line}`]);
  });

  it("shows what there is to choose from, and the line again", async () => {
    expect((await type("x.o\t")).shown).toContain(">>> x.o\none             other\n>>> x.o");
  });
});
