import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { Repl } from "../../../src/cli/repl/repl.js";

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const CTRL_E = "\x05";

/** Types keys one chunk at a time; gives what was executed, and with which mode. */
async function type(chunks: readonly string[], goesOn = true): Promise<string[]> {
  const executed: string[] = [];
  const input = new PassThrough();
  const output = new PassThrough();
  output.resume();
  const repl = new Repl({
    input,
    output,
    history: ["earlier"],
    names: (path) => (path === "" ? ["value"] : []),
    execute: async (source, mode) => {
      executed.push(`${mode} ${source}`);
      return goesOn;
    },
  });
  const done = repl.run();
  for (const chunk of chunks) {
    input.write(chunk);
    await new Promise((next) => setTimeout(next, 5));
  }
  input.end();
  await done;
  return executed;
}

describe("the prompt", () => {
  it("executes a line", async () => {
    expect(await type(["1 + 2\r"])).toEqual(["single 1 + 2"]);
  });

  it("reads a compound statement to the empty line, indenting by itself", async () => {
    expect(await type(["if x:\r", "y\r", "\r"])).toEqual(["single if x:\n    y\n"]);
  });

  it("executes the lines of one chunk in turn", async () => {
    expect(await type(["a\rb\rc\r"])).toEqual(["single a", "single b", "single c"]);
  });

  it("forgets the input at Ctrl-C", async () => {
    expect(await type(["if x:\r", "y", CTRL_C, "z\r"])).toEqual(["single z"]);
  });

  it("ends at Ctrl-D", async () => {
    expect(await type([CTRL_D, "a\r"])).toEqual([]);
  });

  it("ends when the program does", async () => {
    expect(await type(["exit\r", "a\r"], false)).toEqual(["single exit"]);
  });

  it("takes pasted lines as they are", async () => {
    const chunks = [CTRL_E, "for i in x:\r    y\r\r    z\r", CTRL_D, "a\r"];
    expect(await type(chunks)).toEqual(["exec for i in x:\n    y\n\n    z\n", "single a"]);
  });

  it("drops what was pasted at Ctrl-C", async () => {
    expect(await type([CTRL_E, "x\r", CTRL_C, "a\r"])).toEqual(["single a"]);
  });

  it("completes a name at Tab", async () => {
    expect(await type(["va", "\t", "\r"])).toEqual(["single value"]);
  });

  it("brings earlier lines back", async () => {
    expect(await type(["\x1b[A", "\r"])).toEqual(["single earlier"]);
  });
});
