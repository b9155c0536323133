import { spawn } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import { command } from "./adder.js";

vi.setConfig({ testTimeout: 20_000 });

/** Milliseconds that a program runs before Ctrl-C: long enough for a thread to listen. */
const RUN_FOR = 400;

/** Runs a program, sends SIGINT some time after each line that it prints, but the last. */
async function interrupt(source: string, signals = 1, options: readonly string[] = []) {
  const child = spawn(process.execPath, [command, ...options, "-c", source]);
  let stdout = "";
  child.stdout.on("data", (bytes) => {
    stdout += bytes;
  });
  for (let i = 1; i <= signals; i++) {
    while (stdout.split("\n").length <= i) await new Promise((done) => setTimeout(done, 10));
    await new Promise((done) => setTimeout(done, RUN_FOR));
    child.kill("SIGINT");
  }
  const [status, signal] = await new Promise<[number | null, string | null]>((done) => {
    child.once("close", (...ended) => done(ended as [number | null, string | null]));
  });
  return { status, signal, stdout };
}

function caught(statement: string): string {
  return `try:\n  ${statement}\nexcept KeyboardInterrupt: print('caught')\n`;
}

describe("SIGINT", () => {
  it.each([
    ["a loop", `print('go')\n${caught("while True: pass")}`],
    ["a wait", `import time\nprint('go')\n${caught("time.sleep(60)")}`],
    [
      "a key function",
      `def f(x):\n  while True: pass\nprint('go')\n${caught("sorted([1, 2], key=f)")}`,
    ],
    ["an endless iterator", `print('go')\n${caught("sum(iter(int, 1))")}`],
    [
      "a function that map calls",
      `def g():\n  while True: yield 1\nprint('go')\n${caught("sum(map(lambda x: x, g()))")}`,
    ],
    [
      "a wait in a key function",
      "import time\ndef f(x):\n  for i in range(2000000): pass\n  time.sleep(60)\n" +
        `print('go')\n${caught("sorted([1], key=f)")}`,
    ],
    [
      "a native loop",
      `import micropython\n@micropython.native\ndef f():\n  while True: pass\nprint('go')\n${caught("f()")}`,
    ],
    [
      "a viper loop",
      `import micropython\n@micropython.viper\ndef f():\n  while True: pass\nprint('go')\n${caught("f()")}`,
    ],
    [
      "a loop over long operations",
      `big = list(range(30000))\nprint('go')\n${caught("while True: sorted(big)")}`,
    ],
  ])("raises KeyboardInterrupt in %s", async (_name, source) => {
    expect(await interrupt(source)).toEqual({ status: 0, signal: null, stdout: "go\ncaught\n" });
  });

  it.each(["native", "viper"])("raises it in %s code on the processor", async (kind) => {
    const source = `import micropython\n@micropython.${kind}\ndef f():\n  while True: pass\nprint('go')\n${caught("f()")}`;
    expect(await interrupt(source, 1, ["-X", "machine=thumb"])).toMatchObject({
      status: 0,
      stdout: "go\ncaught\n",
    });
  });

  it("raises KeyboardInterrupt in __del__", async () => {
    const body = caught("while True: pass").trimEnd().replaceAll("\n", "\n    ");
    const source =
      `import gc\nclass A:\n  def __del__(self):\n    print('go')\n    ${body}\n` +
      "def f(): A()\nf()\nfor i in range(100): [0] * 100\ngc.collect()\nprint('on')";
    expect(await interrupt(source)).toMatchObject({ status: 0, stdout: "go\ncaught\non\n" });
  });

  it("raises it as often as it comes", async () => {
    const source =
      "def f(x):\n  while True: pass\nprint('go')\nfor i in range(3):\n" +
      "  try: sorted([1], key=f)\n  except KeyboardInterrupt: print(i)";
    expect(await interrupt(source, 3)).toEqual({
      status: 0,
      signal: null,
      stdout: "go\n0\n1\n2\n",
    });
  });

  it("ends with 1 when nothing catches it", async () => {
    expect(await interrupt("print('go')\nwhile True: pass")).toMatchObject({ status: 1 });
  });

  it.each(["native", "viper"])("ends with 1 when nothing catches it in %s code", async (kind) => {
    const source = `import micropython\n@micropython.${kind}\ndef f():\n  while True: pass\nprint('go')\nf()`;
    expect(await interrupt(source)).toMatchObject({ status: 1, signal: null, stdout: "go\n" });
  });

  it.each([
    ["at once", "print('go')\nwhile True: pass"],
    ["in a key function", "def f(x):\n  while True: pass\nprint('go')\nsorted([1], key=f)"],
  ])("ends the process after kbd_intr(-1), %s", async (_name, source) => {
    const program = `import micropython\nmicropython.kbd_intr(-1)\n${source}`;
    expect(await interrupt(program)).toEqual({ status: null, signal: "SIGINT", stdout: "go\n" });
  });

  it("raises KeyboardInterrupt again after kbd_intr(3)", async () => {
    const program = `import micropython\nmicropython.kbd_intr(-1)\nmicropython.kbd_intr(3)\nprint('go')\n`;
    expect(await interrupt(program + caught("while True: pass"))).toMatchObject({
      status: 0,
      stdout: "go\ncaught\n",
    });
  });
});
