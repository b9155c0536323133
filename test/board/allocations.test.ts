import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";
import { Runtime } from "../../src/vm/runtime.js";

const source = readFileSync(new URL("../../examples/tips/allocations.py", import.meta.url), "utf8");

/** The table that the program prints where it is run: by construct what was found, with a note where it differs. */
function tableOf(run: (stdout: (bytes: Uint8Array) => void) => void): [string, string][] {
  let text = "";
  run((bytes) => {
    text += new TextDecoder().decode(bytes);
  });
  const rows = text.trimEnd().split("\n");
  return rows.map((row) => [row.slice(0, 32).trim(), row.slice(32).trim()]);
}

const onBoard = tableOf((stdout) => createBoard({ stdout }).run(source));
const onHost = tableOf((stdout) => new Runtime({ stdout }).run(source));
const expected = [...source.matchAll(/^ {4}\("(.*?)", ".*", (True|False)\),$/gm)].map(
  ([, name, yes]) => [name!, yes === "True" ? "allocates" : "does not"] as const,
);

describe("under heap_lock on the board", () => {
  it("tries every construct of the table", () => {
    expect(expected.length).toBeGreaterThan(45);
    expect(onBoard.map(([name]) => name)).toEqual(expected.map(([name]) => name));
  });

  it.each(expected)("%s %s", (name, answer) => {
    expect(onBoard.find(([found]) => found === name)![1]).toBe(answer);
  });
});

describe("under heap_lock on the host", () => {
  it("only calls with * and ** are cheaper", () => {
    const differ = onHost.filter(([name, answer]) => {
      return answer !== expected.find(([other]) => other === name)![1];
    });
    expect(differ).toEqual([
      ["a call with *", "does not  (the board differs)"],
      ["a call with **", "does not  (the board differs)"],
    ]);
  });
});

describe("a list on the board", () => {
  it("is sorted in its own memory", () => {
    let text = "";
    const stdout = (bytes: Uint8Array) => {
      text += new TextDecoder().decode(bytes);
    };
    const program = `
import gc, micropython
items = [i * 7919 % 10007 for i in range(8000)]
micropython.heap_lock()
items.sort()
micropython.heap_unlock()
print(all(items[i] <= items[i + 1] for i in range(7999)), len(items))
`;
    createBoard({ stdout }).run(program);
    expect(text).toBe("True 8000\n");
  });
});
